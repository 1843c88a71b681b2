"""What changes in a move between two states: which options its decision maker turns on and off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.leaving import flipped, moves_from
from countermove.model.moves import own_mask, subsets

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict

    Masks = NDArray[np.int32]
    Positions = NDArray[np.int32]


def turned(conflict: Conflict, left: int, flip: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the options that flipping a set of them turns on in a mask, and those that it turns off."""
    starts = tuple(name for bit, name in enumerate(conflict.options) if flip & ~left & 1 << bit)
    stops = tuple(name for bit, name in enumerate(conflict.options) if flip & left & 1 << bit)
    return starts, stops


def changes(conflict: Conflict, dm: int, start: int, end: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the options that a move between two positions turns on, and those that it turns off.

    Both empty in graph form; between coalesced states those of the move that changes the fewest.

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
    """Return the same for many moves at once, in option form.

    Parameters
    ----------
    conflict : Conflict
        In option form, coalesced or not.
    dm : int
        The position of the decision maker who makes all of them.
    starts, ends : ndarray of int32, shape (M,)
        State positions.

    Returns
    -------
    left, flip : ndarray of int32, shape (M,)
        The member that is left, and the options that change, as masks.
    """
    if not (conflict.states.coalesced and len(starts)):
        left = conflict.states.masks[starts]
        return left, left ^ conflict.states.masks[ends]
    pairs, which = np.unique(starts.astype(np.int64) * len(conflict.states) + ends, return_inverse=True)
    left, flip = _fewest(conflict, dm, pairs)
    return left[which], flip[which]


def _fewest(conflict: Conflict, dm: int, pairs: NDArray[np.int64]) -> tuple[Masks, Masks]:
    """Return the move that changes the fewest options, for pairs of coalesced states given as start * S + end."""
    states = conflict.states
    left, flip = np.zeros(len(pairs), np.int32), np.zeros(len(pairs), np.int32)
    members = states.members[np.isin(states.state_of, pairs // len(states))]
    for each in sorted(subsets(own_mask(conflict, dm)).tolist(), key=lambda mask: (mask.bit_count(), mask)):
        to, start, _ = flipped(conflict, members, np.array([each], np.int32)).T
        made = states.state_of[np.searchsorted(states.members, start)].astype(np.int64) * len(states) + to
        made, first = np.unique(made, return_index=True)
        at = np.minimum(np.searchsorted(pairs, made), len(pairs) - 1)
        new = (pairs[at] == made) & (flip[at] == 0)
        left[at[new]], flip[at[new]] = start[first[new]], each
    return left, flip
