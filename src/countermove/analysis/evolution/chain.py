"""Markov chain of credible improvements, explored from the status quo by breadth-first search.

A *credible* improvement is one that is not sanctioned under the concept. In each state one of the decision makers
that have a credible improvement is drawn by tempo. It takes its best one, ties shared equally. This reading is ours,
not the literature's. By definition the states that nobody leaves are the equilibria.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.arrays import OptionArrays, arrays_of
from countermove.analysis.evolution.groups import group_rows, ranges
from countermove.analysis.evolution.moves import BoundedCount, move_lookup
from countermove.analysis.reach import reach
from countermove.analysis.stability.definitions import holds, prospects_of
from countermove.kernels.jit import engine_for, side_by_side
from countermove.model.concepts import CONCEPTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.evolution.moves import MoveLookup, Positions
    from countermove.kernels.jit import Engine
    from countermove.model.concepts import Concept
    from countermove.model.conflict import Conflict

    Floats = NDArray[np.float64]


MOST_MOVES = 50_000_000
"""Maximum number of moves of a chain; they fit into a few GiB."""


@dataclass(frozen=True, eq=False)
class Chain:
    """The R states that credible improvements lead to from the status quo, and the M moves between them.

    Attributes
    ----------
    states : ndarray of int32, shape (R,)
        State positions in breadth-first order, the status quo first.
    depth : ndarray of int32, shape (R,)
        The least number of moves to each state.
    origin, end : ndarray of int32, shape (M,)
        The states that each move leaves and enters, as indices into `states`; `origin` ascends.
    mover : ndarray of int32, shape (M,)
        The position of the decision maker.
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
        If the chain has too many moves, or the search looks at too many.

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
    layers, parts, improvements = [], [], _BestImprovements(conflict, moves, move_lookup(conflict))
    while len(layer):
        index[layer] = np.arange(found, found + len(layer))
        found += len(layer)
        layers.append(layer)
        leaving = [improvements.leaving(layer, dm) for dm in conflict.movers]
        parts += leaving
        ends = np.unique(np.concatenate([part[1] for part in leaving]))
        layer = ends[index[ends] < 0]
    origin, end, mover, share = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    chance = share * _drawn(conflict, moves, origin, mover)
    depth = np.repeat(np.arange(len(layers), dtype=np.int32), [*map(len, layers)])
    order = np.argsort(index[origin], kind="stable")
    columns = (index[origin][order], index[end][order], mover[order], chance[order])
    return Chain(np.concatenate(layers), depth, *columns)


def _drawn(conflict: Conflict, moves: Credible, origin: Positions, mover: Positions) -> Floats:
    """Return, for each move, the probability that its mover is drawn in the state that it leaves, shape (M,).

    Tempos are divided by the highest of those who can move there: what is far below that can be drawn elsewhere.
    """
    tempo = np.array([dm.tempo for dm in conflict.decision_makers], np.float64)
    highest, total = np.zeros(len(origin)), np.zeros(len(origin))
    for dm in conflict.movers:
        np.maximum(highest, tempo[dm], out=highest, where=~moves.stable[dm, origin])
    for dm in conflict.movers:
        ready = ~moves.stable[dm, origin]
        total[ready] += tempo[dm] / highest[ready]
    drawn: Floats = tempo[mover] / highest / total
    return drawn


