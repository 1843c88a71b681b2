"""A changed conflict solved by the kernels: they need its ranks, and moves that it shares with many others."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.analysis.assumptions.trial import OrdinaryTrial, ordered
from countermove.analysis.structure import structure
from countermove.kernels.worlds import ending, judging, ranking

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from countermove.analysis.assumptions.trial import Settles
    from countermove.analysis.structure import Structure
    from countermove.kernels.jit import Engine, Kernel
    from countermove.model.conflict import Conflict

    Integers = NDArray[np.int32]

MOST_STATES, MOST_ARCS = 1 << 12, 1 << 22

COMPONENT = 1 << 10
"""The largest strong component of a chain that the kernels solve."""

SANCTIONS = {"gmr": (False, False), "smr": (False, True), "seq": (True, False), "sseq": (True, True)}
"""For each concept with sanctions whether the opponents have to improve, and whether a countermove follows."""


def moves_of(conflict: Conflict) -> Structure | None:
    """Return a conflict's moves as the kernels take them; None where they do not go."""
    size = len(conflict.states)
    if conflict.graph is not None or conflict.states.coalesced or size > MOST_STATES:
        return None
    if sum(size << len(dm.options) for dm in conflict.decision_makers) > MOST_ARCS:
        return None
    return structure(conflict, np.arange(size), 0, conflict.status_quo)


@dataclass(frozen=True, eq=False)
class QuickTrial:
    """A conflict in option form.

    Attributes
    ----------
    conflict : Conflict
        The conflict.
    concept : str
        The concept by which it moves on from its status quo.
    engine : {"plain", "compiled"}
        How loops over states are run.
    moves : Structure
        Its moves.
    """

    conflict: Conflict
    concept: str
    engine: Engine
    moves: Structure = field(repr=False)
    _held: dict[str, tuple[Integers, NDArray[np.uint8]]] = field(default_factory=dict, repr=False)

    def holds(self, position: int, concept: str) -> bool:
        """Whether the state at a position is an equilibrium under a concept."""
        return bool(self._judged(concept)[1][0, position])

    @cached_property
    def settles(self) -> Settles | None:
        """The positions where it settles, with their probabilities; None without a status quo."""
        if self.moves.start < 0:
            return None
        end, (unsettled, moves), unsolved = (
            np.zeros((1, self._rank.shape[2])),
            np.zeros((2, 1)),
            np.zeros(1, np.uint8),
        )
        tempo = np.array([dm.tempo for dm in self.conflict.decision_makers])
        size = (self.moves.start, COMPONENT, self.moves.arcs, tempo / tempo.max())
        given = (self._rank, self._judged(self.concept)[0], self._sorted[1], *self.moves.moves)
        self._by(ending.ends)(*size, *given, end, unsettled, moves, unsolved)
        if unsolved[0]:
            return OrdinaryTrial(self.conflict, self.concept, self.engine).settles
        return ordered({int(k): float(end[0, k]) for k in np.flatnonzero(end[0])})

    def _by(self, kernel: Kernel) -> Callable[..., Any]:
        return kernel.by(self.engine)

    @cached_property
    def _rank(self) -> Integers:
        return self.conflict.ranks[None]

    @cached_property
    def _sorted(self) -> tuple[Integers, Integers, Integers]:
        """The states in ascending rank, the lists, and the ranks in them."""
        lists = np.empty((1, self._rank.size), np.int32)
        found = (np.empty_like(self._rank), lists, np.empty_like(lists))
        self._by(ranking.sort)(self._rank, *self.moves.moves[:2], *found)
        return found

    def _judged(self, concept: str) -> tuple[Integers, NDArray[np.uint8]]:
        """Return what can be counted on after moving to each state, and where everybody stays."""
        if concept not in self._held:
            prospect, held = self._prospect(concept), np.empty((1, self._rank.shape[2]), np.uint8)
            home, _, *out = self.moves.moves
            self._by(judging.equilibria)(self._rank, prospect, home, *out, held)
            self._held[concept] = prospect, held
        return self._held[concept]

    def _prospect(self, concept: str) -> Integers:
        if concept == "nash":
            return self._rank
        (improving, countered), found, moves = SANCTIONS[concept], np.empty_like(self._rank), self.moves
        order, lists, heights = self._sorted
        if improving:
            given = (self._rank, order, lists, heights, *moves.moves, *moves.into)
            self._by(judging.improving)(countered, *given, found)
        else:
            given = (self._rank, heights, *moves.moves)
            self._by(judging.unhindered)(countered, *given, *moves.components, found)
        return found
