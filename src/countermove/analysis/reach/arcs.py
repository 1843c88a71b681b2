"""Reach along arcs, in graph form and between coalesced states, where moves need not be transitive.

`worst` is a backward search over pairs of a state and the next mover, from the least value upwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from countermove.kernels import arcs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.arrays import GraphArrays
    from countermove.kernels.jit import Engine

    Values = NDArray[np.int32]

UNMATCHED = np.int32(np.iinfo(np.int32).max)
"""A value above every rank, for states from which the opponents cannot move."""


@dataclass(frozen=True, eq=False)
class ArcReach:
    """Reach along arcs; values are indexed by state position.

    Attributes
    ----------
    arrays : GraphArrays
    engine : {"plain", "compiled"}
        How loops over states are run.
    """

    arrays: GraphArrays
    engine: Engine

    def best(self, values: Values, dm: int) -> Values:
        """Return the largest value among each state and the states that a decision maker can move to.

        Parameters
        ----------
        values : ndarray of int32, shape (S,)
        dm : int
            The decision maker's position.

        Returns
        -------
        ndarray of int32, shape (S,)
        """
        best = values.copy()
        moves = self.arrays.moves[dm]
        np.maximum.at(best, moves[:, 0], values[moves[:, 1]])
        return best

    def worst(self, values: Values, dm: int, *, improving: bool) -> Values:
        """Return the least value at the end of a legal sequence of the opponents from each state.

        Parameters
        ----------
        values : ndarray of int32, shape (S,)
        dm : int
            The focal decision maker, whose opponents move.
        improving : bool
            Whether every move must be an improvement of its mover.

        Returns
        -------
        ndarray of int32, shape (S,)
            Larger than every rank where the opponents cannot move.
        """
        worst = np.full(len(values), -1, np.int32)
        order = np.argsort(values, kind="stable").astype(np.int32)
        opened, stack = (
            np.zeros(self.arrays.rank.shape, np.bool_),
            np.empty(self.arrays.rank.size + 1, np.int64),
        )
        search = arcs.search.by(self.engine)
        search(order, values, dm, improving, self.arrays.rank, *self._by_end, opened, stack, worst)
        return np.where(worst < 0, UNMATCHED, worst)

    def prepare(self) -> None:
        """Sort the moves for `worst` once, before several threads need them."""
        assert self._by_end  # noqa: S101  (the property computes them)

    @cached_property
    def _by_end(self) -> tuple[NDArray[np.int64], Values]:
        """The moves sorted by their ends: the first index of each end, (n, S + 1), and the starts, (A,)."""
        size = self.arrays.rank.shape[1]
        begin = np.zeros((len(self.arrays.moves), size + 1), np.int64)
        sources = [np.zeros(0, np.int32)]
        for i, moves in enumerate(self.arrays.moves):
            begin[i, 1:] = np.cumsum(np.bincount(moves[:, 1], minlength=size))
            begin[i] += sum(map(len, sources))
            sources.append(moves[np.argsort(moves[:, 1], kind="stable"), 0])
        return begin, np.concatenate(sources)
