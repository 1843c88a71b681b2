"""Trials of many conflicts of one shape: small ones are solved together by the kernels of worlds."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from countermove.analysis.assumptions.trial import OrdinaryTrial, ordered, solved_by_kernels
from countermove.analysis.batch import Batch, tempos
from countermove.analysis.stability.stable_states import stable
from countermove.kernels.jit import side_by_side
from countermove.model.concepts import CONCEPTS
from countermove.model.reading import each_concept, of_movers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from countermove.analysis.assumptions.trial import Ends, Trial
    from countermove.analysis.change.edits.verdicts import EditedShape
    from countermove.kernels.jit import Engine
    from countermove.model.conflict import Conflict

    Ranks = NDArray[np.int32]

Result = TypeVar("Result")

AT_ONCE = 64
"""How many conflicts a thread solves at once."""


def trials_of(shape: EditedShape, ranks: Sequence[Ranks], concept: str, engine: Engine) -> Iterator[Trial]:
    """Yield the trial of each conflict of a shape, given its ranks of shape (n, S)."""
    if not ranks:
        return
    if shape.moves is None:
        yield from (LargeTrial(_with_ranks(shape.conflict, rank), concept, engine) for rank in ranks)
        return
    together = SolvedTogether(shape, np.stack(ranks)[:, [*shape.conflict.movers]], concept, engine)
    yield from (OneOfMany(_with_ranks(shape.conflict, rank), concept, together, w) for w, rank in enumerate(ranks))


def _with_ranks(conflict: Conflict, rank: Ranks) -> Conflict:
    made = copy(conflict)
    vars(made)["ranks"] = rank
    return made


@dataclass(frozen=True, eq=False)
class SolvedTogether:
    """W conflicts of one shape, solved together once a solution is asked for.

    Attributes
    ----------
    shape : EditedShape
        The states and moves that they share.
    ranks : ndarray of int32, shape (W, n, S)
        The ranks of the movers.
    concept : str
        The id of the concept that drives their evolution.
    engine : {"plain", "compiled"}
        How loops over states are run.
    """

    shape: EditedShape
    ranks: Ranks = field(repr=False)
    concept: str
    engine: Engine
    _solved: dict[str, tuple[list[Ranks], NDArray[np.uint8]]] = field(default_factory=dict, repr=False)
    _by_kernels: dict[str, bool] = field(default_factory=dict, repr=False)

    def solves(self, concept: str) -> bool:
        """Whether the kernels serve a concept."""
        if concept not in self._by_kernels:
            self._by_kernels[concept] = solved_by_kernels(self.shape.conflict, concept)
        return self._by_kernels[concept]

    def solution(self, concept: str) -> tuple[list[Ranks], NDArray[np.uint8]]:
        """Return the prospects under a concept, shape (W, n, S) in all, and the equilibria, shape (W, S)."""
        if concept not in self._solved:
            by = of_movers(self.shape.conflict, concept)
            prospects = self._each(lambda k: self._batches[k].own_prospects(by))
            held = self._each(lambda k: self._batches[k].equilibria(prospects[k]))
            self._solved[concept] = prospects, np.concatenate(held)
        return self._solved[concept]

    @cached_property
    def ends(self) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
        """The probability of settling in each state, shape (W, S), and whether it is not computed, shape (W,).

        Only the prospects of attained states count for it, which are far fewer than all.
        """
        by = of_movers(self.shape.conflict, self.concept)
        found = self._each(
            lambda k: self._batches[k].ends(self._batches[k].own_prospects(by, self._batches[k].attained))
        )
        return np.concatenate([each[0] for each in found]), np.concatenate([each[3] for each in found])

    def _each(self, compute: Callable[[int], Result]) -> list[Result]:
        return side_by_side(compute, range(len(self._batches)), self.engine)

    @cached_property
    def _batches(self) -> list[Batch]:
        """The conflicts in parts of some dozens, each of which a thread takes."""
        moves, pace = self.shape.moves, tempos(self.shape.conflict)
        assert moves is not None  # noqa: S101  (see trials_of)
        parts = (self.ranks[begin : begin + AT_ONCE] for begin in range(0, len(self.ranks), AT_ONCE))
        return [Batch(moves, part, pace, self.engine) for part in parts]


@dataclass(frozen=True, eq=False)
class OneOfMany:
    """One conflict among those that are solved together."""

    conflict: Conflict
    concept: str
    together: SolvedTogether = field(repr=False)
    place: int

    def holds(self, position: int, concept: str) -> bool:
        """Whether the state at a position is an equilibrium under a concept."""
        if not self.together.solves(concept):
            return self._alone.holds(position, concept)
        return bool(self.together.solution(concept)[1][self.place, position])

    @cached_property
    def settles(self) -> Ends | None:
        """The positions where it settles, with their probabilities; None without a status quo."""
        moves = self.together.shape.moves
        if moves is None or moves.start < 0:
            return None
        if not self.together.solves(self.concept):
            return self._alone.settles
        end, unsolved = self.together.ends
        if unsolved[self.place]:
            return self._alone.settles
        return ordered({int(k): float(end[self.place, k]) for k in np.flatnonzero(end[self.place])})

    @cached_property
    def _alone(self) -> LargeTrial:
        return LargeTrial(self.conflict, self.concept, self.together.engine)


@dataclass(frozen=True, eq=False)
class LargeTrial:
    """One conflict of any form and size, solved as `countermove.solve` solves it."""

    conflict: Conflict
    concept: str
    engine: Engine
    _stable: dict[str, NDArray[np.bool_]] = field(default_factory=dict, repr=False)

    def holds(self, position: int, concept: str) -> bool:
        """Whether the state at a position is an equilibrium under a concept, mixed readings among them."""
        own = each_concept(self.conflict, concept)
        return all(self._of(own[i])[i, position] for i in self.conflict.movers)

    def _of(self, concept: str) -> NDArray[np.bool_]:
        if concept not in self._stable:
            found = stable(self.conflict, [CONCEPTS[concept]], self.engine)[concept]
            every = np.ones(self.conflict.ranks.shape, np.bool_)
            self._stable[concept] = every if found is None else found
        return self._stable[concept]

    @cached_property
    def settles(self) -> Ends | None:
        """The positions where it settles, with their probabilities; None without a status quo."""
        return OrdinaryTrial(self.conflict, self.concept, self.engine).settles
