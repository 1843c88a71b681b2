"""Rankings with ties, their changed pairs, and the Kemeny-Snell distance, in halves."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Rank = NDArray[np.int32]
    Pairs = dict[tuple[int, int], int]


def dense(key: NDArray[np.int64] | NDArray[np.int32]) -> NDArray[np.int32]:
    """Return ranks in the same order, from 0 without gaps; both shapes (S,)."""
    return np.unique(key, return_inverse=True)[1].astype(np.int32)


def changed_pairs(before: Rank, after: Rank) -> Pairs:
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
    for k, moved in _differences(before, after):
        for other in np.flatnonzero(moved).tolist():
            found[min(k, other), max(k, other)] = int(moved[other])
    return dict(sorted(found.items()))


def distance(before: Rank, after: Rank) -> float:
    """Return the Kemeny-Snell distance: 1 for each reversed pair, 1/2 for each tie made or broken.

    Both rankings have the shape (S,).

    Examples
    --------
    >>> distance(np.array([2, 1, 0], np.int32), np.array([0, 1, 1], np.int32))
    2.5
    """
    return sum(int(moved.sum(dtype=np.int64)) for _, moved in _differences(before, after)) / 2


def _differences(before: Rank, after: Rank) -> Iterator[tuple[int, NDArray[np.int8]]]:
    """Yield the distances of pairs with each state that moves, in halves, shape (S,); each pair counts once."""
    counted = np.ones(len(before), np.bool_)
    for k in moved_states(before, after).tolist():
        counted[k] = False
        signs = [np.sign(rank[k] - rank).astype(np.int8) for rank in (before, after)]
        yield k, np.abs(signs[0] - signs[1]) * counted


def moved_states(before: Rank, after: Rank) -> NDArray[np.int64]:
    """Return states without which both rankings have the same order: few, if one ranking was made from the other.

    The others are a longest chain of largest groups of states that stay tied (patience sorting).

    Parameters
    ----------
    before, after : ndarray of int32, shape (S,)
        Two rankings.

    Returns
    -------
    ndarray of int64, shape (M,)

    Examples
    --------
    >>> moved_states(np.array([0, 1, 2, 3], np.int32), np.array([0, 3, 1, 2], np.int32)).tolist()
    [1]
    """
    groups, which, sizes = np.unique(np.stack([before, after]), axis=1, return_inverse=True, return_counts=True)
    order = np.lexsort((-sizes, groups[0]))
    _, largest = np.unique(groups[0, order], return_index=True)
    chosen = order[largest]
    kept = np.isin(which.ravel(), chosen[_increasing(groups[1, chosen].tolist())])
    return np.flatnonzero(~kept)


def _increasing(values: list[int]) -> list[int]:
    """Return the indices of a longest strictly increasing subsequence."""
    tops: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for k, value in enumerate(values):
        pile = bisect_left(tops, value)
        tops[pile : pile + 1], at[pile : pile + 1] = [value], [k]
        before.append(at[pile - 1] if pile else -1)
    chain = at[-1:]
    while chain and before[chain[-1]] >= 0:
        chain.append(before[chain[-1]])
    return chain[::-1]
