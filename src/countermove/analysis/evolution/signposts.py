"""The signposts of an evolution: the events that tell its ends apart.

One signpost: an event after which fewer ends are possible than before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from countermove.errors import UnknownName

if TYPE_CHECKING:
    import pandas as pd

    from countermove.analysis.evolution.absorption import End


_COLUMNS = ("dm", "starts", "stops", "to", "earliest", "probability", "settles", "before", "seen", "rules_out")

DIGITS = 12


@dataclass(frozen=True, slots=True)
class Signposts:
    """The signposts of an evolution.

    Attributes
    ----------
    ends : tuple of End
        All ends of the evolution.
    told_apart : int
        How many of them, the likeliest, are told apart from all others.
    signposts : tuple of Signpost
        The earliest first, then the likeliest. None if there is one end only: then nothing is to be told apart.
    left_out : int
        How many less likely ones are not among them.
    """

    ends: tuple[End, ...] = field(repr=False)
    told_apart: int
    signposts: tuple[Signpost, ...]
    left_out: int = 0

    def settling(self, number: int) -> tuple[Signpost, ...]:
        """Return the signposts after which the end that has the state of this number is certain.

        Raises
        ------
        UnknownName
            If no end has it.
        """
        at = next((k for k, end in enumerate(self.ends) if number in end.states), None)
        if at is None:
            raise UnknownName(f"the conflict does not end in state {number}; see Evolution.ends")
        return tuple(each for each in self.signposts if each.settles == at)

    def narrowing(self) -> tuple[Signpost, ...]:
        """Return the signposts after which several ends are still possible."""
        return tuple(each for each in self.signposts if each.settles is None)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON; ends are referred to by their place among them, from 0."""
        return {
            "told_apart": self.told_apart,
            "signposts": [each.to_dict() for each in self.signposts],
            "signposts_left_out": self.left_out,
        }

    def to_frame(self) -> pd.DataFrame:
        """Return one row a signpost; the probabilities are those of the end that it settles, if it does."""
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
    """How likely an end is around a signpost.

    Attributes
    ----------
    end : int or None
        The end, as its place in `Evolution.ends`, counted from 0; None for all ends together that are not told apart.
    before, after : float
        Its probability just before the signpost is passed and just after, on the average of the ways in which it is
        passed. 0 after it: the end is ruled out.
    seen : float or None
        Its probability if the event ever happens, at this signpost or elsewhere: for those who see the event and do
        not know the state. None if that was too much work.
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
        In graph form the number of the state that it moves to.
    earliest : int
        Which move it can be at the earliest, the first being 1.
    probability : float
        How likely it is that the conflict passes the signpost.
    ever : float or None
        How likely it is that the event ever happens, here or where it tells something else, or nothing. None if that
        was too much work.
    outlooks : tuple of Outlook
        Of all ends that are possible before it in some state.
    moves : tuple of (int, int)
        The moves in which the event is this signpost, by the numbers of the states.
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
        """The ends that are still possible after it."""
        return tuple(each for each in self.outlooks if each.after > 0)

    @property
    def rules_out(self) -> tuple[Outlook, ...]:
        """The ends that are not possible any more, and were before it in some state."""
        return tuple(each for each in self.outlooks if each.after == 0)

    @property
    def settles(self) -> int | None:
        """The end that is certain after it, as its place in `Evolution.ends`; None if several are possible."""
        left = self.leaves
        return left[0].end if len(left) == 1 else None

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
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
