"""A named what-if: the conflict with a patch on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from countermove.errors import Complaint, DocumentPath, InvalidConflict, UnknownName, did_you_mean
from countermove.model.capacities import capacity_rule
from countermove.model.fronts import of_a_front
from countermove.model.records import Preferences, Rule, Statement, Stays
from countermove.model.scope import option_complaints

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.model.conflict import Conflict, Joint
    from countermove.model.records import DecisionMaker, Variation

STAYS: dict[str, Stays | None] = {"on": "on", "off": "off", "both": None}
Levels = tuple[tuple[Statement, ...], ...]


def vary(conflict: Conflict, name: str) -> Conflict:
    """Return the conflict as one of its variations has it.

    Parameters
    ----------
    conflict : Conflict
        The conflict, which is not changed.
    name : str
        The variation's id.

    Returns
    -------
    Conflict
        With the same options, so that states keep their masks; removed options are off in every state.

    Raises
    ------
    UnknownName
        If there is no such variation.
    InvalidConflict
        If the patch contradicts the conflict.

    Examples
    --------
    >>> from countermove import Conflict, DecisionMaker, Option, Variation
    >>> dm = DecisionMaker(id="a", options=(Option(id="go"),))
    >>> c = Conflict(title="t", decision_makers=(dm,), variations=(Variation(id="no-go", remove=("go",)),))
    >>> vary(c, "no-go").states.patterns()
    ('N',)
    """
    named = {variation.id: variation for variation in conflict.variations}
    if name not in named:
        raise UnknownName(f"{conflict.title!r} has no variation {name!r}{did_you_mean(name, named)}")
    return patched(conflict, named[name])


def with_others(conflict: Conflict, name: str) -> Conflict:
    """Return the conflict as one of its variations has it, with the others that still have a meaning beside it.

    Raises
    ------
    UnknownName
        If there is no such variation.
    """
    varied, others = vary(conflict, name), tuple(each for each in conflict.variations if each.id != name)
    fitting = tuple(each for each in others if not [*_wrong(varied, each)])
    return varied.with_(variations=fitting)


def viewed(conflict: Conflict, name: str) -> Conflict:
    """Return the conflict as one of its variations has it, with the rival codings still beside it.

    They are the other variations that have a weight; `vary` leaves them out.

    Raises
    ------
    UnknownName
        If there is no such variation.
    InvalidConflict
        If the variation is a rival coding itself, or a rival coding contradicts what it leaves.
    """
    rivals = tuple(each for each in conflict.variations if each.weight)
    if any(each.id == name for each in rivals):
        message = f"{name!r} is a rival coding: it has a weight, and so is no view of the others"
        raise InvalidConflict([Complaint(message)])
    return vary(conflict, name).with_(variations=rivals)


def patched(conflict: Conflict, variation: Variation) -> Conflict:
    """Return the conflict with a patch applied; its variations and published answers no longer apply.

    Nor do questions that are asked of another variation.
    """
    fixed = [Rule(holds=f"not {name}") for name in variation.remove]
    fixed += [Rule(holds=name) for name in variation.require]
    anew = [*map(capacity_rule, variation.capacities)]
    return conflict.with_(
        title=f"{conflict.title} ({variation.name or variation.id})",
        decision_makers=tuple(_patched_dm(conflict, dm, variation) for dm in conflict.decision_makers),
        rules=(*_kept(conflict, anew), *anew, *fixed, *variation.rules),
        status_quo=conflict.status_quo if variation.status_quo is None else variation.status_quo,
        questions=tuple(
            replace(each, variation="") for each in conflict.questions if each.variation in {"", variation.id}
        ),
        variations=(),
        published=(),
        joint=conflict.joint and _joint(conflict.joint, variation),
    )


def _joint(joint: Joint, variation: Variation) -> Joint:
    """Return what joins the fronts, with the capacities and the ways to compare fronts that are others now."""
    shared = {each.id: each for each in variation.shared}
    capacities = {(each.dm, each.resource): each for each in variation.capacities}
    return replace(
        joint,
        shared=tuple(replace(shared.get(each.id, each), name=each.name) for each in joint.shared),
        capacities=tuple(capacities.get((each.dm, each.resource), each) for each in joint.capacities),
    )


def _kept(conflict: Conflict, anew: list[Rule]) -> list[Rule]:
    """Return the rules but for capacities that are worded anew."""
    names = {rule.name for rule in anew}
    return [rule for rule in conflict.rules if not rule.name or rule.name not in names]


def _patched_dm(conflict: Conflict, dm: DecisionMaker, variation: Variation) -> DecisionMaker:
    stays = {conflict.bits[name]: way for name, way in variation.irreversible}
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
    """Return what a decision maker wants under a variation."""
    base = dict(variation.preferences).get(dm.id, dm.preferences)
    dropped = {_plain(text) for text in dict(variation.drop).get(dm.id, ())}
    kept = (tuple(each for each in level if _plain(each.holds) not in dropped) for level in base.statements)
    first: Levels = dict(variation.first).get(dm.id, ())
    last: Levels = dict(variation.last).get(dm.id, ())
    return replace(base, statements=_without_order((*first, *(level for level in kept if level), *last)))


def _without_order(levels: Levels) -> Levels:
    """Return the statements, the first of which has lost what it could change places with."""
    return (tuple(replace(each, order=None) for each in levels[0]), *levels[1:]) if levels else levels


def _plain(text: str) -> str:
    return " ".join(text.split())


def variation_complaints(conflict: Conflict) -> Iterable[Complaint]:
    """Yield what is wrong with each variation: names that do not exist, then what the patch brings about."""
    for variation in conflict.variations:
        if not of_a_front(conflict, variation.id):  # those have been looked at where they are from
            yield from _wrong(conflict, variation)


def _wrong(conflict: Conflict, variation: Variation) -> Iterable[Complaint]:
    """Return names that do not exist, or else what is wrong with what the patch brings about."""
    return [*_unknown(conflict, variation)] or [*_brought_about(conflict, variation)]


def _brought_about(conflict: Conflict, variation: Variation) -> Iterable[Complaint]:
    try:
        patched(conflict, variation)
    except InvalidConflict as fault:
        for complaint in fault.complaints:
            message = f"variation {variation.id!r}: {complaint.message}"
            yield Complaint(message, _within(variation, complaint), complaint.offset)


def _within(variation: Variation, complaint: Complaint) -> DocumentPath:
    """Return where in the variation a complaint about the patched conflict comes from."""
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
    """Complain of statements to be dropped that the decision maker does not hold."""
    for dm in conflict.decision_makers:
        held = [_plain(each.holds) for level in dm.preferences.statements for each in level]
        for k, text in enumerate(dict(variation.drop).get(dm.id, ())):
            if _plain(text) not in held:
                message = f"{dm.id} holds no statement {text!r}{did_you_mean(_plain(text), held)}"
                yield Complaint(message, ("variations", variation.id, "drop", dm.id, k))
