"""Some worlds that share their states and moves, solved by the kernels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.kernels.worlds import ending, judging, ranking

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.structure import Structure
    from countermove.kernels.jit import Engine, Kernel
    from countermove.simulation.ground import Ground

    Integers = NDArray[np.int32]
    Ends = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.uint8]]

COMPONENT = 1 << 10
"""The largest strong component of a chain that the kernels solve."""

SANCTIONS = {"gmr": (False, False), "smr": (False, True), "seq": (True, False), "sseq": (True, True)}
"""For each concept with sanctions whether the opponents have to improve, and whether a countermove follows."""

SHARED = 256
"""How many structures are remembered."""

ROOM = 1 << 12


@dataclass(frozen=True, eq=False)
class Shared:
    """What worlds with the same states and moves have in common; S are these states.

    Attributes
    ----------
    structure : Structure
        The states and moves.
    fixed : tuple of ndarray
        What the kernel that ranks needs besides: where statements hold, and by what ties are broken.
    room : int
        Its last argument but one.
    """

    structure: Structure
    truth: NDArray[np.uint8] = field(repr=False)
    statements: Integers = field(repr=False)
    levels: Integers = field(repr=False)
    tail: Integers = field(repr=False)
    tail_order: Integers = field(repr=False)
    room: int


@lru_cache(maxsize=SHARED)
def shared(ground: Ground, ways: tuple[int, ...]) -> Shared:
    """Return what the worlds share in which the things that shape states and moves are in certain ways."""
    structure = ground.shaped(ways)
    sizes = np.array([many for _, _, many in ground.levels], np.int64)
    owners = [i for i, _, _ in ground.levels]
    tail = np.ascontiguousarray(ground.tail[:, structure.states])
    return Shared(
        structure,
        np.ascontiguousarray(ground.truth[:, structure.states]),
        np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32),
        np.searchsorted(owners, np.arange(len(ground.drawn) + 1)).astype(np.int32),
        tail,
        np.argsort(tail, axis=1, kind="stable").astype(np.int32),
        max(ROOM, len(structure.states) * (1 + int(sizes.max(initial=1)))),
    )


@dataclass(frozen=True, eq=False)
class Batch:
    """W worlds that share their states and moves.

    Attributes
    ----------
    ground : Ground
        Their coding.
    shared : Shared
        What they share.
    ways : ndarray of int64, shape (W, D)
        The way of each thing in each world.
    engine : {"plain", "compiled"}
        How loops over states are run.
    """

    ground: Ground
    shared: Shared
    ways: NDArray[np.int64] = field(repr=False)
    engine: Engine

    def _by(self, kernel: Kernel) -> Callable[..., Any]:
        return kernel.by(self.engine)

    @cached_property
    def rank(self) -> Integers:
        """The ranks, shape (W, n, S)."""
        known = self.shared
        rank = np.empty((len(self.ways), *known.tail.shape), np.int32)
        sequence, held, tail_held = self.ground.wanted(self.ways)
        wants = (known.truth, known.statements, known.levels, sequence, held)
        self._by(ranking.ranks)(*wants, known.tail, known.tail_order, tail_held, known.room, rank)
        return rank

    @cached_property
    def _sorted(self) -> tuple[Integers, Integers, Integers]:
        """The states in ascending rank, the lists, and the ranks in them."""
        order = np.empty_like(self.rank)
        lists = np.empty((len(self.ways), self.rank[0].size), np.int32)
        found = (order, lists, np.empty_like(lists))
        self._by(ranking.sort)(self.rank, *self.shared.structure.moves[:2], *found)
        return found

    def prospect(self, concept: str) -> Integers:
        """Return what can be counted on after moving to each state, shape (W, n, S)."""
        if concept == "nash":
            return self.rank
        (improving, countered), found = SANCTIONS[concept], np.empty_like(self.rank)
        order, lists, heights = self._sorted
        known = self.shared.structure
        if improving:
            given = (self.rank, order, lists, heights, *known.moves, *known.into)
            self._by(judging.improving)(countered, *given, found)
        else:
            component, bridges, sets = known.components
            given = (self.rank, heights, *known.moves, component, bridges)
            self._by(judging.unhindered)(countered, *given, sets, found)
        return found

    def held(self, prospect: Integers) -> NDArray[np.uint8]:
        """Return where everybody is stable, shape (W, S)."""
        found = np.empty((len(prospect), prospect.shape[2]), np.uint8)
        home, _, *out = self.shared.structure.moves
        self._by(judging.equilibria)(self.rank, prospect, home, *out, found)
        return found

    def ends(self, prospect: Integers) -> Ends:
        """Return where the worlds end: by state, shape (W, S), then per world; see `kernels.worlds.ending.ends`."""
        many, structure = len(self.ways), self.shared.structure
        end, unsettled, moves = np.zeros((many, prospect.shape[2])), np.zeros(many), np.zeros(many)
        unsolved = np.zeros(many, np.uint8)
        tempo = np.array([dm.tempo for dm in self.ground.coding.conflict.decision_makers])
        size = (structure.start, COMPONENT, structure.arcs, tempo / tempo.max())
        given = (self.rank, prospect, self._sorted[1], *structure.moves)
        self._by(ending.ends)(*size, *given, end, unsettled, moves, unsolved)
        return end, unsettled, moves, unsolved
