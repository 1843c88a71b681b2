"""One signpost: an event after which fewer ends are possible than before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

DIGITS = 12


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
