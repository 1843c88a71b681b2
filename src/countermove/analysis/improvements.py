"""The improvements of one decision maker from one state, and the options that a move turns on and off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.moves import flip_moves, moves_from, moves_in_parts
from countermove.errors import UnknownName
from countermove.model.moves import own_mask, subsets

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.moves import Moves
    from countermove.model.conflict import Conflict

    Masks = NDArray[np.int32]
    Positions = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Improvement:
    """A move that leads to a state the decision maker prefers.

    Attributes
    ----------
    to : int
        The number of that state, from 1.
    rank : int
        The decision maker's rank of that state.
    starts, stops : tuple of str
        The names of the options that are turned on and off; empty in graph form. For coalesced states, those of the
        move between members that changes the fewest options.
    """

    to: int
    rank: int
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Improvements:
    """The improvements of a decision maker from one state.

    Attributes
    ----------
    dm : str
        The decision maker's id.
    start : int
        The number of the state, from 1.
    count, equally_good : int
        The number of states that it can improve to, and how many of them share the highest rank.
    best : tuple of Improvement
        Most preferred first, then fewest changes, then lowest number.
    """

    dm: str
    start: int
    count: int
    equally_good: int
    best: tuple[Improvement, ...]


def improvements(conflict: Conflict, dm: str, number: int, *, most: int | None = None) -> Improvements:
    """Return the improvements of one decision maker from one state.

    Only the moves from this state are searched: at most 2^k for a decision maker with k options.

    Parameters
    ----------
    conflict : Conflict
        In option form (coalesced or not) or in graph form.
    dm : str
        The decision maker, by id or name.
    number : int
        The state's number, from 1.
    most : int, optional
        Return at most so many, the best ones; by default all.

    Returns
    -------
    Improvements

    Raises
    ------
    UnknownName
        If there is no such decision maker or state.

    Examples
    --------
    >>> from countermove import cases
    >>> improvements(cases.load("prisoners-dilemma"), "a", 4).best
    (Improvement(to=3, rank=3, starts=(), stops=('a.cooperate',)),)
    """
    who = conflict.position(dm)
    if not 1 <= number <= len(conflict.states):
        states = f"the states are numbered 1 to {len(conflict.states):,}"
        raise UnknownName(f"there is no state number {number}; {states}")
    count, equally_good, moves = foremost(conflict, who, number - 1, most)
    best = tuple(_described(conflict, who, *move) for move in moves.tolist())
    return Improvements(dm, number, count, equally_good, best)


def foremost(conflict: Conflict, who: int, start: int, most: int | None = None) -> tuple[int, int, Moves]:
    """Return the number of improvements, how many of them are equally good as the best, and the foremost.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    who, start : int
        The positions of the decision maker and of the state.
    most : int, optional
        The most improvements to return; by default all.

    Returns
    -------
    int, int, ndarray of int64, shape (M, 3)
        Rows are those of `moves_from`: best first, then fewest changes.
    """
    rank = conflict.ranks[who]
    count = equally_good = 0
    kept, best, least = np.zeros((0, 3), np.int64), int(rank[start]), int(rank[start])
    for moves in moves_in_parts(conflict, who, start):
        gained = rank[moves[:, 0]]
        count += int((gained > rank[start]).sum())
        highest = int(gained.max(initial=best))
        equally_good = (equally_good if highest == best else 0) + int((gained == highest).sum())
        best = highest
        some = moves[(gained >= least) & (gained > rank[start])]
        kept = best_first(rank, np.concatenate([kept, some]))[:most]
        least = int(rank[kept[-1, 0]]) if most and len(kept) == most else least
    return count, equally_good if count else 0, kept


def best_first(rank: NDArray[np.int32], moves: Moves) -> Moves:
    """Return moves, shape (M, 3), the best first, then those with the fewest changes."""
    sorted_: Moves = moves[np.lexsort((moves[:, 0], np.bitwise_count(moves[:, 2]), -rank[moves[:, 0]]))]
    return sorted_


def _described(conflict: Conflict, who: int, end: int, left: int, flip: int) -> Improvement:
    return Improvement(end + 1, int(conflict.ranks[who, end]), *turned(conflict, left, flip))


def turned(conflict: Conflict, left: int, flip: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the options that a flip of bits turns on in a mask, and of those that it turns off."""
    starts = tuple(name for bit, name in enumerate(conflict.options) if flip & ~left & 1 << bit)
    stops = tuple(name for bit, name in enumerate(conflict.options) if flip & left & 1 << bit)
    return starts, stops


def changes(conflict: Conflict, dm: int, start: int, end: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the options that a move turns on, and of those that it turns off.

    States are positions. Both tuples are empty in graph form. Between coalesced states, the move that changes the
    fewest options counts.

    Examples
    --------
    >>> from countermove import cases
    >>> changes(cases.load("prisoners-dilemma"), 0, 3, 2)
    ((), ('a.cooperate',))
    """
    if conflict.graph is not None:
        return (), ()
    if conflict.states.coalesced:
        moves = moves_from(conflict, dm, start)
        [(_, left, flip)] = moves[moves[:, 0] == end].tolist()
    else:
        left, to = (int(conflict.states.masks[position]) for position in (start, end))
        flip = left ^ to
    return turned(conflict, left, flip)


def flips(conflict: Conflict, dm: int, starts: Positions, ends: Positions) -> tuple[Masks, Masks]:
    """Return the changes of many moves at once, as masks.

    Parameters
    ----------
    conflict : Conflict
        In option form, coalesced or not.
    dm : int
        The position of the decision maker who makes all of them.
    starts, ends : ndarray of int32, shape (M,)
        The positions of the states that they leave and reach.

    Returns
    -------
    left, flip : ndarray of int32, shape (M,)
        For each move the mask of the member that is left, and the mask of the options that change.
    """
    if not (conflict.states.coalesced and len(starts)):
        left = conflict.states.masks[starts]
        return left, left ^ conflict.states.masks[ends]
    pairs, which = np.unique(starts.astype(np.int64) * len(conflict.states) + ends, return_inverse=True)
    left, flip = _fewest(conflict, dm, pairs)
    return left[which], flip[which]


def _fewest(conflict: Conflict, dm: int, pairs: NDArray[np.int64]) -> tuple[Masks, Masks]:
    """Return left and flip of the moves with the fewest changes, for sorted pairs start * S + end; shapes (P,)."""
    states = conflict.states
    left, flip = np.zeros(len(pairs), np.int32), np.zeros(len(pairs), np.int32)
    members = states.members[np.isin(states.state_of, pairs // len(states))]
    for each in sorted(subsets(own_mask(conflict, dm)).tolist(), key=lambda mask: (mask.bit_count(), mask)):
        to, start, _ = flip_moves(conflict, members, np.array([each], np.int32)).T
        made = states.state_of[np.searchsorted(states.members, start)].astype(np.int64) * len(states) + to
        made, first = np.unique(made, return_index=True)
        at = np.minimum(np.searchsorted(pairs, made), len(pairs) - 1)
        new = (pairs[at] == made) & (flip[at] == 0)
        left[at[new]], flip[at[new]] = start[first[new]], each
    return left, flip
