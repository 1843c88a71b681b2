"""Shortest sanctions of an improvement: breadth-first search of the opponents' legal sequences from its end.

Where a layer of the search is wide, whole blocks are swept instead of single moves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.moves import OptionWalk
from countermove.errors import TooLarge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from countermove.analysis.moves import Positions, Walk
    from countermove.model.conflict import Conflict


AT_ONCE = 1 << 21
"""The most moves that are listed together."""

MOST_MOVES = 1 << 28
"""The most moves that are searched for one explanation."""

PER_MOVE = 4
"""The number of states that a sweep handles in the time of one single move."""


@dataclass(eq=False)
class ShortestSanctions:
    """A breadth-first search for sanctions of the improvements of one decision maker from one state.

    The search visits each pair of a state and its last mover once, so nobody moves twice running. If the moves of
    each decision maker are transitive, the last mover does not matter, and each state is visited once.

    Parameters
    ----------
    walk : Walk
        The moves of the conflict.
    who, start : int
        The positions of the focal decision maker and of the state.
    improving : bool
        Whether every move of an opponent must be an improvement (SEQ, SSEQ).
    symmetric : bool
        Whether the focal decision maker may make a countermove (SMR, SSEQ).
    """

    walk: Walk
    who: int
    start: int
    improving: bool
    symmetric: bool
    searched: int = field(default=0, init=False)

    @property
    def conflict(self) -> Conflict:
        """The conflict."""
        return self.walk.conflict

    def sanction(self, first: int) -> tuple[list[tuple[int, int]] | None, Positions]:
        """Return a shortest sanction of the improvement to position `first`.

        Returns
        -------
        path : list of (int, int), or None
            The movers and the positions that they move to, in sequence; None if there is no sanction.
        reach : ndarray of int64, shape (R,)
            If there is no sanction, the positions of all other states within reach, ascending; otherwise empty.

        Raises
        ------
        TooLarge
            If more than 2^28 moves would have to be searched.
        """
        rows = 1 if self.walk.transitive else len(self.conflict.ranks)
        seen = np.zeros((rows, len(self.conflict.states)), np.bool_)
        sweep = BlockSweep(self.walk, self.who, first, self.improving) if isinstance(self.walk, OptionWalk) else None
        layers = [SearchLayer(np.array([first]), np.array([-1]), np.array([-1]))]
        while len(layers[-1].states):
            layers.append(self._next(layers[-1], seen, sweep))
            punishing = self._punishing(layers[-1].states)
            if len(punishing):
                return _path(layers, self._simplest(first, layers[-1].states, punishing)), np.zeros(0, np.int64)
        return None, _visited(seen, first)

    def counter(self, end: int) -> int | None:
        """Return the position of the best state that the focal decision maker can move to; None if it cannot move."""
        _, ends = self.walk.moves(self.who, np.array([end]))
        return int(ends[np.argmax(self.conflict.ranks[self.who, ends])]) if len(ends) else None

    def _next(self, layer: SearchLayer, seen: NDArray[np.bool_], sweep: BlockSweep | None) -> SearchLayer:
        """Return the next layer, and mark its states in `seen`, shape (1, S) or (n, S)."""
        parts = [SearchLayer(*(np.zeros(0, np.int64) for _ in range(3)))]
        for mover in self.conflict.movers:
            if mover != self.who:
                may, row = np.flatnonzero(layer.last != mover), seen[0 if self.walk.transitive else mover]
                if sweep is not None and sweep.pays(mover, len(may)):
                    self._count(len(sweep.region))
                    parts.append(sweep.step(mover, layer, may, row))
                else:
                    parts += self._step(mover, layer, may, row)
        return SearchLayer.joined(parts)

    def _step(self, mover: int, layer: SearchLayer, may: Positions, seen: NDArray[np.bool_]) -> Iterator[SearchLayer]:
        """Yield the new states that a mover reaches from a layer; `may` has the indices from which it may move."""
        rank = self.conflict.ranks[mover]
        for source, ends in self._moves(mover, layer.states[may]):
            from_ = may[source]
            new = ~seen[ends]
            if self.improving:
                new &= rank[ends] > rank[layer.states[from_]]
            new_states, at = np.unique(ends[new], return_index=True)
            seen[new_states] = True
            yield SearchLayer(new_states, np.full(len(new_states), mover), from_[new][at])

    def _moves(self, mover: int, states: Positions) -> Iterator[tuple[Positions, Positions]]:
        """Yield the moves of a decision maker from some states in batches, as `Walk.moves` does."""
        fan = self.walk.fan(mover)
        self._count(len(states) * fan)
        room = max(1, AT_ONCE // max(1, fan))
        for begin in range(0, len(states), room):
            source, ends = self.walk.moves(mover, states[begin : begin + room])
            yield source + begin, ends

    def _count(self, moves: int) -> None:
        self.searched += moves
        if self.searched > MOST_MOVES:
            raise TooLarge(_too_many(self.conflict))

    def _punishing(self, states: Positions) -> Positions:
        """Return the indices of the states in which the focal decision maker is no better off than at the start."""
        rank = self.conflict.ranks[self.who]
        punishing = np.flatnonzero(rank[states] <= rank[self.start])
        if not self.symmetric:
            return punishing
        if self._escapes is not None and self._escapes.pays(len(punishing)):
            return punishing[~self._escapes.among(states[punishing])]
        escapes = np.zeros(len(punishing), np.bool_)
        for source, ends in self._moves(self.who, states[punishing]):
            escapes[source[rank[ends] > rank[self.start]]] = True
        return punishing[~escapes]

    @cached_property
    def _escapes(self) -> Escapes | None:
        return Escapes(self.walk, self.who, self.start) if isinstance(self.walk, OptionWalk) else None

    def _simplest(self, first: int, states: Positions, punishing: Positions) -> int:
        """Return the index of the sanction with the fewest changes, then the least preferred one."""
        masks = self.conflict.states.masks
        changes = np.bitwise_count(masks[states[punishing]] ^ masks[first])
        changes = changes if self.conflict.graph is None else np.zeros_like(changes)
        order = np.lexsort((states[punishing], self.conflict.ranks[self.who, states[punishing]], changes))
        return int(punishing[order[0]])


def _path(layers: list[SearchLayer], at: int) -> list[tuple[int, int]]:
    path = []
    for layer in layers[:0:-1]:
        path.append((int(layer.last[at]), int(layer.states[at])))
        at = int(layer.parent[at])
    return path[::-1]


def _visited(seen: NDArray[np.bool_], first: int) -> Positions:
    """Return the positions of all visited states but the first; `seen` has shape (1, S) or (n, S)."""
    visited = np.flatnonzero(seen.any(axis=0))
    others: Positions = visited[visited != first]
    return others


def _too_many(conflict: Conflict) -> str:
    return (
        f"more than {MOST_MOVES:,} moves of the others would have to be looked at to explain this state of "
        f"{conflict.title!r}. What would help: ask under 'nash', ask for one decision maker, or leave out options"
    )


@dataclass(frozen=True, slots=True)
class SearchLayer:
    """The new states after the same number of moves.

    Attributes
    ----------
    states, last, parent : ndarray of int64, shape (K,)
        Positions of states, their last movers, and the indices of their predecessors in the layer before.
    """

    states: Positions
    last: Positions
    parent: Positions

    @staticmethod
    def joined(parts: list[SearchLayer]) -> SearchLayer:
        """Return several parts of a layer as one."""
        named = ([getattr(part, name) for part in parts] for name in ("states", "last", "parent"))
        return SearchLayer(*map(np.concatenate, named))


@dataclass(frozen=True, eq=False)
class BlockSweep:
    """One step of the search by whole blocks of a mover instead of single moves.

    Parameters
    ----------
    walk : OptionWalk
        The moves of the conflict.
    who, first : int
        The positions of the focal decision maker, and of the state that its improvement leads to.
    improving : bool
        Whether every move must be an improvement of its mover.
    """

    walk: OptionWalk
    who: int
    first: int
    improving: bool

    @cached_property
    def region(self) -> Positions:
        """The positions of the states in which the focal decision maker's options are as in the first, shape (R,)."""
        return self.walk.around(self.who, self.first)

    def pays(self, mover: int, starts: int) -> bool:
        """Whether a sweep over all blocks of a mover is faster than its single moves from so many states."""
        return starts > 1 and self.walk.is_free(mover) and starts * self.walk.fan(mover) * PER_MOVE > len(self.region)

    def step(self, mover: int, layer: SearchLayer, may: Positions, seen: NDArray[np.bool_]) -> SearchLayer:
        """Return the new states that a mover reaches from a layer, and mark them as seen.

        In each block the mover leaves the state that it prefers least, from which most states are improvements.

        Parameters
        ----------
        mover : int
        layer : SearchLayer
        may : ndarray of int64, shape (K,)
            The indices in the layer from which the mover may move.
        seen : ndarray of bool, shape (S,)
            The states that were visited before; changed in place.
        """
        rank = self.walk.conflict.ranks[mover]
        downwards = may[np.argsort(-rank[layer.states[may]], kind="stable")]
        least = np.full(1 << len(self.walk.conflict.options), -1, np.int32)
        least[self.walk.blocks(mover, layer.states[downwards])] = downwards  # of several in one block the last stays
        from_ = least[self.walk.blocks(mover, self.region)]
        new = (from_ >= 0) & ~seen[self.region]
        if self.improving:
            new &= rank[self.region] > rank[layer.states[from_]]
        new_states = self.region[new]
        seen[new_states] = True
        return SearchLayer(new_states, np.full(len(new_states), mover), from_[new].astype(np.int64))


