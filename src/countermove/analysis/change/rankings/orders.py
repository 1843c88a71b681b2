"""Rankings with ties, their changed pairs, and the Kemeny-Snell distance, in halves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Rank = NDArray[np.int64]
    Pairs = dict[tuple[int, int], int]


AT_ONCE = 1 << 21
"""The most pairs that are compared together."""


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
    for first, moved in _differences(before, after):
        rows, others = np.nonzero(moved)
        halves = moved[rows, others].tolist()
        found |= dict(zip(zip((rows + first).tolist(), others.tolist(), strict=True), halves, strict=True))
    return found


def _differences(before: NDArray[np.int32], after: NDArray[np.int32]) -> Iterator[tuple[int, NDArray[np.int8]]]:
    """Yield the distances of all pairs, in halves: some rows at a time, of shape (R, S), with the first of them."""
    size = len(before)
    rows = max(1, AT_ONCE // max(1, size))
    for first in range(0, size, rows):
        part = slice(first, first + rows)
        signs = [np.sign(rank[part, None] - rank[None, :]).astype(np.int8) for rank in (before, after)]
        yield first, np.triu(np.abs(signs[0] - signs[1]), first + 1)


def distance(before: NDArray[np.int32], after: NDArray[np.int32]) -> float:
    """Return the Kemeny-Snell distance: 1 for each reversed pair, 1/2 for each tie made or broken.

    Both rankings have the shape (S,).

    Examples
    --------
    >>> distance(np.array([2, 1, 0], np.int32), np.array([0, 1, 1], np.int32))
    2.5
    """
    return sum(int(moved.sum(dtype=np.int64)) for _, moved in _differences(before, after)) / 2
