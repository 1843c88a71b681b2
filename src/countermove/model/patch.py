"""Patches: the conflict with one variation applied to it as it stands, and complaints about variations."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from countermove.errors import Complaint, DocumentPath, InvalidConflict, did_you_mean
from countermove.model.capacities import capacity_rule
from countermove.model.fronts import belongs_to_front
from countermove.model.provenance import BASE
from countermove.model.records import Preferences, Rule, Statement, Stays
from countermove.model.scope import option_complaints

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.model.conflict import Conflict, Joint
    from countermove.model.records import DecisionMaker, Variation

STAYS: dict[str, Stays | None] = {"on": "on", "off": "off", "both": None}
Levels = tuple[tuple[Statement, ...], ...]


def patched(conflict: Conflict, variation: Variation) -> Conflict:
    """Return the conflict with a patch applied; variations, published answers and others' questions are left out.

    Raises
    ------
    InvalidConflict
        If the patch contradicts the conflict.
    """
    fixed = [Rule(holds=f"not {name}") for name in variation.remove]
    fixed += [Rule(holds=name) for name in variation.require]
    replaced = [*map(capacity_rule, variation.capacities)]
    return conflict.with_(
        title=f"{conflict.title} ({variation.name or variation.id})",
        decision_makers=tuple(_patched_dm(conflict, dm, variation) for dm in conflict.decision_makers),
        rules=(*_other_rules(conflict, replaced), *replaced, *fixed, *variation.rules),
        status_quo=conflict.status_quo if variation.status_quo is None else variation.status_quo,
        questions=tuple(
            replace(each, variation="") for each in conflict.questions if each.variation in {"", variation.id}
        ),
        variations=(),
        published=(),
        standpoint=BASE,
        variation=f"{conflict.variation}+{variation.id}" if conflict.variation else variation.id,
        joint=conflict.joint and _joint(conflict.joint, variation),
    )


def _joint(joint: Joint, variation: Variation) -> Joint:
    """Return the fronts' joint parts with the variation's capacities and comparisons of fronts."""
    shared = {each.id: each for each in variation.shared}
    capacities = {(each.dm, each.resource): each for each in variation.capacities}
    return replace(
        joint,
        shared=tuple(replace(shared.get(each.id, each), name=each.name) for each in joint.shared),
        capacities=tuple(capacities.get((each.dm, each.resource), each) for each in joint.capacities),
    )


def _other_rules(conflict: Conflict, replaced: list[Rule]) -> list[Rule]:
    """Return the rules without those that have the name of a replaced capacity."""
    names = {rule.name for rule in replaced}
    return [rule for rule in conflict.rules if not rule.name or rule.name not in names]


def _patched_dm(conflict: Conflict, dm: DecisionMaker, variation: Variation) -> DecisionMaker:
    stays = {conflict.bits[name]: direction for name, direction in variation.irreversible}
    settled = {conflict.bits[name] for name in (*variation.remove, *variation.require)}
    bits = [conflict.bits[dm.full(option)] for option in dm.options]
    options = tuple(
        replace(option, stays=STAYS[stays[bit]], stays_because="", stays_evidence=(), stays_confidence=None)
        if bit in stays
        else option
        for bit, option in zip(bits, dm.options, strict=True)
    )
    options = tuple(
        replace(option, confidence=None) if bit in settled else option
        for bit, option in zip(bits, options, strict=True)
    )
    return replace(dm, options=options, preferences=patched_preferences(dm, variation))


def patched_preferences(dm: DecisionMaker, variation: Variation) -> Preferences:
    """Return a decision maker's preferences under a variation."""
    base = dict(variation.preferences).get(dm.id, dm.preferences)
    dropped = {_plain(text) for text in dict(variation.drop).get(dm.id, ())}
    kept = (tuple(each for each in level if _plain(each.holds) not in dropped) for level in base.statements)
    first: Levels = dict(variation.first).get(dm.id, ())
    last: Levels = dict(variation.last).get(dm.id, ())
    return replace(base, statements=_without_order((*first, *(level for level in kept if level), *last)))


def _without_order(levels: Levels) -> Levels:
    """Return the levels with a certain order of the first, which has no level before it to change places with."""
    return (tuple(replace(each, order=None) for each in levels[0]), *levels[1:]) if levels else levels


def _plain(text: str) -> str:
    """Return a statement with single spaces."""
    return " ".join(text.split())


def variation_complaints(conflict: Conflict) -> Iterable[Complaint]:
    """Yield the complaints about each variation: unknown names, or else the faults of the patched conflict."""
    for variation in conflict.variations:
        if not belongs_to_front(conflict, variation.id):  # each front's own conflict has checked its variations
            yield from faults_of(conflict, variation)


def faults_of(conflict: Conflict, variation: Variation) -> list[Complaint]:
    """Return the complaints about a variation as a patch on a conflict."""
    return [*_unknown(conflict, variation)] or [*_faults_of_patch(conflict, variation)]


def _faults_of_patch(conflict: Conflict, variation: Variation) -> Iterable[Complaint]:
    try:
        patched(conflict, variation)
    except InvalidConflict as fault:
        for complaint in fault.complaints:
            message = f"variation {variation.id!r}: {complaint.message}"
            yield Complaint(message, _within(variation, complaint), complaint.offset)


def _within(variation: Variation, complaint: Complaint) -> DocumentPath:
    """Return the path in the variation for a complaint about the patched conflict."""
    at: DocumentPath = ("variations", variation.id)
    match complaint.path:
        case ("decision_makers", dm, "preferences", *rest) if dm in dict(variation.preferences):
            return (*at, "preferences", dm, *rest)
        case ("status_quo", *rest) if variation.status_quo is not None:
            return (*at, "status_quo", *rest)
    return at


def _unknown(conflict: Conflict, variation: Variation) -> Iterable[Complaint]:
    at = ("variations", variation.id)
    where = f"in the variation {variation.id!r}"
    yield from option_complaints(conflict, variation.remove, (*at, "remove"), where)
    yield from option_complaints(conflict, variation.require, (*at, "require"), where)
    directed = [name for name, _ in variation.irreversible]
    yield from option_complaints(conflict, directed, (*at, "irreversible"), where)
    ids = [dm.id for dm in conflict.decision_makers]
    for key in ("preferences", "first", "last", "drop"):
        for dm, _ in getattr(variation, key):
            if dm not in ids:
                yield Complaint(f"unknown decision maker {dm!r} ({where}){did_you_mean(dm, ids)}", (*at, key, dm))
    yield from _not_held(conflict, variation)


def _not_held(conflict: Conflict, variation: Variation) -> Iterable[Complaint]:
    """Yield a complaint for each statement to drop that the decision maker does not hold."""
    for dm in conflict.decision_makers:
        held = [_plain(each.holds) for level in dm.preferences.statements for each in level]
        for k, text in enumerate(dict(variation.drop).get(dm.id, ())):
            if _plain(text) not in held:
                message = f"{dm.id} holds no statement {text!r}{did_you_mean(_plain(text), held)}"
                yield Complaint(message, ("variations", variation.id, "drop", dm.id, k))
