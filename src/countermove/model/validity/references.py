"""References: every piece of evidence points to a source that is there, and ids are not used twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from countermove.errors import Complaint, Path, did_you_mean
from countermove.model.validity.names import repeated

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict
    from countermove.model.provenance import Evidence

Cited = tuple[Path, tuple["Evidence", ...]]


def reference_complaints(conflict: Conflict) -> Iterator[Complaint]:
    """Yield evidence without a source, and ids of sources, questions and variations that are used twice."""
    known = [source.id for source in conflict.sources]
    yield from repeated(known, "source", ("sources",))
    yield from repeated((each.id for each in conflict.questions), "question", ("questions",))
    yield from repeated((each.id for each in conflict.variations), "variation", ("variations",))
    for path, evidence in _cited(conflict):
        for k, each in enumerate(evidence):
            if each.source not in known:
                message = f"unknown source {each.source!r}{did_you_mean(each.source, known)}"
                yield Complaint(message, (*path, "evidence", k, "source"))


def _cited(conflict: Conflict) -> Iterator[Cited]:
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
