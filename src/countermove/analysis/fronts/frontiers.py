"""Frontiers: what a decision maker can bring about on one front, as far as stability in the whole depends on it.

From a state s of the front the decision maker moves to some state t, or stays. The pair (a, b) says what t does to
its overall utility: a is the change right after the move, b the change after the worst answer of the opponents. The
pairs of several fronts add up. A state of the whole is unstable if one choice of t on each front makes both the sum
of all a and the sum of all b positive. So a frontier keeps the Pareto maxima of the pairs only.

Under Nash, GMR and SEQ b never exceeds a, and the largest b is enough: one pair (b, b).

Partial sums over fronts are rounded to what the fronts still to come can tell apart, so that few remain.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from math import gcd
from typing import TYPE_CHECKING, Literal

import numpy as np

from countermove.analysis.fronts.reach import FrontReach, front_moves
from countermove.model.concepts import CONCEPTS, Sanctions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from countermove.analysis.fronts.reach import FrontMoves
    from countermove.analysis.fronts.separation import FrontUtility, SeparatedConflict

    Ranks = NDArray[np.int32]


Points = tuple[tuple[int, int], ...]
"""Pairs (a, b), none of which exceeds another in both halves."""

Bound = Literal["fewest", "most"]
"""Which sanctions count where the fronts leave it open: the certain ones, or all conceivable ones."""

PartialSum = tuple[tuple[int, int], ...] | None
"""Pairs summed over some fronts, Pareto maxima only: empty if the state is certainly stable, None if unstable."""

START: PartialSum = ((0, 0),)
"""The sum over no front."""


@dataclass(frozen=True, eq=False)
class Frontiers:
    """The frontier of one decision maker at every state of a front.

    Attributes
    ----------
    index : ndarray of int64, shape (S,)
        By state, the position of its frontier among `kinds`.
    kinds : tuple of Points
        The distinct frontiers, sorted.
    """

    index: NDArray[np.int64]
    kinds: tuple[Points, ...]

    def map(self, change: Callable[[Points], Points]) -> Frontiers:
        """Return the frontiers with each kind replaced by its image."""
        return _distinct(self.index, [change(kind) for kind in self.kinds])


@dataclass(frozen=True, eq=False)
class SeparateFronts:
    """All fronts of a conflict that separates, with their frontiers, each found once.

    Attributes
    ----------
    whole : SeparatedConflict
        The conflict.
    """

    whole: SeparatedConflict

    @cached_property
    def fronts(self) -> tuple[SeparateFront, ...]:
        """The fronts, in their order."""
        return tuple(SeparateFront(self.whole, id_) for id_ in self.whole.locals)

    @cached_property
    def dms(self) -> range:
        """The positions of the decision makers."""
        return range(len(self.whole.conflict.decision_makers))

    def relevant(self, dm: int) -> tuple[int, ...]:
        """Return the positions of the fronts that can matter to a decision maker's stability."""
        return self._relevant[dm]

    @cached_property
    def _relevant(self) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(g for g, front in enumerate(self.fronts) if front.matters(dm)) for dm in self.dms)

    def frontiers(self, front: int, dm: int, concept: str, bound: Bound) -> Frontiers:
        """Return the frontiers of a decision maker on a front, by a concept that composes."""
        bound = bound if CONCEPTS[concept].credible else "fewest"
        key = (front, dm, concept, bound)
        if key not in self._frontiers:
            self._frontiers[key] = self._find(front, dm, concept, bound)
        return self._frontiers[key]

    @cached_property
    def _frontiers(self) -> dict[tuple[int, int, str, str], Frontiers]:
        return {}

    def _find(self, front: int, dm: int, concept: str, bound: Bound) -> Frontiers:
        place, by = self.fronts[front], CONCEPTS[concept]
        moves, rank = place.moves[dm], place.utilities[dm].rank
        if by.sanctions is Sanctions.NONE:
            return _scalar(place, dm, moves.best(rank))
        reach = self.reach(front, dm, bound if by.credible else None)
        if by.countermove:
            return _pairs(place, dm, reach.least(moves.best(rank)))
        return _scalar(place, dm, moves.best(reach.least(rank)))

    def reach(self, front: int, dm: int, bound: Bound | None) -> FrontReach:
        """Return what the opponents of a decision maker reach on a front; by any moves if `bound` is None."""
        key = (front, dm, bound)
        if key not in self._reaches:
            place = self.fronts[front]
            others = [j for j in self.dms if j != dm and place.acts(j)]
            movers = [(place.moves[j], self.least_ranks(front, j, bound)) for j in others]
            self._reaches[key] = FrontReach(place.size, movers)
        return self._reaches[key]

    @cached_property
    def _reaches(self) -> dict[tuple[int, int, str | None], FrontReach]:
        return {}

    def least_ranks(self, front: int, dm: int, bound: Bound | None) -> Ranks:
        """Return, by rank on a front, the least rank that a decision maker may move to there, shape (R,).

        An overall improvement may lose utility on this front: less than the other fronts can gain at the same time.
        If `bound` is None, every move is allowed.
        """
        utility = self.fronts[front].utilities[dm].values
        if bound is None:
            return np.zeros(len(utility), np.int32)
        elsewhere = 0
        if bound == "most":
            elsewhere = sum(other.gain[dm] for g, other in enumerate(self.fronts) if g != front)
        least = np.array([each - elsewhere for each in utility], np.object_)
        return np.searchsorted(np.array(utility, np.object_), least, side="right").astype(np.int32)


