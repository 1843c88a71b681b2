"""The shortest way in which the opponents punish an improvement: breadth first, from that improvement on only.

Layers of a search, and what looks at whole blocks rather than single moves where a layer is wide.
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

MOST_MOVES = 1 << 28

PER_MOVE = 4
"""How many states a sweep deals with in the time that a single move takes."""


@dataclass(eq=False)
class Search:
    """The search for a sanction of one improvement.

    A pair of a state and its last mover is met once, so nobody moves twice running and no way is longer than it
    has to be. Where the moves of each decision maker are transitive, two of one mover are as good as one, and a
    state is met once, whoever came to it.

    Parameters
    ----------
    walk : Walk
        What knows the moves.
    who, start : int
        The positions of the focal decision maker and of the state it would leave.
    improving : bool
        Whether every move must improve on the state that it leaves, for its mover (SEQ, SSEQ).
    symmetric : bool
        Whether the focal decision maker may answer with one more move (SMR, SSEQ).
    """

    walk: Walk
    who: int
    start: int
    improving: bool
    symmetric: bool
    looked_at: int = field(default=0, init=False)

    @property
    def conflict(self) -> Conflict:
        """The conflict."""
        return self.walk.conflict

    def sanction(self, first: int) -> tuple[list[tuple[int, int]] | None, Positions]:
        """Return a shortest sanction of the improvement that leads to position `first`.

        Returns
        -------
        list of (int, int), or None
            The movers and the states they move to; None if there is no sanction.
        ndarray of int
            If there is no sanction, all other states within reach, in ascending order.

        Raises
        ------
        TooLarge
            If more than 2^28 moves would have to be looked at.
        """
        rows = 1 if self.walk.transitive else len(self.conflict.ranks)
        seen = np.zeros((rows, len(self.conflict.states)), np.bool_)
        sweep = Sweep(self.walk, self.who, first, self.improving) if isinstance(self.walk, OptionWalk) else None
        layers = [Layer(np.array([first]), np.array([-1]), np.array([-1]))]
        while len(layers[-1].states):
            layers.append(self._next(layers[-1], seen, sweep))
            punishing = self._punishing(layers[-1].states)
            if len(punishing):
                return _path(layers, self._plainest(first, layers[-1].states, punishing)), np.zeros(0, np.int64)
        return None, _met(seen, first)

    def counter(self, end: int) -> int | None:
        """Return the best state that the focal decision maker can move to from a state; None if it cannot move."""
        _, ends = self.walk.moves(self.who, np.array([end]))
        return int(ends[np.argmax(self.conflict.ranks[self.who, ends])]) if len(ends) else None

    def _next(self, layer: Layer, seen: NDArray[np.bool_], sweep: Sweep | None) -> Layer:
        parts = [Layer(*(np.zeros(0, np.int64) for _ in range(3)))]
        for mover in range(len(self.conflict.decision_makers)):
            if mover != self.who:
                may, row = np.flatnonzero(layer.last != mover), seen[0 if self.walk.transitive else mover]
                if sweep is not None and sweep.pays(mover, len(may)):
                    self._count(len(sweep.region))
                    parts.append(sweep.reached(mover, layer, may, row))
                else:
                    parts += self._moved(mover, layer, may, row)
        return Layer.joined(parts)

    def _moved(self, mover: int, layer: Layer, may: Positions, seen: NDArray[np.bool_]) -> Iterator[Layer]:
        """Yield what a mover reaches, and nobody has before, from those states of a layer from which it may move."""
        rank = self.conflict.ranks[mover]
        for source, ends in self._moves(mover, layer.states[may]):
            from_ = may[source]
            new = ~seen[ends]
            if self.improving:
                new &= rank[ends] > rank[layer.states[from_]]
            met, at = np.unique(ends[new], return_index=True)
            seen[met] = True
            yield Layer(met, np.full(len(met), mover), from_[new][at])

    def _moves(self, mover: int, states: Positions) -> Iterator[tuple[Positions, Positions]]:
        """Yield the moves of a decision maker from some states, not too many at a time."""
        fan = self.walk.fan(mover)
        self._count(len(states) * fan)
        room = max(1, AT_ONCE // max(1, fan))
        for begin in range(0, len(states), room):
            source, ends = self.walk.moves(mover, states[begin : begin + room])
            yield source + begin, ends

    def _count(self, moves: int) -> None:
        self.looked_at += moves
        if self.looked_at > MOST_MOVES:
            raise TooLarge(_too_many(self.conflict))

    def _punishing(self, states: Positions) -> Positions:
        """Return which of some states (as indices) punish the focal decision maker for having left."""
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

    def _plainest(self, first: int, states: Positions, punishing: Positions) -> int:
        """Return the sanction that changes least; of several, the hardest for the focal decision maker."""
        masks = self.conflict.states.masks
        changes = np.bitwise_count(masks[states[punishing]] ^ masks[first])
        changes = changes if self.conflict.graph is None else np.zeros_like(changes)
        order = np.lexsort((states[punishing], self.conflict.ranks[self.who, states[punishing]], changes))
        return int(punishing[order[0]])


def _path(layers: list[Layer], at: int) -> list[tuple[int, int]]:
    path = []
    for layer in layers[:0:-1]:
        path.append((int(layer.last[at]), int(layer.states[at])))
        at = int(layer.parent[at])
    return path[::-1]


def _met(seen: NDArray[np.bool_], first: int) -> Positions:
    """Return all states that were met but the first, which is preferred and so never punishes."""
    met = np.flatnonzero(seen.any(axis=0))
    others: Positions = met[met != first]
    return others


def _too_many(conflict: Conflict) -> str:
    return (
        f"more than {MOST_MOVES:,} moves of the others would have to be looked at to explain this state of "
        f"{conflict.title!r}. What would help: ask under 'nash', ask for one decision maker, or leave out options"
    )


@dataclass(frozen=True, slots=True)
class Layer:
    """States after the same number of moves, with their last movers and where in the layer before they come from."""

    states: Positions
    last: Positions
    parent: Positions

    @staticmethod
    def joined(parts: list[Layer]) -> Layer:
        """Return several parts of a layer as one."""
        named = ([getattr(part, name) for part in parts] for name in ("states", "last", "parent"))
        return Layer(*map(np.concatenate, named))


@dataclass(frozen=True, eq=False)
class Sweep:
    """All that the others can lead to from an improvement, block by block.

    Parameters
    ----------
    walk : OptionWalk
        What knows the moves.
    who, first : int
        The positions of the focal decision maker, and of the state that its improvement leads to.
    improving : bool
        Whether every move must improve on the state that it leaves, for its mover.
    """

    walk: OptionWalk
    who: int
    first: int
    improving: bool

    @cached_property
    def region(self) -> Positions:
        """The states that agree with the first one in the options of the focal decision maker."""
        return self.walk.around(self.who, self.first)

    def pays(self, mover: int, starts: int) -> bool:
        """Whether a sweep over all blocks of a mover is quicker than each of its moves from so many states."""
        return starts > 1 and self.walk.is_free(mover) and starts * self.walk.fan(mover) * PER_MOVE > len(self.region)

    def reached(self, mover: int, layer: Layer, may: Positions, seen: NDArray[np.bool_]) -> Layer:
        """Return what a mover reaches from those states of a layer from which it may move, and mark it as seen.

        In each block from the least preferred of them, which improves on most.
        """
        rank = self.walk.conflict.ranks[mover]
        downwards = may[np.argsort(-rank[layer.states[may]], kind="stable")]
        least = np.full(1 << len(self.walk.conflict.options), -1, np.int32)
        least[self.walk.blocks(mover, layer.states[downwards])] = downwards  # of several in one block the last stays
        from_ = least[self.walk.blocks(mover, self.region)]
        new = (from_ >= 0) & ~seen[self.region]
        if self.improving:
            new &= rank[self.region] > rank[layer.states[from_]]
        met = self.region[new]
        seen[met] = True
        return Layer(met, np.full(len(met), mover), from_[new].astype(np.int64))


@dataclass(frozen=True, eq=False)
class Escapes:
    """Where the focal decision maker can move on to something better than to have stayed, block by block.

    Parameters
    ----------
    walk : OptionWalk
        What knows the moves.
    who, start : int
        The positions of the focal decision maker and of the state it would leave.
    """

    walk: OptionWalk
    who: int
    start: int

    def pays(self, states: int) -> bool:
        """Whether a look at all blocks is quicker than at each move from so many states."""
        every = len(self.walk.conflict.states)
        return self.walk.is_free(self.who) and states * self.walk.fan(self.who) * PER_MOVE > every

    def among(self, states: Positions) -> NDArray[np.bool_]:
        """Return from which of some states, none of them better itself, there is an escape."""
        found: NDArray[np.bool_] = self._blocks[self.walk.blocks(self.who, states)]
        return found

    @cached_property
    def _blocks(self) -> NDArray[np.bool_]:
        rank = self.walk.conflict.ranks[self.who]
        blocks = np.zeros(1 << len(self.walk.conflict.options), np.bool_)
        blocks[self.walk.blocks(self.who, np.flatnonzero(rank > rank[self.start]))] = True
        return blocks
