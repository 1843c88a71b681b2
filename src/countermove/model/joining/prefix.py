"""The parts of one front with prefixed names: ``stay`` becomes ``kazakhstan.stay``.

Variations of a front become variations of the joined conflict that leave the other fronts as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from countermove.model.definitions import unfolded
from countermove.model.joining.shared import joined_preferences, plain
from countermove.model.language import parse
from countermove.model.patch import patched_preferences
from countermove.model.provenance import BASE
from countermove.model.records import DecisionMaker, Preferences, Variation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from countermove.model.conflict import Front, Joint
    from countermove.model.definitions import NamedCondition
    from countermove.model.provenance import Evidence, Question, Source
    from countermove.model.records import Option, Rule, Shared, Statement


def renamed(text: str, names: Mapping[str, str]) -> str:
    """Return a statement with other names for its options.

    Examples
    --------
    >>> renamed("not (stay and a.go)", {"stay": "here.stay", "a.go": "here.a.go"})
    'not (here.stay and here.a.go)'
    >>> renamed("at most 2 of (2 stay, not stay)", {"stay": "here.stay"})
    'at most 2 of (2 here.stay, not here.stay)'
    """
    for node in sorted(parse(text).names(), key=lambda node: -node.number):
        at = node.number - 1
        text = text[:at] + names[node.text] + text[at + len(node.text) :]
    return text


@dataclass(frozen=True)
class PrefixedFront:
    """A front whose parts get their names of the joined conflict.

    Attributes
    ----------
    front : Front
        The front.
    dms : mapping of str to str
        From the ids of the front's decision makers to their ids in the joined conflict.
    before, behind : int
        The numbers of options of other fronts before and behind this front's.
    """

    front: Front
    dms: Mapping[str, str]
    before: int
    behind: int

    @property
    def options(self) -> dict[str, str]:
        """The joined conflict's name of each option, by each of its names on the front."""
        conflict = self.front.conflict
        return {name: self.option(conflict.options[bit]) for name, bit in conflict.bits.items()}

    def option(self, name: str) -> str:
        """Return the prefixed name of an option, given by its name in the front's conflict."""
        return f"{self.front.id}.{name}"

    def text(self, text: str) -> str:
        """Return a statement with prefixed names and unfolded conditions."""
        return renamed(unfolded(text, self.front.conflict.conditions), self.options) if text else ""

    def definition(self, definition: NamedCondition) -> NamedCondition:
        """Return a named condition with prefixed names."""
        return replace(definition, id=f"{self.front.id}.{definition.id}", when=self.text(definition.when))

    def evidence(self, given: Iterable[Evidence]) -> tuple[Evidence, ...]:
        """Return evidence with prefixed sources."""
        return tuple(replace(each, source=f"{self.front.id}.{each.source}") for each in given)

    def source(self, source: Source) -> Source:
        """Return a source with a prefixed id."""
        return replace(source, id=f"{self.front.id}.{source.id}")

    def grounded(self, record: Any, **changes: Any) -> Any:
        """Return a record, such as a rule or a statement, with prefixed evidence and other changes."""
        return replace(record, evidence=self.evidence(record.evidence), **changes)

    def rule(self, rule: Rule) -> Rule:
        """Return a rule with prefixed names."""
        name = f"{self.front.id}.{rule.name}" if rule.name else ""
        same: Rule = self.grounded(rule, holds=self.text(rule.holds), name=name)
        return same

    def chosen(self, option: Option, name: str) -> Option:
        """Return an option with prefixed names; `name` is its name in the front's conflict."""
        stays = self.evidence(option.stays_evidence)
        same: Option = self.grounded(option, id=self.option(name), when=self.text(option.when), stays_evidence=stays)
        return same

    def levels(self, levels: Iterable[Iterable[Statement]]) -> tuple[tuple[Statement, ...], ...]:
        """Return levels of statements with prefixed names."""
        return tuple(tuple(self.grounded(each, holds=self.text(each.holds)) for each in level) for level in levels)

    def wants(self, given: Preferences) -> Preferences:
        """Return preferences with prefixed names, indifferent between states that differ on other fronts only."""
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
        """Return an entry of a ranking as patterns of the joined conflict."""
        conflict = self.front.conflict
        local = [entry.strip()]
        if not re.fullmatch(f"[YN-]{{{len(conflict.options)}}}", local[0]):
            local = [conflict.states.pattern(int(k)) for k in conflict.states.find(entry)]
        return [f"{'-' * self.before}{pattern}{'-' * self.behind}" for pattern in local]

    def question(self, question: Question) -> Question:
        """Return a question with prefixed names."""
        variation = (
            question.variation if question.variation in {"", BASE} else f"{self.front.id}.{question.variation}"
        )
        answer = question.answer and self.grounded(question.answer)
        kind = question.reference_class
        if kind and kind.source:
            kind = replace(kind, source=f"{self.front.id}.{kind.source}")
        changes = {"variation": variation, "answer": answer, "reference_class": kind}
        id_, when = f"{self.front.id}.{question.id}", self.text(question.when)
        same: Question = self.grounded(question, id=id_, when=when, **changes)
        return same


