"""Signposts, the events of an evolution after which fewer ends are possible, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from countermove.errors import UnknownName

if TYPE_CHECKING:
    import pandas as pd

    from countermove.analysis.evolution.absorption import End


_COLUMNS = ("dm", "starts", "stops", "to", "earliest", "probability", "settles", "before", "seen", "rules_out")

DIGITS = 12
"""Number of digits of probabilities in documents."""


@dataclass(frozen=True, slots=True)
class Signposts:
    """The signposts of an evolution.

    Attributes
    ----------
    ends : tuple of End
        All ends of the evolution.
    told_apart : int
        The number of most likely ends that are distinguished; the others are taken as one.
    signposts : tuple of Signpost
        The earliest first, then the most likely; empty if there is only one end.
    left_out : int
        The number of less likely signposts that were dropped.
    """

    ends: tuple[End, ...] = field(repr=False)
    told_apart: int
    signposts: tuple[Signpost, ...]
    left_out: int = 0

    def settling(self, number: int) -> tuple[Signpost, ...]:
        """Return the signposts after which the end that contains a state, given by number, is certain.

        Raises
        ------
        UnknownName
            If no end contains it.
        """
        at = next((k for k, end in enumerate(self.ends) if number in end.states), None)
        if at is None:
            raise UnknownName(f"the conflict does not end in state {number}; see Evolution.ends")
        return tuple(each for each in self.signposts if each.settles == at)

    def narrowing(self) -> tuple[Signpost, ...]:
        """Return the signposts after which several ends remain possible."""
        return tuple(each for each in self.signposts if each.settles is None)

    def to_dict(self) -> dict[str, Any]:
        """Return the signposts as plain values, for JSON; ends are given by their index in `ends`."""
        return {
            "told_apart": self.told_apart,
            "signposts": [each.to_dict() for each in self.signposts],
            "signposts_left_out": self.left_out,
        }

    def to_frame(self) -> pd.DataFrame:
        """Return a table of the signposts, with the probabilities of the end that each settles, if it settles one."""
        import pandas as pd

        return pd.DataFrame([self._row(each) for each in self.signposts], columns=[*_COLUMNS])

    def _row(self, post: Signpost) -> tuple[Any, ...]:
        certain = post.leaves[0] if post.settles is not None else None
        return (
            post.dm,
            ", ".join(post.starts),
            ", ".join(post.stops),
            post.to,
            post.earliest,
            post.probability,
            self._named((certain,)) if certain else "",
            certain.before if certain else None,
            certain.seen if certain else None,
            self._named(post.rules_out),
        )

    def _named(self, outlooks: tuple[Outlook, ...]) -> str:
        return ", ".join("any other" if each.end is None else str(self.ends[each.end]) for each in outlooks)


@dataclass(frozen=True, slots=True)
class Outlook:
    """The probability of an end around a signpost.

    Attributes
    ----------
    end : int or None
        The index of the end in `Evolution.ends`; None for all ends that are not distinguished.
    before, after : float
        Its probability just before and just after a move of the signpost, on average over these moves. If `after` is
        0, the signpost rules the end out.
    seen : float or None
        Its probability given that the event ever happens, at this signpost or elsewhere, for an observer who does not
        know the state. None if it was too much work.
    """

    end: int | None
    before: float
    after: float
    seen: float | None


@dataclass(frozen=True, slots=True)
class Signpost:
    """An event after which fewer ends are possible than before.

    Attributes
    ----------
    dm : str
        The id of the decision maker that moves.
    starts, stops : tuple of str
        The options that it turns on and off; empty in graph form.
    to : int or None
        In graph form the number of the state that it moves to; otherwise None.
    earliest : int
        The least possible place of the event in a sequence of moves, from 1.
    probability : float
        The probability that the conflict passes the signpost.
    ever : float or None
        The probability that the event ever happens, at this signpost or elsewhere. None if it was too much work.
    outlooks : tuple of Outlook
        The outlook of each end that is possible before the signpost, in some state.
    moves : tuple of (int, int)
        The moves of the signpost, by the numbers of the states.
    """

    dm: str
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    to: int | None
    earliest: int
    probability: float
    ever: float | None
    outlooks: tuple[Outlook, ...]
    moves: tuple[tuple[int, int], ...] = field(repr=False)

    @property
    def leaves(self) -> tuple[Outlook, ...]:
        """The outlooks of the ends that remain possible."""
        return tuple(each for each in self.outlooks if each.after > 0)

    @property
    def rules_out(self) -> tuple[Outlook, ...]:
        """The outlooks of the ends that the signpost rules out."""
        return tuple(each for each in self.outlooks if each.after == 0)

    @property
    def settles(self) -> int | None:
        """The index in `Evolution.ends` of the end that is certain afterwards; None if several are possible."""
        left = self.leaves
        return left[0].end if len(left) == 1 else None

    def to_dict(self) -> dict[str, Any]:
        """Return the signpost as plain values, for JSON."""
        return {
            "dm": self.dm,
            "starts": [*self.starts],
            "stops": [*self.stops],
            "to": self.to,
            "earliest": self.earliest,
            "probability": round(self.probability, DIGITS),
            "ever": _rounded(self.ever),
            "settles": self.settles,
            "ends": [
                {
                    "end": each.end,
                    "before": round(each.before, DIGITS),
                    "after": round(each.after, DIGITS),
                    "seen": _rounded(each.seen),
                }
                for each in self.outlooks
            ],
            "moves": [[*each] for each in self.moves],
        }


def _rounded(probability: float | None) -> float | None:
    return None if probability is None else round(probability, DIGITS)
