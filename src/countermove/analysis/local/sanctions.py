"""Sanctions by legal sequences of opponents' moves, for one state: their search, their reuse and countermoves.

The search first looks for a sanction within a single region. If there is none, it combines the least preferred end
of every region; no statement spans two regions, so that combination is the least preferred of all.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np

from countermove.analysis.local.preferences import best_first, preferred
from countermove.analysis.local.problem import Budget, MoveSearch, OutOfBudget
from countermove.analysis.local.reach import ReachSearch, sanction_regions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from countermove.analysis.local.preferences import PreferenceKeys, Values
    from countermove.analysis.local.problem import Problem
    from countermove.analysis.local.reach import Region
    from countermove.analysis.local.statements import Masks, Truth

    Path = list[tuple[int, int]]


COUNTERMOVES_AT_ONCE = 1 << 5
"""How many ends of sanctions are searched for countermoves together."""

UNLIMITED = 1 << 40
"""A budget that the moves of one decision maker from one state do not exhaust."""

Part = TypeVar("Part")


@dataclass(frozen=True, eq=False)
class SequentialSanctions:
    """A search for sanctions of the improvements of a focal decision maker from a state.

    Parameters
    ----------
    problem : Problem
    who, start : int
        The position of the focal decision maker, and the mask of the state.
    improving : bool
        Whether every move of an opponent must be an improvement (SEQ, SSEQ).
    symmetric : bool
        Whether the focal decision maker may make a countermove (SMR, SSEQ).
    budget : Budget
    """

    problem: Problem
    who: int
    start: int
    improving: bool
    symmetric: bool
    budget: Budget
    _searches: dict[tuple[int, int], ReachSearch] = field(default_factory=dict)

    def path(self, first: int) -> Path | None:
        """Return the movers of a sanction with the masks that they move to, in sequence; None if there is none.

        Parameters
        ----------
        first : int
            The mask of the state that the improvement leads to.

        Raises
        ------
        OutOfBudget
            If the search ended before that was known.
        """
        if self.symmetric:
            path = self._without_countermoves.path(first)
            if path is None or self.punishes(np.array([path[-1][1]]))[0]:
                return path
        searches = [self._search_of(region, first) for region in self._regions]
        try:
            found = self._within_one_region(first, searches)
        except OutOfBudget:
            found = None
        return found or self._across_regions(first, searches)

    def deters(self, path: Path, ends: Masks) -> Truth:
        """Return which improvements the moves of a sanction deter.

        All improvements from a state leave the opponents' options unchanged, so the same moves can be tried after
        each. Rules, improvements and the end of the sequence are tested anew.

        Parameters
        ----------
        path : Path
            A sanction of another improvement from the same state.
        ends : ndarray of int64, shape (M,)
            The masks that the improvements lead to.

        Returns
        -------
        ndarray of bool, shape (M,)

        Raises
        ------
        OutOfBudget
            If the budget does not allow so many states.
        """
        problem, kept, ends = self.problem, np.arange(len(ends)), ends.copy()
        deterred = np.zeros(len(ends), np.bool_)
        self.budget.spend(len(ends))
        for mover, to in path:
            own = problem.own[mover]
            after = (ends & ~own) | (to & own)
            kept = kept[problem.possible(after[kept], 0, own)]
            if self.improving:
                keys = problem.preferences_over(mover, own)
                kept = kept[preferred(keys.keys(after[kept]), keys.keys(ends[kept]))]
            ends = after
        deterred[kept] = self.punishes(ends[kept])
        return deterred

    def punishes(self, ends: Masks) -> Truth:
        """Return in which states the focal decision maker is no better off than at the start; both shapes (S,).

        Under a concept with countermoves, none of its moves from there may lead to a better state either.

        Raises
        ------
        OutOfBudget
            If the search for countermoves exceeds the budget.
        """
        punished = ~preferred(self._preferences.keys(ends), self._start_keys)
        if self.symmetric:
            punished[punished] = ~self._can_escape(ends[punished])
        return punished

    @cached_property
    def _preferences(self) -> PreferenceKeys:
        return self.problem.preferences[self.who]

    @cached_property
    def _start_keys(self) -> Values:
        """The keys of the start for the focal decision maker, shape (W, 1)."""
        return self._preferences.keys(np.array([self.start]))

    @cached_property
    def _without_countermoves(self) -> SequentialSanctions:
        """The search without countermoves: where it finds no sanction, there is none with countermoves either."""
        return replace(self, symmetric=False, _searches={})

    @cached_property
    def _regions(self) -> tuple[Region, ...]:
        return sanction_regions(
            self.problem, self.who, self.start, improving=self.improving, symmetric=self.symmetric
        )

    def _search_of(self, region: Region, first: int) -> ReachSearch:
        """Return the search in a region; improvements that do not influence it differently share one."""
        key = region.options, first & self.problem.own[self.who] & region.influences
        if key not in self._searches:
            self._searches[key] = ReachSearch(self.problem, self.who, first, region, self.improving)
        return self._searches[key]

    def _within_one_region(self, first: int, searches: list[ReachSearch]) -> Path | None:
        """Return a sanction within one region; the regions are searched in turn, one step each."""
        attempts = [self._attempt(first, search) for search in searches]
        while attempts:
            for attempt in tuple(attempts):
                found = next(attempt, [])
                if found:
                    return found
                if found is not None:
                    attempts.remove(attempt)
        return None

    def _attempt(self, first: int, search: ReachSearch) -> Iterator[Path | None]:
        """Yield a sanction within a region, or None after each step that found none."""
        begin = 0
        while True:
            states = with_options_of(first, search.region, search.states[begin:])
            if (at := self._simplest(first, states)) is not None:
                yield joint_path(first, [(search, begin + at)])
            begin += len(states)
            yield None
            if search.exhausted:
                return
            for _ in search.expand(self.budget):
                states = with_options_of(first, search.region, search.states[begin:])
                if (at := self._simplest(first, states)) is not None:
                    yield joint_path(first, [(search, begin + at)])
                begin += len(states)

    def _simplest(self, first: int, states: Masks) -> int | None:
        """Return the index of the state that punishes with the fewest changes; None if none punishes."""
        harmful = np.flatnonzero(~preferred(self._preferences.keys(states), self._start_keys))
        harmful = harmful[np.lexsort((states[harmful], np.bitwise_count(states[harmful] ^ first)))]
        if not self.symmetric:
            return int(harmful[0]) if len(harmful) else None
        for begin in range(0, len(harmful), COUNTERMOVES_AT_ONCE):
            part = harmful[begin : begin + COUNTERMOVES_AT_ONCE]
            kept = part[~self._can_escape(states[part])]
            if len(kept):
                return int(kept[0])
        return None

    def _can_escape(self, ends: Masks) -> Truth:
        """Return from which states a countermove leads to a state preferred to the start; both shapes (S,)."""
        at_once = max(COUNTERMOVES_AT_ONCE, 2 * len(ends))
        countermoves = MoveSearch(self.problem, self.problem.own[self.who], self._preferences, at_once)
        threshold = np.broadcast_to(self._start_keys, (len(self._start_keys), len(ends)))
        return countermoves.can_move(ends, threshold, self.budget)

    def _across_regions(self, first: int, searches: list[ReachSearch]) -> Path | None:
        """Return a sanction by moves in several regions; None if there is none.

        Raises
        ------
        OutOfBudget
            If a region is not exhausted and could still hold a sanction.
        """
        worst = least_preferred(self._preferences, first, searches)
        parts = [(search, at) for search, at in zip(searches, worst, strict=True) if at]

        def enough(some: list[tuple[ReachSearch, int]]) -> bool:
            return bool(self.punishes(np.array([joint_end(first, some)]))[0])

        if enough(parts):
            return joint_path(first, minimal_subset(parts, enough))
        exhausted = all(search.exhausted for search in searches)
        if exhausted or _surely_preferred(self._preferences, first, searches, self._start_keys):
            return None
        raise OutOfBudget


class RegionStates(Protocol):
    """States that were found within a region, the unchanged one first."""

    @property
    def region(self) -> Region:
        """The region."""

    @property
    def states(self) -> Masks:
        """The states, shape (R,); only their options of the region count."""


def with_options_of(first: int, region: Region, states: Masks) -> Masks:
    """Return the mask `first` with the options of a region set as in each state; both shapes (R,)."""
    return (first & ~region.options) | (states & region.options)


def least_preferred(preferences: PreferenceKeys, first: int, found: Sequence[RegionStates]) -> list[int]:
    """Return, for each region, the index of its state in the least preferred combination.

    Each term of a level lies within one region. So each region attains its minimum of a level independently, level by
    level.
    """
    kept = [np.arange(len(each.states)) for each in found]
    for level in preferences.levels:
        for k, each in enumerate(found):
            part = level.restricted_to(each.region.options) if len(kept[k]) > 1 else None
            if part is not None:
                values = part.values(with_options_of(first, each.region, each.states[kept[k]]))
                kept[k] = kept[k][values == values.min()]
    return [int(indices[0]) for indices in kept]


def joint_end(first: int, parts: Iterable[tuple[RegionStates, int]]) -> int:
    """Return the mask at which moves in several regions end; each part has the index of its region's state."""
    for found, at in parts:
        first = int(with_options_of(first, found.region, found.states[at : at + 1])[0])
    return first