def prefixed_variations(joint: Joint, fronts: tuple[PrefixedFront, ...], front: PrefixedFront) -> Iterator[Variation]:
    """Yield the variations of a front with prefixed names; they keep coding weights if no other front has any."""
    rivals = [each for each in fronts if any(v.weight for v in each.front.conflict.variations)]
    for each in front.front.conflict.variations:
        weight = each.weight if rivals == [front] else None
        yield front.grounded(each, **_patch(joint, fronts, front, each), weight=weight)


def _patch(
    joint: Joint, fronts: tuple[PrefixedFront, ...], front: PrefixedFront, variation: Variation
) -> dict[str, object]:
    names, shared = front.options, {each.id: each for each in joint.shared}
    local = {old: new for old, new in front.dms.items() if new not in shared and new not in dict(joint.wants)}
    mixed = {old: new for old, new in front.dms.items() if new in shared and shared[new].preferences is not None}
    patched = local | mixed
    return {
        "id": f"{front.front.id}.{variation.id}",
        "remove": tuple(names[each] for each in variation.remove),
        "require": tuple(names[each] for each in variation.require),
        "rules": tuple(map(front.rule, variation.rules)),
        "irreversible": tuple((names[each], direction) for each, direction in variation.irreversible),
        "status_quo": _status_quo(fronts, front, variation),
        "preferences": (
            *((local[dm], front.wants(each)) for dm, each in variation.preferences if dm in local),
            *_shared(joint, fronts, front, variation),
        ),
        "first": tuple((patched[dm], front.levels(each)) for dm, each in variation.first if dm in patched),
        "last": tuple((patched[dm], front.levels(each)) for dm, each in variation.last if dm in patched),
        "drop": tuple(
            (patched[dm], _held(shared.get(patched[dm]), front, each)) for dm, each in variation.drop if dm in patched
        ),
    }


def _held(shared: Shared | None, front: PrefixedFront, texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the statements to drop, prefixed; of preferences over all fronts, only those that are in them."""
    named = [front.text(text) for text in texts]
    if shared is None or shared.preferences is None:
        return tuple(named)
    held = {plain(each.holds) for level in shared.preferences.statements for each in level}
    return tuple(text for text in named if plain(text) in held)


def _status_quo(
    fronts: tuple[PrefixedFront, ...], front: PrefixedFront, variation: Variation
) -> tuple[str, ...] | None:
    if variation.status_quo is None:
        return None
    given = [(each, variation.status_quo if each is front else each.front.conflict.status_quo) for each in fronts]
    return tuple(each.options[name] for each, names in given for name in names or ())


def _shared(
    joint: Joint, fronts: tuple[PrefixedFront, ...], front: PrefixedFront, variation: Variation
) -> Iterator[tuple[str, Preferences]]:
    """Yield the joined preferences of shared decision makers whose wants on this front the variation changes."""
    changed = {dm for key in ("preferences", "first", "last", "drop") for dm, _ in getattr(variation, key)}
    for each in joint.shared:
        if each.preferences is None and dict(each.there).get(front.front.id) in changed:
            yield (
                each.id,
                joined_preferences(
                    each, {at.front.id: _wants(each, at, front, variation) for at in _where(each, fronts)}
                ),
            )


def with_comparisons(joint: Joint, fronts: tuple[PrefixedFront, ...], variation: Variation) -> Variation:
    """Return a variation of the joined conflict with the preferences that its comparisons of fronts imply."""
    there = {each.id: each.there for each in joint.shared}
    anew = [replace(each, there=there[each.id]) for each in variation.shared]
    made = [
        (each.id, joined_preferences(each, {at.front.id: _own(each, at) for at in _where(each, fronts)}))
        for each in anew
    ]
    return replace(variation, preferences=(*variation.preferences, *made), shared=tuple(anew))


def _where(shared: Shared, fronts: tuple[PrefixedFront, ...]) -> list[PrefixedFront]:
    return [each for each in fronts if each.front.id in dict(shared.there)]


def _wants(shared: Shared, at: PrefixedFront, changed: PrefixedFront, variation: Variation) -> Preferences:
    if at is not changed:
        return _own(shared, at)
    return at.wants(patched_preferences(_dm(shared, at), variation))


def _own(shared: Shared, at: PrefixedFront) -> Preferences:
    return at.wants(_dm(shared, at).preferences)


def _dm(shared: Shared, at: PrefixedFront) -> DecisionMaker:
    conflict = at.front.conflict
    return conflict.decision_makers[conflict.position(dict(shared.there)[at.front.id])]
