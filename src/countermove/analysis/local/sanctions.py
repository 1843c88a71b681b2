"""Whether, and how, the others can punish one improvement of a focal decision maker.

Whether what punishes one improvement punishes others as well: the same moves from where these lead.

All improvements from a state leave the options of the others as they are, so the same moves can be tried from each.
Nothing is taken for granted: rules, improvements and the end are looked at again.

The best countermove from where a sanction ends.

The worst that moves in several regions can come to, each region taken for itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np

from countermove.analysis.local.preferences import above, best_first
from countermove.analysis.local.problem import Budget, Moves, Spent
from countermove.analysis.local.reach import ReachSearch, regions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from countermove.analysis.local.preferences import Values, Worth
    from countermove.analysis.local.problem import Problem
    from countermove.analysis.local.reach import Region
    from countermove.analysis.local.statements import Masks, Truth

    Path = list[tuple[int, int]]


COUNTERED_AT_ONCE = 1 << 5

ENOUGH = 1 << 40

Part = TypeVar("Part")


@dataclass(frozen=True, eq=False)
class Punishing:
    """What punishes a focal decision maker for leaving a state.

    Parameters
    ----------
    ground : Problem
    who, start : int
        The focal decision maker and the state.
    improving : bool
        Whether every answer must improve on the state that it leaves, for its mover (SEQ, SSEQ).
    symmetric : bool
        Whether the focal decision maker may answer with one more move (SMR, SSEQ).
    budget : Budget
    """

    ground: Problem
    who: int
    start: int
    improving: bool
    symmetric: bool
    budget: Budget
    _reached: dict[tuple[int, int], ReachSearch] = field(default_factory=dict)

    def path(self, first: int) -> Path | None:
        """Return how the others punish an improvement; None if they cannot.

        Raises
        ------
        Spent
            If that cannot be said within the budget.
        """
        if self.symmetric:
            plain = self._plain.path(first)
            if plain is None or self.punishing(np.array([plain[-1][1]]))[0]:
                return plain
        reaches = [self._reach(region, first) for region in self._regions]
        try:
            found = self._alone(first, reaches)
        except Spent:
            found = None
        return found or self._together(first, reaches)

    def replays(self, path: Path, ends: Masks) -> Truth:
        """Return which improvements, by where they lead, are punished by the moves of a path."""
        return replays(self, path, ends)

    def punishing(self, ends: Masks) -> Truth:
        """Return in which of some states the focal decision maker is no better off, whatever it does then."""
        punishing = ~above(self._worth.keys(ends), self._here)
        if self.symmetric:
            punishing[punishing] = ~self._escaped(ends[punishing])
        return punishing

    @cached_property
    def _worth(self) -> Worth:
        return self.ground.worths[self.who]

    @cached_property
    def _here(self) -> Values:
        """The keys of where the focal decision maker stands, shape (W, 1)."""
        return self._worth.keys(np.array([self.start]))

    @cached_property
    def _plain(self) -> Punishing:
        """The same without countermoves: what cannot be punished so, cannot be punished at all."""
        return replace(self, symmetric=False, _reached={})

    @cached_property
    def _regions(self) -> tuple[Region, ...]:
        return regions(self.ground, self.who, self.start, improving=self.improving, symmetric=self.symmetric)

    def _reach(self, region: Region, first: int) -> ReachSearch:
        """Return what the others can do in a region, which may have been looked into from another improvement."""
        alike = region.options, first & self.ground.own[self.who] & region.bears
        if alike not in self._reached:
            self._reached[alike] = ReachSearch(self.ground, self.who, first, region, self.improving)
        return self._reached[alike]

    def _alone(self, first: int, reaches: list[ReachSearch]) -> Path | None:
        """Return a sanction within one region, looking into all of them side by side."""
        searches = [self._search(first, reach) for reach in reaches]
        while searches:
            for search in tuple(searches):
                found = next(search, [])
                if found:
                    return found
                if found is not None:
                    searches.remove(search)
        return None

    def _search(self, first: int, reach: ReachSearch) -> Iterator[Path | None]:
        """Yield a sanction within a region, or None as long as there may be one."""
        begin = 0
        while True:
            states = placed(first, reach.region, reach.states[begin:])
            if (at := self._plainest(first, states)) is not None:
                yield one_after_the_other(first, [(reach, begin + at)])
            begin += len(states)
            yield None
            if reach.exhausted:
                return
            for _ in reach.go_on(self.budget):
                states = placed(first, reach.region, reach.states[begin:])
                if (at := self._plainest(first, states)) is not None:
                    yield one_after_the_other(first, [(reach, begin + at)])
                begin += len(states)

    def _plainest(self, first: int, states: Masks) -> int | None:
        """Return which of some states punishes, and changes least."""
        harmful = np.flatnonzero(~above(self._worth.keys(states), self._here))
        harmful = harmful[np.lexsort((states[harmful], np.bitwise_count(states[harmful] ^ first)))]
        if not self.symmetric:
            return int(harmful[0]) if len(harmful) else None
        for begin in range(0, len(harmful), COUNTERED_AT_ONCE):
            part = harmful[begin : begin + COUNTERED_AT_ONCE]
            kept = part[~self._escaped(states[part])]
            if len(kept):
                return int(kept[0])
        return None

    def _escaped(self, ends: Masks) -> Truth:
        """Return from which of some states a countermove leads to something better than to have stayed."""
        at_once = max(COUNTERED_AT_ONCE, 2 * len(ends))
        countermoves = Moves(self.ground, self.ground.own[self.who], self._worth, at_once)
        return countermoves.from_where(ends, np.broadcast_to(self._here, (len(self._here), len(ends))), self.budget)

    def _together(self, first: int, reaches: list[ReachSearch]) -> Path | None:
        """Return a sanction that takes moves in several regions; None if there is surely none.

        Raises
        ------
        Spent
            If that is open.
        """
        at = worst(self._worth, first, reaches)
        parts = [(reach, k) for reach, k in zip(reaches, at, strict=True) if k]

        def enough(some: list[tuple[ReachSearch, int]]) -> bool:
            return bool(self.punishing(np.array([combined(first, some)]))[0])

        if enough(parts):
            return one_after_the_other(first, needed(parts, enough))
        if all(reach.exhausted for reach in reaches) or surely_better(self._worth, first, reaches, self._here):
            return None
        raise Spent


def replays(punishing: Punishing, path: Path, ends: Masks) -> Truth:
    """Return which improvements, by where they lead, are punished by the moves of a path."""
    ground, kept, ends = punishing.ground, np.arange(len(ends)), ends.copy()
    punished = np.zeros(len(ends), np.bool_)
    punishing.budget.spend(len(ends))
    for mover, to in path:
        own = ground.own[mover]
        after = (ends & ~own) | (to & own)
        kept = kept[ground.possible(after[kept], 0, own)]
        if punishing.improving:
            worth = ground.wants(mover, own)
            kept = kept[above(worth.keys(after[kept]), worth.keys(ends[kept]))]
        ends = after
    punished[kept] = punishing.punishing(ends[kept])
    return punished


def replayed(ground: Problem, path: Path, first: int) -> Path:
    """Return the moves of a path as they are from where another improvement leads."""
    found = []
    for mover, to in path:
        first = (first & ~ground.own[mover]) | (to & ground.own[mover])
        found.append((mover, first))
    return found


def best_reply(ground: Problem, who: int, end: int) -> int | None:
    """Return the best state that a decision maker can move to from a state; None if it cannot move.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.local.problem import Problem
    >>> best_reply(Problem(cases.load("prisoners-dilemma")), 0, 0b00)
    1
    """
    moves, here = Moves(ground, ground.own[who], ground.worths[who]), np.array([end])
    best: int | None = None
    threshold = None
    while (found := next(moves.ends(here, threshold, Budget(ENOUGH)), None)) is not None:
        _, ends = found
        keys = ground.worths[who].keys(ends)
        first = best_first(keys, ends, np.bitwise_count(ends ^ end))[:1]
        best, threshold = int(ends[first[0]]), keys[:, first]
    return best


def placed(first: int, region: Region, states: Masks) -> Masks:
    """Return a state with the options of a region as other states have them."""
    return (first & ~region.options) | (states & region.options)


class Met(Protocol):
    """States that were met in a region, the first of them being where it began."""

    @property
    def region(self) -> Region:
        """The region."""

    @property
    def states(self) -> Masks:
        """The states; only their options of the region count."""


def worst(worth: Worth, first: int, reaches: Sequence[Met]) -> list[int]:
    """Return the position in each reach of what together is least preferred, of all that was met.

    No statement is about two regions, so that level by level each region is at its worst for itself.
    """
    kept = [np.arange(len(reach.states)) for reach in reaches]
    for level in worth.levels:
        for k, reach in enumerate(reaches):
            part = level.about(reach.region.options) if len(kept[k]) > 1 else None
            if part is not None:
                values = part.values(placed(first, reach.region, reach.states[kept[k]]))
                kept[k] = kept[k][values == values.min()]
    return [int(each[0]) for each in kept]


def combined(first: int, parts: Iterable[tuple[Met, int]]) -> int:
    """Return the state in which moves in several regions end together; for each region the position of their end."""
    for reach, at in parts:
        first = int(placed(first, reach.region, reach.states[at : at + 1])[0])
    return first


def needed(parts: list[Part], enough: Callable[[list[Part]], bool]) -> list[Part]:
    """Return moves of several regions that are enough, without those that it does not take; one always stays.

    Examples
    --------
    >>> needed([1, 2, 3], lambda some: sum(some) > 3)
    [2, 3]
    """
    for part in tuple(parts):
        fewer = [each for each in parts if each is not part]
        if fewer and enough(fewer):
            parts = fewer
    return parts


def one_after_the_other(first: int, parts: Iterable[tuple[ReachSearch, int]]) -> Path:
    """Return the moves of several regions, one region after the other; two of one mover in a row are one."""
    path: Path = []
    for reach, at in parts:
        for mover, mask in reach.path(at):
            if path and path[-1][0] == mover:
                path.pop()
            first = (first & ~reach.region.options) | (mask & reach.region.options)
            path.append((mover, first))
    return path


def surely_better(worth: Worth, first: int, reaches: Sequence[ReachSearch], here: Values) -> bool:
    """Whether all that the others may lead to is preferred, whatever they do in regions that are not exhausted."""
    known = [reach for reach in reaches if reach.exhausted]
    end = combined(first, zip(known, worst(worth, first, known), strict=True))
    unknown = sum(reach.region.options for reach in reaches if not reach.exhausted)
    return bool(above(worth.least(np.array([end]), unknown), here)[0])
