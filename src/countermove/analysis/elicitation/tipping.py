"""The next pair to ask about: the one that most often tips a verdict.

Between the extremes of what is known, the verdict on a state changes from stable to not stable if the open pairs are
decided one after the other, each the worse way: a move of another is no improvement, a state joins the upper set. The
pair at which it changes *tips* it. Moves of others are decided first, so that sanctions are asked about only where
there is a gain. The orders in which states join are spread evenly; the one that tips in most of them is asked about,
as the Shapley-Shubik index counts the weight of voters (Shapley, Shubik 1954).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.elicitation.completions import deciding

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from countermove.analysis.elicitation.focus import Focus
    from countermove.analysis.elicitation.inquiry import Known, Pair
    from countermove.analysis.elicitation.situations import SituationInquiry

    Members = NDArray[np.bool_]
    Into = NDArray[np.bool_]

WORK = 1 << 22
"""Entries of tables that all orders together read for a question, at most, by estimate."""

FEWEST, MOST = 2, 64
"""Orders in all for a question: for the largest conflicts, and at most."""

PER_FOCUS = 4
"""Orders for each state and decision maker, at least, if so many are drawn in all."""

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
        Those whose verdict is open, the ones to settle first at the head.
    known : dict of int to IncompleteRanking
        What is known of those who are asked about.
    never : set of (decision maker, first, second)
        Pairs that must not be asked about, in either order.
    """
    size = len(inquiry.conflict.states)
    left = min(MOST, max(FEWEST, WORK // (size * size * len(inquiry.each))))
    each = max(min(PER_FOCUS, left), left // max(len(foci), 1))
    votes: Counter[Pair] = Counter()
    for focus in foci:
        if votes and left <= 0:
            break
        for harmful in (True, False) if never else (True,):
            extremes = Extremes(inquiry, focus, known, never, harmful)
            votes.update(extremes.tipping(each))
        left -= each
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

    def tipping(self, orders: int) -> list[Pair]:
        """Return the pair that tips the verdict in each of some orders; none if the verdict does not change."""
        worst, best = self._improving
        lowest, highest = self._upper(np.zeros_like(self._open)), self._upper(self._open)
        if not self.focus.holds(lowest, best) or self.focus.holds(highest, worst):
            return []
        if self.focus.holds(lowest, worst):
            return [self._tipping_state(order, worst) for order in range(orders)]
        found = [self._tipping_move(lowest, highest)] * orders
        if not self.focus.holds(highest, best):
            found += [self._tipping_state(order, best) for order in range(orders)]
        return found

    @cached_property
    def _bounds(self) -> tuple[Members, Members]:
        return self.inquiry.upper_sets(self.focus, self.known)

    @cached_property
    def _unknown(self) -> Members:
        """The states that must not be compared with that of the focus, or are equal to one of them, shape (S,)."""
        found: Members = np.zeros(len(self._bounds[0]), np.bool_)
        dm, state = self.focus.dm, self.focus.state
        marked = [second for who, first, second in self.never if (who, first) == (dm, state)]
        if marked and dm in self.known:
            at_least = self.known[dm].at_least
            found = np.any((at_least & at_least.T)[marked], axis=0)
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
        sure, possible = (self.inquiry.improvements(self.focus, self.known, sure=which) for which in (True, False))
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

    @cached_property
    def _improving(self) -> tuple[dict[int, Into], dict[int, Into]]:
        """The improvements of the others if all that may be asked about are none, and if all are; shapes (S, S)."""
        sure, possible = self._moves
        worst, best = dict(sure), dict(possible)
        for j, askable in self._askable_moves.items():
            if self.harmful:
                best[j] = sure[j] | askable
            else:
                worst[j] = possible[j] & ~askable
        return worst, best

    def _tipping_state(self, order: int, improving: dict[int, Into]) -> Pair:
        """Return the pair of the state that tips the verdict when it joins the upper set, in one order."""
        places = (np.arange(1, len(self._open) + 1) * GOLDEN * (order + 1) + order * SILVER) % 1.0
        joining = np.flatnonzero(self._open)
        joining = joining[np.argsort(places[joining], kind="stable")]

        def upper(many: int) -> Members:
            joined = np.zeros_like(self._open)
            joined[joining[:many]] = True
            return self._upper(joined)

        low, high = 0, len(joining)  # stable with `low` states joined, not stable with `high`
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.focus.holds(upper(middle), improving) else (low, middle)
        return self.focus.dm, self._first_above(upper(low), upper(high), improving), self.focus.state

    def _first_above(self, upper: Members, target: Members, improving: dict[int, Into]) -> int:
        """Return the state that tips the verdict among those that join together, from the top down."""
        joining = np.flatnonzero(target & ~upper)
        at_least = self.known[self.focus.dm].at_least
        for state in joining[np.argsort(at_least[:, joining].sum(axis=0), kind="stable")].tolist():
            upper = upper | (at_least[:, state] & target)
            if not self.focus.holds(upper, improving):
                break
        open_joining = np.zeros_like(self._open)
        open_joining[joining] = self._open[joining]  # one of them forces an unknown state up, if nothing else does
        above = at_least[:, state] & self._open
        asked = next(each for each in (above & at_least[state], above, open_joining) if each.any())
        return int(np.flatnonzero(asked)[0])

    def _upper(self, joined: Members) -> Members:
        """Return the least upper set with some open states in it, and all that are surely as high; both (S,)."""
        least, most = self._bounds
        if self.focus.dm not in self.known:
            return least
        at_least = self.known[self.focus.dm].at_least
        upper: Members = least | (at_least[:, joined].any(axis=1) & most)
        if self.harmful and self._unknown.any():
            upper |= self._unknown & most & ~at_least[self._open & ~upper].any(axis=0)
        return upper

    def _tipping_move(self, lowest: Members, highest: Members) -> Pair:
        """Return the pair of the states of a move that can still sanction a gain that nothing sanctions so far."""
        worst, best = self._improving
        free = self.focus.unsanctioned(lowest, worst)
        if self.focus.concept.simultaneous:
            open_now = (
                (j, int(k)) for j in self._rivals for k in np.flatnonzero(self._askable_moves[j][:, self.focus.state])
            )
            return next((j, k, self.focus.state) for j, k in open_now)
        surely = self.focus.deterring(highest)
        who, start, end = deciding(self.focus, lowest, worst, best, free, first=surely)
        return who, end, start
