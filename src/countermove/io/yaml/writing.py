"""Writing of conflict files in YAML, in short forms; fronts are written inline.

Reading a written file gives an equal conflict.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, is_dataclass
from io import StringIO
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from countermove.errors import Complaint, InvalidConflict
from countermove.io.text_files import half_letter
from countermove.model.joining.join import own_notes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from countermove.errors import DocumentPath
    from countermove.model.conflict import Conflict, Joint
    from countermove.model.definitions import NamedCondition
    from countermove.model.provenance import Source
    from countermove.model.records import Capacity, DecisionMaker, Option, Preferences, Shared, Statement, Variation


def write_yaml(conflict: Conflict) -> str:
    """Return a conflict as the text of a conflict file; reading it gives an equal conflict.

    Raises
    ------
    InvalidConflict
        If the conflict was changed after its fronts were joined, so that they no longer make it up, or holds half a
        letter, which could not be read again.

    Examples
    --------
    >>> from countermove import Conflict, DecisionMaker, Option
    >>> dm = DecisionMaker(id="a", options=(Option(id="go"),))
    >>> print(write_yaml(Conflict(title="t", decision_makers=(dm,))))
    countermove: 1
    title: t
    decision_makers:
      a:
        options:
          go:
    <BLANKLINE>
    """
    yaml = YAML(typ="rt", pure=True)
    yaml.default_flow_style = False
    longest = max((len(text) for dm in conflict.decision_makers for text, _ in dm.preferences.weights), default=0)
    yaml.width = 110 if longest < 60 else 1 << 20  # a key must not be folded over two lines
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.allow_unicode = True
    text, document = StringIO(), as_document(conflict)
    if halved := [Complaint(message, path) for path, message in _half_letters(document, ())]:
        raise InvalidConflict(halved)
    yaml.dump(document, text)
    return text.getvalue()


def _half_letters(part: Any, path: DocumentPath) -> Iterator[tuple[DocumentPath, str]]:
    """Yield the path of each text with a lone surrogate, with a message."""
    if isinstance(part, str) and (message := half_letter(part)):
        yield path, message
    inside = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, value in inside:
        yield from (found for each in (key, value) for found in _half_letters(each, (*path, key)))


def as_document(conflict: Conflict) -> dict[str, Any]:
    """Return a conflict as the plain mapping of its conflict file.

    Raises
    ------
    InvalidConflict
        If the conflict was changed after its fronts were joined, so that they no longer make it up.
    """
    if conflict.joint is not None:
        return joint_document(conflict, conflict.joint)
    graph = conflict.graph
    document = {
        "countermove": 1,
        "title": conflict.title,
        "about": conflict.about,
        "citation": [*conflict.citation],
        "status_quo": None if conflict.status_quo is None else [*conflict.status_quo],
        **_viewpoint(conflict),
        "reading": _reading({dm.id: dm.concept for dm in conflict.decision_makers}),
        "sources": {each.id: source(each) for each in conflict.sources},
        **_definitions(conflict.definitions, conflict.ends),
        "states": None if graph is None else {id_: name or None for id_, name in graph.states},
        "decision_makers": {dm.id: _decision_maker(conflict, dm) for dm in conflict.decision_makers},
        "feasible": [short(plain(rule), "holds") for rule in conflict.rules],
        "irreversible": {
            name: _irreversible(option) for name, (_, option) in _options_by_name(conflict) if option.stays
        },
        "tempo": {dm.id: dm.tempo for dm in conflict.decision_makers if dm.tempo != 1},
        "coalesce": [*conflict.coalesce],
        "option_order": [*conflict.option_order],
        "questions": {each.id: plain(each) for each in conflict.questions},
        "variations": {each.id: variation(each) for each in conflict.variations},
        "published": [plain(each) | {"equilibria": _lists(each.equilibria)} for each in conflict.published],
        "notes": [*conflict.notes, *conflict.remarks],
    }
    kept = {key: value for key, value in document.items() if value not in ({}, [], "", None)}
    return kept | ({"status_quo": []} if conflict.status_quo == () else {})


def _viewpoint(conflict: Conflict) -> dict[str, Any]:
    return {"standpoint": conflict.standpoint, "came_about": conflict.came_about}


def _reading(concepts: Mapping[str, str]) -> str | dict[str, str]:
    """Return a reading, given the concepts by decision maker: one if all have the same."""
    named = {dm: concept for dm, concept in concepts.items() if concept}
    same = len(named) == len(concepts) and len({*named.values()}) == 1
    return next(iter(named.values())) if same else named


def _definitions(definitions: tuple[NamedCondition, ...], ends: tuple[str, ...]) -> dict[str, Any]:
    return {"define": {each.id: short(plain(each), "when") for each in definitions}, "ends": [*ends]}


def _options_by_name(conflict: Conflict) -> list[tuple[str, tuple[int, Option]]]:
    return [*zip(conflict.options, conflict.owned, strict=True)]


def plain(record: Any) -> Any:
    """Return a record as a mapping without id and default values; other values are returned as they are."""
    if isinstance(record, tuple):
        return [plain(each) for each in record]
    if isinstance(record, dt.date):
        return record.isoformat()
    if not is_dataclass(record):
        return record
    named = ((each, getattr(record, each.name)) for each in fields(record) if each.name != "id")
    return {each.name: plain(value) for each, value in named if value not in (each.default, (), None)}


def short(document: dict[str, Any], key: str) -> Any:
    """Return the value of the only key of a mapping if it is `key`, and otherwise the mapping."""
    return document[key] if [*document] == [key] else document


def source(source: Source) -> dict[str, Any]:
    """Return a source as a mapping."""
    document: dict[str, Any] = plain(source)
    return document | ({"speaker": source.speaker[0]} if len(source.speaker) == 1 else {})


def _irreversible(option: Option) -> Any:
    document = {"stays": option.stays, "because": option.stays_because, "evidence": plain(option.stays_evidence)}
    given = {key: value for key, value in document.items() if value}
    sure = {} if option.stays_confidence is None else {"confidence": option.stays_confidence}
    return short(given | sure, "stays")


def _option(option: Option) -> Any:
    document = {key: value for key, value in plain(option).items() if not key.startswith("stays")}
    return short(document, "name") if document else None


def _decision_maker(conflict: Conflict, dm: DecisionMaker) -> dict[str, Any]:
    moves: dict[str, list[str]] = {}
    for owner, start, end in conflict.graph.moves if conflict.graph else ():
        if owner == dm.id:
            moves.setdefault(start, []).append(end)
    document = {
        "name": dm.name,
        "options": {option.id: _option(option) for option in dm.options},
        "moves": moves,
        "preferences": preferences(dm.preferences),
        "note": dm.note,
    }
    return {key: value for key, value in document.items() if value}


def _statements(levels: tuple[tuple[Statement, ...], ...]) -> list[Any]:
    written = [[short(plain(each), "holds") for each in level] for level in levels]
    return [level[0] if len(level) == 1 else level for level in written]


def preferences(wants: Preferences) -> Any:
    """Return preferences as a mapping, or as a list if they are statements only."""
    ranking = [level[0] if len(level) == 1 else [*level] for level in wants.ranking]
    document: dict[str, Any] = {
        "statements": _statements(wants.statements),
        "weights": dict(wants.weights),
        "ranking": ranking,
        "because": wants.because,
        "evidence": plain(wants.evidence),
        "confidence": wants.confidence,
    }
    kept = {key: value for key, value in document.items() if value not in ([], {}, "", None)}
    return kept["statements"] if [*kept] == ["statements"] else kept


def _lists(pairs: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, list[str]]:
    return {key: [*values] for key, values in pairs}


def variation(variation: Variation) -> dict[str, Any]:
    """Return a variation as a mapping."""
    document = plain(variation)
    document["feasible"] = [short(plain(rule), "holds") for rule in variation.rules]
    document["irreversible"] = dict(variation.irreversible)
    document["preferences"] = {dm: preferences(each) for dm, each in variation.preferences}
    document["first"] = {dm: _statements(levels) for dm, levels in variation.first}
    document["last"] = {dm: _statements(levels) for dm, levels in variation.last}
    document["drop"] = _lists(variation.drop)
    kept = {key: value for key, value in document.items() if key != "rules" and value}
    return kept | ({"status_quo": []} if variation.status_quo == () else {})


def variations_as_yaml(variations: Iterable[Variation], indent: int) -> str:
    """Return variations as entries of the mapping `variations`, with so many spaces before their ids."""
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = None  # lists and mappings of scalars in brackets and braces
    yaml.width, yaml.allow_unicode = 100, True
    vars(yaml)["sort_base_mapping_type_on_output"] = False  # its type in the package is that of its default, None
    text = StringIO()
    yaml.dump({each.id: variation(each) for each in variations}, text)
    lines = (line.rstrip() for line in text.getvalue().splitlines())
    return "".join(f"{' ' * indent}{line}\n" if line else "\n" for line in lines)


def joint_document(conflict: Conflict, joint: Joint) -> dict[str, Any]:
    """Return a conflict with fronts as the plain mapping of its conflict file.

    Raises
    ------
    InvalidConflict
        If the conflict was changed after its fronts were joined, so that they no longer make it up.
    """
    document = {
        "countermove": 1,
        "title": conflict.title,
        "about": conflict.about,
        "citation": [*conflict.citation],
        **_viewpoint(conflict),
        "reading": joint.reading if isinstance(joint.reading, str) else dict(joint.reading),
        "sources": {each.id: source(each) for each in joint.sources},
        **_definitions(joint.definitions, conflict.ends),
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
    return {key: value for key, value in as_document(conflict).items() if key != "countermove"}


def _shared(shared: Shared) -> dict[str, Any]:
    document = {"name": shared.name, "fronts": dict(shared.there), **_comparing(shared)}
    return {key: value for key, value in document.items() if value}


def _comparing(shared: Shared) -> dict[str, Any]:
    document = {
        "order": [*shared.order],
        "weights": dict(shared.weights),
        "preferences": preferences(shared.preferences) if shared.preferences else None,
    }
    return {key: value for key, value in document.items() if value}


def _capacities(capacities: tuple[Capacity, ...]) -> dict[str, dict[str, Any]]:
    document: dict[str, dict[str, Any]] = {}
    for each in capacities:
        record = plain(each)
        kept = {key: record[key] for key in ("because", "evidence", "confidence") if key in record}
        document.setdefault(each.dm, {})[each.resource] = short({"has": each.amount} | kept, "has")
    return document


def _draws(capacities: tuple[Capacity, ...]) -> dict[str, dict[str, float]]:
    document: dict[str, dict[str, float]] = {}
    for each in capacities:
        for option, amount in each.draws:
            document.setdefault(option, {})[each.resource] = amount
    return document


def _variation(patch: Variation) -> dict[str, Any]:
    separate = {"capacities", "shared"}
    document = {key: value for key, value in variation(patch).items() if key not in separate}
    capacity = {"capacity": _capacities(patch.capacities)} if patch.capacities else {}
    shared = {"shared": {each.id: _comparing(each) for each in patch.shared}} if patch.shared else {}
    return document | capacity | shared
