"""Rankings with ties, their changed pairs, and the Kemeny-Snell distance, in halves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Rank = NDArray[np.int64]
    Pairs = dict[tuple[int, int], int]


def dense(key: NDArray[np.int64] | NDArray[np.int32]) -> NDArray[np.int32]:
    """Return ranks in the same order, from 0 without gaps; both shapes (S,)."""
    return np.unique(key, return_inverse=True)[1].astype(np.int32)


def changed_pairs(before: NDArray[np.int32], after: NDArray[np.int32]) -> Pairs:
    """Return the pairs of positions whose order differs, each with its distance in halves.

    Parameters
    ----------
    before, after : ndarray of int32, shape (S,)
        Two rankings; larger is preferred.

    Examples
    --------
    >>> changed_pairs(np.array([2, 1, 0], np.int32), np.array([0, 1, 1], np.int32))
    {(0, 1): 2, (0, 2): 2, (1, 2): 1}
    """
    found: Pairs = {}
    for a in range(len(before) - 1):
        signs = [np.sign(rank[a] - rank[a + 1 :].astype(np.int64)) for rank in (before, after)]
        moved = np.abs(signs[0] - signs[1])
        found |= {(a, a + 1 + int(k)): int(moved[k]) for k in np.flatnonzero(moved)}
    return found


def distance(before: NDArray[np.int32], after: NDArray[np.int32]) -> float:
    """Return the Kemeny-Snell distance: 1 for each reversed pair, 1/2 for each tie made or broken.

    Both rankings have the shape (S,).

    Examples
    --------
    >>> distance(np.array([2, 1, 0], np.int32), np.array([0, 1, 1], np.int32))
    2.5
    """
    halves = 0
    for a in range(len(before) - 1):
        signs = [np.sign(rank[a] - rank[a + 1 :].astype(np.int64)) for rank in (before, after)]
        halves += int(np.abs(signs[0] - signs[1]).sum())
    return halves / 2
