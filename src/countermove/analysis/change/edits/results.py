"""What is told of the sets of edits that serve: their steps in sentences, the changed conflict, its ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.analysis.change.edits.revised import revised
from countermove.analysis.change.result import Edit, LeastChange

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.analysis.change.edits.step import Step, Steps
    from countermove.analysis.change.edits.verdicts import Verdicts
    from countermove.model.conflict import Conflict


def found_changes(verdicts: Verdicts, found: Iterable[Steps]) -> tuple[LeastChange, ...]:
    """Return the changes that serve, the cheapest first."""
    return tuple(_change(verdicts, made) for made in found)


def _change(verdicts: Verdicts, made: Steps) -> LeastChange:
    edits = tuple(_edit(verdicts.conflict, each) for each in made)
    cost = round(sum(each.cost for each in made), 9)
    return LeastChange(edits, cost, revised(verdicts.conflict, made))


def _edit(conflict: Conflict, step: Step) -> Edit:
    dm = conflict.decision_makers[int(step.slot[1])]
    return Edit(step.kind, dm.id, f"{dm.name or dm.id}: {step.kind} {step.text!r} ({step.amount})", step.cost)
