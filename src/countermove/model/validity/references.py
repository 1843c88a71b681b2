"""References: evidence and published answers point to what is there, and ids are not used twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from countermove.errors import Complaint, Path, did_you_mean
from countermove.model.provenance import CONCEPT_IDS
from countermove.model.validity.names import repeated

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict
    from countermove.model.provenance import Evidence

Cited = tuple[Path, tuple["Evidence", ...]]


def reference_complaints(conflict: Conflict) -> Iterator[Complaint]:
    """Yield ids of sources, questions and variations that are used twice, and references that lead nowhere."""
    known = [source.id for source in conflict.sources]
    yield from repeated(known, "source", ("sources",))
    yield from repeated((each.id for each in conflict.questions), "question", ("questions",))
    yield from repeated((each.id for each in conflict.variations), "variation", ("variations",))
    for path, evidence in cited(conflict):
        for k, each in enumerate(evidence):
            if each.source not in known:
                message = f"unknown source {each.source!r}{did_you_mean(each.source, known)}"
                yield Complaint(message, (*path, "evidence", k, "source"))
    yield from _published(conflict)


def _published(conflict: Conflict) -> Iterator[Complaint]:
    """Yield published answers for variations and concepts that do not exist."""
    variations = [each.id for each in conflict.variations]
    for k, each in enumerate(conflict.published):
        if each.variation and each.variation not in variations:
            message = f"there is no variation {each.variation!r}{did_you_mean(each.variation, variations)}"
            yield Complaint(message, ("published", k, "variation"))
        for concept, _ in each.equilibria:
            if concept not in CONCEPT_IDS:
                message = f"unknown stability concept {concept!r}{did_you_mean(concept, CONCEPT_IDS)}"
                yield Complaint(message, ("published", k, "equilibria", concept))


def cited(conflict: Conflict) -> Iterator[Cited]:
    """Yield the evidence for each thing that can have some, with its path in the conflict file."""
    for k, rule in enumerate(conflict.rules):
        yield ("feasible", k), rule.evidence
    for dm in conflict.decision_makers:
        for option in dm.options:
            yield ("decision_makers", dm.id, "options", option.id), option.evidence
        yield ("decision_makers", dm.id, "preferences"), dm.preferences.evidence
        yield from _by_statement(dm.preferences.statements, ("decision_makers", dm.id, "preferences"))
    for question in conflict.questions:
        yield ("questions", question.id), question.evidence
        if question.answer:
            yield ("questions", question.id, "answer"), question.answer.evidence
    for variation in conflict.variations:
        yield ("variations", variation.id), variation.evidence


def _by_statement(levels: Iterable[Iterable[object]], path: Path) -> Iterator[Cited]:
    for k, level in enumerate(levels):
        statements = [*level]
        for j, statement in enumerate(statements):
            yield (*path, k, j) if len(statements) > 1 else (*path, k), getattr(statement, "evidence")  # noqa: B009
