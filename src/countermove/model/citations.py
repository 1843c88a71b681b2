"""The claims of a conflict: each part that may cite evidence, with its path in the conflict file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from countermove.errors import DocumentPath

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict
    from countermove.model.provenance import Evidence, Question
    from countermove.model.records import DecisionMaker, Preferences, Statement, Variation

Kind = Literal["option", "irreversible", "statement", "preferences", "rule", "question", "answer", "variation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A part of the account that may rest on evidence.

    Attributes
    ----------
    kind : str
        The kind of part: a statement, a rule, an option and so on.
    says : str
        The text of the statement, rule or question, or the id of the option.
    of : str
        The id of the decision maker, question or variation that it belongs to; empty for a rule.
    because : str
        The reason given; empty if there is none.
    confidence : float or None
        The analyst's confidence, from 0 to 1; None if it is not given.
    evidence : tuple of Evidence
        The evidence cited.
    path : tuple of str and int
        Its path in the conflict file.
    """

    kind: Kind
    says: str
    path: DocumentPath
    of: str = ""
    because: str = ""
    confidence: float | None = None
    evidence: tuple[Evidence, ...] = ()


def claims(conflict: Conflict) -> Iterator[Claim]:
    """Yield the claims of a conflict: of decision makers first, then of rules, questions and variations.

    Examples
    --------
    >>> from countermove import cases
    >>> [(each.kind, each.of, each.says) for each in claims(cases.load("prisoners-dilemma"))][:2]
    [('option', 'a', 'cooperate'), ('preferences', 'a', 'a ranking')]
    """
    for dm in conflict.decision_makers:
        yield from _options(conflict, dm)
        yield from _preferences(dm.preferences, dm.id, ("decision_makers", dm.id, "preferences"))
    for k, rule in enumerate(conflict.rules):
        yield _claim("rule", rule.holds, "", rule, ("feasible", k))
    for question in conflict.questions:
        yield from _question(question)
    for variation in conflict.variations:
        yield _claim("variation", variation.name or variation.id, variation.id, variation, _path(variation))
        yield from (each for each in _claims_inside(variation, _path(variation)) if each.evidence)


class _Cited(Protocol):
    """A record with a reason and evidence."""

    @property
    def because(self) -> str: ...
    @property
    def evidence(self) -> tuple[Evidence, ...]: ...


def _claim(kind: Kind, says: str, of: str, record: _Cited, path: DocumentPath) -> Claim:
    confidence = getattr(record, "confidence", None)
    because, evidence = record.because, record.evidence
    return Claim(kind=kind, says=says, of=of, because=because, confidence=confidence, evidence=evidence, path=path)


def _options(conflict: Conflict, dm: DecisionMaker) -> Iterator[Claim]:
    for option in dm.options:
        yield _claim("option", option.id, dm.id, option, ("decision_makers", dm.id, "options", option.id))
        if option.stays:
            name = conflict.options[conflict.bits[dm.full(option)]]
            yield Claim(
                kind="irreversible",
                says=f"{name}, once {option.stays}",
                of=dm.id,
                because=option.stays_because,
                evidence=option.stays_evidence,
                path=("irreversible", name),
            )


def _preferences(wants: Preferences, dm: str, path: DocumentPath) -> Iterator[Claim]:
    yield from _statements(wants.statements, dm, path)
    given = ["weights"] if wants.weights else []
    given += ["a ranking"] if wants.ranking else []
    if given or wants.evidence:
        yield _claim("preferences", " and ".join(given) or "the order of statements", dm, wants, path)
    for share in wants.fronts:
        yield from _preferences(share.preferences, dm, (*path, "fronts", share.front))


def _statements(levels: Iterable[tuple[Statement, ...]], of: str, path: DocumentPath) -> Iterator[Claim]:
    for k, level in enumerate(levels):
        for j, each in enumerate(level):
            yield _claim("statement", each.holds, of, each, (*path, k, j) if len(level) > 1 else (*path, k))


def _question(question: Question) -> Iterator[Claim]:
    path = ("questions", question.id)
    yield _claim("question", question.asks, question.id, question, path)
    if answer := question.answer:
        yield Claim(
            kind="answer",
            says="yes" if answer.value else "no",
            of=question.id,
            because=answer.note,
            evidence=answer.evidence,
            path=(*path, "answer"),
        )


def _path(variation: Variation) -> DocumentPath:
    return ("variations", variation.id)


def _claims_inside(variation: Variation, path: DocumentPath) -> Iterator[Claim]:
    """Yield the claims inside a variation; those without evidence of their own rest on the variation's."""
    for k, rule in enumerate(variation.rules):
        yield _claim("rule", rule.holds, variation.id, rule, (*path, "feasible", k))
    for dm, wants in variation.preferences:
        yield from _preferences(wants, dm, (*path, "preferences", dm))
    for key, added in (("first", variation.first), ("last", variation.last)):
        for dm, levels in added:
            yield from _statements(levels, dm, (*path, key, dm))
