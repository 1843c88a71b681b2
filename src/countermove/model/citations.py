"""Everything in a conflict that may cite evidence, and where in the file it stands: walked in one place."""

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
    """Something that the account says and that may rest on evidence.

    Attributes
    ----------
    kind : str
        What it is: a statement, a rule, an option and so on.
    says : str
        The statement or rule as it is worded, the option, what the question asks.
    of : str
        The id of what it belongs to: a decision maker, a question or a variation; nothing for a rule.
    because, confidence
        The reason that is given, and how sure the analyst is, where that is said.
    path : tuple of str and int
        Where it stands in the conflict file.
    """

    kind: Kind
    says: str
    path: DocumentPath
    of: str = ""
    because: str = ""
    confidence: float | None = None
    evidence: tuple[Evidence, ...] = ()


def claims(conflict: Conflict) -> Iterator[Claim]:
    """Yield what a conflict says, in the order of decision makers, rules, questions and variations.

    Examples
    --------
    >>> from countermove import cases
    >>> [(each.kind, each.of, each.says) for each in claims(cases.load("prisoners-dilemma"))][:2]
    [('option', 'a', 'cooperate'), ('preferences', 'a', 'a ranking')]
    """
    for dm in conflict.decision_makers:
        yield from _options(conflict, dm)
        yield from _wanted(dm.preferences, dm.id, ("decision_makers", dm.id, "preferences"))
    for k, rule in enumerate(conflict.rules):
        yield _claim("rule", rule.holds, "", rule, ("feasible", k))
    for question in conflict.questions:
        yield from _question(question)
    for variation in conflict.variations:
        yield _claim("variation", variation.name or variation.id, variation.id, variation, _at(variation))
        yield from (each for each in _inside(variation, _at(variation)) if each.evidence)


class _Grounded(Protocol):
    """What has a reason and evidence."""

    @property
    def because(self) -> str: ...
    @property
    def evidence(self) -> tuple[Evidence, ...]: ...


def _claim(kind: Kind, says: str, of: str, grounded: _Grounded, path: DocumentPath) -> Claim:
    sure = getattr(grounded, "confidence", None)
    because, evidence = grounded.because, grounded.evidence
    return Claim(kind=kind, says=says, of=of, because=because, confidence=sure, evidence=evidence, path=path)


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


def _wanted(wants: Preferences, dm: str, path: DocumentPath) -> Iterator[Claim]:
    yield from _statements(wants.statements, dm, path)
    given = ["weights"] if wants.weights else []
    given += ["a ranking"] if wants.ranking else []
    if given or wants.evidence:
        yield _claim("preferences", " and ".join(given) or "the order of statements", dm, wants, path)
    for share in wants.fronts:
        yield from _wanted(share.preferences, dm, (*path, "fronts", share.front))


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


def _at(variation: Variation) -> DocumentPath:
    return ("variations", variation.id)


def _inside(variation: Variation, path: DocumentPath) -> Iterator[Claim]:
    """Yield what stands in a variation; without evidence of its own it shares that of the variation."""
    for k, rule in enumerate(variation.rules):
        yield _claim("rule", rule.holds, variation.id, rule, (*path, "feasible", k))
    for dm, wants in variation.preferences:
        yield from _wanted(wants, dm, (*path, "preferences", dm))
    for key, added in (("first", variation.first), ("last", variation.last)):
        for dm, levels in added:
            yield from _statements(levels, dm, (*path, key, dm))
