"""Equal rows and equal keys of arrays, sorted into groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.evolution.moves import Positions

    Indices = NDArray[np.int64]


def group_rows(*columns: NDArray[Any]) -> tuple[Indices, Indices]:
    """Group equal rows.

    Parameters
    ----------
    *columns : ndarray, shape (R,)
        The columns of the R rows.

    Returns
    -------
    tuple of ndarray of int64, shapes (R,) and (G,)
        The group of each row, and the index of the first row of each group. Groups ascend by their rows.

    Examples
    --------
    >>> group_rows(np.array([7, 3, 7]), np.array([1, 2, 1]))
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
    """The S states of a conflict, sorted into G groups.

    Attributes
    ----------
    of : ndarray of int32, shape (S,)
        The group of each state.
    members : ndarray of int32, shape (S,)
        State positions, by group and ascending within each group.
    begin : ndarray of int64, shape (G + 1,)
        The index in `members` at which each group begins; the last entry is S.
    """

    of: Positions
    members: Positions
    begin: NDArray[np.int64]

    @classmethod
    def by(cls, key: Positions) -> Groups:
        """Group the states by a key, shape (S,)."""
        members = np.argsort(key, kind="stable").astype(np.int32)
        head = np.append([True], np.diff(key[members]) != 0)
        of = np.empty(len(key), np.int32)
        of[members] = np.cumsum(head) - 1
        return cls(of, members, np.append(np.flatnonzero(head), len(key)))


def ranges(begin: NDArray[np.int64], count: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return ranges of consecutive integers, one after the other.

    Parameters
    ----------
    begin, count : ndarray of int64, shape (G,)
        The first integer and the length of each range.

    Returns
    -------
    ndarray of int64, shape (sum of count,)

    Examples
    --------
    >>> ranges(np.array([10, 20]), np.array([2, 3]))
    array([10, 11, 20, 21, 22])
    """
    before = np.cumsum(count) - count
    numbers: NDArray[np.int64] = np.arange(count.sum()) + np.repeat(begin - before, count)
    return numbers
