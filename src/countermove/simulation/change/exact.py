"""The least changes for goals about one conflict: by edits, by rankings, or by both, with what proves them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from countermove.analysis.change.edits.costs import costs_of
from countermove.analysis.change.edits.least import least_edits
from countermove.analysis.change.enough import wanted_first
from countermove.analysis.change.forbidding import forbidden
from countermove.analysis.change.goal import Leads, LikelyEnough, Stands, Throughout
from countermove.analysis.change.rankings.least import least_rankings
from countermove.analysis.change.result import LeastChanges
from countermove.errors import InvalidRequest
from countermove.simulation.draws import space

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from countermove.analysis.change.goal import Goal
    from countermove.analysis.change.result import Proof
    from countermove.model.conflict import Conflict
    from countermove.simulation.change.allowed import Allowed

CURE = "--by field searches for rules and options that could be given up."
"""What helps where no wants bring a goal about."""

ADVICE = "pip install ortools, or ask with --by statements,field"

CERTAIN = "Asked of the file with every assumption taken as certain; its doubts count in goals about shares only."


def exact_changes(
    view: Conflict, goal: Goal, concept: str, may: Allowed, progress: Callable[[int, int], None] | None
) -> LeastChanges:
    """Return the least changes by each way that is allowed, together, and why there are none.

    Raises
    ------
    InvalidRequest
        If only rankings may change, and the goal is not that a state holds or falls.
    """
    reason = "" if "field" in may.ways else forbidden(view, goal)
    if reason:
        by, most = " and ".join(may.ways), may.limit
        return LeastChanges(view, goal.text, by, (), most, 0, "exhausted", most, reason, notes=(CURE,))
    found = _joined([*_by_each_way(view, goal, concept, may, progress)])
    notes = [CERTAIN] if space(view).count > 1 else []
    if not found.found and not found.why_not and "statements" in may.ways:
        notes = [*_larger(view, goal, concept, may), *notes]
    return replace(found, notes=(*found.notes, *notes))


def _larger(view: Conflict, goal: Goal, concept: str, may: Allowed) -> Iterator[str]:
    """Yield which cost to try instead of one that is too small."""
    known = wanted_first(view, goal, concept)
    if known is None:
        yield f"A larger cost may: --most {2 * may.limit:g}, or --by all."
        return
    condition, ids = known
    who = [view.decision_makers[view.position(each)].name or each for each in ids]
    cost = len(who) * costs_of(may.costs)["add"]
    yield (
        f"A cost of {cost:g} is enough, with --most {cost:g} --add {condition!r}: it does it if {' and '.join(who)} "
        f"would want that before anything else."
    )


def _by_each_way(
    view: Conflict, goal: Goal, concept: str, may: Allowed, progress: Callable[[int, int], None] | None
) -> Iterator[LeastChanges]:
    """Yield the least changes by edits, and by rankings if these can answer the goal."""
    if may.edited:
        yield least_edits(
            view.with_(published=()) if may.offers else view,  # answers of a source are about fewer options
            goal,
            by=(*may.edited, *(["all"] if may.every else [])),
            most=may.limit,
            keep=may.keep,
            candidates=may.candidates,
            costs=may.costs,
            offers=may.offers,
            concept=concept,
            progress=progress,
        )
    if "rankings" not in may.ways:
        return
    if isinstance(goal, Stands):
        yield _by_rankings(view, goal, may, progress)
    elif not may.edited:
        raise InvalidRequest(
            f"changes of rankings are found for 'STATE holds' and 'STATE falls', not for {goal.text!r}; ask for the "
            f"state in which it is so{_instead(goal)}, or with --by statements,field"
        )


def _instead(goal: Goal) -> str:
    """Return an example of a goal about states that is near to another one."""
    match goal:
        case Throughout(never=False, condition=text) | Leads(end=text) | LikelyEnough(end=text):
            return f", as in '({text}) holds'"
        case Throughout(condition=text):
            return f", as in '({text}) falls'"
    return ""


def _by_rankings(
    view: Conflict, goal: Stands, may: Allowed, progress: Callable[[int, int], None] | None
) -> LeastChanges:
    """Return the least changes of the rankings of those who are not to be kept as they are."""
    free = [dm.id for dm in view.decision_makers if dm.id not in may.keep and dm.name not in may.keep]
    tried = 0

    def step(number: int) -> None:
        nonlocal tried
        tried += number
        if progress is not None:
            progress(tried, 0)

    try:
        return least_rankings(view, goal, dms=free, most=may.most, progress=step)
    except ModuleNotFoundError as fault:
        raise InvalidRequest(f"changes of rankings are found by {fault.name}, which is missing: {ADVICE}") from None


def _joined(found: Sequence[LeastChanges]) -> LeastChanges:
    """Return several answers as one, the cheapest changes first."""
    if len(found) == 1:
        return found[0]
    proofs = {each.proof for each in found}
    joined: Proof = "" if "" in proofs else "both" if "optimal" in proofs else "exhausted"
    return replace(
        found[0],
        by=" and ".join(each.by for each in found),
        found=tuple(sorted((one for each in found for one in each.found), key=lambda one: one.cost)),
        tried=sum(each.tried for each in found),
        proof=joined,
        bound=min(each.bound for each in found),
        why_not="; ".join(each.why_not for each in found if each.why_not) if not any(e.found for e in found) else "",
        notes=tuple(dict.fromkeys(note for each in found for note in each.notes)),
    )
