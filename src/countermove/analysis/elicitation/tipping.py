"""The next pair to ask about: the one that most often tips a verdict.

Between the two extremes of what is known, the verdict on a state changes from stable to not stable if the open pairs
are decided one after the other, each the worse way: a state joins the upper set, a move of another is no improvement.
The pair at which it changes *tips* it. The orders in which pairs are decided are spread evenly; the pair that tips in
most of them is asked about, as the Shapley-Shubik index counts the weight of voters (Shapley, Shubik 1954).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from countermove.analysis.elicitation.focus import Focus
    from countermove.analysis.elicitation.inquiry import Known, Pair
    from countermove.analysis.elicitation.situations import SituationInquiry

    Members = NDArray[np.bool_]
    Into = NDArray[np.bool_]
    Places = NDArray[np.float64]

WORK = 1 << 23
"""Entries of tables that all orders together read for a question, at most, by estimate."""

FEWEST, ORDERS = 6, 48
"""Orders for a question: in all for the largest conflicts, and at most."""

GOLDEN, SILVER = 0.6180339887498949, 0.4142135623730951
"""Irrational steps, whose multiples modulo 1 are spread evenly."""

NEVER = 2.0
"""The place of what is not decided in an order."""


def tipping_pair(inquiry: SituationInquiry, foci: list[Focus], known: Known, never: AbstractSet[Pair]) -> Pair | None:
    """Return the pair that tips most verdicts; None if no pair that may be asked about can settle one.

    Parameters
    ----------
    inquiry : SituationInquiry
        The conflict.
    foci : list of Focus
        Those whose verdict is open.
    known : dict of int to IncompleteRanking
        What is known of those who are asked about.
    never : set of (decision maker, first, second)
        Pairs that must not be asked about, in either order.
    """
    size = len(inquiry.conflict.states)
    many = min(ORDERS, max(FEWEST, WORK // (size * size * len(inquiry.each))))
    each = max(1, many // max(len(foci), 1))
    votes: Counter[Pair] = Counter()
    for focus in foci:
        if votes and many <= 0:
            break
        for harmful in (True, False) if never else (True,):
            extreme = Extremes(inquiry, focus, known, never, harmful)
            if extreme.tips:
                votes.update(extreme.tipping(order) for order in range(each))
        many -= each
    return min(votes, key=lambda pair: (-votes[pair], pair)) if votes else None


@dataclass(frozen=True, eq=False)
class Extremes:
    """The extremes of what is known between which a verdict tips.

    Attributes
    ----------
    inquiry, focus, known, never :
        As in `tipping_pair`.
    harmful : bool
        Whether pairs that must not be asked about are decided against stability, before all others; otherwise for it.
        If the verdict then does not change between the extremes, no answer to the rest can settle it that way.
    """

    inquiry: SituationInquiry
    focus: Focus
    known: Known
    never: AbstractSet[Pair]
    harmful: bool

    @property
    def tips(self) -> bool:
        """Whether the verdict changes between the extremes."""
        own = np.where(self._open, 1.0, NEVER)
        into = {j: np.where(self._askable_moves[j], 1.0, NEVER) for j in self._rivals}
        return self._holds(0.5, own, into) and not self._holds(1.5, own, into)

    @cached_property
    def _bounds(self) -> tuple[Members, Members]:
        return self.inquiry.upper_sets(self.focus, self.known)

    @cached_property
    def _unknown(self) -> Members:
        """The states that must not be compared with that of the focus, or are equal to one of them, shape (S,)."""
        found = np.zeros(len(self._bounds[0]), np.bool_)
        dm, state = self.focus.dm, self.focus.state
        marked = [second for who, first, second in self.never if (who, first) == (dm, state)]
        if marked and dm in self.known:
            at_least = self.known[dm].at_least
            found = (at_least & at_least.T)[marked].any(axis=0)
        return found

    @cached_property
    def _open(self) -> Members:
        """The states of which it may be asked whether they are above that of the focus, shape (S,)."""
        least, most = self._bounds
        return most & ~least & ~self._unknown

    @cached_property
    def _rivals(self) -> tuple[int, ...]:
        """The others whose open preferences matter."""
        return tuple(j for j in self.focus.others if j in self.known) if self.focus.heeds_wishes else ()

    @cached_property
    def _moves(self) -> tuple[dict[int, Into], dict[int, Into]]:
        """The improvements of the others that are sure, and those that are possible; shapes (S, S)."""
        sure, possible = (
            self.inquiry.improvements(self.focus, self.known, sure=which) for which in (True, False)
        )
        return sure, possible

    @cached_property
    def _askable_moves(self) -> dict[int, Into]:
        """The moves of rivals of which it may be asked whether they are improvements, shapes (S, S)."""
        sure, possible = self._moves
        found = {j: possible[j] & ~sure[j] for j in self._rivals}
        for who, first, second in self.never:
            if who in found:
                found[who][first, second] = False
        return found

    def tipping(self, order: int) -> Pair:
        """Return the pair that tips the verdict in one order of all open pairs."""
        own, into = self._places(order)
        moves = self._askable_moves
        values = np.unique(np.concatenate([own[self._open], *(into[j][moves[j]] for j in self._rivals)]))
        low, high = -1, len(values) - 1  # stable with the pairs up to `low` decided, not stable up to `high`
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._holds(values[middle], own, into) else (low, middle)
        place = values[high]
        for j in self._rivals:
            if (found := np.argwhere(moves[j] & (into[j] == place))).size:
                end, start = found[0].tolist()
                return j, end, start
        before = values[low] if low >= 0 else -1.0
        return self.focus.dm, self._first_above(before, place, own, into), self.focus.state

    def _places(self, order: int) -> tuple[Places, dict[int, Places]]:
        """Return the places of states (S,) and of rivals' moves (S, S) in an order, between 0 and 1."""
        size = len(self._open)
        own = (np.arange(1, size + 1) * GOLDEN * (order + 1) + order * SILVER) % 1.0
        places = np.arange(size * size, dtype=np.float64).reshape(size, size)
        return np.where(self._open, own, NEVER), {
            j: np.where(self._askable_moves[j], (places * GOLDEN + (order + 1) * (j + 1) * SILVER) % 1.0, NEVER)
            for j in self._rivals
        }

    def _first_above(self, before: float, place: float, own: Places, into: dict[int, Places]) -> int:
        """Return the state that tips the verdict among those that join the upper set together, from the top down."""
        upper, target = self._upper(before, own), self._upper(place, own)
        joining = np.flatnonzero(target & ~upper)
        at_least = self.known[self.focus.dm].at_least
        moves = self._improving(place, into)
        for state in joining[np.argsort(at_least[:, joining].sum(axis=0), kind="stable")].tolist():
            upper |= at_least[:, state] & target
            if not self.focus.holds(upper, moves):
                break
        equal = np.flatnonzero(at_least[:, state] & at_least[state] & self._open)
        above = np.flatnonzero(at_least[:, state] & self._open)
        return int((equal if equal.size else above)[0])

    def _holds(self, place: float, own: Places, into: dict[int, Places]) -> bool:
        """Return whether the state of the focus is stable with all pairs up to a place decided against it."""
        return self.focus.holds(self._upper(place, own), self._improving(place, into))

    def _upper(self, place: float, own: Places) -> Members:
        """Return the upper set with all states up to a place in it, and all that are surely as high; shape (S,)."""
        least, most = self._bounds
        joined = self._open & (own <= place)
        if not joined.any() and not self._unknown.any():
            return least.copy()
        at_least = self.known[self.focus.dm].at_least
        upper: Members = least | (at_least[:, joined].any(axis=1) & most)
        if self.harmful and self._unknown.any():
            waiting = self._open & ~upper
            upper |= self._unknown & most & ~at_least[waiting].any(axis=0)
        return upper

    def _improving(self, place: float, into: dict[int, Places]) -> dict[int, Into]:
        """Return the improvements of the others with those up to a place taken away, shapes (S, S)."""
        if not self._rivals:
            return self._moves[0]
        sure, possible = self._moves
        found = dict(sure)
        for j in self._rivals:
            unknown = possible[j] & ~sure[j] & ~self._askable_moves[j]
            left = self._askable_moves[j] & (into[j] > place)
            found[j] = sure[j] | left if self.harmful else sure[j] | left | unknown
        return found