@dataclass(frozen=True, eq=False)
class _BestImprovements:
    """The best credible improvements of a conflict; `count` bounds how many are found."""

    conflict: Conflict
    moves: Credible
    lookup: MoveLookup
    count: BoundedCount = field(default_factory=lambda: BoundedCount(MOST_MOVES))

    def leaving(self, layer: Positions, dm: int) -> tuple[Positions, Positions, Positions, Floats]:
        """Return the best credible improvements of one decision maker: from, to, mover and share of each.

        States of equal list and rank have the same ones, so the search looks at one state of each such group.
        """
        starts = layer[~self.moves.stable[dm, layer]]
        group, first = group_rows(self.lookup.lists[dm][starts], self.conflict.ranks[dm][starts])
        origin, end, share = self._search(starts[first], dm)
        begin = np.flatnonzero(np.append([True], origin[1:] != origin[:-1])[: len(origin)])
        count = np.diff(np.append(begin, len(origin)))[group]
        self.count.add(int(count.sum()), lambda: _too_many(self.conflict.decision_makers[dm].id))
        at = ranges(begin[group], count)
        return np.repeat(starts, count), end[at], np.full(len(at), dm, np.int32), share[at]

    def _search(self, starts: Positions, dm: int) -> tuple[Positions, Positions, Floats]:
        """Return the best credible improvements from each state: from, to and share of each."""
        rank = self.conflict.ranks[dm]
        kept = [(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0))]
        count = BoundedCount(MOST_MOVES)
        for origins, ends in self.lookup.leaving(dm, starts):
            gains = self.moves.prospects[dm, ends] > rank[origins]
            kept.append(_highest(rank, origins[gains], ends[gains]))
            count.add(len(kept[-1][0]), lambda: _too_many(self.conflict.decision_makers[dm].id))
        origin, end, share = (np.concatenate(columns) for columns in zip(*kept, strict=True))
        return origin, end, share


def _too_many(dm: str) -> str:
    return (
        f"there are more than {MOST_MOVES:,} best improvements, for {dm} finds too many states equally good; what "
        "would help: preferences that tell more of them apart, or rules that leave fewer states"
    )


def _highest(rank: Positions, origins: Positions, ends: Positions) -> tuple[Positions, Positions, Floats]:
    """Keep, from each state, the moves to the highest-ranked states: from, to and share of each."""
    if not len(origins):
        return origins, ends, np.zeros(0)
    begin = np.flatnonzero(np.append([True], origins[1:] != origins[:-1]))
    count = np.diff(np.append(begin, len(origins)))
    best = rank[ends] == np.repeat(np.maximum.reduceat(rank[ends], begin), count)
    share = 1.0 / np.repeat(np.add.reduceat(best.astype(np.int64), begin), count)
    return origins[best], ends[best], share[best]


@dataclass(frozen=True, eq=False)
class Credible:
    """The credible improvements of n decision makers in S states.

    A move from s to t is a credible improvement if the mover's prospect of t is above its rank of s.

    Attributes
    ----------
    prospects : ndarray of int32, shape (n, S)
        The rank that each decision maker can count on after a move of its own to each state.
    stable : ndarray of bool, shape (n, S)
        The states in which each decision maker has no credible improvement.
    """

    prospects: Positions
    stable: NDArray[np.bool_]


def credible(conflict: Conflict, concept: Concept, engine: Engine | None = None) -> Credible:
    """Return the credible improvements under a concept that drives an evolution.

    Raises
    ------
    UnknownName
        If the concept drives no evolution.
    """
    who = conflict.movers
    prospects = [prospects_of(CONCEPTS[concept.each[i]] if concept.each else concept) for i in who]
    arrays = arrays_of(conflict, who)
    around = reach(arrays, engine or engine_for(len(conflict.states.members), len(who)))
    around.prepare()
    each = range(len(who))
    found = np.stack(side_by_side(lambda dm: prospects[dm](around, dm), each, around.engine))
    stable = np.stack(side_by_side(lambda dm: holds(around, dm, found[dm]), each, around.engine))
    if isinstance(arrays, OptionArrays):
        found, stable = found[:, arrays.members], stable[:, arrays.members]
    return _with_the_others(conflict, [*who], Credible(found, stable))


def _with_the_others(conflict: Conflict, who: list[int], moving: Credible) -> Credible:
    """Return a row for each decision maker, given those of the movers; the others stay wherever they are."""
    prospects, stable = conflict.ranks.copy(), np.ones(conflict.ranks.shape, np.bool_)
    prospects[who], stable[who] = moving.prospects, moving.stable
    return Credible(prospects, stable)
