"""What a decision maker can bring about on one front, as far as the other fronts need to know it.

From a state s of the front it can move to some states t (or stay). What this adds to its overall rank is a(t), and
what it can count on after the opponents' answer adds b(t); both compared with s. Overall a move is an improvement
that nobody punishes exactly when the sum of all a is positive and so is the sum of all b: so a state is stable if no
choice of one t on each front makes both positive. Of the pairs (a, b) only those are kept that no other one beats.

Under Nash, GMR and SEQ b is never above a, and one number is enough: the largest b.

Adding up frontiers front by front: sums are kept only as far as the fronts still to come can tell them apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from math import gcd
from typing import TYPE_CHECKING, Literal

import numpy as np

from countermove.analysis.fronts.reach import FrontReach, ways
from countermove.model.concepts import CONCEPTS, Sanctions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from countermove.analysis.fronts.reach import Ways
    from countermove.analysis.fronts.separation import Parts, Stake

    Ranks = NDArray[np.int32]


Points = tuple[tuple[int, int], ...]

Bound = Literal["fewest", "most"]
"""Which sanctions count where the fronts leave it open: those that are certain, or all that are conceivable."""

NOTHING: Points = ((0, 0),)

Sum = tuple[tuple[int, int], ...] | None
"""What some fronts add up to: pairs that no other beats; none at all if the state is certainly stable; None if it is
certainly unstable."""

START: Sum = NOTHING


@dataclass(frozen=True, eq=False)
class Frontiers:
    """The pairs (a, b) at every state of a front; `kinds` are the distinct ones, `index` says which a state has."""

    index: NDArray[np.int64]
    kinds: tuple[Points, ...]

    def seen_as(self, change: Callable[[Points], Points]) -> Frontiers:
        """Return the same with each kind changed."""
        return _distinct(self.index, [change(kind) for kind in self.kinds])


@dataclass(frozen=True, eq=False)
class Board:
    """One front of a conflict that separates, with what all decision makers of the whole can do there."""

    parts: Parts
    front: str

    @cached_property
    def size(self) -> int:
        """How many states the front has."""
        return len(self.parts.locals[self.front].states)

    @cached_property
    def stakes(self) -> tuple[Stake, ...]:
        """What the front is worth to each decision maker of the whole."""
        return tuple(each[self.front] for each in self.parts.stakes)

    @cached_property
    def ways(self) -> tuple[Ways, ...]:
        """The moves of each decision maker of the whole on this front."""
        whole, local = self.parts.conflict, self.parts.locals[self.front]
        named = {name: bit for bit, name in enumerate(local.options)}
        own = [0] * len(whole.decision_makers)
        for i, option in whole.owned:
            own[i] |= 1 << named[option.id] if option.id in named else 0
        return tuple(ways(local, mask, stake.rank) for mask, stake in zip(own, self.stakes, strict=True))

    def acts(self, dm: int) -> bool:
        """Whether a decision maker has options on this front."""
        return self.front in self.parts.acts_on(self.parts.conflict.decision_makers[dm])

    def matters(self, dm: int) -> bool:
        """Whether anything on this front can matter to a decision maker's stability."""
        return self.acts(dm) or len(self.stakes[dm].worth) > 1

    @cached_property
    def gain(self) -> tuple[int, ...]:
        """What each decision maker can gain by one move on this front at most."""
        found = []
        for way, stake in zip(self.ways, self.stakes, strict=True):
            worth = np.array(stake.worth, np.object_)
            found.append(int((worth[way.best(stake.rank)] - worth[stake.rank]).max()))
        return tuple(found)


@dataclass(frozen=True, eq=False)
class Boards:
    """All fronts of a conflict that separates."""

    parts: Parts

    @cached_property
    def fronts(self) -> tuple[Board, ...]:
        """The fronts, in their order."""
        return tuple(Board(self.parts, front) for front in self.parts.locals)

    @cached_property
    def dms(self) -> range:
        """The positions of the decision makers."""
        return range(len(self.parts.conflict.decision_makers))

    def where(self, dm: int) -> tuple[int, ...]:
        """Return the positions of the fronts that matter to a decision maker."""
        return self._matters[dm]

    @cached_property
    def _matters(self) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(g for g, board in enumerate(self.fronts) if board.matters(dm)) for dm in self.dms)

    @cached_property
    def _asked(self) -> dict[tuple[int, int, str, str], Frontiers]:
        return {}

    def frontiers(self, front: int, dm: int, concept: str, bound: Bound) -> Frontiers:
        """Return what a decision maker can bring about on a front, by a concept that composes."""
        bound = bound if CONCEPTS[concept].credible else "fewest"
        asked = (front, dm, concept, bound)
        if asked not in self._asked:
            self._asked[asked] = self._found(front, dm, concept, bound)
        return self._asked[asked]

    def _found(self, front: int, dm: int, concept: str, bound: Bound) -> Frontiers:
        board = self.fronts[front]
        way, rank, by = board.ways[dm], board.stakes[dm].rank, CONCEPTS[concept]
        if by.sanctions is Sanctions.NONE:
            return _scalar(board, dm, way.best(rank))
        answered = self.reach(front, dm, bound if by.credible else None)
        if by.countermove:
            return _pairs(board, dm, answered.least(way.best(rank)))
        return _scalar(board, dm, way.best(answered.least(rank)))

    @cached_property
    def _reaches(self) -> dict[tuple[int, int, str | None], FrontReach]:
        return {}

    def reach(self, front: int, dm: int, bound: Bound | None) -> FrontReach:
        """Return what the opponents of a decision maker can lead to on a front; by any moves at all for None."""
        asked = (front, dm, bound)
        if asked not in self._reaches:
            board = self.fronts[front]
            others = [j for j in self.dms if j != dm and board.acts(j)]
            movers = [(board.ways[j], self.bar(front, j, bound)) for j in others]
            self._reaches[asked] = FrontReach(board.size, movers)
        return self._reaches[asked]

    def bar(self, front: int, dm: int, bound: Bound | None) -> Ranks:
        """Return, by rank, the least rank that a decision maker may move to on a front.

        An improvement overall may be none on this front, but is worse there by less than what all other fronts can
        bring at the same time.
        """
        worth = self.fronts[front].stakes[dm].worth
        if bound is None:
            return np.zeros(len(worth), np.int32)
        elsewhere = 0
        if bound == "most":
            elsewhere = sum(board.gain[dm] for g, board in enumerate(self.fronts) if g != front)
        least = np.array([each - elsewhere for each in worth], np.object_)
        return np.searchsorted(np.array(worth, np.object_), least, side="right").astype(np.int32)


