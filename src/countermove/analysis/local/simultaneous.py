"""Sanctions under simultaneous stability, for one state: improvements of opponents made at the same time.

The opponents' joint changes are enumerated region by region. The fewest that deter are the sanction.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, reduce
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.local.preferences import preferred
from countermove.analysis.local.problem import MoveSearch
from countermove.analysis.local.reach import linked_regions
from countermove.analysis.local.sanctions import joint_end, least_preferred, minimal_subset

if TYPE_CHECKING:
    from countermove.analysis.local.preferences import PreferenceKeys
    from countermove.analysis.local.problem import Budget, Problem
    from countermove.analysis.local.reach import Region
    from countermove.analysis.local.sanctions import Path
    from countermove.analysis.local.statements import Masks, Truth


@dataclass(frozen=True, eq=False)
class JointChanges:
    """The states that joint improvements of opponents lead to within one region.

    Attributes
    ----------
    region : Region
    states : ndarray of int64, shape (R,)
        The unchanged state first, then by the number of changes.
    """

    region: Region
    states: Masks


@dataclass(frozen=True, eq=False)
class SimultaneousSanctions:
    """A search for sanctions by improvements that opponents make from the same state at the same time.

    Parameters
    ----------
    problem : Problem
    who, start : int
        The position of the focal decision maker, and the mask of the state.
    budget : Budget
    """

    problem: Problem
    who: int
    start: int
    budget: Budget

    def path(self, first: int) -> Path | None:
        """Return the movers of a sanction with the masks that each moves to from the start; None if there is none.

        Raises
        ------
        OutOfBudget
            If there are more joint improvements than the budget allows.
        """
        every = [self._joint_changes(region, first) for region in self._regions]
        worst = least_preferred(self._preferences, first, every)
        parts = [(each, at) for each, at in zip(every, worst, strict=True) if at]

        def enough(some: list[tuple[JointChanges, int]]) -> bool:
            return bool(self._is_no_better(np.array([joint_end(first, some)]))[0])

        if not enough(parts):
            return None
        least = minimal_subset(parts, enough)
        return self._moves(first ^ joint_end(first, least))

    def deters(self, path: Path, ends: Masks) -> Truth:
        """Return which improvements, given by their ends, the moves of a sanction deter too; both shapes (M,).

        Raises
        ------
        OutOfBudget
            If the budget does not allow so many states.
        """
        self.budget.spend(len(ends))
        together = ends ^ reduce(int.__xor__, (to ^ self.start for _, to in path))
        deterred = self.problem.feasible(together).copy()
        deterred[deterred] = self._is_no_better(together[deterred])
        return deterred

    @cached_property
    def _preferences(self) -> PreferenceKeys:
        return self.problem.preferences[self.who]

    def _is_no_better(self, ends: Masks) -> Truth:
        return ~preferred(self._preferences.keys(ends), self._preferences.keys(np.array([self.start])))

    @cached_property
    def _regions(self) -> list[Region]:
        """The regions; here rules, owners and the focal decision maker's preferences link options."""
        links = [*(rule.mask for rule in self.problem.rules), *self.problem.own]
        terms = [part for level in self._preferences.levels for part in level.parts]
        return [*linked_regions(self.problem, self.who, self.start, links, terms)]

    def _joint_changes(self, region: Region, first: int) -> JointChanges:
        states = np.array([first])
        for dm in self.problem.dms:
            if dm != self.who and self.problem.own[dm] & region.options:
                own = self.problem.own[dm]
                settings = self._improvements[dm] & own
                self.budget.spend(len(states) * len(settings))
                states = np.concatenate([states, ((states & ~own)[:, None] | settings).ravel()])
        rest = states[1:]
        rest = rest[self.problem.possible(rest, 0, region.options)]
        fewest = np.lexsort((rest, np.bitwise_count(rest ^ first)))
        return JointChanges(region, np.concatenate([states[:1], rest[fewest]]))

    @cached_property
    def _improvements(self) -> dict[int, Masks]:
        """For each opponent the masks that its improvements from the start lead to."""
        return {dm: self._improvements_of(dm) for dm in self.problem.dms if dm != self.who}

    def _improvements_of(self, dm: int) -> Masks:
        here = np.array([self.start])
        keys = self.problem.preferences_over(dm, self.problem.own[dm])
        moves = MoveSearch(self.problem, self.problem.own[dm], keys).moves(here, keys.keys(here), self.budget)
        return np.concatenate([np.zeros(0, np.int64), *(ends for _, ends in moves)])

    def _moves(self, changes: int) -> Path:
        own = self.problem.own
        return [(dm, self.start ^ (changes & own[dm])) for dm in self.problem.dms if changes & own[dm]]
