"""The states that opponents can reach by legal sequences, searched region by region.

A *region* is a set of the opponents' options that can be searched independently of the rest. Two options are in one
region if a rule mentions both, or if one term of the focal decision maker's preferences depends on both. If the
opponents only make improvements, preferences of a mover link options too. The focal decision maker does not move
meanwhile. A legal sequence then splits into one sequence for each region, and sequences of several regions can
follow each other. Hence the reachable states are all combinations of those of the regions. Regions that the focal
decision maker is indifferent to are not searched.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.local.preferences import least_preferred_first
from countermove.analysis.local.problem import MoveSearch, OutOfBudget

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from countermove.analysis.local.problem import Budget, Problem
    from countermove.analysis.local.statements import Masks

    Positions = NDArray[np.int64]


MOST_AT_ONCE = 1 << 12
"""The most states from which moves are searched together."""

MOST_SORTED = 1 << 14
"""Above so many waiting states, the most harmful are no longer sorted to the front."""


@dataclass(eq=False)
class ReachSearch:
    """A best-first search for states that opponents reach by moves within one region.

    Parameters
    ----------
    problem : Problem
    who : int
        The position of the focal decision maker, who does not move.
    first : int
        The mask of the state from which the sequences start.
    region : Region
    improving : bool
        Whether every move must be an improvement of its mover.

    Attributes
    ----------
    states : ndarray of int64, shape (R,)
        The states reached so far, in the order in which they were found, `first` at index 0.
    """

    problem: Problem
    who: int
    first: int
    region: Region
    improving: bool
    states: Masks = field(init=False)
    _parent: Positions = field(init=False)
    _mover: Positions = field(init=False)
    _seen: Masks = field(init=False)
    _waiting: Positions = field(init=False)
    _width: int = field(default=1, init=False)
    _too_little: int = field(default=-1, init=False)  # a budget with which the next states could not be searched

    def __post_init__(self) -> None:
        self.states = np.array([self.first], np.int64)
        self._parent = self._mover = np.array([-1])
        self._seen, self._waiting = self.states, np.array([0])

    @property
    def exhausted(self) -> bool:
        """Whether all states within reach are found."""
        return not len(self._waiting)

    def expand(self, budget: Budget) -> Iterator[Masks]:
        """Search the moves from the most harmful states, and yield batches of new states, each of shape (K,).

        Raises
        ------
        OutOfBudget
            If the budget does not allow the search to go on; states found so far are kept.
        """
        if budget.left <= self._too_little:
            raise OutOfBudget
        here, left = self._waiting[: self._width], budget.left
        try:
            for mover in self.problem.dms:
                if mover != self.who and self.problem.own[mover] & self.region.options:
                    yield from self._expanded(mover, here, budget)
        except OutOfBudget:
            self._too_little = left
            raise
        self._waiting = self._most_harmful_first(self._waiting[len(here) :])
        self._width = min(2 * self._width, MOST_AT_ONCE)

    def path(self, at: int) -> list[tuple[int, int]]:
        """Return the sequence of movers and masks that leads to the state at an index of `states`."""
        found = []
        while at > 0:
            found.append((int(self._mover[at]), int(self.states[at])))
            at = int(self._parent[at])
        return found[::-1]

    def _expanded(self, mover: int, here: Positions, budget: Budget) -> Iterator[Masks]:
        options, starts = self.problem.own[mover] & self.region.options, self.states[here]
        keys = self.problem.preferences_over(mover, options) if self.improving else None
        search = MoveSearch(self.problem, options, keys)
        for source, ends in search.moves(starts, keys.keys(starts) if keys else None, budget):
            yield self._record(mover, here[source], ends)

    def _record(self, mover: int, parents: Positions, ends: Masks) -> Masks:
        """Record the ends that are new, and return them."""
        ends, first = np.unique(ends, return_index=True)
        at = np.minimum(np.searchsorted(self._seen, ends), len(self._seen) - 1)
        new = self._seen[at] != ends
        begin = len(self.states)
        found: Masks = ends[new]
        self._seen = np.sort(np.concatenate([self._seen, found]), kind="stable")
        self.states = np.concatenate([self.states, found])
        self._parent = np.concatenate([self._parent, parents[first][new]])
        self._mover = np.concatenate([self._mover, np.full(len(found), mover)])
        self._waiting = np.concatenate([self._waiting, np.arange(begin, len(self.states))])
        return found

    def _most_harmful_first(self, waiting: Positions) -> Positions:
        """Return states, the least preferred by the focal decision maker first, unless there are very many."""
        if len(waiting) > MOST_SORTED:
            return waiting
        keys = self.problem.preferences[self.who].keys(self.states[waiting])
        sorted_: Positions = waiting[least_preferred_first(keys)]
        return sorted_


@dataclass(frozen=True, slots=True)
class Region:
    """Options of the opponents that can be searched independently of their other options.

    Attributes
    ----------
    options : int
        The mask of these options.
    influences : int
        The mask of all options on which the opponents' moves in this region depend.
    """

    options: int
    influences: int


def sanction_regions(
    problem: Problem, who: int, state: int, *, improving: bool, symmetric: bool
) -> tuple[Region, ...]:
    """Return the regions in which opponents can sanction improvements from a state.

    Parameters
    ----------
    problem : Problem
    who, state : int
        The position of the focal decision maker, and the mask of the state.
    improving : bool
        Whether the opponents only make improvements (SEQ, SSEQ).
    symmetric : bool
        Whether a countermove may follow (SMR, SSEQ). It depends on all options at once, so there is one region.
    """
    links = [*_move_links(problem, who, improving=improving)]
    terms = [part for level in problem.preferences[who].levels for part in level.parts]
    if symmetric:
        terms = [problem.preferences[who].mask | _union_of([rule.mask for rule in problem.rules], problem.own[who])]
    return tuple(linked_regions(problem, who, state, links, terms))


def linked_regions(problem: Problem, who: int, state: int, links: list[int], terms: list[int]) -> Iterator[Region]:
    """Yield the regions that the focal decision maker is not indifferent to.

    Parameters
    ----------
    problem : Problem
    who, state : int
        The position of the focal decision maker, and the mask of a state; options settled there are left out.
    links, terms : list of int
        Masks of options that belong together: for the opponents' moves, and in the preferences of `who`.
    """
    free = ~(problem.own[who] | problem.settled(state)) & (1 << len(problem.conflict.options)) - 1
    for options in _merged(mask & free for mask in (*links, *terms)):
        if options & _union_of(terms, -1):
            yield Region(options, _union_of(links, options) | options)


def _move_links(problem: Problem, who: int, *, improving: bool) -> Iterator[int]:
    """Yield masks of options that together decide which moves the opponents have."""
    yield from (rule.mask for rule in problem.rules)
    for dm in problem.dms:
        if improving and dm != who and problem.preferences[dm].mask:
            yield problem.own[dm] | problem.preferences[dm].mask


def _union_of(masks: Iterable[int], options: int) -> int:
    """Return the union of those masks that overlap with some options."""
    union = 0
    for mask in masks:
        union |= mask if mask & options else 0
    return union


def _merged(masks: Iterable[int]) -> list[int]:
    """Return disjoint masks: those that overlap are united (connected components)."""
    disjoint: list[int] = []
    for mask in masks:
        union = mask
        for other in [other for other in disjoint if other & union]:
            disjoint.remove(other)
            union |= other
        if union:
            disjoint.append(union)
    return disjoint
