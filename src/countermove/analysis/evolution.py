"""How a conflict moves on from the status quo: the states that improvements lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.model.moves import arcs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict

    Where = NDArray[np.bool_]


def attained(conflict: Conflict, start: int) -> Where:
    """Return the states that legal sequences of improvements lead to (Li, Kilgour, Hipel 2005).

    Every step improves on the state that it leaves, for its mover, and nobody moves twice running.

    Parameters
    ----------
    conflict : Conflict
        With S states. All its moves are listed, so it should not have many.
    start : int
        The number of the state to start from, from 1.

    Returns
    -------
    ndarray of bool, shape (S,)
        The start is among them.

    Examples
    --------
    >>> from countermove import cases
    >>> [int(k) + 1 for k in np.flatnonzero(attained(cases.load("elmira"), 1))]
    [1, 5]
    """
    begin = np.zeros(len(conflict.states), np.bool_)
    begin[start - 1] = True
    steps = [_improving(conflict, i) for i in range(len(conflict.decision_makers))]
    last = [np.zeros_like(begin) for _ in steps]
    while True:
        before = sum(int(where.sum()) for where in last)
        for i, moves in enumerate(steps):
            left = np.logical_or.reduce([begin, *(where for j, where in enumerate(last) if j != i)])
            last[i][moves[left[moves[:, 0]], 1]] = True
        if before == sum(int(where.sum()) for where in last):
            return np.asarray(np.logical_or.reduce([begin, *last]))


def _improving(conflict: Conflict, dm: int) -> NDArray[np.int32]:
    moves, rank = arcs(conflict, dm), conflict.ranks[dm]
    improving: NDArray[np.int32] = moves[rank[moves[:, 1]] > rank[moves[:, 0]]]
    return improving