@dataclass(frozen=True, eq=False)
class SeparateFront:
    """One front of a conflict that separates, as all decision makers of the whole see it.

    Attributes
    ----------
    whole : SeparatedConflict
        The conflict.
    id : str
        The id of the front.
    """

    whole: SeparatedConflict
    id: str

    @cached_property
    def size(self) -> int:
        """The number of states of the front."""
        return len(self.whole.locals[self.id].states)

    @cached_property
    def utilities(self) -> tuple[FrontUtility, ...]:
        """The utility of the front, by decision maker of the whole."""
        return tuple(each[self.id] for each in self.whole.utilities)

    @cached_property
    def moves(self) -> tuple[FrontMoves, ...]:
        """The moves on the front, by decision maker of the whole."""
        whole, local = self.whole.conflict, self.whole.locals[self.id]
        bits = {name: bit for bit, name in enumerate(local.options)}
        own = [0] * len(whole.decision_makers)
        for i, option in whole.owned:
            own[i] |= 1 << bits[option.id] if option.id in bits else 0
        pairs = zip(own, self.utilities, strict=True)
        return tuple(front_moves(local, mask, utility.rank) for mask, utility in pairs)

    def acts(self, dm: int) -> bool:
        """Whether a decision maker has options on this front."""
        return self.id in self.whole.acts_on(self.whole.conflict.decision_makers[dm])

    def matters(self, dm: int) -> bool:
        """Whether anything on this front can matter to a decision maker's stability."""
        return self.acts(dm) or len(self.utilities[dm].values) > 1

    @cached_property
    def gain(self) -> tuple[int, ...]:
        """The largest gain of utility by one move on this front, by decision maker of the whole."""
        found = []
        for moves, utility in zip(self.moves, self.utilities, strict=True):
            values = np.array(utility.values, np.object_)
            found.append(int((values[moves.best(utility.rank)] - values[utility.rank]).max()))
        return tuple(found)


