"""The conflict as a Markov chain of credible improvements, explored from the status quo only.

A *credible* improvement is one that is not sanctioned under the concept. In each state the decision makers that have
one are drawn by their tempo; the one drawn takes its best credible improvement, ties shared equally. This reading
is ours, not the literature's. A state that nobody leaves is an equilibrium, and the reverse, by definition.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.arrays import OptionArrays, lower
from countermove.analysis.evolution.steps import steps
from countermove.analysis.reach import reach
from countermove.analysis.stability.definitions import holds
from countermove.kernels.jit import engine_for, side_by_side

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.concepts import Concept
    from countermove.analysis.evolution.steps import Positions, Steps
    from countermove.kernels.jit import Engine
    from countermove.model.conflict import Conflict

    Floats = NDArray[np.float64]


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
        The moves, as indices into `states`, and the decision makers' positions.
    chance : ndarray of float64, shape (M,)
        The probability of each move in the state that it leaves.
    """

    states: Positions
    depth: Positions
    origin: Positions
    end: Positions
    mover: Positions
    chance: Floats


def credible(conflict: Conflict, concept: Concept, engine: Engine | None = None) -> Credible:
    """Return what moves are credible under a concept that sanctions by what can follow a move."""
    arrays, prospects = lower(conflict), concept.prospects
    assert prospects is not None  # noqa: S101  (who asks has made sure)
    around = reach(arrays, engine or engine_for(len(conflict.states.members)))
    around.prepare()
    each = range(len(conflict.decision_makers))
    found = np.stack(side_by_side(lambda dm: prospects(around, dm), each, around.engine))
    stable = np.stack(side_by_side(lambda dm: holds(around, dm, found[dm]), each, around.engine))
    if isinstance(arrays, OptionArrays):
        found, stable = found[:, arrays.members], stable[:, arrays.members]
    return Credible(found, stable)


def explore(conflict: Conflict, start: int, moves: Credible) -> Chain:
    """Return the chain from the state at a position.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.concepts import CONCEPTS
    >>> elmira = cases.load("elmira")
    >>> explore(elmira, 0, credible(elmira, CONCEPTS["seq"])).states
    array([0, 4], dtype=int32)
    """
    index = np.full(len(conflict.states), -1, np.int32)
    layer, found = np.array([start], np.int32), 0
    layers, parts, looked_up = [], [], steps(conflict)
    while len(layer):
        index[layer] = np.arange(found, found + len(layer))
        found += len(layer)
        layers.append(layer)
        parts += [_best(conflict, looked_up, moves, layer, i) for i in range(len(conflict.decision_makers))]
        ends = np.unique(np.concatenate([part[1] for part in parts[-len(conflict.decision_makers) :]]))
        layer = ends[index[ends] < 0]
    origin, end, mover, share = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    chance = share * _drawn(conflict, moves, origin, mover)
    depth = np.repeat(np.arange(len(layers), dtype=np.int32), [*map(len, layers)])
    return Chain(np.concatenate(layers), depth, index[origin], index[end], mover, chance)


def _drawn(conflict: Conflict, moves: Credible, origin: Positions, mover: Positions) -> Floats:
    """Return, for each move, the probability that its mover is drawn in the state that it leaves."""
    tempo = np.array([dm.tempo for dm in conflict.decision_makers])
    tempo = tempo / tempo.max()
    drawn: Floats = tempo[mover] / (tempo @ ~moves.stable[:, origin])
    return drawn


def _best(
    conflict: Conflict, looked_up: Steps, moves: Credible, layer: Positions, dm: int
) -> tuple[Positions, Positions, Positions, Floats]:
    """Return the best credible improvements of one decision maker: from, to, the mover, and each one's share."""
    rank = conflict.ranks[dm]
    kept = [(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0))]
    for origins, ends in looked_up.leaving(dm, layer[~moves.stable[dm, layer]]):
        gains = moves.prospects[dm, ends] > rank[origins]
        kept.append(_highest(rank, origins[gains], ends[gains]))
    origin, end, share = (np.concatenate(columns) for columns in zip(*kept, strict=True))
    return origin, end, np.full(len(origin), dm, np.int32), share


def _highest(rank: Positions, origins: Positions, ends: Positions) -> tuple[Positions, Positions, Floats]:
    """Keep, from each state, the moves to the states ranked highest, each with its share."""
    if not len(origins):
        return origins, ends, np.zeros(0)
    begin = np.flatnonzero(np.append([True], origins[1:] != origins[:-1]))
    count = np.diff(np.append(begin, len(origins)))
    best = rank[ends] == np.repeat(np.maximum.reduceat(rank[ends], begin), count)
    share = 1.0 / np.repeat(np.add.reduceat(best.astype(np.int64), begin), count)
    return origins[best], ends[best], share[best]
