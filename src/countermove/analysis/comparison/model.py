"""What changed between two conflicts, as changes that can be undone one by one or together."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from countermove.analysis.comparison.change import ModelChange
from countermove.analysis.comparison.graphs import GraphDifference
from countermove.analysis.comparison.rankings import feasible_only
from countermove.analysis.comparison.rules import differing_texts, pairs_by_id, parts, question_pairs, rule_pairs
from countermove.analysis.comparison.sides import SideDifference, in_both_orders
from countermove.analysis.comparison.texts import full_name, full_names
from countermove.model.fronts import fronts_of
from countermove.model.provenance import BASE
from countermove.model.records import Preferences

if TYPE_CHECKING:
    from countermove.analysis.comparison.change import How
    from countermove.analysis.comparison.rules import Pair
    from countermove.model.conflict import Conflict
    from countermove.model.definitions import NamedCondition
    from countermove.model.records import DecisionMaker, Variation


class ModelDifference:
    """The changes that lead from one conflict to another.

    Parts are matched by their ids, statements by what they say. What is worded or grounded differently and changes no
    answer is no change here.

    Attributes
    ----------
    before, after : Conflict
        The conflicts, from where they are to be seen, with the same ids for the same things.
    changes : tuple of ModelChange
        In the order of the second conflict.

    Examples
    --------
    >>> from countermove import cases
    >>> chicken = cases.load("chicken")
    >>> found = ModelDifference(chicken, chicken.with_(status_quo=["a.swerve"]))
    >>> [(each.what, each.before, each.after) for each in found.changes]
    [('status quo', '', 'a.swerve')]
    >>> found.undone(found.changes) is chicken
    True
    """

    def __init__(self, before: Conflict, after: Conflict) -> None:
        self.before, self.after = before, after
        self._whole = _whole(before, after)
        if self._whole is not None:
            self.changes: tuple[ModelChange, ...] = (self._whole,)
            return
        dms = in_both_orders(before.decision_makers, after.decision_makers)
        self._sides = [SideDifference(before, after, pair) for pair in dms]
        self._graph = GraphDifference((before.graph, after.graph))
        self._rules = rule_pairs(before, after)
        self._conditions = _condition_pairs(before, after)
        self._codings = _coding_pairs(before, after)
        self._questions = question_pairs(before, after)
        self._single = _single_changes(before, after)
        self.changes = tuple(dict.fromkeys(self._listed()))  # a statement that is dropped twice is one change

    def _listed(self) -> list[ModelChange]:
        paired: tuple[Pair[Any], ...] = (*self._rules, *self._conditions, *self._codings, *self._questions)
        return [
            *(change for side in self._sides for change in side.changes),
            *self._graph.changes,
            *(each.change for each in paired if each.change is not None),
            *self._single,
        ]

    def undone(self, changes: Collection[ModelChange]) -> Conflict:
        """Return the second conflict with some changes undone: without all of them it is the first.

        Raises
        ------
        InvalidConflict
            If the parts contradict one another then, as where a statement names an option that is not there.
        """
        back = frozenset(changes)
        if not back:
            return self.after
        if len(back) == len(self.changes):
            return self.before
        every = (side.decision_maker(back) for side in self._sides)
        given = self._parts(tuple(each for each in every if each is not None), back)
        if not any(dm.preferences.ranking for dm in given["decision_makers"]):
            return self._made(given)
        return self._made({**given, "decision_makers": self._still_ranked(given)})

    @cached_property
    def field_of_play(self) -> ModelDifference:
        """The difference without what no verdict depends on and what only asks: start, ends, questions, codings."""
        asked = {"status_quo": None, "ends": (), "questions": (), "variations": (), "published": (), "came_about": ""}
        return ModelDifference(self.before.with_(**asked), self.after.with_(**asked))

    def _parts(self, dms: tuple[DecisionMaker, ...], back: frozenset[ModelChange]) -> dict[str, Any]:
        """Return the parts of the conflict where some changes are undone."""
        single = {each.what: self.before if each in back else self.after for each in self._single}
        quo = single.get("status quo", self.after)
        return {
            "decision_makers": dms,
            "graph": self._graph.graph(back),
            "rules": parts(self._rules, back),
            "definitions": parts(self._conditions, back),
            "variations": parts(self._codings, back),
            "questions": parts(self._questions, back),
            "status_quo": _start(quo),
            "coalesce": single.get("coalesced", self.after).coalesce,
            "ends": single.get("ends", self.after).ends,
        }

    def _made(self, given: dict[str, Any]) -> Conflict:
        listed = {dm.full(option) for dm in given["decision_makers"] for option in dm.options}
        same_order = listed == {*self.after.option_order}
        return self.after.with_(
            **given,
            sources=self._sources,
            published=(),
            came_about="",
            standpoint=BASE,
            option_order=self.after.option_order if same_order else (),
        )

    def _still_ranked(self, given: dict[str, Any]) -> tuple[DecisionMaker, ...]:
        """Return the decision makers with the states that are feasible in their rankings."""
        dms: tuple[DecisionMaker, ...] = given["decision_makers"]
        bare = tuple(replace(dm, preferences=Preferences()) for dm in dms)
        shape = self._made({**given, "decision_makers": bare, "variations": (), "status_quo": None})
        return tuple(
            replace(dm, preferences=replace(dm.preferences, ranking=feasible_only(shape, dm.preferences.ranking)))
            for dm in dms
        )

    @cached_property
    def _sources(self) -> tuple[Any, ...]:
        """The sources of both conflicts, which the evidence of either cites."""
        known = {each.id for each in self.after.sources}
        return (*self.after.sources, *(each for each in self.before.sources if each.id not in known))


def _whole(before: Conflict, after: Conflict) -> ModelChange | None:
    """Return the one change between two conflicts of different forms, or on different fronts; None for others."""
    forms = [(each.graph is None, fronts_of(each)) for each in (before, after)]
    return None if forms[0] == forms[1] else ModelChange("whole", "changed", "", "")


def _start(conflict: Conflict) -> tuple[str, ...] | None:
    """Return the status quo by full names, which another conflict reads alike."""
    if conflict.status_quo is None or conflict.graph is not None:
        return conflict.status_quo
    return tuple(full_name(conflict, name) for name in conflict.status_quo)


def _condition_pairs(before: Conflict, after: Conflict) -> list[Pair[NamedCondition]]:
    was, now = ({each.id: each for each in conflict.definitions} for conflict in (before, after))
    whens = [{id_: each.when for id_, each in found.items()} for found in (was, now)]
    return pairs_by_id("named condition", was, now, differing_texts(before, after, whens[0], whens[1]))


def _coding_pairs(before: Conflict, after: Conflict) -> list[Pair[Variation]]:
    """Return the rival codings, which have a weight; other variations change no answer."""
    was, now = ({each.id: each for each in conflict.variations if each.weight} for conflict in (before, after))
    both = {id_: (was[id_], now[id_]) for id_ in now if id_ in was}
    differing = {
        id_: (f"{old.weight:g}", f"{new.weight:g}")
        for id_, (old, new) in both.items()
        if replace(old, name="", because="", evidence=()) != replace(new, name="", because="", evidence=())
    }
    return pairs_by_id("coding", was, now, differing)


def _single_changes(before: Conflict, after: Conflict) -> list[ModelChange]:
    """Return what changed of what there is one of: the status quo, the coalesced states, which ends have names."""
    found: list[ModelChange] = []
    old, new = _start(before), _start(after)
    if (None if old is None else {*old}) != (None if new is None else {*new}):
        how: How = "added" if old is None else "dropped" if new is None else "changed"
        found.append(ModelChange("status quo", how, "", "", ", ".join(old or ()), ", ".join(new or ())))
    if before.coalesce != after.coalesce:
        found.append(
            ModelChange("coalesced", "changed", "", "", "; ".join(before.coalesce), "; ".join(after.coalesce))
        )
    if before.ends != after.ends:
        found.append(ModelChange("ends", "changed", "", "", ", ".join(before.ends), ", ".join(after.ends)))
    return found


def common_options(before: Conflict, after: Conflict) -> tuple[str, ...]:
    """Return the options that both conflicts have, as ``dm.option``, in the order of the second."""
    there = {*full_names(before)}
    return tuple(each for each in full_names(after) if each in there)
