"""A cost that is surely enough: somebody, or everybody, comes to want the goal before anything else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from countermove.analysis.assumptions.trials import Trials
from countermove.analysis.change.goal import Answered, Leads, LikelyEnough, Stands, Throughout, parts
from countermove.errors import InvalidConflict
from countermove.model.records import Statement

if TYPE_CHECKING:
    from collections.abc import Collection

    from countermove.analysis.change.goal import Goal
    from countermove.model.conflict import Conflict

MOST_STATES = 1 << 12
"""States of a conflict at most, so that it takes a moment."""


def wanted_first(conflict: Conflict, goal: Goal, concept: str) -> tuple[str, tuple[str, ...]] | None:
    """Return a condition, and who has to want it before anything else for the goal to be met.

    Parameters
    ----------
    conflict : Conflict
        The conflict as it stands.
    goal : Goal
        The goal.
    concept : str
        The id of the concept by which the conflict evolves.

    Returns
    -------
    tuple of str and tuple of str, or None
        The condition and the ids of a smallest set of decision makers, none of whom can be left out; None if not even
        everybody's wanting it is enough, or it is too large.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.change.asking import goal_of
    >>> syria = cases.load("syria-iraq-1975")
    >>> wanted_first(syria, goal_of(syria, "2 holds by nash"), "seq")
    ('release and not escalate and not attack', ('syria',))
    """
    condition = _condition(goal)
    if conflict.graph is not None or not condition or len(conflict.states) > MOST_STATES:
        return None
    who = [*conflict.movers]
    if not _serves(conflict, goal, concept, condition, who):
        return None
    for dm in conflict.movers:
        fewer = [each for each in who if each != dm]
        who = fewer if _serves(conflict, goal, concept, condition, fewer) else who
    return condition, tuple(conflict.decision_makers[dm].id for dm in who)


def _condition(goal: Goal) -> str:
    """Return the condition that somebody who wants the goal would want; empty for goals without one, or several."""
    match parts(goal):
        case (Stands(falls=False, state=text),) | (Leads(end=text),) | (LikelyEnough(end=text),):
            return text
        case (Answered(when=text),) | (Throughout(never=False, condition=text),):
            return text
        case (Throughout(condition=text),):
            return f"not ({text})"
    return ""


def _serves(conflict: Conflict, goal: Goal, concept: str, condition: str, who: Collection[int]) -> bool:
    """Whether the goal is met if some decision makers want a condition before anything else."""
    first = (Statement(holds=condition),)
    dms = tuple(
        replace(dm, preferences=replace(dm.preferences, statements=(first, *dm.preferences.statements)))
        if i in who
        else dm
        for i, dm in enumerate(conflict.decision_makers)
    )
    try:
        return goal.met(Trials(conflict.with_(decision_makers=dms), concept).trial(()))
    except InvalidConflict:
        return False
