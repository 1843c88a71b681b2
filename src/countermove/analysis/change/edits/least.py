"""The question of the least edits: which smallest sets of edits meet a goal."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from countermove.analysis.change.edits.candidates import candidates_of
from countermove.analysis.change.edits.costs import costs_of
from countermove.analysis.change.edits.groups import group_of
from countermove.analysis.change.edits.results import found_changes
from countermove.analysis.change.edits.search import Search
from countermove.analysis.change.edits.statements import Wanted
from countermove.analysis.change.edits.verdicts import Verdicts
from countermove.analysis.change.result import LeastChanges
from countermove.kernels.jit import can_compile
from countermove.model.reading import concept_in

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from countermove.analysis.change.goal import Goal
    from countermove.analysis.change.result import Proof
    from countermove.model.conflict import Conflict


def least_edits(  # noqa: PLR0913  (each has a default)
    conflict: Conflict,
    goal: Goal,
    *,
    by: Collection[str] = ("statements",),
    most: float = 3.0,
    keep: Collection[str] = (),
    candidates: Collection[str] = (),
    costs: Mapping[str, float] | None = None,
    concept: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> LeastChanges:
    """Return all inclusion-minimal sets of edits up to a cost that meet a goal, the cheapest first."""
    prices, by_whom = costs_of(costs), concept_in(conflict, concept).id
    slots = [*Wanted(conflict, prices, (), "all" in by).edits(candidates_of(conflict, candidates))]
    verdicts = Verdicts(conflict, goal, by_whom, "compiled" if can_compile() else "plain", conflict.movers)
    proof: Proof = ""
    search = None
    try:
        groups = []
        for dm in conflict.movers:
            own = [each for each in slots if each[0].slot[1] == dm]
            groups.append(group_of(own, most, partial(verdicts.does, dm), lambda _: None))
        search = Search(groups, most)
        search.run(verdicts, lambda done: progress(done, done) if progress else None)
        proof = "exhausted"
    except KeyboardInterrupt:
        pass
    if search is None:
        return LeastChanges(conflict, goal.text, "statements", (), most, 0, "", 0.0)
    found = found_changes(verdicts, search.found)
    return LeastChanges(conflict, goal.text, "statements", found, most, search.tried, proof, min(most, search.bound))
