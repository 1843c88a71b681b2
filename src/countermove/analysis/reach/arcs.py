"""Graph form, and coalesced states: moves are given one by one and need not be transitive."""

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
"""Above every rank: the least of nothing, where the opponents cannot move."""


@dataclass(frozen=True, eq=False)
class ArcReach:
    """Reach in graph form; values are indexed by state position."""

    arrays: GraphArrays
    engine: Engine

    def best(self, values: Values, dm: int) -> Values:
        """Return the largest value among each state and those that a decision maker can move to.

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
            Whether every single move must be an improvement of its mover.

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
        """Sort the moves as `worst` needs them, once, before several threads ask for them."""
        assert self._by_end  # noqa: S101  (asking for them makes them)

    @cached_property
    def _by_end(self) -> tuple[NDArray[np.int64], Values]:
        """The moves sorted by their ends: (n, S + 1) where each end begins, and the states they start from."""
        size = self.arrays.rank.shape[1]
        begin = np.zeros((len(self.arrays.moves), size + 1), np.int64)
        sources = [np.zeros(0, np.int32)]
        for i, moves in enumerate(self.arrays.moves):
            begin[i, 1:] = np.cumsum(np.bincount(moves[:, 1], minlength=size))
            begin[i] += sum(map(len, sources))
            sources.append(moves[np.argsort(moves[:, 1], kind="stable"), 0])
        return begin, np.concatenate(sources)
