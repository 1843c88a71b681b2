"""The conflict with some edits made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from countermove.analysis.assumptions.changes import rankings_kept
from countermove.model.revision import (
    Revision,
    edited_preferences,
    edited_rules,
    feasible_status_quo,
    revised_decision_makers,
    revised_rules,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.analysis.change.edits.step import EditStep
    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker, Option, Rule, Stays

WANTS = frozenset({"place", "sense", "weight", "add"})
"""The first word of slots of edits that change only the ranks of one decision maker."""

SIGN = {"up": -1, "down": 1}


def revision_of(steps: Iterable[EditStep]) -> Revision:
    """Return the revision that some edits ask for; an agreement only moves the status quo, and is none."""
    every = [*steps]

    def at(kind: str, *words: str) -> frozenset[tuple[int, ...]]:
        return frozenset(_at(each) for each in every if each.kind == kind and each.slot[0] in words)

    return Revision(
        rules=at("no rule", "rule") | frozenset((each.amount,) for each in every if each.kind == "offer"),
        ruled=tuple(each.text for each in every if each.kind == "rule"),
        withheld=at("take away", "option"),
        unconditional=at("unconditional", "when"),
        reversible=at("reversible", "stays"),
        irreversible=frozenset((_at(each), _direction(each)) for each in every if each.kind == "irreversible"),
        dropped=at("drop", "sense"),
        negated=at("negate", "sense"),
        shifted=frozenset((_at(each), SIGN[each.kind] * each.amount) for each in every if each.slot[0] == "place"),
        added=tuple((int(each.slot[1]), each.amount, each.text) for each in every if each.slot[0] == "add"),
        weights_dropped=at("drop", "weight"),
        weights_negated=at("negate", "weight"),
    )


def _at(step: EditStep) -> tuple[int, ...]:
    return tuple(int(each) for each in step.slot[1:])


def _direction(step: EditStep) -> Stays:
    direction: Literal["on", "off"] = "on" if step.text == "on" else "off"
    return direction


def revised(conflict: Conflict, steps: Iterable[EditStep]) -> Conflict:
    """Return the conflict with some edits made at once, and without its doubts, variations and published answers.

    Raises
    ------
    InvalidConflict
        If nothing is feasible, or a ranking or the coalescing no longer fits the states.
    """
    made = revision_of(steps)
    return _put_together(conflict, revised_decision_makers(conflict, made), revised_rules(conflict, made), steps)


def edited(conflict: Conflict, steps: Iterable[EditStep]) -> Conflict:
    """Return the conflict with some edits made at once, as doubtful as it was in what they do not touch.

    Raises
    ------
    InvalidConflict
        As `revised`.
    """
    made = revision_of(steps)
    dms = tuple(_decision_maker(i, dm, made) for i, dm in enumerate(conflict.decision_makers))
    return _put_together(conflict, dms, edited_rules(conflict, made), steps)


def _put_together(
    conflict: Conflict, dms: tuple[DecisionMaker, ...], rules: tuple[Rule, ...], steps: Iterable[EditStep]
) -> Conflict:
    """Return the conflict with other parts; it has no status quo if its own is infeasible."""
    base = conflict.with_(
        decision_makers=rankings_kept(conflict, dms, rules),
        rules=rules,
        status_quo=None,
        questions=tuple(each for each in conflict.questions if not each.variation),
        variations=(),
        standpoint="",
        variation="",
        published=(),
    )
    agreed = [each for each in steps if each.kind == "agreement"]
    wanted = words_on(conflict, agreed[0].amount) if agreed else conflict.status_quo
    start = feasible_status_quo(base, wanted)
    return base if start is None else base.with_(status_quo=start)


def words_on(conflict: Conflict, mask: int) -> tuple[str, ...]:
    """Return the options that are on in a mask."""
    return tuple(name for bit, name in enumerate(conflict.options) if mask >> bit & 1)


def _decision_maker(i: int, dm: DecisionMaker, revision: Revision) -> DecisionMaker:
    options = tuple(_option((i, k), option, revision) for k, option in enumerate(dm.options))
    return replace(dm, options=options, preferences=edited_preferences(i, dm.preferences, revision))


def _option(at: tuple[int, int], option: Option, revision: Revision) -> Option:
    """Return an option as it is revised; what is decided of it is certain, and has no reason in the file."""
    if at in revision.unconditional:
        option = replace(option, when="")
    if at in revision.withheld:
        option = replace(option, confidence=None)
    stays = dict(revision.irreversible).get(at)
    if at in revision.reversible or stays:
        option = replace(option, stays=stays, stays_confidence=None, stays_because="", stays_evidence=())
    return option
