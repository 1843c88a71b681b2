"""A whole ranking that agrees with all answers and, where they say nothing, with the ranking before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def completed(at_least: NDArray[np.bool_], before: NDArray[np.int64]) -> tuple[tuple[int, ...], ...]:
    """Return the levels of a ranking, most preferred first, each with the positions of its things.

    From what nothing left is surely above, the things that ranked highest before make the next level.

    Parameters
    ----------
    at_least : ndarray of bool, shape (S, S)
        Whether the first thing is surely at least as high as the second; transitively closed. It is put above, or
        on the same level if the second is at least as high as well.
    before : ndarray of int64, shape (S,)
        The ranks of the things before; larger is preferred. Zeros put each thing as high as the answers allow.

    Examples
    --------
    >>> import numpy as np
    >>> at_least = np.eye(4, dtype=np.bool_)
    >>> at_least[2, 0] = True
    >>> completed(at_least, np.array([3, 2, 1, 1]))
    ((1,), (2, 3), (0,))
    >>> completed(at_least, np.array([-1, -2, -3, -4]))
    ((1,), (2,), (0,), (3,))
    """
    same = at_least & at_least.T
    rank = np.array([before[each].max() for each in same], np.int64)
    higher = at_least & ~same  # whether the first has to come before the second
    left, levels = np.ones(len(before), np.bool_), []
    while left.any():
        free = left & ~higher[left].any(axis=0)
        level = free & (rank == rank[free].max())
        levels.append(tuple(np.flatnonzero(level).tolist()))
        left &= ~level
    return tuple(levels)
