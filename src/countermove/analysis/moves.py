"""Moves from given states: of many states at once (`walk`), or of one state with the changes (`moves_from`).

Nothing is computed for other states.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from countermove.model.moves import arcs, directions, own_mask, subsets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict

    Positions = NDArray[np.int64]
    Pairs = tuple[Positions, Positions]
    Masks = NDArray[np.int32]
    Moves = NDArray[np.int64]
    Leaving = Callable[[int, int], NDArray[np.int64]]


MOST_AT_ONCE = 1 << 22
"""The most moves that are tested together."""


@dataclass(frozen=True, eq=False)
class OptionWalk:
    """The moves of a conflict in option form, not coalesced: each leads to another state of the mover's block."""

    conflict: Conflict
    transitive: ClassVar[bool] = True

    @cached_property
    def _flips(self) -> list[NDArray[np.int32]]:
        """For each decision maker the masks of its sets of options, fewest options first."""
        changes = [subsets(own_mask(self.conflict, i))[1:] for i in range(len(self.conflict.decision_makers))]
        return [each[np.lexsort((each, np.bitwise_count(each)))] for each in changes]

    @cached_property
    def _directions(self) -> tuple[int, int]:
        return directions(self.conflict)

    @cached_property
    def _bound(self) -> list[bool]:
        """For each decision maker whether some of its options are irreversible."""
        stays = self._directions[0] | self._directions[1]
        return [bool(stays & own_mask(self.conflict, i)) for i in range(len(self.conflict.decision_makers))]

    @cached_property
    def _position(self) -> NDArray[np.int32] | None:
        """The position of every mask, shape (2^m,), -1 where infeasible; None if every mask is feasible."""
        masks = self.conflict.states.masks
        if len(masks) == 1 << len(self.conflict.options):
            return None
        position = np.full(1 << len(self.conflict.options), -1, np.int32)
        position[masks] = np.arange(len(masks), dtype=np.int32)
        return position

    def fan(self, dm: int) -> int:
        """Return the most moves that a decision maker has from one state."""
        return len(self._flips[dm])

    def is_free(self, dm: int) -> bool:
        """Whether none of a decision maker's options is irreversible, so that it can move anywhere in its block."""
        return not self._bound[dm]

    def blocks(self, dm: int, states: Positions) -> NDArray[np.int32]:
        """Return the blocks of some states, as masks without the decision maker's options; both shapes (S,)."""
        found: NDArray[np.int32] = self.conflict.states.masks[states] & ~own_mask(self.conflict, dm)
        return found

    def around(self, dm: int, start: int) -> Positions:
        """Return the states with a decision maker's options as in `start`: positions, shape (K,), ascending."""
        fixed = int(self.conflict.states.masks[start]) & own_mask(self.conflict, dm)
        masks = fixed | self._of_others[dm]
        positions = masks if self._position is None else self._position[masks]
        found: Positions = positions[positions >= 0].astype(np.int64)
        return found

    @cached_property
    def _of_others(self) -> list[NDArray[np.int32]]:
        """For each decision maker the masks of all sets of its opponents' options."""
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
        source, ends : ndarray of int, shape (M,)
            For each move the index of its start in `starts`, and the position of its end; fewest changes first.
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
    """The moves of a graph or between coalesced states: they are listed, and need not be transitive."""

    conflict: Conflict
    transitive: ClassVar[bool] = False

    @cached_property
    def _arcs(self) -> list[tuple[NDArray[np.int64], NDArray[np.int32]]]:
        """For each decision maker the index of each state's first move, (S + 1,), and the ends of all moves, (A,)."""
        listed = [arcs(self.conflict, i) for i in range(len(self.conflict.decision_makers))]
        every = np.arange(len(self.conflict.states) + 1)
        return [(np.searchsorted(each[:, 0], every), each[:, 1]) for each in listed]

    def fan(self, dm: int) -> int:
        """Return the most moves that a decision maker has from one state."""
        return int(np.diff(self._arcs[dm][0]).max(initial=0))

    def moves(self, dm: int, starts: Positions) -> Pairs:
        """Return the moves from some states, with the shapes of `OptionWalk.moves`."""
        begin, ends = self._arcs[dm]
        count = begin[starts + 1] - begin[starts]
        source = np.repeat(np.arange(len(starts)), count)
        within = np.arange(len(source)) - np.repeat(np.cumsum(count) - count, count)
        return source, ends[begin[starts][source] + within].astype(np.int64)


