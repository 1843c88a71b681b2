"""The shortest way in which the opponents punish an improvement: breadth first, from that improvement on only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from countermove.errors import TooLarge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from countermove.analysis.walking import Walk
    from countermove.model.conflict import Conflict

    Positions = NDArray[np.int64]

AT_ONCE = 1 << 21
MOST_MOVES = 1 << 28
PER_MOVE = 4
"""How many states a sweep over all blocks deals with in the time that a single move takes."""


@dataclass(frozen=True, slots=True)
class Layer:
    """States after the same number of moves, with their last movers and where in the layer before they come from."""

    states: Positions
    last: Positions
    parent: Positions


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
            All other states that the search met, in ascending order; if there is no sanction, all within reach.

        Raises
        ------
        TooLarge
            If more than 2^28 moves would have to be looked at.
        """
        rows = 1 if self.walk.transitive else len(self.conflict.ranks)
        seen = np.zeros((rows, len(self.conflict.states)), np.bool_)
        layers = [Layer(np.array([first]), np.array([-1]), np.array([-1]))]
        while len(layers[-1].states):
            layers.append(self._next(layers[-1], seen))
            punishing = self._punishing(layers[-1].states)
            if len(punishing):
                return _path(layers, self._plainest(first, layers[-1].states, punishing)), _met(layers)
        return None, _met(layers)

    def counter(self, end: int) -> int | None:
        """Return the best state that the focal decision maker can move to from a state; None if it cannot move."""
        _, ends = self.walk.moves(self.who, np.array([end]))
        return int(ends[np.argmax(self.conflict.ranks[self.who, ends])]) if len(ends) else None

    def _next(self, layer: Layer, seen: NDArray[np.bool_]) -> Layer:
        parts = [Layer(*(np.zeros(0, np.int64) for _ in range(3)))]
        for mover in range(len(self.conflict.decision_makers)):
            if mover != self.who:
                parts += self._moved(mover, layer, seen)
        joined = ([getattr(part, name) for part in parts] for name in ("states", "last", "parent"))
        return Layer(*map(np.concatenate, joined))

    def _moved(self, mover: int, layer: Layer, seen: NDArray[np.bool_]) -> Iterator[Layer]:
        may, row = np.flatnonzero(layer.last != mover), seen[0 if self.walk.transitive else mover]
        blocks = self._blocks(mover, len(may))
        if blocks is not None:
            yield self._swept(mover, layer, may, row, blocks)
            return
        rank = self.conflict.ranks[mover]
        for source, ends in self._moves(mover, layer.states[may]):
            from_ = may[source]
            new = ~row[ends]
            if self.improving:
                new &= rank[ends] > rank[layer.states[from_]]
            met, at = np.unique(ends[new], return_index=True)
            row[met] = True
            yield Layer(met, np.full(len(met), mover), from_[new][at])

    def _blocks(self, mover: int, starts: int) -> NDArray[np.int32] | None:
        """Return the blocks of a mover if it pays to look at all of them rather than at each move from the starts."""
        if starts < 2 or starts * self.walk.fan(mover) * PER_MOVE <= len(self.conflict.states):
            return None
        return self.walk.blocks(mover)

    def _swept(
        self, mover: int, layer: Layer, may: Positions, seen: NDArray[np.bool_], blocks: NDArray[np.int32]
    ) -> Layer:
        """Return what is reached within the blocks: from the least preferred start of each, which improves most."""
        self._count(len(blocks))
        rank = self.conflict.ranks[mover]
        downwards = may[np.argsort(-rank[layer.states[may]], kind="stable")]
        least = np.full(int(blocks.max()) + 1, -1, np.int64)
        least[blocks[layer.states[downwards]]] = downwards  # of several in one block the last remains
        from_ = least[blocks]
        new = (from_ >= 0) & ~seen
        if self.improving:
            new &= rank > rank[layer.states[from_]]
        met = np.flatnonzero(new)
        seen[met] = True
        return Layer(met, np.full(len(met), mover), from_[met])

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
        blocks = self._blocks(self.who, len(punishing))
        if blocks is not None:
            better = np.zeros(int(blocks.max()) + 1, np.bool_)
            better[blocks[rank > rank[self.start]]] = True
            return punishing[~better[blocks[states[punishing]]]]
        escapes = np.zeros(len(punishing), np.bool_)
        for source, ends in self._moves(self.who, states[punishing]):
            escapes[source[rank[ends] > rank[self.start]]] = True
        return punishing[~escapes]

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


def _met(layers: list[Layer]) -> Positions:
    """Return the states of all layers but the first state, which is preferred and so never punishes."""
    met = np.unique(np.concatenate([layer.states for layer in layers]))
    others: Positions = met[met != layers[0].states[0]]
    return others


def _too_many(conflict: Conflict) -> str:
    return (
        f"more than {MOST_MOVES:,} moves of the others would have to be looked at to explain this state of "
        f"{conflict.title!r}. What would help: ask under 'nash', ask for one decision maker, or leave out options"
    )
