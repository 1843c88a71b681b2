"""Where decision makers can go on one front: alone, and the opponents together by moves that pass a bar.

A bar says, for each rank of the mover, the least rank that it may move to: any at all, a better one only, or one that
is worse by no more than what it could gain on other fronts at the same time. Nobody's moves are listed: its states
are chained by rank within each block, so that passing a bar means to enter a chain at the right place.
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
class Ways:
    """The moves of one decision maker on one front.

    Attributes
    ----------
    home : ndarray of int64, shape (S,)
        The block of states that each state belongs to, between which the decision maker moves freely.
    begin : ndarray of int64, shape (B + 1,)
        Where the blocks begin among the states sorted by block and rank.
    order : ndarray of int64, shape (S,)
        The states so sorted.
    leads : ndarray of int64, shape (L, 2)
        Which block leads to which, itself included, sorted by the first.
    rank : ndarray of int32, shape (S,)
        How the decision maker ranks the states.
    """

    home: Integers
    begin: Integers
    order: Integers
    leads: Integers
    rank: Ranks

    def best(self, values: Ranks) -> Ranks:
        """Return the largest value among each state and those that the decision maker can move to."""
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
        """Return the states of a block."""
        return self.order[self.begin[block] : self.begin[block + 1]]

    def entries(self, bar: Ranks) -> tuple[Integers, Integers]:
        """Return, as pairs, from which state the mover may enter which place of the order, all later ones included.

        Parameters
        ----------
        bar : ndarray of int32, shape (R,)
            By the rank that is left, the least one that may be moved to.
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
        """Return each place of the order with the next, where both are in the same block."""
        place = np.flatnonzero(np.diff(self.home[self.order]) == 0)
        return place, place + 1


def ways(local: Conflict, own: int, rank: Ranks) -> Ways:
    """Return the moves of a decision maker that owns the options `own`, a mask, of a local conflict."""
    home, sizes, leads = lists(local.states.masks, own, directions(local))
    leads = leads[np.lexsort((leads[:, 1], leads[:, 0]))]
    begin = np.concatenate([[0], np.cumsum(sizes)])
    return Ways(home.astype(np.int64), begin, np.lexsort((rank, home)), leads, rank)


@dataclass(frozen=True, eq=False)
class FrontReach:
    """What some decision makers can lead to together, each by moves that pass its bar, as often as they like."""

    size: int
    movers: Sequence[tuple[Ways, Ranks]]

    def least(self, values: Ranks) -> Ranks:
        """Return the least value that they can lead to from each state, its own included."""
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
        """The strong component of each state, the edges between components by origin, and how many there are."""
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
        edges = []
        for k, (mover, bar) in enumerate(self.movers, start=1):
            shift = k * self.size
            (state, place), (before, after) = mover.entries(bar), mover.steps()
            edges += [(state, place + shift), (before + shift, after + shift)]
            edges += [(np.arange(self.size) + shift, mover.order)]
        return edges
