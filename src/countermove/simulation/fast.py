"""Totals over worlds that are solved in batches by the kernels; worlds of a batch share states and moves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.batch import Batch
from countermove.kernels.worlds import totals
from countermove.model.reading import READING, concepts_of
from countermove.simulation import one_by_one
from countermove.simulation.coded_arrays import shape_of
from countermove.simulation.draws import Draws
from countermove.simulation.totals import (
    BY_STATE,
    COUNTED,
    MOVES,
    NO_START,
    NOTHING,
    UNSETTLED,
    WEIGHED,
    Totals,
    row_indices,
    zero_totals,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from countermove.analysis.batch import Ends
    from countermove.kernels.jit import Engine, Kernel
    from countermove.simulation.coded_arrays import CodedArrays, Shape
    from countermove.simulation.draws import Space
    from countermove.simulation.totals import Axes

    Which = NDArray[np.int64]

AT_ONCE = 64
"""The number of worlds of a batch."""

SETTLES = BY_STATE.index("settles")


@dataclass(frozen=True, eq=False)
class Solver:
    """A solver for worlds of one conflict.

    Attributes
    ----------
    space, axes : Space, Axes
        All worlds, and the axes of the totals.
    arrays : tuple of CodedArrays
        The arrays of each coding.
    concept : str
        The id of the concept by which worlds evolve.
    engine : {"plain", "compiled"}
        How loops over states are run.
    """

    space: Space = field(repr=False)
    axes: Axes = field(repr=False)
    arrays: tuple[CodedArrays, ...] = field(repr=False)
    concept: str
    engine: Engine

    def totals(self, draws: Draws) -> Totals:
        """Return the totals over some worlds."""
        found, rows = zero_totals(self.axes), row_indices(self.axes, draws)
        for arrays, alternatives, group in self._groups(draws):
            shape = shape_of(arrays, alternatives)
            for part in np.array_split(group, -(-len(group) // AT_ONCE)):
                work = _Group(
                    self, arrays, shape, draws.alternatives[part], draws.world_weight[part], rows[part], found
                )
                for unsolved in part[work.finish()].tolist():
                    self._solve_one(draws, unsolved, rows, found)
        return found

    def _groups(self, draws: Draws) -> Iterator[tuple[CodedArrays, tuple[int, ...], Which]]:
        """Yield the coding, the alternatives that determine states and moves, and the worlds with both."""
        for position in np.unique(draws.coding).tolist():
            arrays, own = self.arrays[position], np.flatnonzero(draws.coding == position)
            shapes = draws.alternatives[own][:, arrays.columns["structure"]]
            different, where = np.unique(shapes, axis=0, return_inverse=True)
            order = np.argsort(where.reshape(-1), kind="stable")
            begin = np.searchsorted(where.reshape(-1)[order], np.arange(len(different) + 1))
            for k, each in enumerate(different.tolist()):
                yield arrays, tuple(each), own[order[begin[k] : begin[k + 1]]]

    def _solve_one(self, draws: Draws, which: int, rows: Which, found: Totals) -> None:
        """Add the ends of one world, found by the ordinary analysis. Its equilibria are already added."""
        one = Draws(draws.coding[[which]], draws.alternatives[[which]], draws.world_weight[[which]])
        [world] = self.space.worlds(one)
        by_state, counts = one_by_one.one(world, self.space, self.axes, self.concept)
        own = rows[which][rows[which] >= 0]
        found.by_state[own, SETTLES:] += draws.world_weight[which] * by_state[SETTLES:]
        counts[WEIGHED] = 0
        found.counts[own] += draws.world_weight[which] * counts


@dataclass(frozen=True, eq=False)
class _Group:
    """A batch of worlds with the same states and moves, and the totals to which it is added."""

    solver: Solver
    arrays: CodedArrays
    shape: Shape
    alternatives: Which
    world_weight: NDArray[np.float64]
    rows: Which
    found: Totals

    def finish(self) -> Which:
        """Add the batch, and return the worlds whose ends need the ordinary analysis."""
        structure, axes = self.shape.structure, self.solver.axes
        figures, unsolved = np.zeros((len(self.world_weight), len(axes.counts))), np.zeros(0, np.int64)
        figures[:, WEIGHED] = 1
        if not len(structure.states):
            figures[:, NOTHING] = 1
        else:
            unsolved = self._solve(figures)
            if structure.start < 0 and self.arrays.coding.conflict.status_quo is not None:
                figures[:, NO_START] = 1
        self._by(totals.count_worlds)(self.world_weight, self.rows, figures, self.found.counts)
        return unsolved

    def _by(self, kernel: Kernel) -> Callable[..., None]:
        return kernel.by(self.solver.engine)

    def _solve(self, figures: NDArray[np.float64]) -> Which:
        """Add the equilibria by each concept, and the ends."""
        structure, engine = self.shape.structure, self.solver.engine
        rank = self.arrays.ranks(self.shape, self.alternatives, engine)
        batch = Batch(structure, rank, self.arrays.tempo, engine)
        masks = self.arrays.widest.states.masks[structure.states]
        at, unsolved = self.solver.axes.positions(masks.astype(np.int64)), np.zeros(0, np.int64)
        for measure, concept in enumerate(COUNTED):
            prospects = batch.prospects(concept)
            given = (self.world_weight, self.rows, batch.equilibria(prospects), at, self.found.by_state)
            self._by(totals.count_held)(measure, *given)
            if concept == self.solver.concept and structure.start >= 0:
                unsolved = self._evolve(batch.ends(prospects), at, figures)
        if self.solver.concept == READING and structure.start >= 0:
            own = batch.own_prospects(concepts_of(self.arrays.coding.conflict))
            unsolved = self._evolve(batch.ends(own), at, figures)
        return unsolved

    def _evolve(self, ends: Ends, at: Which, figures: NDArray[np.float64]) -> Which:
        end, figures[:, UNSETTLED], figures[:, MOVES], unsolved = ends
        self._by(totals.count_ends)(SETTLES, self.world_weight, self.rows, end, at, self.found.by_state)
        for k, (_, yes) in enumerate(self.solver.axes.questions):
            chance = end @ yes[at]
            figures[:, MOVES + 1 + 2 * k], figures[:, MOVES + 2 + 2 * k] = chance, chance**2
        return np.flatnonzero(unsolved)
