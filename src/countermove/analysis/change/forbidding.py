"""Why no change of wants can bring a goal about: the rules and irreversible options that forbid it.

Wants decide neither which states there are nor which moves. So a state that is infeasible never holds, and an end to
which no moves lead from the status quo is never reached. What forbids it is found by leaving it out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.assumptions.assumption import assumptions_of
from countermove.analysis.assumptions.changes import Change, changed
from countermove.analysis.change.goal import Answered, Leads, LikelyEnough, Stands, Throughout, parts
from countermove.analysis.change.places import where
from countermove.analysis.evolution.attainment import attain
from countermove.analysis.moves import moves_from
from countermove.errors import InvalidConflict
from countermove.model.records import Preferences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from countermove.analysis.assumptions.assumption import Assumption
    from countermove.analysis.change.goal import Goal
    from countermove.model.conflict import Conflict

    Possible = Callable[[Conflict], bool]

KINDS = frozenset({"rule", "condition", "irreversible"})
"""What forbids states and moves."""

MOST_STATES = 1 << 14
"""States of a conflict at most, so that leaving out its rules one by one takes a second or two."""


def forbidden(conflict: Conflict, goal: Goal) -> str:
    """Return why no wants whatever bring a goal about, in words; empty if nothing forbids it, or it is too large.

    Parameters
    ----------
    conflict : Conflict
        The conflict as it stands.
    goal : Goal
        The goal.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.change.asking import goal_of
    >>> crisis = cases.load("kazakhstan-2022")
    >>> forbidden(crisis, goal_of(crisis, "(csto and alone) holds"))
    "the rule 'at most one of (csto, alone)' (the force is either collective or Russian) forbids it"
    """
    if len(conflict.states) > MOST_STATES:
        return ""
    bare = _without_wants(conflict)
    for each in parts(goal):
        possible = _possible(each)
        if possible is not None and not possible(bare):
            return _because(bare, possible)
    return ""


def _without_wants(conflict: Conflict) -> Conflict:
    """Return a conflict in which nobody wants anything, so that any states fit the preferences."""
    dms = tuple(replace(dm, preferences=Preferences()) for dm in conflict.decision_makers)
    left_out = {"questions": (), "variations": (), "standpoint": "", "published": (), "coalesce": ()}
    return conflict.with_(decision_makers=dms, **left_out)


def _possible(goal: Goal) -> Possible | None:
    """Return the test whether some wants meet a goal; None for goals that any states and moves allow."""
    match goal:
        case Stands(falls=False):
            return lambda conflict: bool(where(conflict, goal.state).any())
        case Stands():
            return lambda conflict: _somebody_leaves(conflict, goal.state)
        case Throughout():
            return lambda conflict: _attains(conflict, goal.condition, unlike=goal.never)
        case Leads() | LikelyEnough():
            return lambda conflict: _attains(conflict, goal.end)
        case Answered():
            return lambda conflict: _attains(conflict, goal.when)
    return None


def _attains(conflict: Conflict, text: str, *, unlike: bool = False) -> bool:
    """Whether moves of any kind lead from the status quo to a state that a text names, or to one that it does not."""
    start = conflict.status_quo_number
    if start is None:
        return False
    reached = attain(conflict, start - 1, improving=False).distance >= 0
    return bool((reached & (where(conflict, text) != unlike)).any())


def _somebody_leaves(conflict: Conflict, state: str) -> bool:
    """Whether from each state that a text names somebody has a move."""
    meant = np.flatnonzero(where(conflict, state)).tolist()
    return all(any(len(moves_from(conflict, dm, k)) for dm in conflict.movers) for k in meant)


def _because(bare: Conflict, possible: Possible) -> str:
    """Return what forbids it: each part that does so alone, or else a smallest set of parts that do together."""
    limits = [each for each in assumptions_of(bare) if each.kind in KINDS]
    alone = [each for each in limits if _without(bare, [each], possible)]
    if alone:
        return f"{' and '.join(map(_called, alone))} {'forbids' if len(alone) == 1 else 'each forbid'} it"
    if not _without(bare, limits, possible):
        return "no moves of anybody lead there" if bare.graph is not None else "no state and no moves allow it"
    needed = limits
    for each in limits:
        fewer = [other for other in needed if other is not each]
        needed = fewer if _without(bare, fewer, possible) else needed
    return f"{' and '.join(map(_called, needed))} forbid it together"


def _without(bare: Conflict, left_out: Iterable[Assumption], possible: Possible) -> bool:
    """Whether a goal is possible once some parts are left out."""
    try:
        return possible(changed(bare, [Change(each, "left out") for each in left_out]))
    except InvalidConflict:
        return False


def _called(each: Assumption) -> str:
    """Return a part in the words of the file, with its reason."""
    what, _, text = each.name.partition(": ")
    words = {"rule": "the rule", "condition": "the condition", "irreversible": "the irreversible option"}
    reason = f" ({' '.join(each.because.split())})" if each.because else ""
    return f"{words[what]} {text!r}{reason}"
