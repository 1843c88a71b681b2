"""Local questions: is this state stable for this decision maker, and why, with no list of states.

Only what the question touches is searched, within a budget: so it can be asked of conflicts too large to be listed.
Where the budget does not suffice, that is the answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.analysis.local.sanctions import Punishing
from countermove.analysis.local.simultaneous import Simultaneous
from countermove.analysis.local.verdict import improvements, judge
from countermove.model.concepts import Sanctions, with_known_sanctions

if TYPE_CHECKING:
    from countermove.analysis.local.problem import Budget, Problem
    from countermove.analysis.local.verdict import Judgement


def judged(ground: Problem, who: int, start: int, concept: str, budget: Budget) -> Judgement:
    """Return what was found of a feasible state, for one decision maker under one concept.

    Raises
    ------
    InvalidRequest
        If it is not known which moves of the others can punish under the concept.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.local.problem import Budget, Problem
    >>> judged(Problem(cases.load("prisoners-dilemma")), 0, 0b11, "seq", Budget(100)).stable
    True
    """
    by, found = with_known_sanctions(concept), improvements(ground, who, start, budget)
    if by.sanctions is Sanctions.NONE:
        found.free = int(found.improvements[0]) if len(found.improvements) else None
    elif by.simultaneous:
        judge(found, Simultaneous(ground, who, start, budget))
    else:
        judge(found, Punishing(ground, who, start, by.credible, by.countermove, budget))
    return found
