"""The moves of each decision maker, as arcs between state positions, in option form and in graph form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.errors import TooLarge

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict

    Arcs = NDArray[np.int32]

MAX_ARCS = 100_000_000
"""Moves of one decision maker that can be listed."""

_ADVICE = "leave out the coalescing, or options of this decision maker"


def directions(conflict: Conflict) -> tuple[int, int]:
    """Return two masks of irreversible options: those that stay on once on, and those that stay off once off."""
    stays_on = sum(1 << bit for bit, (_, option) in enumerate(conflict.owned) if option.stays == "on")
    stays_off = sum(1 << bit for bit, (_, option) in enumerate(conflict.owned) if option.stays == "off")
    return stays_on, stays_off


def own_mask(conflict: Conflict, dm: int) -> int:
    """Return the mask of the options that the decision maker at position `dm` owns."""
    return sum(1 << bit for bit, owner in enumerate(conflict.owners) if owner == dm)


def subsets(mask: int) -> NDArray[np.int32]:
    """Return all subsets of a mask with b bits, ascending, int32, shape (2**b,).

    Examples
    --------
    >>> subsets(0b101).tolist()
    [0, 1, 4, 5]
    """
    found = np.zeros(1, np.int32)
    for bit in range(mask.bit_length()):
        if mask >> bit & 1:
            found = np.concatenate([found, found | np.int32(1 << bit)])
    return found


def arcs(conflict: Conflict, dm: int) -> Arcs:
    """Return all moves of one decision maker.

    Parameters
    ----------
    conflict : Conflict
        In option form (coalesced or not) or in graph form.
    dm : int
        The decision maker's position.

    Returns
    -------
    ndarray of int32, shape (A, 2)
        Pairs of state positions, from and to, in ascending order without repetition. A move may pass through
        infeasible states. Coalesced states have a move between them if two of their members have.

    Raises
    ------
    TooLarge
        If there are more than 100 million moves.

    Examples
    --------
    >>> from countermove import Conflict, DecisionMaker, Option
    >>> dm = DecisionMaker(id="a", options=(Option(id="go", stays="on"),))
    >>> arcs(Conflict(title="t", decision_makers=(dm,)), 0)
    array([[0, 1]], dtype=int32)
    """
    pairs = _arcs_of_graph(conflict, dm) if conflict.graph is not None else _arcs_of_options(conflict, dm)
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    if not len(pairs):
        return np.zeros((0, 2), np.int32)
    codes = np.unique(pairs[:, 0].astype(np.int64) * len(conflict.states) + pairs[:, 1])
    return np.stack(np.divmod(codes, len(conflict.states)), axis=1).astype(np.int32)


def _arcs_of_graph(conflict: Conflict, dm: int) -> Arcs:
    assert conflict.graph is not None  # noqa: S101  (for the type checker)
    position = {id_: k for k, (id_, _) in enumerate(conflict.graph.states)}
    owner = conflict.decision_makers[dm].id
    pairs = [(position[start], position[end]) for who, start, end in conflict.graph.moves if who == owner]
    return np.array(pairs, np.int32).reshape(-1, 2)


def _arcs_of_options(conflict: Conflict, dm: int) -> Arcs:
    """Return the arcs of all sets of the decision maker's options, flipped in every member."""
    states, own = conflict.states, own_mask(conflict, dm)
    if len(states.members) < 1 << own.bit_count():
        return _arcs_in_blocks(conflict, dm)
    _refuse_listing(conflict, dm, len(states.members) << own.bit_count())
    found = [np.zeros((0, 2), np.int32)]
    flip = own
    while flip:
        found.append(_arcs_of_flip(conflict, flip))
        flip = (flip - 1) & own
    return np.concatenate(found)


def _refuse_listing(conflict: Conflict, dm: int, count: int) -> None:
    if count > MAX_ARCS:
        name = conflict.decision_makers[dm].id
        raise TooLarge(f"{name} has up to {count:,} moves to list; {MAX_ARCS:,} are the most: {_ADVICE}")


def _arcs_in_blocks(conflict: Conflict, dm: int) -> Arcs:
    """Return the arcs between members that differ in the decision maker's options only; faster if members are few."""
    members = conflict.states.members
    _, block, sizes = np.unique(members & ~own_mask(conflict, dm), return_inverse=True, return_counts=True)
    _refuse_listing(conflict, dm, int((sizes**2).sum()))
    first, many = (np.cumsum(sizes) - sizes)[block], sizes[block]
    starts = np.repeat(np.arange(len(members)), many)
    within = np.arange(len(starts)) - np.repeat(np.cumsum(many) - many, many)
    ends = np.argsort(block, kind="stable")[first[starts] + within]
    there = _reversible(conflict, members[starts], members[starts] ^ members[ends])
    return np.stack([conflict.states.state_of[each[there]] for each in (starts, ends)], axis=1)


def _reversible(conflict: Conflict, members: NDArray[np.int32], flips: NDArray[np.int32] | int) -> NDArray[np.bool_]:
    """Return whether flips of options of some members reverse no irreversible option, shape (S,)."""
    stays_on, stays_off = directions(conflict)
    kept: NDArray[np.bool_] = ((members & flips & stays_on) == 0) & ((~members & flips & stays_off) == 0)
    return kept


def _arcs_of_flip(conflict: Conflict, flip: int) -> Arcs:
    """Return the arcs that flip the options in one mask, where irreversibility and the rules allow it."""
    states = conflict.states
    starts = np.flatnonzero(_reversible(conflict, states.members, flip))
    ends = states.members[starts] ^ flip
    at = np.minimum(np.searchsorted(states.members, ends), len(states.members) - 1)
    there = states.members[at] == ends
    return np.stack([states.state_of[starts[there]], states.state_of[at[there]]], axis=1)
