"""The states and moves that a batch of conflicts shares, as arrays for the kernels of worlds."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from countermove.kernels.components import strong_components
from countermove.model.moves import directions, own_mask, subsets

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.kernels.jit import Engine
    from countermove.model.conflict import Conflict

    Integers = NDArray[np.int32]

NOWHERE = -1
"""The position of a status quo that is infeasible or not given."""


@dataclass(frozen=True, eq=False)
class Structure:
    """States and moves as arrays; a *list* of states is defined in `countermove.kernels.worlds`.

    Attributes
    ----------
    states : ndarray of int64, shape (S,)
        The feasible states, as positions in the widest conflict.
    start : int
        The position of the status quo among them; -1 if it is infeasible or not given.
    arcs : int
        An upper bound of the number of moves.
    home : ndarray of int32, shape (n, S)
        For each of the n movers the list of each state.
    begin : ndarray of int32, shape (L + 1,)
        The first place of each list.
    out, into : tuple of ndarray of int32, shapes (L + 1,) and (P,)
        The lists that each list leads to, and those that lead to it.
    leads : ndarray of int64, shape (P, 2)
        The pairs of lists between which moves lead.
    """

    states: NDArray[np.int64] = field(repr=False)
    start: int
    arcs: int
    home: Integers = field(repr=False)
    begin: Integers = field(repr=False)
    out: tuple[Integers, Integers] = field(repr=False)
    into: tuple[Integers, Integers] = field(repr=False)
    leads: NDArray[np.int64] = field(repr=False)

    @property
    def moves(self) -> tuple[Integers, ...]:
        """The arrays of moves, in the order of the kernels' parameters."""
        return (self.home, self.begin, *self.out)

    def components(self, engine: Engine) -> tuple[Integers, Integers, int]:
        """Return the opponents' strong components (n, S), the bridges between them (B, 2), and their number."""
        if not self._components:
            self._components.append(_components(self.home, self.leads, len(self.begin) - 1, engine))
        return self._components[0]

    def in_reach(self) -> NDArray[np.bool_]:
        """Return whether moves, whoever makes them, lead to each state from the start, shape (S,)."""
        lists = np.zeros(len(self.begin) - 1, np.bool_)
        states = np.zeros(self.home.shape[1], np.bool_)
        states[self.start] = True
        reached = 0
        while states.sum() > reached:
            reached = int(states.sum())
            lists[self.home[:, states]] = True
            lists[self.leads[lists[self.leads[:, 0]], 1]] = True
            states |= lists[self.home].any(axis=0)
        return states

    @cached_property
    def _components(self) -> list[tuple[Integers, Integers, int]]:
        """The components, once an engine has found them; both find the same."""
        return []


def fits(conflict: Conflict, most_states: int, most_arcs: int) -> bool:
    """Whether the kernels of worlds apply: option form, not coalesced, and within the limits of states and moves.

    Examples
    --------
    >>> from countermove import cases
    >>> fits(cases.load("chicken"), 4, 16), fits(cases.load("chicken"), 3, 16), fits(cases.load("elmira"), 9, 99)
    (True, False, False)
    """
    size = len(conflict.states)
    if conflict.graph is not None or conflict.states.coalesced or not 0 < size <= most_states:
        return False
    return sum(size << len(dm.options) for dm in conflict.decision_makers) <= most_arcs


def structure(
    conflict: Conflict, states: NDArray[np.int64], free: int, status_quo: tuple[str, ...] | None
) -> Structure:
    """Return the states and moves of some worlds.

    Parameters
    ----------
    conflict : Conflict
        The widest conflict of the coding, in option form.
    states : ndarray of int64, shape (S,)
        The positions of the states that are feasible in these worlds.
    free : int
        A mask of options that are reversible in these worlds, though irreversible in the conflict.
    status_quo : tuple of str or None
        The options that are on in the status quo.
    """
    masks = conflict.states.masks[states]
    irreversible = tuple(mask & ~free for mask in directions(conflict))
    home, begin, pairs, first = [], [0], [], 0
    for dm in conflict.movers:
        where, sizes, leads = lists(masks, own_mask(conflict, dm), irreversible)
        home.append(where + first)
        begin += (begin[-1] + np.cumsum(sizes)).tolist()
        pairs.append(leads + first)
        first += len(sizes)
    leads = np.concatenate([np.zeros((0, 2), np.int64), *pairs])
    sizes = np.diff(begin)
    arcs = int((sizes[leads[:, 0]] * sizes[leads[:, 1]]).sum())
    out, into = _grouped(leads, first), _grouped(leads[:, ::-1], first)
    start, homes = _start(conflict, masks, status_quo), np.array(home, np.int32)
    return Structure(states, start, arcs, homes, np.array(begin, np.int32), out, into, leads)


