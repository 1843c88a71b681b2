"""What changed in the rules, named conditions, rival codings and questions, and these with some changes undone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from countermove.analysis.comparison.change import ModelChange, details
from countermove.analysis.comparison.texts import by_text, text_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from countermove.analysis.comparison.change import How, Undone, What
    from countermove.model.conflict import Conflict
    from countermove.model.provenance import Question
    from countermove.model.records import Rule

Part = TypeVar("Part")


@dataclass(frozen=True)
class Pair(Generic[Part]):
    """A part as it was and as it is, with the change if it differs."""

    was: Part | None
    now: Part | None
    change: ModelChange | None

    def part(self, undone: Undone) -> Part | None:
        """Return the part where some changes are undone; None if it is not there."""
        return self.was if self.change in undone else self.now


def rule_pairs(before: Conflict, after: Conflict) -> list[Pair[Rule]]:
    """Return the rules of two conflicts in pairs: those that say the same, then those of the same name."""
    was, now = (by_text(each, each.rules, lambda rule: rule.holds) for each in (before, after))
    pairs = [_rule_pair(was.pop(key), now.pop(key), same=True) for key in [*now] if key in was]
    named = {each.name: key for key, each in was.items() if each.name}
    for key, each in [*now.items()]:
        if each.name in named:
            pairs.append(_rule_pair(was.pop(named.pop(each.name)), now.pop(key), same=False))
    pairs += [Pair(None, each, ModelChange("rule", "added", "", each.holds, "", each.holds)) for each in now.values()]
    gone = [Pair(each, None, ModelChange("rule", "dropped", "", each.holds, each.holds)) for each in was.values()]
    return [*pairs, *gone]


def _rule_pair(was: Rule, now: Rule, *, same: bool) -> Pair[Rule]:
    """Return two rules in a pair, which say the same or only bear the same name."""
    differing = details(was, now, ("confidence",))
    if same and not differing:
        return Pair(was, now, None)
    before = now.holds if same else was.holds
    return Pair(was, now, ModelChange("rule", "changed", "", now.holds, before, now.holds, differing))


def pairs_by_id(
    what: What, was: Mapping[str, Part], now: Mapping[str, Part], texts: Mapping[str, tuple[str, str]]
) -> list[Pair[Part]]:
    """Return parts of two conflicts in pairs by their ids.

    Parameters
    ----------
    what : str
        What a change of them is about.
    was, now : mapping of str to part
        The parts in each conflict.
    texts : mapping of str to (str, str)
        For each id in both whose parts differ, what each says.
    """
    return [*_pairs_by_id(what, was, now, texts)]


def _pairs_by_id(
    what: What, was: Mapping[str, Part], now: Mapping[str, Part], texts: Mapping[str, tuple[str, str]]
) -> Iterator[Pair[Part]]:
    for id_ in dict.fromkeys((*now, *was)):
        how: How = "changed" if id_ in was and id_ in now else "added" if id_ in now else "dropped"
        differs = id_ in texts or how != "changed"
        change = ModelChange(what, how, "", id_, *texts.get(id_, ())) if differs else None
        yield Pair(was.get(id_), now.get(id_), change)


def differing_texts(
    before: Conflict, after: Conflict, was: Mapping[str, str], now: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """Return the conditions of each id in both that do not say the same."""
    both = {id_: (was[id_], now[id_]) for id_ in now if id_ in was}
    return {id_: two for id_, two in both.items() if text_key(before, two[0]) != text_key(after, two[1])}


def question_pairs(before: Conflict, after: Conflict) -> list[Pair[Question]]:
    """Return the questions that both conflicts ask, in pairs; what only one asks, or asks elsewhere, is left out."""
    was = {each.id: each for each in before.questions if not each.variation}
    pairs = [(was[each.id], each) for each in after.questions if each.id in was and not each.variation]
    whens = [{each.id: each.when for each in questions} for questions in zip(*pairs, strict=True)] or [{}, {}]
    differing = differing_texts(before, after, whens[0], whens[1])
    return [
        Pair(
            replace(new, when=old.when),
            new,
            ModelChange("question", "changed", "", new.id, *differing[new.id]) if new.id in differing else None,
        )
        for old, new in pairs
    ]


def parts(pairs: Sequence[Pair[Part]], undone: Undone) -> tuple[Part, ...]:
    """Return the parts that are there where some changes are undone."""
    return tuple(found for each in pairs if (found := each.part(undone)) is not None)