@dataclass(frozen=True, eq=False)
class Escapes:
    """The blocks in which a countermove leads to a state that the focal decision maker prefers to the start.

    Parameters
    ----------
    walk : OptionWalk
        The moves of the conflict.
    who, start : int
        The positions of the focal decision maker and of the start.
    """

    walk: OptionWalk
    who: int
    start: int

    def pays(self, states: int) -> bool:
        """Whether a sweep over all blocks is faster than single moves from so many states."""
        every = len(self.walk.conflict.states)
        return self.walk.is_free(self.who) and states * self.walk.fan(self.who) * PER_MOVE > every

    def among(self, states: Positions) -> NDArray[np.bool_]:
        """Return from which states a countermove escapes; both shapes (K,), and no state is itself preferred."""
        found: NDArray[np.bool_] = self._blocks[self.walk.blocks(self.who, states)]
        return found

    @cached_property
    def _blocks(self) -> NDArray[np.bool_]:
        """By block, given as the mask of all other options, whether it has a preferred state, shape (2^m,)."""
        rank = self.walk.conflict.ranks[self.who]
        blocks = np.zeros(1 << len(self.walk.conflict.options), np.bool_)
        blocks[self.walk.blocks(self.who, np.flatnonzero(rank > rank[self.start]))] = True
        return blocks
