"""The parts that join fronts, with named conditions unfolded: joined statements name options only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from countermove.errors import StatementError
from countermove.model.definitions import unfolded

if TYPE_CHECKING:
    from countermove.model.conflict import Joint
    from countermove.model.provenance import Question
    from countermove.model.records import Preferences, Rule, Shared, Statement, Variation

    Levels = tuple[tuple[Statement, ...], ...]


def unfolded_joint(joint: Joint, conditions: Mapping[str, str]) -> Joint:
    """Return the parts that join fronts, with each name of a condition replaced by the condition.

    A text that is not a statement stays as it is.
    """
    if not conditions:
        return joint
    unfold = _Unfold(conditions)
    return replace(
        joint,
        shared=tuple(map(unfold.shared, joint.shared)),
        rules=tuple(map(unfold.rule, joint.rules)),
        wants=tuple((dm, unfold.wants(each)) for dm, each in joint.wants),
        questions=tuple(map(unfold.question, joint.questions)),
        variations=tuple(map(unfold.variation, joint.variations)),
    )


@dataclass(frozen=True)
class _Unfold:
    """Records with unfolded statements, given the conditions by id."""

    conditions: Mapping[str, str]

    def text(self, text: str) -> str:
        try:
            return unfolded(text, self.conditions)
        except StatementError:
            return text  # the joined conflict complains of it

    def rule(self, rule: Rule) -> Rule:
        return replace(rule, holds=self.text(rule.holds))

    def question(self, question: Question) -> Question:
        return replace(question, when=self.text(question.when))

    def shared(self, shared: Shared) -> Shared:
        return replace(shared, preferences=shared.preferences and self.wants(shared.preferences))

    def wants(self, wants: Preferences) -> Preferences:
        weights = tuple((self.text(text), weight) for text, weight in wants.weights)
        return replace(wants, statements=self.levels(wants.statements), weights=weights)

    def levels(self, levels: Levels) -> Levels:
        return tuple(tuple(replace(each, holds=self.text(each.holds)) for each in level) for level in levels)

    def variation(self, given: Variation) -> Variation:
        return replace(
            given,
            rules=tuple(map(self.rule, given.rules)),
            preferences=tuple((dm, self.wants(each)) for dm, each in given.preferences),
            first=tuple((dm, self.levels(each)) for dm, each in given.first),
            last=tuple((dm, self.levels(each)) for dm, each in given.last),
            drop=tuple((dm, tuple(map(self.text, texts))) for dm, texts in given.drop),
            shared=tuple(map(self.shared, given.shared)),
        )
