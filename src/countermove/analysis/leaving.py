"""The moves of one decision maker from one state, with what each of them changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.model.moves import arcs, directions, own_mask, subsets

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict

    Masks = NDArray[np.int32]
    Moves = NDArray[np.int64]

MOST_AT_ONCE = 1 << 22


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
