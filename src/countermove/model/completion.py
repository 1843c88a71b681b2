"""A whole ranking that agrees with all answers and, where they say nothing, with the ranking that there was before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def completed(
    above: NDArray[np.bool_], at_least: NDArray[np.bool_], before: NDArray[np.int64]
) -> tuple[tuple[int, ...], ...]:
    """Return the levels of a ranking, most preferred first, each with the positions of its things.

    From what nothing left is surely above, the things that ranked highest before make the next level.

    Parameters
    ----------
    above, at_least : ndarray of bool, shape (S, S)
        Whether the first thing is surely above the second, and at least as high; transitively closed.
    before : ndarray of int64, shape (S,)
        The ranks of the things before; larger is preferred. Zeros put each thing as high as the answers allow.

    Examples
    --------
    >>> above = np.zeros((4, 4), np.bool_)
    >>> above[2, 0] = True
    >>> completed(above, above | np.eye(4, dtype=np.bool_), np.array([3, 2, 1, 1]))
    ((1,), (2,), (0,), (3,))
    """
    same = at_least & at_least.T
    rank = np.where(same, before, before.min(initial=0)).max(axis=1, initial=0)
    higher = at_least & ~same  # whether the first has to come before the second
    left, levels = np.ones(len(before), np.bool_), []
    while left.any():
        free = left & ~higher[left].any(axis=0)
        level = free & (rank == rank[free].max())
        levels.append(tuple(np.flatnonzero(level).tolist()))
        left &= ~level
    return tuple(levels)
