"""What each decision maker can secure where nothing is infeasible or irreversible: no search is needed there.

The opponents can then bring about everything that a decision maker's own options leave open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.arrays import OptionArrays


def secured(arrays: OptionArrays, dm: int) -> NDArray[np.int32]:
    """Return the least rank that the opponents can lead a decision maker to from each mask, shape (2^m,)."""
    by_own = _by_own(arrays, dm)
    return np.broadcast_to(_least(by_own), by_own.shape).reshape(-1)


def maximin(arrays: OptionArrays, dm: int) -> int:
    """Return the rank that a decision maker can secure by a move; for GMR."""
    return int(_least(_by_own(arrays, dm)).max())


def minimax(arrays: OptionArrays, dm: int) -> int:
    """Return the rank that the opponents can hold a decision maker to; for SMR."""
    return int(_by_own(arrays, dm).max(axis=1).min())


def _least(by_own: NDArray[np.int32]) -> NDArray[np.int32]:
    least: NDArray[np.int32] = by_own.min(axis=(0, 2), keepdims=True)
    return least


def _by_own(arrays: OptionArrays, dm: int) -> NDArray[np.int32]:
    """Return the ranks with the decision maker's own options along the middle axis."""
    by_own: NDArray[np.int32] = arrays.rank[dm].reshape(-1, 1 << arrays.width[dm], 1 << arrays.low[dm])
    return by_own
