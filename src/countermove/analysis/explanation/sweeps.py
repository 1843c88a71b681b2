"""Layers of a search, and what looks at whole blocks rather than single moves where a layer is wide."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.walking import OptionWalk, Positions

PER_MOVE = 4
"""How many states a sweep deals with in the time that a single move takes."""


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
