"""Complaints about statements, about states of conflicts too large to list, and about questions.

Statements parse and name existing options, and conditions form no cycle. Named states exist. The days of a question
are in order, its rates are probabilities, and its variation exists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from countermove.errors import Complaint, DocumentPath, StatementError, UnknownName, did_you_mean
from countermove.model.definitions import definition_complaints
from countermove.model.naming import entry_of, mask_of
from countermove.model.provenance import BASE
from countermove.model.scope import holds, option_complaints, statement_complaints
from countermove.model.states import MOST_LISTED, condition, rule_texts
from countermove.model.variation import view_complaints
from countermove.model.weights import is_number

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict
    from countermove.model.language import Node
    from countermove.model.provenance import Question
    from countermove.model.records import DecisionMaker, Preferences


def wording_complaints(conflict: Conflict) -> Iterator[Complaint]:
    """Yield the complaints about all statements of a conflict outside its variations."""
    yield from definition_complaints(conflict, statement_complaints)
    for k, rule in enumerate(conflict.rules):
        yield from statement_complaints(conflict, rule.holds, ("feasible", k, "holds"), "in a rule")
    for dm in conflict.decision_makers:
        path: DocumentPath = ("decision_makers", dm.id)
        for option in dm.options:
            at = (*path, "options", option.id, "when")
            where = f"in the condition of {option.id}"
            if option.when:
                alone = statement_complaints(conflict, option.when, at, where)
                whole = statement_complaints(conflict, condition(dm.full(option), option), at, where)
                yield from alone or (replace(each, offset=0) for each in whole)  # columns of what no file says
        yield from preference_complaints(conflict, dm, dm.preferences, (*path, "preferences"))
    yield from _cycles(conflict)
    yield from _coalesce_entries(conflict)
    if conflict.graph is None:
        yield from option_complaints(conflict, conflict.status_quo or (), ("status_quo",), "in the status quo")
    for question in conflict.questions:
        at = ("questions", question.id, "when")
        yield from statement_complaints(conflict, question.when, at, f"in the question {question.id!r}")


def preference_complaints(
    conflict: Conflict, dm: DecisionMaker, wants: Preferences, path: DocumentPath
) -> Iterator[Complaint]:
    """Yield the complaints about the statements and weighted statements of one decision maker."""
    where = f"in a preference of {dm.id}"
    for k, level in enumerate(wants.statements):
        for j, statement in enumerate(level):
            at = (*path, k, j, "holds") if len(level) > 1 else (*path, k, "holds")
            yield from statement_complaints(conflict, statement.holds, at, where)
    for text, weight in wants.weights:
        at = (*path, "weights", text)
        yield from statement_complaints(conflict, text, at, f"in a weight of {dm.id}")
        if not is_number(weight):
            yield Complaint(f"the weight of {text!r} is infinite or too large for a number ({dm.id})", at)


def _cycles(conflict: Conflict) -> Iterator[Complaint]:
    """Yield a complaint if conditions form a cycle: an option would require itself, directly or through others."""
    needs: dict[str, set[str]] = {}
    for name, (_, option) in zip(conflict.options, conflict.owned, strict=True):
        try:
            tree = conflict.tree(option.when) if option.when else None
        except StatementError:
            continue
        bits = [conflict.bits.get(name) for name in _needed(tree)] if tree else []
        needs[name] = {conflict.options[bit] for bit in bits if bit is not None}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as fault:
        cycle = [*reversed(fault.args[1])]
        dm = conflict.decision_makers[conflict.owners[conflict.options.index(cycle[0])]]
        path = ("decision_makers", dm.id, "options", cycle[0].rpartition(".")[2], "when")
        message = f"the conditions go round in a circle: {' needs '.join(cycle)}; leave one out, or make it a rule"
        yield Complaint(message, path)


def _needed(tree: Node) -> Iterator[str]:
    """Yield the names that a condition requires: itself if it is a name, or the names among its conjuncts."""
    if tree.kind == "name":
        yield tree.text
    if tree.kind == "and":
        for part in tree.parts:
            yield from _needed(part)


def _coalesce_entries(conflict: Conflict) -> Iterator[Complaint]:
    for k, entry in enumerate(conflict.coalesce):
        if not re.fullmatch(f"[YN-]{{{len(conflict.options)}}}", entry):
            yield from statement_complaints(conflict, entry, ("coalesce", k), "in coalesce")


def unlisted_complaints(conflict: Conflict) -> Iterator[Complaint]:
    """Yield the complaints about the states that a conflict names, if it is too large to list its states."""
    yield from status_quo_complaints(conflict)
    if conflict.coalesce:
        message = f"states cannot be coalesced above {MOST_LISTED} options, and here are {len(conflict.options)}"
        yield Complaint(message, ("coalesce",))
    for k, each in enumerate(conflict.published):
        for concept, names in each.equilibria if not each.variation else ():
            for j, name in enumerate(names):
                yield from _named(conflict, name, ("published", k, "equilibria", concept, j))
    for dm in conflict.decision_makers:
        if not [*preference_complaints(conflict, dm, dm.preferences, ())]:
            yield from _ranking(conflict, dm)


def status_quo_complaints(conflict: Conflict) -> Iterator[Complaint]:
    """Yield a complaint for each rule or condition that the status quo breaks."""
    if conflict.status_quo is None:
        return
    mask = sum(1 << conflict.bits[name] for name in {*conflict.status_quo})
    for text in rule_texts(conflict):
        if not holds(conflict, text, mask):
            on = ", ".join(conflict.status_quo) or "nothing on"
            yield Complaint(f"the status quo ({on}) is infeasible: it breaks the rule {text!r}", ("status_quo",))


def _named(conflict: Conflict, name: str, path: DocumentPath) -> Iterator[Complaint]:
    try:
        mask_of(conflict, name)
    except UnknownName as fault:
        yield Complaint(str(fault), path)


def _ranking(conflict: Conflict, dm: DecisionMaker) -> Iterator[Complaint]:
    path = ("decision_makers", dm.id, "preferences", "ranking")
    for depth, entries in enumerate(dm.preferences.ranking):
        for k, entry in enumerate(entries):
            try:
                entry_of(conflict, entry)
            except UnknownName as fault:
                at = (*path, depth, k) if len(entries) > 1 else (*path, depth)
                yield Complaint(f"{fault} (in the ranking of {dm.id})", at)


def question_complaints(conflict: Conflict) -> Iterator[Complaint]:
    """Yield the complaints about days, variations and reference classes of questions."""
    sources = dict.fromkeys(source.id for source in conflict.sources)
    variations = dict.fromkeys(each.id for each in conflict.variations)
    for question in conflict.questions:
        at: DocumentPath = ("questions", question.id)
        yield from _days(question, at)
        if question.variation and question.variation not in {*variations, BASE}:
            hint = did_you_mean(question.variation, [*variations, BASE])
            yield Complaint(f"unknown variation {question.variation!r} (in a question){hint}", (*at, "variation"))
        kind = question.reference_class
        if kind is not None and not 0 <= kind.rate <= 1:
            message = f"a rate of {kind.rate:g}; it is a share of cases, a number from 0 to 1"
            yield Complaint(message, (*at, "reference_class", "rate"))
        if kind is not None and kind.source and kind.source not in sources:
            message = f"unknown source {kind.source!r}{did_you_mean(kind.source, sources)}"
            yield Complaint(message, (*at, "reference_class", "source"))


def _days(question: Question, at: DocumentPath) -> Iterator[Complaint]:
    """Yield a complaint if a question closes, or is answered, before the day of its forecast."""
    asked, closes, answered = question.asked, question.closes, question.answer.on if question.answer else None
    if asked and closes and closes < asked:
        message = f"the question {question.id!r} closes on {closes}, before the day of the forecast, {asked}"
        yield Complaint(message, (*at, "closes"))
    if asked and answered and answered < asked:
        message = f"{question.id!r} was answered on {answered}, before the day of the forecast, {asked}"
        yield Complaint(f"{message}: that is no forecast", (*at, "answer", "on"))


def views_complaints(conflict: Conflict) -> Iterator[Complaint]:
    """Yield the complaints about the standpoint and the variations of questions, in an otherwise valid conflict."""
    asked: dict[str, list[DocumentPath]] = {}
    for question in conflict.questions:
        asked.setdefault(question.variation, []).append(("questions", question.id, "variation"))
    if conflict.standpoint:
        asked.setdefault(conflict.standpoint, []).append(("standpoint",))
    for name, places in asked.items():
        for complaint in view_complaints(conflict, name) if name not in {"", BASE} else ():
            yield from (Complaint(f"as of {name!r}: {complaint.message}", at) for at in places)
