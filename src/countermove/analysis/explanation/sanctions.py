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
        seen = np.zeros(self.conflict.ranks.shape, np.bool_)
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
        rank = self.conflict.ranks[mover]
        may = np.flatnonzero(layer.last != mover)
        for source, ends in self._moves(mover, layer.states[may]):
            from_ = may[source]
            new = ~seen[mover, ends]
            if self.improving:
                new &= rank[ends] > rank[layer.states[from_]]
            met, at = np.unique(ends[new], return_index=True)
            seen[slice(None) if self.walk.transitive else mover, met] = True
            yield Layer(met, np.full(len(met), mover), from_[new][at])

    def _moves(self, mover: int, states: Positions) -> Iterator[tuple[Positions, Positions]]:
        """Yield the moves of a decision maker from some states, not too many at a time."""
        fan = self.walk.fan(mover)
        self.looked_at += len(states) * fan
        if self.looked_at > MOST_MOVES:
            raise TooLarge(_too_many(self.conflict))
        room = max(1, AT_ONCE // max(1, fan))
        for begin in range(0, len(states), room):
            source, ends = self.walk.moves(mover, states[begin : begin + room])
            yield source + begin, ends

    def _punishing(self, states: Positions) -> Positions:
        """Return which of some states (as indices) punish the focal decision maker for having left."""
        rank = self.conflict.ranks[self.who]
        punishing = np.flatnonzero(rank[states] <= rank[self.start])
        if not self.symmetric:
            return punishing
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
