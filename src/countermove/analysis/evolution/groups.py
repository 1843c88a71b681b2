"""Rows, and states, sorted into groups of those that are alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.evolution.moves import Positions

    Indices = NDArray[np.int64]


def alike(*columns: NDArray[Any]) -> tuple[Indices, Indices]:
    """Return the group of each row, and the first row of each group; groups are in ascending order of their rows.

    Examples
    --------
    >>> alike(np.array([7, 3, 7]), np.array([1, 2, 1]))
    (array([1, 0, 1]), array([1, 0]))
    """
    order = np.lexsort(columns[::-1])
    differs = np.zeros(max(len(order) - 1, 0), np.bool_)
    for column in columns:
        differs |= column[order][1:] != column[order][:-1]
    head = np.append([True], differs)[: len(order)]
    group = np.empty(len(order), np.int64)
    group[order] = np.cumsum(head) - 1
    return group, order[head]


@dataclass(frozen=True, eq=False)
class Groups:
    """States sorted into groups.

    Attributes
    ----------
    of : ndarray of int32, shape (S,)
        The group of each state.
    members : ndarray of int32, shape (S,)
        The positions of the states, one group after the other, ascending within each.
    begin : ndarray of int64, shape (groups + 1,)
        Where each group begins in `members`.
    """

    of: Positions
    members: Positions
    begin: NDArray[np.int64]

    @classmethod
    def by(cls, key: Positions) -> Groups:
        """Return the groups of states that have the same key, shape (S,)."""
        members = np.argsort(key, kind="stable").astype(np.int32)
        head = np.append([True], np.diff(key[members]) != 0)
        of = np.empty(len(key), np.int32)
        of[members] = np.cumsum(head) - 1
        return cls(of, members, np.append(np.flatnonzero(head), len(key)))


def ranges(begin: NDArray[np.int64], count: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return so many consecutive numbers from each beginning, one after the other.

    Examples
    --------
    >>> ranges(np.array([10, 20]), np.array([2, 3]))
    array([10, 11, 20, 21, 22])
    """
    before = np.cumsum(count) - count
    numbers: NDArray[np.int64] = np.arange(count.sum()) + np.repeat(begin - before, count)
    return numbers