def _scalar(front: SeparateFront, dm: int, counted: Ranks) -> Frontiers:
    """Return frontiers of one pair (b, b): the utility of the rank that is counted on, less that of the state."""
    utility = front.utilities[dm]
    values, ranks = utility.values, len(utility.values)
    codes, index = np.unique(counted.astype(np.int64) * ranks + utility.rank, return_inverse=True)
    gains = [values[code // ranks] - values[code % ranks] for code in codes.tolist()]
    return _distinct(index.reshape(-1), [((gain, gain),) for gain in gains])


def _pairs(front: SeparateFront, dm: int, held: Ranks) -> Frontiers:
    """Return frontiers of several pairs: after a countermove b may exceed a.

    Parameters
    ----------
    front : SeparateFront
    dm : int
        The position of the decision maker.
    held : ndarray of int32, shape (S,)
        By state, the rank that the decision maker keeps by its countermove after the worst answer.
    """
    utility, moves = front.utilities[dm], front.moves[dm]
    values, ranks = utility.values, len(utility.values)
    codes, index = np.unique(moves.home * ranks + utility.rank, return_inverse=True)

    @cache
    def within(block: int) -> set[tuple[int, int]]:
        states = moves.states_of(block)
        return set(pareto_maxima({*zip(utility.rank[states].tolist(), held[states].tolist(), strict=True)}))

    @cache
    def reached(block: int) -> Points:
        return pareto_maxima(set().union(*(within(each) for each in moves.blocks_from(block))))

    kinds = []
    for code in codes.tolist():
        block, rank = divmod(code, ranks)
        here = values[rank]
        kinds.append(tuple((values[p] - here, values[c] - here) for p, c in reached(block)))
    return _distinct(index.reshape(-1), kinds)


def pareto_maxima(points: set[tuple[int, int]]) -> Points:
    """Return the pairs that no other pair equals or exceeds in both halves, the largest first half first.

    Examples
    --------
    >>> pareto_maxima({(0, 3), (2, 1), (1, 1)})
    ((2, 1), (0, 3))
    """
    kept: list[tuple[int, int]] = []
    for point in sorted(points, reverse=True):
        if not kept or point[1] > kept[-1][1]:
            kept.append(point)
    return tuple(kept)


def _distinct(index: NDArray[np.int64], kinds: list[Points]) -> Frontiers:
    """Return frontiers whose kinds are distinct and sorted, so that two of them can be compared."""
    ordered = sorted(set(kinds))
    number = {kind: k for k, kind in enumerate(ordered)}
    return Frontiers(np.array([number[kind] for kind in kinds], np.int64)[index], tuple(ordered))


@dataclass(frozen=True, slots=True)
class Remainder:
    """What the fronts still to come can add to either half of a pair.

    Attributes
    ----------
    least, most : int
        The least and the most that they can add.
    unit : int
        A common divisor of all that they can add; 0 if they add nothing.
    """

    least: int = 0
    most: int = 0
    unit: int = 0

    def with_front(self, kinds: Iterable[Points]) -> Remainder:
        """Return the remainder with one more front to come, given its frontiers."""
        values = [value for points in kinds for point in points for value in point] or [0]
        return Remainder(self.least + min(values), self.most + max(values), gcd(self.unit, *values))

    def rounded(self, value: int) -> int | None:
        """Return one value for all that the remainder cannot tell apart; None if the sum cannot become positive."""
        if value + self.most <= 0:
            return None
        if value + self.least > 0:
            return 1 - self.least
        return value if not self.unit else -(-value // self.unit) * self.unit


def remainders(by_front: Sequence[Iterable[Points]]) -> list[Remainder]:
    """Return, by front, the remainder after it."""
    found = [Remainder()]
    for kinds in reversed(by_front[1:]):
        found.append(found[-1].with_front(kinds))
    return found[::-1][: len(by_front)]


def add_front(so_far: PartialSum, points: Points, rest: Remainder) -> PartialSum:
    """Return a partial sum with one more front; None if the state is certainly unstable.

    Examples
    --------
    >>> add_front(((3, -1), (0, 1)), ((0, 0), (-1, 2)), Remainder())
    >>> add_front(((0, -1),), ((0, 0), (-1, 2)), Remainder())
    ()
    """
    if so_far is None or not so_far:
        return so_far
    kept: set[tuple[int, int]] = set()
    for a, b in so_far:
        for c, d in points:
            first, second = rest.rounded(a + c), rest.rounded(b + d)
            if first is None or second is None:
                continue
            if min(first, second) > -rest.least:
                return None
            kept.add((first, second))
    return pareto_maxima(kept)


def is_stable(by_front: Sequence[Points]) -> bool:
    """Whether a state is stable, given its frontier on each front.

    Examples
    --------
    >>> is_stable([((0, 0), (2, -3)), ((0, 0), (-1, 4))])
    False
    """
    so_far: PartialSum = START
    for points, rest in zip(by_front, remainders([[each] for each in by_front]), strict=True):
        so_far = add_front(so_far, points, rest)
    return so_far is not None
