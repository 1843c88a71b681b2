"""A changed conflict and its solution: the equilibria and the ends of its evolution, each found once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np

from countermove.analysis.batch import Batch, tempos
from countermove.analysis.evolution.absorption import absorb, ends
from countermove.analysis.evolution.chain import Credible, credible, explore
from countermove.analysis.solve import solve
from countermove.analysis.structure import fits, structure
from countermove.model.concepts import CONCEPTS, ids_of
from countermove.model.reading import concept_in, each_concept, of_movers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.structure import Structure
    from countermove.kernels.jit import Engine
    from countermove.model.conflict import Conflict

    Ends = tuple[tuple[int, float], ...]

MOST_STATES, MOST_ARCS = 1 << 12, 1 << 22
"""The largest conflicts that the kernels of worlds take."""

USUAL = ids_of(lambda concept: concept.evolves and concept.by_default)
"""The ids of the default concepts that drive an evolution."""


class Trial(Protocol):
    """The solution of one conflict."""

    @property
    def conflict(self) -> Conflict:
        """The conflict; only its states and ranks are read."""

    @property
    def concept(self) -> str:
        """The id of the concept that drives its evolution."""

    def holds(self, position: int, concept: str) -> bool:
        """Whether the state at a position is an equilibrium under a concept."""

    @property
    def settles(self) -> Ends | None:
        """The positions where it settles, with probabilities, likeliest first; None without a status quo."""


def judged_by(concept: str) -> tuple[str, ...]:
    """Return the ids of the concepts that states are tested by: the default ones, and the requested one.

    Examples
    --------
    >>> judged_by("seq")
    ('nash', 'gmr', 'smr', 'seq', 'sseq')
    """
    return tuple(dict.fromkeys((*USUAL, concept)))


def profile(trial: Trial, position: int) -> tuple[str, ...]:
    """Return the ids of the concepts under which the state at a position is an equilibrium."""
    return tuple(concept for concept in judged_by(trial.concept) if trial.holds(position, concept))


def solved_by_kernels(conflict: Conflict, concept: str) -> bool:
    """Whether the kernels of worlds serve a concept and the default concepts."""
    return {*each_concept(conflict, concept)} <= {*USUAL} and all(CONCEPTS[each].in_turn for each in USUAL)


def ordered(settles: dict[int, float]) -> Ends:
    """Return the ends of an evolution, the likeliest first, then by number."""
    return tuple(sorted(settles.items(), key=lambda end: (-round(end[1], 9), end[0])))


@dataclass(frozen=True, eq=False)
class OrdinaryTrial:
    """A conflict in any form and of any size, solved as `countermove.solve` solves it."""

    conflict: Conflict
    concept: str
    engine: Engine | None = None
    _credible: dict[str, Credible] = field(default_factory=dict, repr=False)
    _held: dict[str, NDArray[np.bool_]] = field(default_factory=dict, repr=False)

    def credible(self, concept: str) -> Credible:
        """Return the credible moves under a concept."""
        if concept not in self._credible:
            self._credible[concept] = credible(self.conflict, concept_in(self.conflict, concept), self.engine)
        return self._credible[concept]

    def holds(self, position: int, concept: str) -> bool:
        """Whether the state at a position is an equilibrium under a concept."""
        if concept_in(self.conflict, concept).evolves:
            return bool(self.credible(concept).stable[:, position].all())
        return bool(self._equilibria(concept)[position])

    def _equilibria(self, concept: str) -> NDArray[np.bool_]:
        """Return the equilibria under a concept that drives no evolution, shape (S,)."""
        if concept not in self._held:
            found = solve(self.conflict, [concept], engine=self.engine)
            self._held[concept] = found.where(concept)
        return self._held[concept]

    @cached_property
    def settles(self) -> Ends | None:
        """The positions where it settles, with their probabilities; None without a status quo."""
        start = self.conflict.status_quo_number
        if start is None:
            return None
        chain = explore(self.conflict, start - 1, self.credible(self.concept))
        return ordered({end.states[0] - 1: end.probability for end in ends(absorb(chain)) if end.settles})


def moves_of(conflict: Conflict) -> Structure | None:
    """Return a conflict's moves for the kernels of worlds; None if it does not fit them."""
    if not fits(conflict, MOST_STATES, MOST_ARCS):
        return None
    return structure(conflict, np.arange(len(conflict.states)), 0, conflict.status_quo)


@dataclass(frozen=True, eq=False)
class QuickTrial:
    """A conflict in option form, solved by the kernels of worlds.

    The kernels need its ranks and its moves only; several trials share the moves.
    """

    conflict: Conflict
    concept: str
    engine: Engine
    moves: Structure = field(repr=False)
    _solved: dict[str, tuple[NDArray[np.int32], NDArray[np.uint8]]] = field(default_factory=dict, repr=False)

    def holds(self, position: int, concept: str) -> bool:
        """Whether the state at a position is an equilibrium under a concept."""
        if not {*each_concept(self.conflict, concept)} <= {*USUAL}:
            return self._ordinary.holds(position, concept)
        return bool(self._solution(concept)[1][0, position])

    @cached_property
    def _ordinary(self) -> OrdinaryTrial:
        """The same conflict for what the kernels do not serve."""
        return OrdinaryTrial(self.conflict, self.concept, self.engine)

    @cached_property
    def settles(self) -> Ends | None:
        """The positions where it settles, with their probabilities; None without a status quo."""
        if self.moves.start < 0:
            return None
        end, _, _, unsolved = self._batch.ends(self._solution(self.concept)[0])
        if unsolved[0]:
            return self._ordinary.settles
        return ordered({int(k): float(end[0, k]) for k in np.flatnonzero(end[0])})

    @cached_property
    def _batch(self) -> Batch:
        ranks = self.conflict.ranks[None, [*self.conflict.movers]]
        return Batch(self.moves, ranks, tempos(self.conflict), self.engine)

    def _solution(self, concept: str) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
        """Return the prospects under a concept, shape (1, n, S), and its equilibria, shape (1, S)."""
        if concept not in self._solved:
            prospects = self._batch.own_prospects(of_movers(self.conflict, concept))
            self._solved[concept] = prospects, self._batch.equilibria(prospects)
        return self._solved[concept]
