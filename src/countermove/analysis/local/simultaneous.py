"""Simultaneous stability asked about one state: which improvements others make at the same time spoil another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, reduce
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.local.preferences import above
from countermove.analysis.local.problem import Moves
from countermove.analysis.local.reach import gathered
from countermove.analysis.local.sanctions import combined, needed, worst

if TYPE_CHECKING:
    from countermove.analysis.local.preferences import Worth
    from countermove.analysis.local.problem import Budget, Problem
    from countermove.analysis.local.reach import Region
    from countermove.analysis.local.sanctions import Path
    from countermove.analysis.local.statements import Masks, Truth


@dataclass(frozen=True, eq=False)
class Combined:
    """What improvements of others, made together, make of a region: from the fewest changes on, none first."""

    region: Region
    states: Masks


@dataclass(frozen=True, eq=False)
class Simultaneous:
    """What spoils the improvements of a focal decision maker from a state.

    Parameters
    ----------
    ground : Problem
    who, start : int
        The focal decision maker and the state.
    budget : Budget
    """

    ground: Problem
    who: int
    start: int
    budget: Budget

    def path(self, first: int) -> Path | None:
        """Return who has to improve on the start at the same time, and where each would go; None if nobody can spoil.

        Raises
        ------
        Spent
            If there are too many combinations.
        """
        every = [self._combined(region, first) for region in self._regions]
        parts = [(each, at) for each, at in zip(every, worst(self._worth, first, every), strict=True) if at]

        def enough(some: list[tuple[Combined, int]]) -> bool:
            return bool(self._spoils(np.array([combined(first, some)]))[0])

        if not enough(parts):
            return None
        least = needed(parts, enough)
        return self._moves(first ^ combined(first, least))

    def replays(self, path: Path, ends: Masks) -> Truth:
        """Return which improvements, by where they lead, are spoilt by the same improvements of others."""
        self.budget.spend(len(ends))
        together = ends ^ reduce(int.__xor__, (to ^ self.start for _, to in path))
        spoilt = self.ground.feasible(together).copy()
        spoilt[spoilt] = self._spoils(together[spoilt])
        return spoilt

    @cached_property
    def _worth(self) -> Worth:
        return self.ground.worths[self.who]

    def _spoils(self, together: Masks) -> Truth:
        return ~above(self._worth.keys(together), self._worth.keys(np.array([self.start])))

    @cached_property
    def _regions(self) -> list[Region]:
        """Options of the others that hang together: by rules, by owners and by what the focal one wants."""
        bearing = [*(rule.mask for rule in self.ground.rules), *self.ground.own]
        cares = [part for level in self._worth.levels for part in level.parts]
        return [*gathered(self.ground, self.who, self.start, bearing, cares)]

    def _combined(self, region: Region, first: int) -> Combined:
        states = np.array([first])
        for dm in self.ground.dms:
            if dm != self.who and self.ground.own[dm] & region.options:
                ways = self._improvements[dm] & self.ground.own[dm]
                self.budget.spend(len(states) * len(ways))
                states = np.concatenate([states, ((states & ~self.ground.own[dm])[:, None] | ways).ravel()])
        rest = states[1:]
        rest = rest[self.ground.possible(rest, 0, region.options)]
        fewest = np.lexsort((rest, np.bitwise_count(rest ^ first)))
        return Combined(region, np.concatenate([states[:1], rest[fewest]]))

    @cached_property
    def _improvements(self) -> dict[int, Masks]:
        """Where each other decision maker could do better by a move of its own, from the start."""
        return {dm: self._from_start(dm) for dm in self.ground.dms if dm != self.who}

    def _from_start(self, dm: int) -> Masks:
        here = np.array([self.start])
        worth = self.ground.wants(dm, self.ground.own[dm])
        moves = Moves(self.ground, self.ground.own[dm], worth).ends(here, worth.keys(here), self.budget)
        return np.concatenate([np.zeros(0, np.int64), *(ends for _, ends in moves)])

    def _moves(self, changes: int) -> Path:
        own = self.ground.own
        return [(dm, self.start ^ (changes & own[dm])) for dm in self.ground.dms if changes & own[dm]]
