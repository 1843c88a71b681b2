"""The conflict with some edits made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.analysis.assumptions.changes import rankings_kept
from countermove.model.revision import Revision, feasible_status_quo, revised_decision_makers, revised_rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.analysis.change.edits.step import Step
    from countermove.model.conflict import Conflict

WANTS = frozenset({"place", "sense", "weight", "add"})
"""The first word of slots of edits that change only the ranks of one decision maker."""


def revision_of(steps: Iterable[Step]) -> Revision:
    """Return the revision that some edits ask for; the amount of an added statement is its place."""
    every = [*steps]

    def at(word: str, kind: str) -> frozenset[tuple[int, ...]]:
        return frozenset(each.slot[1:] for each in every if (each.slot[0], each.kind) == (word, kind))  # type: ignore[misc]

    sign = {"up": -1, "down": 1}
    return Revision(
        dropped=at("sense", "drop"),
        negated=at("sense", "negate"),
        shifted=frozenset(
            (each.slot[1:], sign[each.kind] * each.amount) for each in every if each.slot[0] == "place"
        ),  # type: ignore[misc]
        added=tuple((int(each.slot[1]), each.amount, each.text) for each in every if each.slot[0] == "add"),
        weights_dropped=at("weight", "drop"),
        weights_negated=at("weight", "negate"),
    )


def revised(conflict: Conflict, steps: Iterable[Step]) -> Conflict:
    """Return the conflict with some edits made at once.

    Raises
    ------
    InvalidConflict
        If nothing is feasible, or a ranking or the coalescing no longer fits the states.
    """
    made = revision_of(steps)
    rules = revised_rules(conflict, made)
    base = conflict.with_(
        decision_makers=rankings_kept(conflict, revised_decision_makers(conflict, made), rules),
        rules=rules,
        status_quo=None,
        questions=tuple(each for each in conflict.questions if not each.variation),
        variations=(),
        standpoint="",
        published=(),
    )
    start = feasible_status_quo(base, conflict.status_quo)
    return base if start is None else base.with_(status_quo=start)
