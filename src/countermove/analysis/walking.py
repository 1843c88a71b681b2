"""Where decision makers can go from some states: forwards, many states at a time, nothing computed beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from countermove.model.moves import arcs, directions, own_mask, subsets

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict

    Positions = NDArray[np.int64]
    Pairs = tuple[Positions, Positions]


@dataclass(frozen=True, eq=False)
class OptionWalk:
    """Moves in option form: a decision maker leads anywhere in its block."""

    conflict: Conflict
    transitive: ClassVar[bool] = True

    @cached_property
    def _flips(self) -> list[NDArray[np.int32]]:
        """Per decision maker the sets of options that it can change, the smallest first."""
        changes = [subsets(own_mask(self.conflict, i))[1:] for i in range(len(self.conflict.decision_makers))]
        return [each[np.lexsort((each, np.bitwise_count(each)))] for each in changes]

    @cached_property
    def _directions(self) -> tuple[int, int]:
        return directions(self.conflict)

    @cached_property
    def _bound(self) -> list[bool]:
        """Per decision maker whether some of its options are irreversible."""
        stays = self._directions[0] | self._directions[1]
        return [bool(stays & own_mask(self.conflict, i)) for i in range(len(self.conflict.decision_makers))]

    @cached_property
    def _position(self) -> NDArray[np.int32] | None:
        """The position of every mask, -1 where infeasible; None where every mask is feasible."""
        masks = self.conflict.states.masks
        if len(masks) == 1 << len(self.conflict.options):
            return None
        position = np.full(1 << len(self.conflict.options), -1, np.int32)
        position[masks] = np.arange(len(masks), dtype=np.int32)
        return position

    def fan(self, dm: int) -> int:
        """Return how many moves a decision maker has at most from one state."""
        return len(self._flips[dm])

    def is_free(self, dm: int) -> bool:
        """Whether a decision maker can go anywhere in its block, since none of its options is irreversible."""
        return not self._bound[dm]

    def blocks(self, dm: int, states: Positions) -> NDArray[np.int32]:
        """Return in which block of a decision maker some states are, as the mask of all other options."""
        found: NDArray[np.int32] = self.conflict.states.masks[states] & ~own_mask(self.conflict, dm)
        return found

    def around(self, dm: int, start: int) -> Positions:
        """Return the states that the others, but for a decision maker, could lead to at most, in ascending order."""
        fixed = int(self.conflict.states.masks[start]) & own_mask(self.conflict, dm)
        masks = fixed | self._of_others[dm]
        positions = masks if self._position is None else self._position[masks]
        found: Positions = positions[positions >= 0].astype(np.int64)
        return found

    @cached_property
    def _of_others(self) -> list[NDArray[np.int32]]:
        """Per decision maker all sets of the options that it does not own."""
        every = (1 << len(self.conflict.options)) - 1
        return [subsets(every & ~own_mask(self.conflict, i)) for i in range(len(self.conflict.decision_makers))]

    def moves(self, dm: int, starts: Positions) -> Pairs:
        """Return the moves from some states.

        Parameters
        ----------
        dm : int
            The decision maker's position.
        starts : ndarray of int, shape (F,)
            Positions of states.

        Returns
        -------
        tuple of ndarray of int, shape (M,)
            For each move, from which of the starts (an index into `starts`) and to which position; small changes
            first.
        """
        left, flips = self.conflict.states.masks[starts][None, :], self._flips[dm][:, None]
        ends = left ^ flips
        free = np.ones(ends.shape, np.bool_)
        if self._bound[dm]:
            stays_on, stays_off = self._directions
            free = ((left & flips & stays_on) == 0) & ((~left & flips & stays_off) == 0)
        reached = ends if self._position is None else self._position[ends]
        _, source = found = np.nonzero(free & (reached >= 0))
        return source, reached[found].astype(np.int64)


@dataclass(frozen=True, eq=False)
class ArcWalk:
    """Moves in graph form or between coalesced states: they are listed, and need not be transitive."""

    conflict: Conflict
    transitive: ClassVar[bool] = False

    @cached_property
    def _arcs(self) -> list[tuple[NDArray[np.int64], NDArray[np.int32]]]:
        """Per decision maker where the moves from each state begin, and where all of them lead."""
        listed = [arcs(self.conflict, i) for i in range(len(self.conflict.decision_makers))]
        every = np.arange(len(self.conflict.states) + 1)
        return [(np.searchsorted(each[:, 0], every), each[:, 1]) for each in listed]

    def fan(self, dm: int) -> int:
        """Return how many moves a decision maker has at most from one state."""
        return int(np.diff(self._arcs[dm][0]).max(initial=0))

    def moves(self, dm: int, starts: Positions) -> Pairs:
        """Return the moves from some states, as `OptionWalk.moves` does."""
        begin, ends = self._arcs[dm]
        count = begin[starts + 1] - begin[starts]
        source = np.repeat(np.arange(len(starts)), count)
        within = np.arange(len(source)) - np.repeat(np.cumsum(count) - count, count)
        return source, ends[begin[starts][source] + within].astype(np.int64)


Walk = OptionWalk | ArcWalk


def walk(conflict: Conflict) -> Walk:
    """Return what knows the moves of a conflict in either form.

    Examples
    --------
    >>> from countermove import cases
    >>> walk(cases.load("prisoners-dilemma")).moves(0, np.array([1, 2]))
    (array([0, 1]), array([0, 3]))
    """
    explicit = conflict.graph is not None or conflict.states.coalesced
    return ArcWalk(conflict) if explicit else OptionWalk(conflict)
