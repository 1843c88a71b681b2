"""From a conflict with fronts to the mapping that its file holds: the fronts written out, and what crosses them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from countermove.model.joining.join import own_notes

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict, Joint
    from countermove.model.records import Capacity, Shared, Variation


def joint_document(conflict: Conflict, joint: Joint) -> dict[str, Any]:
    """Return the mapping that a file with fronts holds.

    Raises
    ------
    InvalidConflict
        If the conflict was changed after its fronts were joined, so that they no longer make it up.
    """
    from countermove.io.yaml.writing import plain, preferences, short, source

    document = {
        "countermove": 1,
        "title": conflict.title,
        "about": conflict.about,
        "citation": [*conflict.citation],
        "sources": {each.id: source(each) for each in joint.sources},
        "fronts": {front.id: _front(front.conflict) for front in joint.fronts},
        "shared": {each.id: _shared(each) for each in joint.shared},
        "preferences": {dm: preferences(wants) for dm, wants in joint.wants},
        "feasible": [short(plain(rule), "holds") for rule in joint.rules],
        "capacity": _capacities(joint.capacities),
        "draws": _draws(joint.capacities),
        "questions": {each.id: plain(each) for each in joint.questions},
        "variations": {each.id: _variation(each) for each in joint.variations},
        "notes": [*own_notes(conflict, joint)],
    }
    return {key: value for key, value in document.items() if value not in ({}, [], "")}


def _front(conflict: Conflict) -> dict[str, Any]:
    from countermove.io.yaml.writing import as_document

    return {key: value for key, value in as_document(conflict).items() if key != "countermove"}


def _shared(shared: Shared) -> dict[str, Any]:
    document = {"name": shared.name, "fronts": dict(shared.there), **_comparing(shared)}
    return {key: value for key, value in document.items() if value}


def _comparing(shared: Shared) -> dict[str, Any]:
    from countermove.io.yaml.writing import preferences

    document = {
        "order": [*shared.order],
        "weights": dict(shared.weights),
        "preferences": preferences(shared.preferences) if shared.preferences else None,
    }
    return {key: value for key, value in document.items() if value}


def _capacities(capacities: tuple[Capacity, ...]) -> dict[str, dict[str, Any]]:
    from countermove.io.yaml.writing import plain, short

    document: dict[str, dict[str, Any]] = {}
    for each in capacities:
        said = plain(each)
        kept = {key: said[key] for key in ("because", "evidence", "confidence") if key in said}
        document.setdefault(each.dm, {})[each.resource] = short({"has": each.amount} | kept, "has")
    return document


def _draws(capacities: tuple[Capacity, ...]) -> dict[str, dict[str, float]]:
    document: dict[str, dict[str, float]] = {}
    for each in capacities:
        for option, amount in each.draws:
            document.setdefault(option, {})[each.resource] = amount
    return document


def _variation(patch: Variation) -> dict[str, Any]:
    from countermove.io.yaml.writing import variation

    anew = {"capacities", "shared"}
    document = {key: value for key, value in variation(patch).items() if key not in anew}
    capacity = {"capacity": _capacities(patch.capacities)} if patch.capacities else {}
    shared = {"shared": {each.id: _comparing(each) for each in patch.shared}} if patch.shared else {}
    return document | capacity | shared
