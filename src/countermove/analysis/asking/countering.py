"""The best countermove from where a sanction ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.asking.ground import Budget
from countermove.analysis.asking.moving import Moves
from countermove.analysis.asking.worth import best_first

if TYPE_CHECKING:
    from countermove.analysis.asking.ground import Ground

ENOUGH = 1 << 40


def best_reply(ground: Ground, who: int, end: int) -> int | None:
    """Return the best state that a decision maker can move to from a state; None if it cannot move.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.asking.ground import Ground
    >>> best_reply(Ground(cases.load("prisoners-dilemma")), 0, 0b00)
    1
    """
    moves, here = Moves(ground, ground.own[who], ground.worths[who]), np.array([end])
    best: int | None = None
    threshold = None
    while (found := next(moves.ends(here, threshold, Budget(ENOUGH)), None)) is not None:
        _, ends = found
        keys = ground.worths[who].keys(ends)
        first = best_first(keys, ends, np.bitwise_count(ends ^ end))[:1]
        best, threshold = int(ends[first[0]]), keys[:, first]
    return best
