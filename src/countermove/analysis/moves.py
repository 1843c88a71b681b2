"""Where decision makers can go from some states: forwards, many states at a time, nothing computed beforehand.

The moves of one decision maker from one state, with what each of them changes.

Where a decision maker's moves from one state lead, in a conflict of either form.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from countermove.model.moves import arcs, directions, own_mask, subsets

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict

    Positions = NDArray[np.int64]
    Pairs = tuple[Positions, Positions]
    Masks = NDArray[np.int32]
    Moves = NDArray[np.int64]
    Leaving = Callable[[int, int], NDArray[np.int64]]


MOST_AT_ONCE = 1 << 22


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


def moves_from(conflict: Conflict, who: int, start: int) -> Moves:
    """Return the moves of the decision maker at position `who` from the state at position `start`.

    Returns
    -------
    ndarray of int64, shape (M, 3)
        A row for each state that a move leads to: its position, the member that is left, the options that change
        (both as masks; in graph form the position of the start, and 0).
    """
    if conflict.graph is not None:
        pairs = arcs(conflict, who)
        ends = pairs[pairs[:, 0] == start, 1].astype(np.int64)
        return np.stack([ends, np.full_like(ends, start), np.zeros_like(ends)], axis=1)
    states = conflict.states
    starts = states.members[states.state_of == start] if states.coalesced else states.masks[start : start + 1]
    flips = subsets(own_mask(conflict, who))
    parts = np.array_split(flips, 1 + len(starts) * len(flips) // MOST_AT_ONCE)
    moves = np.concatenate([flipped(conflict, starts, part) for part in parts])
    return _fewest_changes(moves[moves[:, 0] != start])


def flipped(conflict: Conflict, starts: Masks, flips: Masks) -> Moves:
    """Flip each set of options in each start, as far as directions and rules allow.

    Parameters
    ----------
    conflict : Conflict
        In option form.
    starts, flips : ndarray of int32, shapes (k,) and (f,)
        Members and sets of options, as masks.

    Returns
    -------
    ndarray of int64, shape (M, 3)
        As `moves_from` has it, one start after the other; a state may be moved to more than once, or be the start's.
    """
    states = conflict.states
    stays_on, stays_off = directions(conflict)
    left, flip = (each.ravel() for each in np.broadcast_arrays(starts[:, None], flips[None, :]))
    allowed = ((left & flip & stays_on) == 0) & ((~left & flip & stays_off) == 0)
    left, flip = left[allowed], flip[allowed]
    at = np.minimum(np.searchsorted(states.members, left ^ flip), len(states.members) - 1)
    there = states.members[at] == left ^ flip
    return np.stack([states.state_of[at[there]], left[there], flip[there]], axis=1).astype(np.int64)


def _fewest_changes(moves: Moves) -> Moves:
    """Keep one move to each state, from whichever member has to change least."""
    ends, left, flips = moves.T
    moves = moves[np.lexsort((left, flips, np.bitwise_count(flips), ends))]
    kept: Moves = moves[np.unique(moves[:, 0], return_index=True)[1]]
    return kept


def leaving(conflict: Conflict) -> Leaving:
    """Return what tells, from the positions of a decision maker and of a state, the positions it can move to.

    Examples
    --------
    >>> from countermove import cases
    >>> leaving(cases.load("elmira"))(1, 0)
    array([2, 8])
    """
    if conflict.graph is None:
        return lambda dm, state: moves_from(conflict, dm, state)[:, 0]
    moves = walk(conflict).moves  # which lists the moves of a graph once
    return lambda dm, state: moves(dm, np.array([state]))[1]
