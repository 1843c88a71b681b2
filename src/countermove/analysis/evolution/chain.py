"""The conflict as a Markov chain of credible improvements, explored from the status quo only.

In each state the decision makers that have a credible improvement are drawn by their tempo; the one drawn takes its
best, ties shared equally. This reading is ours, not the literature's. A state that nobody leaves is an equilibrium,
and the reverse, by definition.

What moves are credible: a *credible* improvement is one that is not sanctioned under the concept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.arrays import OptionArrays, arrays_of
from countermove.analysis.evolution.groups import alike, ranges
from countermove.analysis.evolution.moves import BoundedCount, steps
from countermove.analysis.reach import reach
from countermove.analysis.stability.definitions import holds, prospects_of
from countermove.kernels.jit import engine_for, side_by_side

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.evolution.moves import Positions, Steps
    from countermove.kernels.jit import Engine
    from countermove.model.concepts import Concept
    from countermove.model.conflict import Conflict

    Floats = NDArray[np.float64]


MOST_MOVES = 50_000_000
"""How many moves a chain may have; a few GiB hold them."""


@dataclass(frozen=True, eq=False)
class Chain:
    """The states reached from the status quo by credible improvements, R of them, and the M moves between them.

    Attributes
    ----------
    states : ndarray of int32, shape (R,)
        State positions in the order in which they were found, the status quo first.
    depth : ndarray of int32, shape (R,)
        The least number of moves to each.
    origin, end, mover : ndarray of int32, shape (M,)
        The moves, as indices into `states`, in ascending order of `origin`; and the decision makers' positions.
    chance : ndarray of float64, shape (M,)
        The probability of each move in the state that it leaves.
    """

    states: Positions
    depth: Positions
    origin: Positions
    end: Positions
    mover: Positions
    chance: Floats


def explore(conflict: Conflict, start: int, moves: Credible) -> Chain:
    """Return the chain from the state at a position.

    Raises
    ------
    TooLarge
        If it has too many moves, or too many would have to be looked at.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.model.concepts import CONCEPTS
    >>> from countermove.analysis.evolution.chain import credible
    >>> elmira = cases.load("elmira")
    >>> explore(elmira, 0, credible(elmira, CONCEPTS["seq"])).states
    array([0, 4], dtype=int32)
    """
    index = np.full(len(conflict.states), -1, np.int32)
    layer, found = np.array([start], np.int32), 0
    layers, parts, ahead = [], [], _Ahead(conflict, moves, steps(conflict))
    while len(layer):
        index[layer] = np.arange(found, found + len(layer))
        found += len(layer)
        layers.append(layer)
        parts += [ahead.best(layer, dm) for dm in range(len(conflict.decision_makers))]
        ends = np.unique(np.concatenate([part[1] for part in parts[-len(conflict.decision_makers) :]]))
        layer = ends[index[ends] < 0]
    origin, end, mover, share = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    chance = share * _drawn(conflict, moves, origin, mover)
    depth = np.repeat(np.arange(len(layers), dtype=np.int32), [*map(len, layers)])
    order = np.argsort(index[origin], kind="stable")
    columns = (index[origin][order], index[end][order], mover[order], chance[order])
    return Chain(np.concatenate(layers), depth, *columns)


def _drawn(conflict: Conflict, moves: Credible, origin: Positions, mover: Positions) -> Floats:
    """Return, for each move, the probability that its mover is drawn in the state that it leaves."""
    tempo = np.array([dm.tempo for dm in conflict.decision_makers])
    tempo = tempo / tempo.max()
    drawn: Floats = tempo[mover] / (tempo @ ~moves.stable[:, origin])
    return drawn


@dataclass(frozen=True, eq=False)
class _Ahead:
    """What lies ahead of some states."""

    conflict: Conflict
    moves: Credible
    steps: Steps
    tally: BoundedCount = field(default_factory=lambda: BoundedCount(MOST_MOVES))

    def best(self, layer: Positions, dm: int) -> tuple[Positions, Positions, Positions, Floats]:
        """Return the best credible improvements of one decision maker: from, to, the mover, and each one's share.

        They depend on the list and the rank of the state that is left only, so each two of these are looked at once.
        """
        starts = layer[~self.moves.stable[dm, layer]]
        alike_, first = alike(self.steps.lists[dm][starts], self.conflict.ranks[dm][starts])
        origin, end, share = self._looked_up(starts[first], dm)
        begin = np.flatnonzero(np.append([True], origin[1:] != origin[:-1])[: len(origin)])
        count = np.diff(np.append(begin, len(origin)))[alike_]
        self.tally.add(int(count.sum()), lambda: _too_many(self.conflict.decision_makers[dm].id))
        at = ranges(begin[alike_], count)
        return np.repeat(starts, count), end[at], np.full(len(at), dm, np.int32), share[at]

    def _looked_up(self, starts: Positions, dm: int) -> tuple[Positions, Positions, Floats]:
        """Return the same for states that are looked at one by one: from, to, and each one's share."""
        rank = self.conflict.ranks[dm]
        kept = [(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0))]
        tally = BoundedCount(MOST_MOVES)
        for origins, ends in self.steps.leaving(dm, starts):
            gains = self.moves.prospects[dm, ends] > rank[origins]
            kept.append(_highest(rank, origins[gains], ends[gains]))
            tally.add(len(kept[-1][0]), lambda: _too_many(self.conflict.decision_makers[dm].id))
        origin, end, share = (np.concatenate(columns) for columns in zip(*kept, strict=True))
        return origin, end, share


def _too_many(dm: str) -> str:
    return (
        f"there are more than {MOST_MOVES:,} best improvements, for {dm} finds too many states equally good; what "
        "would help: preferences that tell more of them apart, or rules that leave fewer states"
    )


def _highest(rank: Positions, origins: Positions, ends: Positions) -> tuple[Positions, Positions, Floats]:
    """Keep, from each state, the moves to the states ranked highest, each with its share."""
    if not len(origins):
        return origins, ends, np.zeros(0)
    begin = np.flatnonzero(np.append([True], origins[1:] != origins[:-1]))
    count = np.diff(np.append(begin, len(origins)))
    best = rank[ends] == np.repeat(np.maximum.reduceat(rank[ends], begin), count)
    share = 1.0 / np.repeat(np.add.reduceat(best.astype(np.int64), begin), count)
    return origins[best], ends[best], share[best]


@dataclass(frozen=True, eq=False)
class Credible:
    """What moves are credible.

    Attributes
    ----------
    prospects : ndarray of int32, shape (n, S)
        The rank that each decision maker can count on after moving to each state.
    stable : ndarray of bool, shape (n, S)
        Where it has no credible improvement.
    """

    prospects: Positions
    stable: NDArray[np.bool_]


def credible(conflict: Conflict, concept: Concept, engine: Engine | None = None) -> Credible:
    """Return what moves are credible under a concept that drives an evolution.

    Raises
    ------
    UnknownName
        If it drives none.
    """
    arrays, prospects = arrays_of(conflict), prospects_of(concept)
    around = reach(arrays, engine or engine_for(len(conflict.states.members)))
    around.prepare()
    each = range(len(conflict.decision_makers))
    found = np.stack(side_by_side(lambda dm: prospects(around, dm), each, around.engine))
    stable = np.stack(side_by_side(lambda dm: holds(around, dm, found[dm]), each, around.engine))
    if isinstance(arrays, OptionArrays):
        found, stable = found[:, arrays.members], stable[:, arrays.members]
    return Credible(found, stable)
