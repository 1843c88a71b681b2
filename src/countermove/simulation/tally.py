"""Sums over worlds, each world by its weight: in how many of them something is so, and given what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from countermove.simulation.axes import BY_STATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.simulation.axes import Axes
    from countermove.simulation.worlds import Draws

    Floats = NDArray[np.float64]
    Rows = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Tally:
    """Sums over some worlds.

    Attributes
    ----------
    by_state : ndarray of float64, shape (R, 7, K)
        For all worlds (row 0) and for those in which a thing is so: by what of `BY_STATE`, and by state.
    counts : ndarray of float64, shape (R, C)
        Likewise what is counted of worlds as such: see `Axes.counts`.
    """

    by_state: Floats
    counts: Floats

    def __add__(self, other: Tally) -> Tally:
        """Return the sums over the worlds of both."""
        return Tally(self.by_state + other.by_state, self.counts + other.counts)

    def equals(self, other: Tally) -> bool:
        """Whether both hold the very same numbers."""
        return np.array_equal(self.by_state, other.by_state) and np.array_equal(self.counts, other.counts)


def nothing_yet(axes: Axes) -> Tally:
    """Return the sums over no worlds."""
    rows = len(axes.rows)
    return Tally(np.zeros((rows, len(BY_STATE), len(axes.keys))), np.zeros((rows, len(axes.counts))))


def rows_of(axes: Axes, draws: Draws) -> Rows:
    """Return the rows in which each world is counted, shape (W, 2 + D); -1 stands for none."""
    rows = np.full((len(draws.weight), 2 + draws.ways.shape[1]), -1, np.int64)
    rows[:, 0] = 0
    for coding in np.unique(draws.coding).tolist():
        own = np.flatnonzero(draws.coding == coding)
        rows[own, 1] = axes.coding_row[coding]
        for k, row_of in enumerate(axes.row_of[coding]):
            rows[own, 2 + k] = row_of[draws.ways[own, k]]
    return rows


def asked_of(axes: Axes, ends: Floats) -> Floats:
    """Return how likely a yes to each question is, and its square, in turn; `ends` by state, shape (K,)."""
    chances = np.array([ends[yes].sum() for _, yes in axes.questions])
    return np.stack([chances, chances**2], axis=1).reshape(-1) if len(chances) else np.zeros(0)