def _components(
    home: Integers, leads: NDArray[np.int64], lists: int, engine: Engine
) -> tuple[Integers, Integers, int]:
    """Return the strong components of each decision maker's opponents, the bridges, and their number.

    Lists are vertices of the graph like states, so some components have no state.
    """
    components, bridges, first = [], [np.zeros((0, 2), np.int64)], 0
    size = home.shape[1]
    for dm in range(len(home)):
        others = np.delete(home, dm, axis=0).astype(np.int64)
        label, edges, count = _condensed(others, leads[np.isin(leads[:, 0], others)], size, lists, engine)
        components.append(label + first)
        bridges.append(edges + first)
        first += count
    return np.array(components, np.int32), np.concatenate(bridges).astype(np.int32), first


def _condensed(
    homes: NDArray[np.int64], leads: NDArray[np.int64], size: int, lists: int, engine: Engine
) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
    """Return the strong component of each state (S,), the edges between components (E, 2), and their number.

    The graph has states and lists as vertices. Components are numbered in reverse topological order.
    """
    state, list_ = np.tile(np.arange(size), len(homes)), homes.reshape(-1) + size
    origin = np.concatenate([state, list_, leads[:, 0] + size])
    end = np.concatenate([list_, state, leads[:, 1] + size])
    order, label = np.argsort(origin, kind="stable"), np.empty(size + lists, np.int32)
    first = np.searchsorted(origin[order], np.arange(size + lists + 1))
    strong_components.by(engine)(first, end[order], label)
    count = int(label.max(initial=-1)) + 1
    codes = np.unique(label[origin].astype(np.int64) * count + label[end])
    edges = np.stack(np.divmod(codes, max(count, 1)), axis=1)
    return label[:size].astype(np.int64), edges[edges[:, 0] != edges[:, 1]], count


def _start(conflict: Conflict, masks: Integers, status_quo: tuple[str, ...] | None) -> int:
    if status_quo is None:
        return NOWHERE
    found = np.flatnonzero(masks == sum(1 << conflict.bits[name] for name in {*status_quo}))
    return int(found[0]) if len(found) else NOWHERE


def lists(
    masks: Integers, own: int, irreversible: tuple[int, ...]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return each state's list, each list's size, and the pairs of lists with moves; shapes (S,), (L,), (P, 2)."""
    stays_on, stays_off = irreversible
    fixed = own & (stays_on | stays_off)
    keys, where, sizes = np.unique(masks & ~(own & ~fixed), return_inverse=True, return_counts=True)
    found = []
    for flip in subsets(fixed).tolist():
        allowed = ((keys & flip & stays_on) == 0) & ((~keys & flip & stays_off) == 0)
        at = np.minimum(np.searchsorted(keys, keys ^ flip), max(len(keys) - 1, 0))
        start = np.flatnonzero(allowed & (keys[at] == keys ^ flip)) if len(keys) else np.zeros(0, np.int64)
        found.append(np.stack([start, at[start]], axis=1))
    return where.reshape(-1), sizes, np.concatenate(found)


def _grouped(pairs: NDArray[np.int64], many: int) -> tuple[Integers, Integers]:
    """Return the first index of each list's partners (L + 1,), and the partners (P,), in stable order."""
    order = np.argsort(pairs[:, 0], kind="stable")
    begin = np.searchsorted(pairs[order, 0], np.arange(many + 1))
    return begin.astype(np.int32), pairs[order, 1].astype(np.int32)
