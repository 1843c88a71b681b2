"""Conditions of a .gmcr file: their check, their conversion to statements, and the conditions of a conflict.

A list is a conjunction, ``{"compound": true, "members": [...]}`` a disjunction, and ``[2, "N"]`` says that the option
with index 2 is off. Files mostly hold disjunctions of conjunctions of such pairs; any nesting is accepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.errors import Complaint, DocumentPath, InvalidConflict, StatementError
from countermove.io.gmcr.faults import Faults, quoted
from countermove.io.gmcr.normal_form import ALWAYS, Term, TooManyTerms, normal_form
from countermove.io.gmcr.records import Condition
from countermove.model.language import Node, parse
from countermove.model.states import rule_texts

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker, Statement


MAX_MEMBERS = 64
"""Most conjunctions in the condition of a preference statement."""

MAX_PATTERNS = 1024
"""Most infeasible patterns that a rule may come to."""


def check_condition(value: object, path: DocumentPath, count: int, faults: Faults) -> None:
    """Add complaints for everything that keeps a value from being a condition on options 0 to `count` - 1."""
    if isinstance(value, dict):
        if value.get("compound", True) is not True:
            faults.add((*path, "compound"), f"{quoted(value['compound'])} where true is expected")
        parts, path = faults.needed(value, path, "members", list), (*path, "members")
    elif _is_pair(value):
        return _check_pair(value, path, count, faults)
    else:
        parts = faults.checked(value, path, list)
    if parts == []:
        faults.add(path, 'this condition is empty; take it out, or name options, as in [[0, "Y"], [1, "N"]]')
    for k, part in enumerate(parts or ()):
        check_condition(part, (*path, k), count, faults)
    return None


def _is_pair(value: object) -> bool:
    """Whether a value is a list about one option, valid or not, rather than a list of conditions."""
    return isinstance(value, list) and bool(value) and not isinstance(value[0], list | dict)


def _check_pair(pair: Any, path: DocumentPath, count: int, faults: Faults) -> None:
    if len(pair) != 2:
        number = "1 entry" if len(pair) == 1 else f"{len(pair)} entries"
        faults.add(path, f'{number} where a pair of option index and letter is expected, as in [0, "Y"]')
        return
    check_index(pair[0], (*path, 0), count, faults)
    if pair[1] not in ("Y", "N"):
        hint = f"; write '{pair[1].upper()}'" if pair[1] in ("y", "n") else ""
        faults.add((*path, 1), f"{quoted(pair[1])} where 'Y' (taken) or 'N' (not taken) is expected{hint}")


def check_index(value: object, path: DocumentPath, count: int, faults: Faults) -> bool:
    """Whether a value is the index of an option; if not, a complaint is added."""
    index = faults.checked(value, path, int)
    if index is None or 0 <= index < count:
        return index is not None
    available = f"there are options 0 to {count - 1}" if count else "there are no options"
    faults.add(path, f"option index {index}, but {available}; indices count from 0")
    return False


def statement(condition: Condition, names: Sequence[str]) -> str:
    """Return a condition as a statement; `names` holds the option names by index.

    Examples
    --------
    >>> statement({"compound": True, "members": [[[0, "Y"], [1, "N"]], [[2, "N"]]]}, ["a", "b", "c"])
    '(a and not b) or not c'
    >>> statement([[0, "N"], [1, "N"], [2, "Y"]], ["a", "b", "c"])
    'c and not (a or b)'
    """
    if isinstance(condition, dict):
        return _joined(" or ", [statement(each, names) for each in condition["members"]])
    parts = [condition] if _is_pair(condition) else condition
    pairs = [part for part in parts if _is_pair(part)]
    off = [names[option] for option, letter in pairs if letter == "N"]
    operands = [names[option] for option, letter in pairs if letter == "Y"]
    operands += [statement(part, names) for part in parts if not _is_pair(part)]
    return _joined(" and ", [*operands, f"not {_parenthesized(_joined(' or ', off))}"] if off else operands)


def negation(condition: Condition, names: Sequence[str]) -> str:
    """Return the negation of a condition as a statement; `names` holds the option names by index.

    Examples
    --------
    >>> negation([[0, "Y"], [1, "N"]], ["a", "b"]), negation([[0, "N"], [1, "N"]], ["a", "b"])
    ('not (a and not b)', 'a or b')
    """
    if isinstance(condition, list) and all(_is_pair(part) and part[1] == "N" for part in condition):
        return _joined(" or ", [names[option] for option, _ in condition])
    return f"not {_parenthesized(statement(condition, names))}"


def _joined(word: str, parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else word.join(_parenthesized(part) for part in parts)


def _parenthesized(part: str) -> str:
    """Return a statement as an operand, in parentheses where needed; ``not (a or b)`` needs none."""
    plain = part.removeprefix("not ")
    whole = plain.startswith("(") and plain.find(")") == len(plain) - 1
    return part if " " not in plain or (plain != part and whole) else f"({part})"


def condition(terms: Iterable[Term]) -> Condition:
    """Return the disjunction of terms as a condition.

    Examples
    --------
    >>> condition([(0b001, 0b100)]), condition([(1, 0), (0, 2)])["members"]
    ([[0, 'Y'], [2, 'N']], [[[0, 'Y']], [[1, 'N']]])
    """
    members = [_pairs(*term) for term in terms]
    return members[0] if len(members) == 1 else {"compound": True, "members": members}


def _pairs(on: int, off: int) -> list[list[int | str]]:
    both = on | off
    return [[k, "Y" if on >> k & 1 else "N"] for k in range(both.bit_length()) if both >> k & 1]


def preference_conditions(conflict: Conflict, dm: DecisionMaker, ids: Sequence[str]) -> list[Condition] | None:
    """Return a decision maker's preference statements as conditions, or None if the format cannot hold them.

    Parameters
    ----------
    conflict : Conflict
        In option form.
    dm : DecisionMaker
        One of its decision makers.
    ids : sequence of str
        Ids of the options, by index, when the file is read; the conditions must be statements in them.

    Returns
    -------
    list of condition or None
        Most important first; statements that are always or never true are left out.
    """
    if dm.preferences.weights or dm.preferences.fronts or dm.preferences.ranking:
        return None
    nodes = [node for level in dm.preferences.statements for node in _thresholds(conflict, level)]
    try:
        forms = [normal_form(node, conflict.bits, MAX_MEMBERS) for node in nodes]
        conditions = [condition(terms) for terms in forms if terms and terms != (*ALWAYS,)]
        for each in conditions:
            parse(statement(each, ids))
    except (TooManyTerms, StatementError, RecursionError):
        return None
    return conditions


def _thresholds(conflict: Conflict, level: tuple[Statement, ...]) -> Iterator[Node]:
    """Yield the statement of a level, or for several of equal importance "at least n hold", n descending to 1."""
    nodes = tuple(conflict.tree(each.holds) for each in level)
    if len(nodes) == 1:
        yield nodes[0]
        return
    for number in range(len(nodes), 0, -1):
        yield Node("at least", nodes, number=number)


def infeasible_conditions(conflict: Conflict) -> list[Condition]:
    """Return the patterns of infeasible states, one condition for each.

    Raises
    ------
    InvalidConflict
        If a rule comes to more than `MAX_PATTERNS` patterns.
    """
    patterns: dict[Term, None] = {}
    for text in rule_texts(conflict):
        try:
            patterns |= dict.fromkeys(normal_form(conflict.tree(text), conflict.bits, MAX_PATTERNS, holds=False))
        except (TooManyTerms, RecursionError):
            patterns |= dict.fromkeys(_infeasible_states(conflict, text))
    return [condition([pattern]) for pattern in patterns]


def _infeasible_states(conflict: Conflict, text: str) -> list[Term]:
    """Return every infeasible state as a pattern.

    Raises
    ------
    InvalidConflict
        If there are more than `MAX_PATTERNS`.
    """
    count = len(conflict.options)
    if (1 << count) - len(conflict.states.members) > MAX_PATTERNS:
        message = f"the rule {text!r} forbids too much for a .gmcr file, which lists infeasible patterns one by one"
        hint = f"{MAX_PATTERNS:,} are the most; write the conflict as YAML"
        raise InvalidConflict([Complaint(f"{message}: {hint}", ("feasible",))])
    infeasible = np.setdiff1d(np.arange(1 << count), conflict.states.members).tolist()
    return [(mask, mask ^ ((1 << count) - 1)) for mask in infeasible]


def ranking(conflict: Conflict, dm: int) -> list[int | list[int]]:
    """Return a decision maker's ranking: state numbers from 1, most preferred first, ties as lists.

    The states are those before coalescing, which the format does not support.
    """
    rank = conflict.ranks[dm][conflict.states.state_of]
    order = np.argsort(-rank, kind="stable")
    levels = np.split(order + 1, np.flatnonzero(np.diff(rank[order])) + 1)
    return [level.tolist() if len(level) > 1 else int(level[0]) for level in levels]