def _scalar(board: Board, dm: int, counted: Ranks) -> Frontiers:
    """Return frontiers of one pair, whose halves are equal: what can be counted on against what there is."""
    stake = board.stakes[dm]
    codes = counted.astype(np.int64) * len(stake.worth) + stake.rank
    found, index = np.unique(codes, return_inverse=True)
    gains = [stake.worth[code // len(stake.worth)] - stake.worth[code % len(stake.worth)] for code in found.tolist()]
    return _distinct(index.reshape(-1), [((gain, gain),) for gain in gains])


def _pairs(board: Board, dm: int, held: Ranks) -> Frontiers:
    """Return frontiers where a countermove may rescue more than the improvement was worth."""
    stake, way = board.stakes[dm], board.ways[dm]
    codes = way.home * len(stake.worth) + stake.rank
    found, index = np.unique(codes, return_inverse=True)

    @cache
    def within(block: int) -> set[tuple[int, int]]:
        states = way.states_of(block)
        return set(unbeaten({*zip(stake.rank[states].tolist(), held[states].tolist(), strict=True)}))

    @cache
    def reached(block: int) -> Points:
        return unbeaten(set().union(*(within(each) for each in way.blocks_from(block))))

    kinds = []
    for code in found.tolist():
        block, rank = divmod(code, len(stake.worth))
        here = stake.worth[rank]
        kinds.append(tuple((stake.worth[p] - here, stake.worth[c] - here) for p, c in reached(block)))
    return _distinct(index.reshape(-1), kinds)


def unbeaten(points: set[tuple[int, int]]) -> Points:
    """Return the pairs that no other pair equals or exceeds in both halves.

    Examples
    --------
    >>> unbeaten({(0, 3), (2, 1), (1, 1)})
    ((2, 1), (0, 3))
    """
    kept: list[tuple[int, int]] = []
    for point in sorted(points, reverse=True):
        if not kept or point[1] > kept[-1][1]:
            kept.append(point)
    return tuple(kept)


def _distinct(index: NDArray[np.int64], kinds: list[Points]) -> Frontiers:
    """Return frontiers in which equal ones are one, numbered in their own order so that two can be compared."""
    ordered = sorted(set(kinds))
    number = {kind: k for k, kind in enumerate(ordered)}
    return Frontiers(np.array([number[kind] for kind in kinds], np.int64)[index], tuple(ordered))


@dataclass(frozen=True, slots=True)
class Rest:
    """What the fronts still to come can add to either half of a pair.

    Attributes
    ----------
    least, most : int
        The least and the most that they can add.
    unit : int
        What all that they can add is a multiple of; 0 if they add nothing.
    """

    least: int = 0
    most: int = 0
    unit: int = 0

    def with_(self, kinds: Iterable[Points]) -> Rest:
        """Return the same with one more front to come, that has these frontiers."""
        values = [value for points in kinds for point in points for value in point] or [0]
        return Rest(self.least + min(values), self.most + max(values), gcd(self.unit, *values))

    def kept(self, value: int) -> int | None:
        """Return what stands for a value: none if it cannot become positive, one for all that must stay so."""
        if value + self.most <= 0:
            return None
        if value + self.least > 0:
            return 1 - self.least
        return value if not self.unit else -(-value // self.unit) * self.unit


def rests(by_front: Sequence[Iterable[Points]]) -> list[Rest]:
    """Return what is still to come after each front."""
    found = [Rest()]
    for kinds in reversed(by_front[1:]):
        found.append(found[-1].with_(kinds))
    return found[::-1][: len(by_front)]


def added(so_far: Sum, points: Points, rest: Rest) -> Sum:
    """Return a sum with one more front.

    Examples
    --------
    >>> added(((3, -1), (0, 1)), ((0, 0), (-1, 2)), Rest())
    >>> added(((0, -1),), ((0, 0), (-1, 2)), Rest())
    ()
    """
    if so_far is None or not so_far:
        return so_far
    kept: set[tuple[int, int]] = set()
    for a, b in so_far:
        for c, d in points:
            first, second = rest.kept(a + c), rest.kept(b + d)
            if first is None or second is None:
                continue
            if min(first, second) > -rest.least:
                return None
            kept.add((first, second))
    return unbeaten(kept)


def is_stable(by_front: Sequence[Points]) -> bool:
    """Whether a state with these frontiers is stable.

    Examples
    --------
    >>> is_stable([((0, 0), (2, -3)), ((0, 0), (-1, 4))])
    False
    """
    so_far: Sum = START
    for points, rest in zip(by_front, rests([[each] for each in by_front]), strict=True):
        so_far = added(so_far, points, rest)
    return so_far is not None
