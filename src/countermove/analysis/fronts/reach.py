"""Moves on one front: of one decision maker, and what opponents reach together by moves of a least rank.

Each mover has a bar: by the rank of the state that it leaves, the least rank that it may move to. A bar allows every
move, improvements only, or also losses smaller than the mover's possible gains on other fronts. Moves are not
listed: the states of a block are chained by rank, and a move enters the chain at the first state that passes the
bar. What opponents reach is found on the strongly connected components of that graph (Pearce 2005, in SciPy).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.analysis.structure import lists
from countermove.kernels.condensed import hand_back
from countermove.kernels.jit import engine_for
from countermove.model.moves import directions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict

    Integers = NDArray[np.int64]
    Ranks = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class FrontMoves:
    """The moves of one decision maker on one front.

    Attributes
    ----------
    home : ndarray of int64, shape (S,)
        By state, its block: the states between which the decision maker moves freely.
    begin : ndarray of int64, shape (B + 1,)
        By block, its first place in `order`, and at last S.
    order : ndarray of int64, shape (S,)
        The states sorted by block and rank.
    leads : ndarray of int64, shape (L, 2)
        Pairs of blocks of which the first leads to the second, sorted; every block leads to itself.
    rank : ndarray of int32, shape (S,)
        By state, the decision maker's rank.
    """

    home: Integers
    begin: Integers
    order: Integers
    leads: Integers
    rank: Ranks

    def best(self, values: Ranks) -> Ranks:
        """Return, by state, the largest value among it and the states the decision maker can move to, shape (S,).

        Parameters
        ----------
        values : ndarray of int32, shape (S,)
            A value of each state.
        """
        top = np.maximum.reduceat(values[self.order], self.begin[:-1])
        found = top.copy()
        np.maximum.at(found, self.leads[:, 0], top[self.leads[:, 1]])
        best: Ranks = found[self.home]
        return best

    def blocks_from(self, block: int) -> list[int]:
        """Return the blocks that a block leads to."""
        first, last = np.searchsorted(self.leads[:, 0], [block, block + 1])
        ends: list[int] = self.leads[first:last, 1].tolist()
        return ends

    def states_of(self, block: int) -> Integers:
        """Return the states of a block, by rank, shape (states of the block,)."""
        return self.order[self.begin[block] : self.begin[block + 1]]

    def entries(self, bar: Ranks) -> tuple[Integers, Integers]:
        """Return the states from which the mover enters a chain, and the places in `order` where, shape (E,) each.

        From a place, all later places of the same block can be entered, too.

        Parameters
        ----------
        bar : ndarray of int32, shape (R,)
            By the rank of the state that is left, the least rank that may be moved to.
        """
        top = np.int64(self.rank.max(initial=0)) + 2
        along = self.home[self.order] * top + self.rank[self.order]
        first = np.searchsorted(self.leads[:, 0], np.arange(len(self.begin)))
        count = np.diff(first)[self.home]
        state = np.repeat(np.arange(len(self.home)), count)
        within = np.arange(len(state)) - np.repeat(np.cumsum(count) - count, count)
        block = self.leads[first[self.home[state]] + within, 1]
        place = np.searchsorted(along, block * top + bar[self.rank[state]])
        there = place < self.begin[block + 1]
        return state[there], place[there]

    def steps(self) -> tuple[Integers, Integers]:
        """Return each place in `order` and the next, where both are in one block, shape (E,) each."""
        place = np.flatnonzero(np.diff(self.home[self.order]) == 0)
        return place, place + 1


def front_moves(local: Conflict, own: int, rank: Ranks) -> FrontMoves:
    """Return the moves of one decision maker on one front.

    Parameters
    ----------
    local : Conflict
        The front as a conflict by itself.
    own : int
        The decision maker's options, as a mask; bit 0 is the first option of the front.
    rank : ndarray of int32, shape (S,)
        By state, the decision maker's rank.
    """
    home, sizes, leads = lists(local.states.masks, own, directions(local))
    leads = leads[np.lexsort((leads[:, 1], leads[:, 0]))]
    begin = np.concatenate([[0], np.cumsum(sizes)])
    return FrontMoves(home.astype(np.int64), begin, np.lexsort((rank, home)), leads, rank)


@dataclass(frozen=True, eq=False)
class FrontReach:
    """What some decision makers reach together, each by moves that pass its bar, in any sequence.

    Attributes
    ----------
    size : int
        The number of states.
    movers : sequence of (FrontMoves, ndarray of int32, shape (R,))
        The moves of each and its bar.
    """

    size: int
    movers: Sequence[tuple[FrontMoves, Ranks]]

    def least(self, values: Ranks) -> Ranks:
        """Return, by state, the least value that they reach from it, its own included, shape (S,).

        Parameters
        ----------
        values : ndarray of int32, shape (S,)
            A value of each state.
        """
        if not self.movers:
            return values
        label, origin, end, count = self._condensed
        least = np.full(count, values.max(initial=0), np.int32)
        np.minimum.at(least, label, values)
        hand_back.by(engine_for(self.size))(origin, end, least)
        found: Ranks = least[label]
        return found

    @cached_property
    def _condensed(self) -> tuple[Integers, Integers, Integers, int]:
        """The component of each state, the edges between components by origin, and the number of components."""
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import connected_components

        origin, end = (np.concatenate(each) for each in zip(*self._edges(), strict=True))
        nodes = self.size * (1 + len(self.movers))
        graph: Any = csr_array((np.ones(len(origin), np.int8), (origin, end)), shape=(nodes, nodes))
        count, label = connected_components(graph, directed=True, connection="strong")
        codes = np.unique(label[origin].astype(np.int64) * count + label[end])
        origin, end = np.divmod(codes, count)
        across = origin != end
        assert (origin >= end).all()  # noqa: S101  (Pearce 2005; SciPy does not promise it)
        return label[: self.size], origin[across], end[across], int(count)

    def _edges(self) -> list[tuple[Integers, Integers]]:
        """Return the edges among states and places; the places of each mover's chains come after the states."""
        edges = []
        for k, (mover, bar) in enumerate(self.movers, start=1):
            shift = k * self.size
            (state, place), (before, after) = mover.entries(bar), mover.steps()
            edges += [(state, place + shift), (before + shift, after + shift)]
            edges += [(np.arange(self.size) + shift, mover.order)]
        return edges
