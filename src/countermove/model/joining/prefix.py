"""The parts of one front under the names that they have in the whole: ``stay`` becomes ``kazakhstan.stay``.

The variations of one front as variations of the whole, in which the other fronts stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from countermove.model.joining.shared import compared, plain
from countermove.model.language import parse
from countermove.model.records import DecisionMaker, Preferences, Variation
from countermove.model.variation import patched_preferences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from countermove.model.conflict import Front, Joint
    from countermove.model.provenance import Evidence, Question, Source
    from countermove.model.records import Option, Rule, Shared, Statement


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


def lifted(joint: Joint, fronts: tuple[Qualified, ...], front: Qualified) -> Iterator[Variation]:
    """Yield the variations of a front; as rival codings they count only if no other front has any."""
    rivals = [each for each in fronts if any(v.weight for v in each.front.conflict.variations)]
    for each in front.front.conflict.variations:
        weight = each.weight if rivals == [front] else None
        yield front.grounded(each, **_patch(joint, fronts, front, each), weight=weight)


def _patch(joint: Joint, fronts: tuple[Qualified, ...], front: Qualified, variation: Variation) -> dict[str, object]:
    names, shared = front.options, {each.id: each for each in joint.shared}
    local = {old: new for old, new in front.dms.items() if new not in shared and new not in dict(joint.wants)}
    mixed = {old: new for old, new in front.dms.items() if new in shared and shared[new].preferences is not None}
    patched = local | mixed
    return {
        "id": f"{front.front.id}.{variation.id}",
        "remove": tuple(names[each] for each in variation.remove),
        "require": tuple(names[each] for each in variation.require),
        "rules": tuple(map(front.rule, variation.rules)),
        "irreversible": tuple((names[each], way) for each, way in variation.irreversible),
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


def _held(shared: Shared | None, front: Qualified, texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return statements to be dropped; of statements over all fronts mixed, those that are among them."""
    named = [front.text(text) for text in texts]
    if shared is None or shared.preferences is None:
        return tuple(named)
    held = {plain(each.holds) for level in shared.preferences.statements for each in level}
    return tuple(text for text in named if plain(text) in held)


def _status_quo(fronts: tuple[Qualified, ...], front: Qualified, variation: Variation) -> tuple[str, ...] | None:
    if variation.status_quo is None:
        return None
    given = [(each, variation.status_quo if each is front else each.front.conflict.status_quo) for each in fronts]
    return tuple(each.options[name] for each, names in given for name in names or ())


def _shared(
    joint: Joint, fronts: tuple[Qualified, ...], front: Qualified, variation: Variation
) -> Iterator[tuple[str, Preferences]]:
    """Yield what decision makers of several fronts want in the whole once they want something else on this one."""
    changed = {dm for key in ("preferences", "first", "last", "drop") for dm, _ in getattr(variation, key)}
    for each in joint.shared:
        if each.preferences is None and dict(each.there).get(front.front.id) in changed:
            yield (
                each.id,
                compared(each, {at.front.id: _wants(each, at, front, variation) for at in _where(each, fronts)}),
            )


def compared_anew(joint: Joint, fronts: tuple[Qualified, ...], variation: Variation) -> Variation:
    """Return a variation of the whole with the preferences that another way to compare the fronts amounts to."""
    there = {each.id: each.there for each in joint.shared}
    anew = [replace(each, there=there[each.id]) for each in variation.shared]
    made = [(each.id, compared(each, {at.front.id: _own(each, at) for at in _where(each, fronts)})) for each in anew]
    return replace(variation, preferences=(*variation.preferences, *made), shared=tuple(anew))


def _where(shared: Shared, fronts: tuple[Qualified, ...]) -> list[Qualified]:
    return [each for each in fronts if each.front.id in dict(shared.there)]


def _wants(shared: Shared, at: Qualified, changed: Qualified, variation: Variation) -> Preferences:
    if at is not changed:
        return _own(shared, at)
    return at.wants(patched_preferences(_dm(shared, at), variation))


def _own(shared: Shared, at: Qualified) -> Preferences:
    return at.wants(_dm(shared, at).preferences)


def _dm(shared: Shared, at: Qualified) -> DecisionMaker:
    conflict = at.front.conflict
    return conflict.decision_makers[conflict.position(dict(shared.there)[at.front.id])]
