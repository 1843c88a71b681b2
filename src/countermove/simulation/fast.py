"""Totals over worlds that are solved in batches by the kernels; worlds of a batch share states and moves.

Draws, ranks and verdicts do not depend on the concept by which a world evolves. Several concepts are one pass.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.batch import Batch
from countermove.kernels.jit import side_by_side
from countermove.kernels.worlds import totals
from countermove.model.reading import of_movers
from countermove.simulation import one_by_one
from countermove.simulation.coded_arrays import shape_in_reach, shape_of
from countermove.simulation.draws import Draws
from countermove.simulation.first_moves import first_moves
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
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from countermove.analysis.batch import Ends
    from countermove.kernels.jit import Engine, Kernel
    from countermove.simulation.coded_arrays import CodedArrays, Shape
    from countermove.simulation.draws import Space
    from countermove.simulation.first_moves import FirstMove, FirstMoves
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
    concepts : tuple of str
        The ids of the concepts by which worlds evolve.
    engine : {"plain", "compiled"}
        How loops over states are run.
    counted : tuple of str
        The ids of the concepts whose equilibria are counted; the rows of the others stay 0.
    threads : int
        The number of batches that compiled kernels solve side by side. It changes no number.
    """

    space: Space = field(repr=False)
    axes: Axes = field(repr=False)
    arrays: tuple[CodedArrays, ...] = field(repr=False)
    concepts: tuple[str, ...]
    engine: Engine
    counted: tuple[str, ...] = COUNTED
    threads: int = 1

    def totals(
        self, draws: Draws, progress: Callable[[int], None] | None = None, first: FirstMoves | None = None
    ) -> dict[str, Totals]:
        """Return the totals over some worlds, by the concept by which they evolve.

        Parameters
        ----------
        draws : Draws
            The worlds.
        progress : callable, optional
            Called with the number of worlds that have just been solved.
        first : FirstMoves, optional
            Where the first moves by the first concept are added.
        """
        found, rows = {id_: zero_totals(self.axes) for id_ in self.concepts}, row_indices(self.axes, draws)
        for arrays, alternatives, group in self._groups(draws):
            shape = (shape_of if self.counted else shape_in_reach)(arrays, alternatives)
            for part, solved in self._batches(arrays, shape, draws, group, first=first is not None):
                if first is not None:
                    first.add(solved.first)
                sums = _Sums(self, draws.world_weight[part], rows[part], found)
                for id_, unsolved in sums.add(solved).items():
                    for which in part[unsolved].tolist():
                        self._solve_one(draws, which, rows, id_, found[id_])
                if progress is not None:
                    progress(len(part))
        held = found[self.concepts[0]].by_state[:, :SETTLES]
        for other in self.concepts[1:]:
            found[other].by_state[:, :SETTLES] = held
        return found

    def _batches(
        self, arrays: CodedArrays, shape: Shape, draws: Draws, group: Which, *, first: bool
    ) -> Iterator[tuple[Which, _SolvedBatch]]:
        """Yield the worlds of each batch, in order, with what the kernels find; some are solved side by side."""
        parts = np.array_split(group, -(-len(group) // AT_ONCE))
        engine = self.engine if self.threads > 1 else "plain"

        def solve(k: int) -> tuple[Which, _SolvedBatch]:
            weight = draws.world_weight[parts[k]] if first else None
            return parts[k], _solved(self, arrays, shape, draws.alternatives[parts[k]], weight)

        for k in range(0, len(parts), self.threads):
            yield from side_by_side(solve, range(k, min(k + self.threads, len(parts))), engine)

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

    def _solve_one(self, draws: Draws, which: int, rows: Which, concept: str, found: Totals) -> None:
        """Add the ends of one world, found by the ordinary analysis. Its equilibria are already added."""
        one = Draws(draws.coding[[which]], draws.alternatives[[which]], draws.world_weight[[which]])
        [world] = self.space.worlds(one)
        by_state, counts = one_by_one.one(world, self.space, self.axes, [concept])[concept]
        own = rows[which][rows[which] >= 0]
        found.by_state[own, SETTLES:] += draws.world_weight[which] * by_state[SETTLES:]
        counts[WEIGHED] = 0
        found.counts[own] += draws.world_weight[which] * counts


@dataclass(frozen=True, eq=False)
class _SolvedBatch:
    """What the kernels find in W worlds with the same S states and moves.

    Attributes
    ----------
    at : ndarray of int64, shape (S,)
        The position of each state among `Axes.keys`.
    held : dict of str to ndarray of uint8, shape (W, S)
        By concept, whether each state is an equilibrium.
    ends : dict of str to Ends
        By concept, where each world settles; empty without a start.
    missing : int or None
        The count for worlds without states or without their start.
    first : list of FirstMove
        The first moves by the first concept, if they are asked for.
    """

    at: Which
    held: dict[str, NDArray[np.uint8]]
    ends: dict[str, Ends]
    missing: int | None = None
    first: list[FirstMove] = field(default_factory=list)


def _solved(
    solver: Solver, arrays: CodedArrays, shape: Shape, alternatives: Which, weight: NDArray[np.float64] | None
) -> _SolvedBatch:
    """Return what the kernels find in worlds of one shape, given by their alternatives, shape (W, D).

    First moves are found if there are weights of the worlds, shape (W,).
    """
    structure = shape.structure
    if not len(structure.states):
        return _SolvedBatch(np.zeros(0, np.int64), {}, {}, NOTHING)
    rank = arrays.ranks(shape, alternatives, solver.engine)
    batch = Batch(structure, rank, arrays.tempo, solver.engine)
    masks = arrays.widest.states.masks[structure.states].astype(np.int64)
    held, ends, first = {}, {}, []
    evolving = solver.concepts if structure.start >= 0 else ()
    for concept in dict.fromkeys((*solver.counted, *evolving)):
        asked = None if concept in solver.counted else batch.attained
        prospects = batch.own_prospects(of_movers(arrays.coding.conflict, concept), asked)
        if concept in solver.counted:
            held[concept] = batch.equilibria(prospects)
        if concept in evolving:
            ends[concept] = batch.ends(prospects)
            if weight is not None and concept == solver.concepts[0]:
                first = first_moves(batch, prospects, weight, masks)
    started = structure.start >= 0 or arrays.coding.conflict.status_quo is None
    return _SolvedBatch(solver.axes.positions(masks), held, ends, None if started else NO_START, first)


@dataclass(frozen=True, eq=False)
class _Sums:
    """Worlds of one batch, and the totals by concept to which they are added."""

    solver: Solver
    world_weight: NDArray[np.float64]
    rows: Which
    found: Mapping[str, Totals]

    def add(self, solved: _SolvedBatch) -> dict[str, Which]:
        """Add a batch, and return the worlds whose ends need the ordinary analysis, by concept.

        Equilibria are added to the totals of the first concept alone.
        """
        first = self.found[self.solver.concepts[0]].by_state
        for concept, held in solved.held.items():
            given = (self.world_weight, self.rows, held, solved.at, first)
            self._by(totals.count_held)(BY_STATE.index(concept), *given)
        return {id_: self._evolve(id_, solved) for id_ in self.found}

    def _evolve(self, concept: str, solved: _SolvedBatch) -> Which:
        figures = np.zeros((len(self.world_weight), len(self.solver.axes.counts)))
        figures[:, WEIGHED] = 1
        if solved.missing is not None:
            figures[:, solved.missing] = 1
        unsolved = np.zeros(0, np.uint8)
        if concept in solved.ends:
            end, figures[:, UNSETTLED], figures[:, MOVES], unsolved = solved.ends[concept]
            given = (self.world_weight, self.rows, end, solved.at, self.found[concept].by_state)
            self._by(totals.count_ends)(SETTLES, *given)
            some = np.flatnonzero(end.max(axis=0, initial=0.0))
            settles, at = end[:, some], solved.at[some]
            for k, (_, yes) in enumerate(self.solver.axes.questions):
                chance = settles @ yes[at]
                figures[:, MOVES + 1 + 2 * k], figures[:, MOVES + 2 + 2 * k] = chance, chance**2
        self._by(totals.count_worlds)(self.world_weight, self.rows, figures, self.found[concept].counts)
        return np.flatnonzero(unsolved)

    def _by(self, kernel: Kernel) -> Callable[..., None]:
        return kernel.by(self.solver.engine)
