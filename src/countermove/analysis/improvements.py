"""The improvements of one decision maker from one state: where it could do better by a move of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from countermove.errors import UnknownName
from countermove.model.moves import arcs, directions, own_mask, subsets

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict

    Masks = NDArray[np.int32]
    Moves = NDArray[np.int64]

MOST_AT_ONCE = 1 << 22


@dataclass(frozen=True, slots=True)
class Improvement:
    """A move that leads to a state the decision maker prefers.

    Attributes
    ----------
    to : int
        The number of that state, from 1.
    rank : int
        The decision maker's rank of it.
    starts, stops : tuple of str
        The options that are turned on and off, as the conflict names them; empty in graph form. For coalesced
        states, of the move between members that changes the fewest.
    """

    to: int
    rank: int
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Improvements:
    """What a decision maker could do better from one state.

    Attributes
    ----------
    dm : str
        The decision maker's id.
    start : int
        The number of the state, from 1.
    count, equally_good : int
        How many states it can improve to, and how many of them share the highest rank.
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

    Only the moves from this state are looked at: 2^k of them where the decision maker has k options.

    Parameters
    ----------
    conflict : Conflict
        In option form (coalesced or not) or in graph form.
    dm : str
        The decision maker, by id or name.
    number : int
        The state's number, from 1.
    most : int, optional
        How many to return, the best ones; by default all.

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
    moves = improving(conflict, who, number - 1)
    ranked = conflict.ranks[who, moves[:, 0]]
    best = tuple(_described(conflict, who, *move) for move in moves[:most].tolist())
    return Improvements(dm, number, len(moves), int((ranked == ranked.max(initial=-1)).sum()), best)


def improving(conflict: Conflict, who: int, start: int) -> Moves:
    """Return the moves, as `moves_from` does, that lead to something better: the best first, then the smallest."""
    rank = conflict.ranks[who]
    moves = moves_from(conflict, who, start)
    moves = moves[rank[moves[:, 0]] > rank[start]]
    order = np.lexsort((moves[:, 0], np.bitwise_count(moves[:, 2]), -rank[moves[:, 0]]))
    sorted_: Moves = moves[order]
    return sorted_


def changes(conflict: Conflict, dm: int, start: int, end: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the options that a move between two positions turns on, and those that it turns off.

    Both empty in graph form; between coalesced states those of the move that changes the fewest.
    """
    moves = moves_from(conflict, dm, start)
    [move] = moves[moves[:, 0] == end].tolist()
    found = _described(conflict, dm, *move)
    return found.starts, found.stops


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
    moves = np.concatenate([_flipped(conflict, starts, part) for part in parts])
    return _fewest_changes(moves[moves[:, 0] != start])


def _flipped(conflict: Conflict, starts: Masks, flips: Masks) -> Moves:
    """Flip each set of options in each start, as far as directions and rules allow."""
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


def _described(conflict: Conflict, who: int, end: int, left: int, flip: int) -> Improvement:
    rank = int(conflict.ranks[who, end])
    starts = tuple(name for bit, name in enumerate(conflict.options) if flip & ~left & 1 << bit)
    stops = tuple(name for bit, name in enumerate(conflict.options) if flip & left & 1 << bit)
    return Improvement(end + 1, rank, starts, stops)
