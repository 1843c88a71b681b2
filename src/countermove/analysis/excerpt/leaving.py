"""Where a decision maker's moves from one state lead, in a conflict of either form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.leaving import moves_from
from countermove.analysis.walking import walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict

    Leaving = Callable[[int, int], NDArray[np.int64]]


def leaving(conflict: Conflict) -> Leaving:
    """Return what tells, from the positions of a decision maker and of a state, the positions it can move to.

    Examples
    --------
    >>> from countermove import cases
    >>> leaving(cases.load("elmira"))(1, 0)
    array([2, 8])
    """
    if conflict.graph is None:
        return lambda dm, state: moves_from(conflict, dm, state)[:, 0]
    moves = walk(conflict).moves  # which lists the moves of a graph once
    return lambda dm, state: moves(dm, np.array([state]))[1]
