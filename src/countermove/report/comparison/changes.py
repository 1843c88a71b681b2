"""Changes between two conflicts in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.errors import CountermoveError
from countermove.model.fronts import fronts_of
from countermove.report.comparison.doubts import doubts, sure, surer
from countermove.report.references import capitalised, name_of, option_titles
from countermove.report.statements import worded
from countermove.report.words import listed, ordinal, tidy

if TYPE_CHECKING:
    from collections.abc import Callable

    from countermove.analysis.comparison.change import ModelChange
    from countermove.model.conflict import Conflict
    from countermove.simulation.comparison.result import Comparison


def changes_in_words(found: Comparison) -> tuple[str, ...]:
    """Return each change of a comparison as a sentence without a full stop.

    Examples
    --------
    >>> from countermove import DecisionMaker, loads
    >>> was = loads({"title": "t", "decision_makers": {"a": {"options": ["go"], "preferences": ["go"]}}})
    >>> now = was.with_(decision_makers=[DecisionMaker("a", options=["go"], preferences=["not go"])])
    >>> from countermove.simulation.comparison.compare import compare
    >>> changes_in_words(compare(was, now))
    ('Contrary wish of a: no “go” (was: “go”)',)
    """
    words = _Words(found.before.conflict, found.after.conflict)
    return tuple(capitalised(words.of(each)) for each in found.changes)


@dataclass(frozen=True)
class _Words:
    """The wording of changes between two conflicts."""

    before: Conflict
    after: Conflict

    def of(self, change: ModelChange) -> str:
        """Return one change in words."""
        return WORDS[change.what](self, change)

    def _said(self, text: str, *, before: bool = False) -> str:
        """Return a statement in words, by the names of the conflict that it stands in."""
        for conflict in (self.before, self.after) if before else (self.after, self.before):
            try:
                return worded(conflict, text)
            except (CountermoveError, KeyError):
                continue
        return text

    def _who(self, dm: str) -> str:
        for conflict in (self.after, self.before):
            if dm in [each.id for each in conflict.decision_makers]:
                return name_of(conflict, dm)
        return dm

    def _option(self, dm: str, id_: str) -> str:
        for conflict in (self.after, self.before):
            bit = conflict.bits.get(id_ if "." in id_ else f"{dm}.{id_}")
            if bit is not None:
                return option_titles(conflict)[bit]
        return f"“{id_}”"

    def _options(self, names: str) -> str:
        return listed(self._option("", each) for each in names.split(", ")) if names else "nothing"

    def decision_maker(self, change: ModelChange) -> str:
        """Say who came or went."""
        who = self._who(change.of)
        return f"{'new' if change.how == 'added' else 'no longer a'} decision maker: {who}"

    def option(self, change: ModelChange) -> str:
        """Say which option came or went."""
        option = self._option(change.of, change.id)
        return f"{'new' if change.how == 'added' else 'no longer an'} option of {self._who(change.of)}: {option}"

    def condition(self, change: ModelChange) -> str:
        """Say on what an option depends."""
        option = self._option(change.of, change.id)
        if change.how == "dropped":
            return f"{option} needs nothing any more (was: {self._said(change.before, before=True)})"
        was = f" (was: {self._said(change.before, before=True)})" if change.before else ""
        return f"{option} is possible only with {self._said(change.after)}{was}"

    def reach(self, change: ModelChange) -> str:
        """Say how sure it is that an option is there."""
        option = self._option(change.of, change.id)
        return f"how sure it is that {option} is in reach: {sure(change.before, change.after)}"

    def irreversible(self, change: ModelChange) -> str:
        """Say whether an option can be undone."""
        option = self._option(change.of, change.id)
        if change.before == change.after:
            both = {name: both for name, *both in change.details}["stays_confidence"]
            return f"how sure it is that {option} cannot be undone: {sure(*both)}"
        return f"{option} stays {change.after} once it is" if change.after else f"{option} can be undone now"

    def reading(self, change: ModelChange) -> str:
        """Say by which concept a decision maker is read."""
        return f"reading of {self._who(change.of)}: {change.after or 'seq'}, no longer {change.before or 'seq'}"

    def tempo(self, change: ModelChange) -> str:
        """Say how fast a decision maker moves."""
        return f"tempo of {self._who(change.of)}: {change.after}, no longer {change.before}"

    def statement(self, change: ModelChange) -> str:
        """Say what a decision maker wants, or no longer."""
        of, also = f"wish of {self._who(change.of)}", doubts(change)
        was = self._said(change.before, before=True) if change.before else ""
        match change.how:
            case "added":
                return f"new {of}: {self._said(change.after)}"
            case "dropped":
                return f"no longer a {of}: {was}"
            case "negated":
                return f"contrary {of}: {self._said(change.after)} (was: {was}){also}"
            case "replaced":
                return f"other {of}: {self._said(change.after)}, instead of: {was}{also}"
        return f"{surer(change)} {of}{also}: {self._said(change.after)}"

    def place(self, change: ModelChange) -> str:
        """Say where a statement moved."""
        more = "more" if change.how == "moved up" else "less"
        where = f"{ordinal(int(change.after))}, no longer {ordinal(int(change.before))}"
        return f"wish of {self._who(change.of)}, {more} important ({where}): {self._said(change.id)}"

    def weight(self, change: ModelChange) -> str:
        """Say what a statement weighs."""
        said, who = self._said(change.id, before=not change.after), self._who(change.of)
        return f"for {who}, {said} weighs {change.after or 'nothing'}, no longer {change.before or 'nothing'}"

    def ranking(self, change: ModelChange) -> str:
        """Say which situation moved in a ranking, or that it is another ranking."""
        who = self._who(change.of)
        if not change.id:
            return {"added": f"new ranking of {who}", "dropped": f"no longer a ranking of {who}"}.get(
                change.how, f"other ranking of {who}: {change.after} situations changed their places"
            )
        higher = "higher" if change.how == "moved up" else "lower"
        where = f"place {change.after}, no longer {change.before}"
        return f"ranking of {who}, {higher} ({where}): {self._situation(change.id)}"

    def _situation(self, state: str) -> str:
        if self.after.graph is not None:
            return next((tidy(name) for id_, name in self.after.graph.states if id_ == state and name), state)
        return "nothing is on" if state == "nothing" else self._options(state)

    def ranking_confidence(self, change: ModelChange) -> str:
        """Say how sure weights and ranking are."""
        who = self._who(change.of)
        return f"how sure the weights and the ranking of {who} are: {sure(change.before, change.after)}"

    def fronts(self, change: ModelChange) -> str:
        """Say that fronts are compared otherwise."""
        return f"other comparison of fronts, or other wishes on one, of {self._who(change.of)}"

    def rule(self, change: ModelChange) -> str:
        """Say which rule came, went or changed."""
        if change.how == "dropped":
            return f"no longer a rule: {self._said(change.before, before=True)}"
        if change.how == "added":
            return f"new rule: {self._said(change.after)}"
        was = "" if change.before == change.after else f" (was: {self._said(change.before, before=True)})"
        return f"rule: {self._said(change.after)}{was}{doubts(change)}"

    def status_quo(self, change: ModelChange) -> str:
        """Say what is on at the start now, and what no longer."""
        if change.how != "changed":
            start = f"new start, with: {self._options(change.after)}"
            return start if change.how == "added" else "no longer a start"
        was, now = ({*names.split(", ")} - {""} for names in (change.before, change.after))
        order = [*self.before.options, *self.after.options]
        parts = [
            f"{said}: {self._options(', '.join(sorted(names, key=_order(order))))}"
            for said, names in (("now on", now - was), ("no longer on", was - now))
            if names
        ]
        return f"at the start {'; '.join(parts) or 'there is another situation'}"

    def coalesced(self, change: ModelChange) -> str:
        """Say which situations count as one."""
        return f"counted as one situation: {change.after or 'none'} (was: {change.before or 'none'})"

    def move(self, change: ModelChange) -> str:
        """Say who can move, or no longer."""
        can = "can" if change.how == "added" else "can no longer"
        ends = f"{self._situation(change.before)} to {self._situation(change.after)}"
        return f"{self._who(change.of)} {can} move from {ends}"

    def graph(self, change: ModelChange) -> str:
        """Say that the graph is another one."""
        return f"other states or moves: {change.after} moves, no longer {change.before}"

    def named_condition(self, change: ModelChange) -> str:
        """Say what a name stands for."""
        if change.how != "changed":
            return f"the condition {self._named(change.id)} is {'new' if change.how == 'added' else 'gone'}"
        was = self._said(change.before, before=True)
        return f"{self._named(change.id)} means: {self._said(change.after)} (was: {was})"

    def ends(self, change: ModelChange) -> str:
        """Say which conditions name ends."""
        now, was = (
            listed(map(self._named, ids.split(", "))) if ids else "none" for ids in (change.after, change.before)
        )
        return f"named ends: {now} (were: {was})"

    def _named(self, id_: str) -> str:
        """Return the name of a condition, or its id, in quotation marks."""
        both = (*self.after.definitions, *self.before.definitions)
        return f"“{next((tidy(each.name) for each in both if each.id == id_ and each.name), id_)}”"

    def question(self, change: ModelChange) -> str:
        """Say when a question is answered with yes."""
        was = self._said(change.before, before=True)
        return f"the question {change.id} is a yes if: {self._said(change.after)} (was: {was})"

    def coding(self, change: ModelChange) -> str:
        """Say which rival coding came, went or changed."""
        if change.how != "changed":
            return f"the rival coding {change.id} is {'new' if change.how == 'added' else 'gone'}"
        return f"the rival coding {change.id} is another one, or weighs {change.after} (was: {change.before})"

    def whole(self, change: ModelChange) -> str:  # noqa: ARG002  (as the others)
        """Say that the conflicts have nothing in common that could be undone by itself."""
        return f"{_form(self.after)}, no longer {_form(self.before)}"


WORDS: dict[str, Callable[[_Words, ModelChange], str]] = {
    "decision maker": _Words.decision_maker,
    "option": _Words.option,
    "condition": _Words.condition,
    "reach": _Words.reach,
    "irreversible": _Words.irreversible,
    "reading": _Words.reading,
    "tempo": _Words.tempo,
    "statement": _Words.statement,
    "place": _Words.place,
    "weight": _Words.weight,
    "ranking": _Words.ranking,
    "ranking confidence": _Words.ranking_confidence,
    "fronts": _Words.fronts,
    "rule": _Words.rule,
    "status quo": _Words.status_quo,
    "coalesced": _Words.coalesced,
    "move": _Words.move,
    "graph": _Words.graph,
    "named condition": _Words.named_condition,
    "ends": _Words.ends,
    "question": _Words.question,
    "coding": _Words.coding,
    "whole": _Words.whole,
}
"""The wording of each kind of change."""


def _form(conflict: Conflict) -> str:
    """Return what a conflict is made of: fronts, a graph or options."""
    if fronts := fronts_of(conflict):
        return f"fronts: {listed(fronts)}"
    return "a conflict given by its options" if conflict.graph is None else "a conflict given as a graph"


def _order(options: list[str]) -> Callable[[str], int]:
    """Return the place of a full name among options."""
    places = {name.rpartition(".")[2]: k for k, name in enumerate(options)}
    return lambda name: places.get(name.rpartition(".")[2], len(places))
