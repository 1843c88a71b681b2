"""Local questions: is this state stable for this decision maker, and why, with no list of states.

Only what the question touches is searched, within a budget: so it can be asked of conflicts too large to be listed.
Where the budget does not suffice, that is the answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.analysis.asking.judging import improvements, judge
from countermove.analysis.asking.punishing import Punishing
from countermove.analysis.asking.simultaneously import Simultaneous

if TYPE_CHECKING:
    from countermove.analysis.asking.ground import Budget, Ground
    from countermove.analysis.asking.judging import Judgement

IMPROVING = frozenset({"seq", "sseq"})
SYMMETRIC = frozenset({"smr", "sseq"})


def judged(ground: Ground, who: int, start: int, concept: str, budget: Budget) -> Judgement:
    """Return what was found of a feasible state, for one decision maker under one concept.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.asking.ground import Budget, Ground
    >>> judged(Ground(cases.load("prisoners-dilemma")), 0, 0b11, "seq", Budget(100)).stable
    True
    """
    found = improvements(ground, who, start, budget)
    if concept == "nash":
        found.free = int(found.improvements[0]) if len(found.improvements) else None
    elif concept == "sim":
        judge(found, Simultaneous(ground, who, start, budget))
    else:
        judge(found, Punishing(ground, who, start, concept in IMPROVING, concept in SYMMETRIC, budget))
    return found
