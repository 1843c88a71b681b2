"""The parts of one front under the names that they have in the whole: ``stay`` becomes ``kazakhstan.stay``."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from countermove.model.language import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from countermove.model.conflict import Option, Preferences, Rule, Statement
    from countermove.model.joint import Front
    from countermove.model.provenance import Evidence, Question, Source


def renamed(text: str, names: Mapping[str, str]) -> str:
    """Return a statement with other names for its options.

    Examples
    --------
    >>> renamed("not (stay and a.go)", {"stay": "here.stay", "a.go": "here.a.go"})
    'not (here.stay and here.a.go)'
    """
    for node in sorted(parse(text).names(), key=lambda node: -node.number):
        at = node.number - 1
        text = text[:at] + names[node.text] + text[at + len(node.text) :]
    return text


@dataclass(frozen=True)
class Qualified:
    """How the parts of one front are called in the whole.

    Attributes
    ----------
    front : Front
    dms : mapping
        From the front's decision makers to those of the whole.
    before, behind : int
        How many options of other fronts come before this one's, and behind them.
    """

    front: Front
    dms: Mapping[str, str]
    before: int
    behind: int

    @property
    def options(self) -> dict[str, str]:
        """From every way to name an option in the front to its name in the whole."""
        conflict = self.front.conflict
        return {name: self.option(conflict.options[bit]) for name, bit in conflict.bits.items()}

    def option(self, name: str) -> str:
        """Return what an option, named as the front's conflict lists it, is called in the whole."""
        return f"{self.front.id}.{name}"

    def text(self, text: str) -> str:
        """Return a statement in the names of the whole."""
        return renamed(text, self.options) if text else ""

    def evidence(self, given: Iterable[Evidence]) -> tuple[Evidence, ...]:
        """Return evidence from the front's sources."""
        return tuple(replace(each, source=f"{self.front.id}.{each.source}") for each in given)

    def source(self, source: Source) -> Source:
        """Return a source of the front."""
        return replace(source, id=f"{self.front.id}.{source.id}")

    def grounded(self, record: Any, **changes: Any) -> Any:
        """Return a rule, a statement or the like with the evidence that it has in the whole."""
        return replace(record, evidence=self.evidence(record.evidence), **changes)

    def rule(self, rule: Rule) -> Rule:
        """Return a rule of the front."""
        name = f"{self.front.id}.{rule.name}" if rule.name else ""
        same: Rule = self.grounded(rule, holds=self.text(rule.holds), name=name)
        return same

    def chosen(self, option: Option, name: str) -> Option:
        """Return an option of the front; `name` as the front's conflict lists it."""
        stays = self.evidence(option.stays_evidence)
        same: Option = self.grounded(option, id=self.option(name), when=self.text(option.when), stays_evidence=stays)
        return same

    def levels(self, levels: Iterable[Iterable[Statement]]) -> tuple[tuple[Statement, ...], ...]:
        """Return statements of the front, level by level."""
        return tuple(tuple(self.grounded(each, holds=self.text(each.holds)) for each in level) for level in levels)

    def wants(self, given: Preferences) -> Preferences:
        """Return what is wanted on the front; states that differ on other fronts only are as good as each other."""
        same: Preferences = self.grounded(
            given,
            statements=self.levels(given.statements),
            weights=tuple((self.text(text), weight) for text, weight in given.weights),
            ranking=tuple(
                tuple(pattern for each in level for pattern in self._patterns(each)) for level in given.ranking
            ),
        )
        return same

    def _patterns(self, entry: str) -> list[str]:
        """Return what a ranking names as patterns of the whole."""
        conflict = self.front.conflict
        local = [entry.strip()]
        if not re.fullmatch(f"[YN-]{{{len(conflict.options)}}}", local[0]):
            local = [conflict.states.pattern(int(k)) for k in conflict.states.find(entry)]
        return [f"{'-' * self.before}{pattern}{'-' * self.behind}" for pattern in local]

    def question(self, question: Question) -> Question:
        """Return a question of the front."""
        variation = f"{self.front.id}.{question.variation}" if question.variation else ""
        answer = question.answer and self.grounded(question.answer)
        kind = question.reference_class
        if kind and kind.source:
            kind = replace(kind, source=f"{self.front.id}.{kind.source}")
        changes = {"variation": variation, "answer": answer, "reference_class": kind}
        id_, when = f"{self.front.id}.{question.id}", self.text(question.when)
        same: Question = self.grounded(question, id=id_, when=when, **changes)
        return same
