"""What crosses between fronts: who is on several of them, what they share, and what is true across them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.model.capacities import capacity_rule, rule_name
from countermove.model.fronts import named_fronts
from countermove.report.referring import name_of, sentence, titles
from countermove.report.statements import worded
from countermove.report.words import dm_names, listed, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countermove.model.conflict import Conflict, Joint
    from countermove.model.records import Capacity, Shared


@dataclass(frozen=True, slots=True)
class Crossing:
    """Something that makes one front matter on another, in words, and why."""

    text: str
    because: str = ""


def front_titles(conflict: Conflict) -> dict[str, str]:
    """Return what each front is called.

    Examples
    --------
    >>> from countermove import cases
    >>> front_titles(cases.load("canal"))["north"]
    'A canal, the northern front (invented)'
    """
    return {each.id: tidy(each.conflict.title) or each.id for each in conflict.joint.fronts} if conflict.joint else {}


def crossings(conflict: Conflict) -> tuple[Crossing, ...]:
    """Return what crosses between the fronts of a conflict: decision makers, capacities, rules and wants."""
    joint = conflict.joint
    if joint is None:
        return ()
    return (*_shared(conflict, joint), *_capacities(conflict, joint), *_rules(conflict), *_wants(conflict))


def _shared(conflict: Conflict, joint: Joint) -> Iterator[Crossing]:
    for each in joint.shared:
        fronts = listed([front for front, _ in each.there])
        yield Crossing(f"{sentence(name_of(conflict, each.id))} takes part in {fronts}, and {_compares(each)}.")


def _compares(shared: Shared) -> str:
    if shared.weights:
        counts = listed([f"{weight:g} in {front}" for front, weight in shared.weights])
        return f"adds up what is gained and lost: a rank counts {counts}"
    if shared.order:
        return f"compares them in the order of {listed(shared.order, 'then')}: what differs on the first decides"
    return "wants things across them, as said below"


def _capacities(conflict: Conflict, joint: Joint) -> Iterator[Crossing]:
    """Yield the capacities that bind."""
    given = {rule_name(each.dm, each.resource): each for each in joint.capacities}
    for rule in conflict.rules:
        if (capacity := given.get(rule.name)) is None:
            continue
        if rule.holds != "true" and rule == capacity_rule(capacity):
            yield Crossing(_has(conflict, capacity), tidy(capacity.because))


def _has(conflict: Conflict, capacity: Capacity) -> str:
    called = titles(conflict)
    drawn = [f"{called[conflict.bits[option]]} takes {amount:g}" for option, amount in capacity.draws if amount]
    owner = name_of(conflict, capacity.dm)
    return f"{sentence(owner)} has {capacity.amount:g} of {capacity.resource} in all, of which {listed(drawn)}."


def _rules(conflict: Conflict) -> Iterator[Crossing]:
    for rule in conflict.rules:
        if not rule.name and len(named_fronts(rule.holds)) > 1:
            yield Crossing(f"Always so: {worded(conflict, rule.holds)}.", tidy(rule.because))


def _wants(conflict: Conflict) -> Iterator[Crossing]:
    for dm, name in zip(conflict.decision_makers, dm_names(conflict), strict=True):
        for level in dm.preferences.statements:
            for each in level:
                if len(named_fronts(each.holds)) > 1:
                    yield Crossing(f"{name} wants: {worded(conflict, each.holds)}.", tidy(each.because))
