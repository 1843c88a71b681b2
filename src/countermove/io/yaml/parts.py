"""Conversion of the parts common to files with and without fronts: preferences, rules, questions, variations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from countermove.io.yaml import document as doc
from countermove.io.yaml.cited import Document, evidence
from countermove.model.definitions import NamedCondition
from countermove.model.provenance import Answer, Question, ReferenceClass
from countermove.model.records import Preferences, Rule, Statement, Variation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def picked(document: Document, *keys: str) -> dict[str, Any]:
    """Return some fields of a document by name."""
    return {key: getattr(document, key) for key in keys}


def _statement(document: doc.StatementDocument) -> Statement:
    return Statement(**{**dict(document), "evidence": evidence(document.evidence)})


def _levels(levels: Iterable[Iterable[doc.StatementDocument]]) -> tuple[tuple[Statement, ...], ...]:
    return tuple(tuple(map(_statement, level)) for level in levels)


def preferences(document: doc.PreferencesDocument) -> Preferences:
    """Return a document as preferences."""
    return Preferences(
        statements=_levels(document.statements),
        weights=tuple(document.weights.items()),
        ranking=tuple(tuple(level) for level in document.ranking),
        **picked(document, "because", "confidence"),
        evidence=evidence(document.evidence),
    )


def concept_of(reading: str | Mapping[str, str], dm: str) -> str:
    """Return the id of a decision maker's concept in a reading; empty if the reading does not name it."""
    return reading if isinstance(reading, str) else reading.get(dm, "")


def definitions(documents: Mapping[str, doc.DefinitionDocument]) -> tuple[NamedCondition, ...]:
    """Return documents as named conditions, in the same order."""
    return tuple(NamedCondition(id=id_, **dict(each)) for id_, each in documents.items())


def rules(documents: Iterable[doc.RuleDocument]) -> tuple[Rule, ...]:
    """Return documents as rules, in the same order."""
    return tuple(Rule(**{**dict(each), "evidence": evidence(each.evidence)}) for each in documents)


def question(id_: str, document: doc.QuestionDocument) -> Question:
    """Return a document as a question."""
    answer, kind = document.answer, document.reference_class
    parts: dict[str, Any] = {"evidence": evidence(document.evidence)}
    if answer is not None:
        parts["answer"] = Answer(**{**dict(answer), "evidence": evidence(answer.evidence)})
    if kind is not None:
        parts["reference_class"] = ReferenceClass(**dict(kind))
    return Question(id=id_, **(dict(document) | parts))


def variation(id_: str, document: doc.VariationDocument) -> Variation:
    """Return a document as a variation; capacities and comparisons of fronts are left out."""
    return Variation(
        id=id_,
        **picked(document, "name", "because", "weight"),
        evidence=evidence(document.evidence),
        remove=tuple(document.remove),
        require=tuple(document.require),
        rules=rules(document.feasible),
        irreversible=tuple(document.irreversible.items()),
        status_quo=None if document.status_quo is None else tuple(document.status_quo),
        preferences=tuple((dm, preferences(each)) for dm, each in document.preferences.items()),
        first=tuple((dm, _levels(each)) for dm, each in document.first.items()),
        last=tuple((dm, _levels(each)) for dm, each in document.last.items()),
        drop=tuple((dm, tuple(each)) for dm, each in document.drop.items()),
    )
