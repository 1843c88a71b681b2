"""Statements: each parses, names options that exist, and conditions do not go round in a circle."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from countermove.errors import Complaint, DocumentPath, StatementError
from countermove.model.language import Node, parse
from countermove.model.scope import option_complaints, statement_complaints
from countermove.model.states import condition

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict, DecisionMaker, Preferences


def wording_complaints(conflict: Conflict) -> Iterator[Complaint]:
    """Yield what is wrong with every statement of the conflict and its variations."""
    for k, rule in enumerate(conflict.rules):
        yield from statement_complaints(conflict, rule.holds, ("feasible", k, "holds"), "in a rule")
    for dm in conflict.decision_makers:
        path: DocumentPath = ("decision_makers", dm.id)
        for option in dm.options:
            at = (*path, "options", option.id, "when")
            where = f"in the condition of {option.id}"
            if option.when:
                alone = statement_complaints(conflict, option.when, at, where)
                whole = condition(dm.full(option), option)
                yield from alone or statement_complaints(conflict, whole, at, where)
        yield from preference_complaints(conflict, dm, dm.preferences, (*path, "preferences"))
    yield from _circles(conflict)
    yield from _coalesced(conflict)
    if conflict.graph is None:
        yield from option_complaints(conflict, conflict.status_quo or (), ("status_quo",), "in the status quo")
    for question in conflict.questions:
        at = ("questions", question.id, "when")
        yield from statement_complaints(conflict, question.when, at, f"in the question {question.id!r}")


def preference_complaints(
    conflict: Conflict, dm: DecisionMaker, wants: Preferences, path: DocumentPath
) -> Iterator[Complaint]:
    """Yield what is wrong with the statements and weights of one decision maker."""
    where = f"in a preference of {dm.id}"
    for k, level in enumerate(wants.statements):
        for j, statement in enumerate(level):
            at = (*path, k, j, "holds") if len(level) > 1 else (*path, k, "holds")
            yield from statement_complaints(conflict, statement.holds, at, where)
    for text, weight in wants.weights:
        at = (*path, "weights", text)
        yield from statement_complaints(conflict, text, at, f"in a weight of {dm.id}")
        if not math.isfinite(weight):
            yield Complaint(f"the weight {weight} of {text!r} is not a finite number ({dm.id})", at)


def _circles(conflict: Conflict) -> Iterator[Complaint]:
    """Complain if an option can be on only when, in the end, it is on itself."""
    needs: dict[str, set[str]] = {}
    for name, (_, option) in zip(conflict.options, conflict.owned, strict=True):
        try:
            tree = parse(option.when) if option.when else None
        except StatementError:
            continue
        bits = [conflict.bits.get(name) for name in _needed(tree)] if tree else []
        needs[name] = {conflict.options[bit] for bit in bits if bit is not None}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as fault:
        circle = [*reversed(fault.args[1])]
        dm = conflict.decision_makers[conflict.owners[conflict.options.index(circle[0])]]
        path = ("decision_makers", dm.id, "options", circle[0].rpartition(".")[2], "when")
        message = f"the conditions go round in a circle: {' needs '.join(circle)}; leave one out, or make it a rule"
        yield Complaint(message, path)


def _needed(tree: Node) -> Iterator[str]:
    """Yield the names without which a condition fails: those that it asks for outright, one by one."""
    if tree.kind == "name":
        yield tree.text
    if tree.kind == "and":
        for part in tree.parts:
            yield from _needed(part)


def _coalesced(conflict: Conflict) -> Iterator[Complaint]:
    for k, entry in enumerate(conflict.coalesce):
        if not re.fullmatch(f"[YN-]{{{len(conflict.options)}}}", entry):
            yield from statement_complaints(conflict, entry, ("coalesce", k), "in coalesce")
