"""The moves that leave some states, looked up as they are needed: the whole list of moves is never made."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from countermove.model.moves import arcs, directions, own_mask, subsets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict

    Positions = NDArray[np.int32]
    Pairs = tuple[Positions, Positions]

AT_ONCE = 1 << 20
"""About how many moves are held in memory at a time."""


@dataclass(frozen=True, eq=False)
class OptionSteps:
    """Moves in option form: a decision maker flips any of its own options that rules and directions let it."""

    conflict: Conflict

    def leaving(self, dm: int, starts: Positions) -> Iterator[Pairs]:
        """Yield the moves of one decision maker from some states, part by part.

        Parameters
        ----------
        dm : int
            The decision maker's position.
        starts : ndarray of int32, shape (k,)
            State positions.

        Yields
        ------
        tuple of ndarray of int32, shapes (a,) and (a,)
            From and to; all moves from one state stand together, in one part.
        """
        flips = subsets(own_mask(self.conflict, dm))[1:]
        for part in np.array_split(starts, 1 + len(starts) * len(flips) // AT_ONCE):
            yield self._flipped(part, flips)

    def _flipped(self, starts: Positions, flips: Positions) -> Pairs:
        stays_on, stays_off = directions(self.conflict)
        left = self.conflict.states.masks[starts][:, None]
        allowed = ((left & flips & stays_on) == 0) & ((~left & flips & stays_off) == 0)
        ends = np.where(allowed, self._position[left ^ flips], -1)
        rows, columns = np.nonzero(ends >= 0)
        return starts[rows], ends[rows, columns]

    @cached_property
    def _position(self) -> Positions:
        """From a mask to the position of its state, shape (2^m,); -1 where infeasible."""
        position = np.full(1 << len(self.conflict.options), -1, np.int32)
        position[self.conflict.states.members] = self.conflict.states.state_of
        return position


@dataclass(frozen=True, eq=False)
class ListedSteps:
    """Moves in graph form, and between coalesced states, which are listed one by one."""

    conflict: Conflict

    def leaving(self, dm: int, starts: Positions) -> Iterator[Pairs]:
        """Yield the moves of one decision maker from some states; as in `OptionSteps`."""
        moves, begin = self._by_start[dm]
        count = begin[starts + 1] - begin[starts]
        before = np.cumsum(count) - count
        at = np.arange(count.sum()) + np.repeat(begin[starts] - before, count)
        yield np.repeat(starts, count), moves[at, 1]

    @cached_property
    def _by_start(self) -> list[tuple[Positions, NDArray[np.int64]]]:
        """Per decision maker its moves, and where those from each state begin, shape (S + 1,)."""
        every = range(len(self.conflict.decision_makers))
        moves = [arcs(self.conflict, dm) for dm in every]
        states = np.arange(len(self.conflict.states) + 1)
        return [(each, np.searchsorted(each[:, 0], states)) for each in moves]


Steps = OptionSteps | ListedSteps


def steps(conflict: Conflict) -> Steps:
    """Return what looks moves up in a conflict of either form.

    Examples
    --------
    >>> from countermove import cases
    >>> [(starts.tolist(), ends.tolist()) for starts, ends in
    ...     steps(cases.load("elmira")).leaving(1, np.array([0, 4], np.int32))]
    [([0, 0, 4, 4], [2, 8, 6, 8])]
    """
    listed = conflict.graph is not None or conflict.states.coalesced
    return ListedSteps(conflict) if listed else OptionSteps(conflict)