def minimal_subset(parts: list[Part], enough: Callable[[list[Part]], bool]) -> list[Part]:
    """Return an inclusion-minimal non-empty subset of parts that is still enough.

    Parts are dropped greedily, in their order.

    Examples
    --------
    >>> minimal_subset([1, 2, 3], lambda some: sum(some) > 3)
    [2, 3]
    """
    for part in tuple(parts):
        fewer = [each for each in parts if each is not part]
        if fewer and enough(fewer):
            parts = fewer
    return parts


def joint_path(first: int, parts: Iterable[tuple[ReachSearch, int]]) -> Path:
    """Return the moves in several regions in sequence; consecutive moves of one decision maker become one."""
    path: Path = []
    for search, at in parts:
        for mover, mask in search.path(at):
            if path and path[-1][0] == mover:
                path.pop()
            first = (first & ~search.region.options) | (mask & search.region.options)
            path.append((mover, first))
    return path


def _surely_preferred(
    preferences: PreferenceKeys, first: int, searches: Sequence[ReachSearch], threshold: Values
) -> bool:
    """Whether every reachable state surpasses a threshold, whatever regions that are not exhausted still hold."""
    known = [search for search in searches if search.exhausted]
    end = joint_end(first, zip(known, least_preferred(preferences, first, known), strict=True))
    unknown = sum(search.region.options for search in searches if not search.exhausted)
    return bool(preferred(preferences.lower_bounds(np.array([end]), unknown), threshold)[0])


def path_from(problem: Problem, path: Path, first: int) -> Path:
    """Return the moves of a path made from another mask: each mover sets its own options in the same way."""
    found = []
    for mover, to in path:
        first = (first & ~problem.own[mover]) | (to & problem.own[mover])
        found.append((mover, first))
    return found


def best_reply(problem: Problem, who: int, end: int) -> int | None:
    """Return the mask of the best state that a decision maker can move to; None if it cannot move.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.local.problem import Problem
    >>> best_reply(Problem(cases.load("prisoners-dilemma")), 0, 0b00)
    1
    """
    search, here = MoveSearch(problem, problem.own[who], problem.preferences[who]), np.array([end])
    best: int | None = None
    threshold = None
    while (found := next(search.moves(here, threshold, Budget(UNLIMITED)), None)) is not None:
        _, ends = found
        keys = problem.preferences[who].keys(ends)
        first = best_first(keys, ends, np.bitwise_count(ends ^ end))[:1]
        best, threshold = int(ends[first[0]]), keys[:, first]
    return best