Walk = OptionWalk | ArcWalk


def walk(conflict: Conflict) -> Walk:
    """Return the moves of a conflict in either form.

    Examples
    --------
    >>> from countermove import cases
    >>> walk(cases.load("prisoners-dilemma")).moves(0, np.array([1, 2]))
    (array([0, 1]), array([0, 3]))
    """
    explicit = conflict.graph is not None or conflict.states.coalesced
    return ArcWalk(conflict) if explicit else OptionWalk(conflict)


def moves_from(conflict: Conflict, who: int, start: int) -> Moves:
    """Return the moves of one decision maker from one state, both given by position.

    Returns
    -------
    ndarray of int64, shape (M, 3)
        One row for each state that a move leads to: the position of that state, the mask of the member that is left,
        and the mask of the options that change. In graph form the last two are the position of the start, and 0.
    """
    if conflict.graph is not None:
        pairs = arcs(conflict, who)
        ends = pairs[pairs[:, 0] == start, 1].astype(np.int64)
        return np.stack([ends, np.full_like(ends, start), np.zeros_like(ends)], axis=1)
    return np.concatenate([*moves_in_parts(conflict, who, start)])


def moves_in_parts(conflict: Conflict, who: int, start: int) -> Iterator[Moves]:
    """Yield the rows of `moves_from` in several arrays of shape (M, 3), in the order of the states they lead to.

    Only the moves between coalesced states, several of which may lead to one state, are one array.
    """
    states, own = conflict.states, own_mask(conflict, who)
    if conflict.graph is not None:
        yield moves_from(conflict, who, start)
        return
    if states.coalesced:
        starts, flips = states.members[states.state_of == start], subsets(own)
        parts = np.array_split(flips, 1 + len(starts) * len(flips) // MOST_AT_ONCE)
        moves = np.concatenate([flip_moves(conflict, starts, part) for part in parts])
        yield _fewest_changes(moves[moves[:, 0] != start])
        return
    left = states.masks[start : start + 1]
    flips = subsets(own) ^ (left & own)  # what they lead to ascends
    for part in np.array_split(flips, 1 + len(flips) // MOST_AT_ONCE):
        moves = flip_moves(conflict, left, part)
        yield moves[moves[:, 0] != start]


def flip_moves(conflict: Conflict, starts: Masks, flips: Masks) -> Moves:
    """Return the moves that flip given sets of options from given members.

    Parameters
    ----------
    conflict : Conflict
        In option form.
    starts, flips : ndarray of int32, shapes (k,) and (f,)
        The masks of the members and of the sets of options.

    Returns
    -------
    ndarray of int64, shape (M, 3)
        Rows as in `moves_from`, ordered by start. Several rows may lead to one state, or to the state of the start.
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
    """Return one move to each state, the one with the fewest changes; shape (M, 3) as in `moves_from`."""
    ends, left, flips = moves.T
    moves = moves[np.lexsort((left, flips, np.bitwise_count(flips), ends))]
    kept: Moves = moves[np.unique(moves[:, 0], return_index=True)[1]]
    return kept


def leaving(conflict: Conflict) -> Leaving:
    """Return a function of a decision maker and a state, both positions, to the positions it can move to, shape (M,).

    Examples
    --------
    >>> from countermove import cases
    >>> leaving(cases.load("elmira"))(1, 0)
    array([2, 8])
    """
    if conflict.graph is None:
        return lambda dm, state: moves_from(conflict, dm, state)[:, 0]
    moves = walk(conflict).moves  # lists the moves of the graph only once
    return lambda dm, state: moves(dm, np.array([state]))[1]
