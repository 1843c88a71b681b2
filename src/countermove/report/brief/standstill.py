"""A model in which nobody leaves the status quo, in words: what keeps it there, and what would free it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.report.part_names import wants
from countermove.report.references import name_of, names_of
from countermove.report.statements import worded
from countermove.report.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from countermove.analysis.assumptions.changes import Change
    from countermove.analysis.assumptions.freeing import Freeing
    from countermove.model.conflict import Conflict

MOST = 4
"""Ways to free it that are told; the rest is counted."""


def standing_still(conflict: Conflict, freed: Sequence[Freeing]) -> str:
    """Return that nobody leaves the status quo, and the statements that keep it.

    A statement keeps it if somebody leaves it once the statement is left out.
    """
    keeping = [each for each in freed if each.left_out and len(each.changes) == 1]
    if not keeping:
        return "Nobody leaves the status quo. The model says nothing here: nobody gains by any move that it can make."
    wants = [_wanted(conflict, each.changes[0]) for each in keeping[:2]]
    more = f" ({len(keeping) - 2} more statements do so too)" if len(keeping) > 2 else ""
    each = ": each of the two keeps it" if len(wants) == 2 else ", and that keeps it"
    return f"Nobody leaves the status quo: {listed(wants)}{each}{more}."


def ways_out(conflict: Conflict, freed: Sequence[Freeing]) -> Iterator[str]:
    """Yield each way to free a conflict in words; those beyond a few are counted."""
    for each in freed[:MOST]:
        told = listed([_changed(conflict, change) for change in each.changes])
        yield f"{'unless' if each.left_out else 'if'} {told}: then {names_of(conflict, each.movers)} would move"
    if len(freed) > MOST:
        yield f"and {len(freed) - MOST} more"


def _wanted(conflict: Conflict, change: Change) -> str:
    owner, text = _owned(conflict, change)
    return f"{owner} {wants(owner)} {text}"


def _changed(conflict: Conflict, change: Change) -> str:
    owner, text = _owned(conflict, change)
    return f"{owner} {wants(owner)} {text}" if change.how == "left out" else f"{owner} wanted {text} instead"


def _owned(conflict: Conflict, change: Change) -> tuple[str, str]:
    """Return the name of the decision maker that a statement is of, and the statement, or its contrary, in words."""
    i, level, place = change.assumption.at
    dm = conflict.decision_makers[i]
    holds = dm.preferences.statements[level][place].holds
    return name_of(conflict, dm.id), worded(conflict, f"not ({holds})" if change.how == "negated" else holds)
