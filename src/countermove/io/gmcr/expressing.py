"""What of a conflict a .gmcr file can hold: statements as conditions, rules as patterns, rankings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from countermove.errors import Complaint, InvalidConflict, StatementError
from countermove.io.gmcr.conditions import condition, statement
from countermove.io.gmcr.normal_form import ALWAYS, Term, TooManyTerms, normal_form
from countermove.io.gmcr.records import Condition
from countermove.model.language import Node, parse
from countermove.model.states import rule_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker, Statement

MAX_MEMBERS = 64
MAX_PATTERNS = 1024


def preference_conditions(conflict: Conflict, dm: DecisionMaker, ids: Sequence[str]) -> list[Condition] | None:
    """Return a decision maker's preferences as conditions, or None if they have no such form.

    Parameters
    ----------
    conflict : Conflict
        In option form.
    dm : DecisionMaker
        One of its decision makers.
    ids : sequence of str
        The ids that the options will have when the file is read: the conditions must be sayable in them.

    Returns
    -------
    list of condition or None
        Most important first; what decides between no states is left out.
    """
    if dm.preferences.weights or dm.preferences.ranking:
        return None
    nodes = [node for level in dm.preferences.statements for node in _one_by_one(level)]
    try:
        forms = [normal_form(node, conflict.bits, MAX_MEMBERS) for node in nodes]
        conditions = [condition(terms) for terms in forms if terms and terms != (*ALWAYS,)]
        for each in conditions:
            parse(statement(each, ids))
    except (TooManyTerms, StatementError, RecursionError):
        return None
    return conditions


def _one_by_one(level: tuple[Statement, ...]) -> Iterator[Node]:
    """Yield a statement; for those of equal importance, that all hold, all but one, ..., one."""
    nodes = tuple(parse(each.holds) for each in level)
    if len(nodes) == 1:
        yield nodes[0]
        return
    for number in range(len(nodes), 0, -1):
        yield Node("at least", nodes, number=number)


def infeasible_conditions(conflict: Conflict) -> list[Condition]:
    """Return the patterns that no feasible state has.

    Raises
    ------
    InvalidConflict
        If there are too many to list, one by one as the format has them.
    """
    patterns: dict[Term, None] = {}
    for text in rule_texts(conflict):
        try:
            patterns |= dict.fromkeys(normal_form(parse(text), conflict.bits, MAX_PATTERNS, holds=False))
        except (TooManyTerms, RecursionError):
            patterns |= dict.fromkeys(_missing_states(conflict, text))
    return [condition([pattern]) for pattern in patterns]


def _missing_states(conflict: Conflict, text: str) -> list[Term]:
    """Return the infeasible states themselves as patterns."""
    count = len(conflict.options)
    if (1 << count) - len(conflict.states.members) > MAX_PATTERNS:
        message = f"the rule {text!r} forbids too much for a .gmcr file, which lists infeasible patterns one by one"
        hint = f"{MAX_PATTERNS:,} are the most; write the conflict as YAML"
        raise InvalidConflict([Complaint(f"{message}: {hint}", ("feasible",))])
    infeasible = np.setdiff1d(np.arange(1 << count), conflict.states.members).tolist()
    return [(mask, mask ^ ((1 << count) - 1)) for mask in infeasible]


def ranking(conflict: Conflict, dm: int) -> list[int | list[int]]:
    """Return a decision maker's ranking: state numbers, most preferred first, ties as lists.

    The states are those before coalescing, of which the format knows nothing.
    """
    rank = conflict.ranks[dm][conflict.states.state_of]
    order = np.argsort(-rank, kind="stable")
    levels = np.split(order + 1, np.flatnonzero(np.diff(rank[order])) + 1)
    return [level.tolist() if len(level) > 1 else int(level[0]) for level in levels]
