"""Stability of one state of a conflict that is too large to list: the verdict, found by a bounded search.

The search covers only states that bear on the verdict. Where its budget does not suffice, the verdict stays open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.analysis.local.sanctions import SequentialSanctions
from countermove.analysis.local.simultaneous import SimultaneousSanctions
from countermove.analysis.local.verdict import open_verdict, search_sanctions
from countermove.model.concepts import Sanctions, with_known_sanctions

if TYPE_CHECKING:
    from countermove.analysis.local.problem import Budget, Problem
    from countermove.analysis.local.verdict import Verdict


def local_verdict(problem: Problem, who: int, start: int, concept: str, budget: Budget) -> Verdict:
    """Return the verdict on one state, for one decision maker under one concept.

    Parameters
    ----------
    problem : Problem
        The conflict, with at most 60 options.
    who, start : int
        The decision maker's position and the mask of a feasible state.
    concept : str
        The id of a registered concept.
    budget : Budget
        The states that the search may examine; it spends them.

    Raises
    ------
    InvalidRequest
        If the registry does not say which moves of the opponents can sanction under the concept.
    UnknownName
        If there is no such concept.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.local.problem import Budget, Problem
    >>> local_verdict(Problem(cases.load("prisoners-dilemma")), 0, 0b11, "seq", Budget(100)).stable
    True
    """
    by, verdict = with_known_sanctions(concept), open_verdict(problem, who, start, budget)
    if by.sanctions is Sanctions.NONE:
        verdict.free = int(verdict.improvements[0]) if len(verdict.improvements) else None
    elif by.simultaneous:
        search_sanctions(verdict, SimultaneousSanctions(problem, who, start, budget))
    else:
        search_sanctions(verdict, SequentialSanctions(problem, who, start, by.credible, by.countermove, budget))
    return verdict
