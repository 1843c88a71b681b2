"""Named conditions of a conflict: their records, their unfolding within statements, and complaints about them.

A condition's name stands in any statement in place of the condition. Conditions may name each other, but not in a
circle.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import KW_ONLY, dataclass
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from countermove.errors import Complaint, DocumentPath, StatementError, did_you_mean
from countermove.model.language import MAX_LENGTH, RESERVED, parse, too_long
from countermove.model.letters import ID, composed
from countermove.model.parts import Part
from countermove.model.provenance import BASE

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict


@dataclass(frozen=True, slots=True)
class NamedCondition(Part):
    """A named condition.

    Attributes
    ----------
    id, name : str
        The id, which statements use, and the name for readers.
    when : str
        The condition: a statement.
    """

    means = "a condition such as NamedCondition('calm', 'not strike')"
    in_mapping = "when"

    id: str
    when: str
    _: KW_ONLY
    name: str = ""


def unfolded(text: str, conditions: Mapping[str, str]) -> str:
    """Return a statement in which each name of a condition is replaced by the condition.

    Parameters
    ----------
    text : str
        A statement.
    conditions : mapping of str to str
        The conditions by id, themselves unfolded.

    Returns
    -------
    str
        The text as it is, if it names no condition.

    Raises
    ------
    StatementError
        If the text is not a statement, or would be too long.

    Examples
    --------
    >>> unfolded("not calm or talks", {"calm": "not (riot or siege)"})
    'not (not (riot or siege)) or talks'
    """
    if not conditions:
        return text
    text = composed(text)  # as columns are counted
    named = [node for node in parse(text).names() if node.text in conditions]
    length = len(text) + sum(len(conditions[node.text]) + 2 - len(node.text) for node in named)
    if named and length > MAX_LENGTH:
        longest = max(named, key=lambda node: len(conditions[node.text]))
        raise StatementError(too_long(length), longest.number)
    parts, done = [], 0
    for node in sorted(named, key=lambda node: node.number):
        at = node.number - 1
        parts += [text[done:at], f"({conditions[node.text]})"]
        done = at + len(node.text)
    return "".join([*parts, text[done:]])


def unfolded_lengths(definitions: tuple[NamedCondition, ...]) -> dict[str, int]:
    """Return the characters of each condition with the conditions that it names written out, without writing them.

    Conditions that are no statements count as they are written, and all do where they name each other in a circle.

    Examples
    --------
    >>> calm, deal = NamedCondition(id="calm", when="not riot"), NamedCondition(id="deal", when="calm and talks")
    >>> unfolded_lengths((deal, calm))
    {'calm': 8, 'deal': 20}
    """
    texts = {each.id: each.when for each in definitions}
    try:
        order = [*TopologicalSorter(_named_conditions(_parsed(definitions))).static_order()]
    except CycleError:
        return {id_: len(text) for id_, text in texts.items()}
    found: dict[str, int] = {}
    for id_ in (*order, *texts):
        found.setdefault(id_, unfolded_length(texts[id_], found))
    return found


def unfolded_length(text: str, lengths: Mapping[str, int]) -> int:
    """Return the characters of a statement with the conditions that it names written out, up to `MAX_LENGTH` + 1.

    A longer one is refused by itself, before anything is written out.
    """
    if not lengths or not _is_statement(text):
        return len(text)
    named = [node.text for node in parse(text).names() if node.text in lengths]
    return min(len(text) + sum(lengths[name] + 2 - len(name) for name in named), MAX_LENGTH + 1)


def unfolded_conditions(definitions: tuple[NamedCondition, ...]) -> dict[str, str]:
    """Return each condition by its id, with the conditions that it names unfolded.

    Conditions that are no statements, that become too long, or that name each other in a circle are left out, and so
    are those that name one of them.

    Examples
    --------
    >>> calm, deal = NamedCondition(id="calm", when="not riot"), NamedCondition(id="deal", when="calm and talks")
    >>> unfolded_conditions((deal, calm))
    {'calm': 'not riot', 'deal': '(not riot) and talks'}
    """
    texts, found = _parsed(definitions), dict[str, str]()
    names = _named_conditions(texts)
    try:
        order = [*TopologicalSorter(names).static_order()]
    except CycleError:
        return found
    for id_ in order:
        if found.keys() >= {*names[id_]} and (text := _unfolded_or_none(texts[id_], found)):
            found[id_] = text
    return found


def _parsed(definitions: tuple[NamedCondition, ...]) -> dict[str, str]:
    """Return the conditions that are statements, by id."""
    return {each.id: each.when for each in definitions if _is_statement(each.when)}


def _unfolded_or_none(text: str, conditions: Mapping[str, str]) -> str | None:
    try:
        whole = unfolded(text, conditions)
        parse(whole)
    except StatementError:
        return None
    return whole


def _named_conditions(texts: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the ids of the conditions that each condition names."""
    return {id_: [node.text for node in parse(text).names() if node.text in texts] for id_, text in texts.items()}


def _is_statement(text: str) -> bool:
    try:
        parse(text)
    except StatementError:
        return False
    return True


StatementComplaints = Callable[["Conflict", str, DocumentPath, str], list[Complaint]]


def definition_complaints(conflict: Conflict, about_statement: StatementComplaints) -> Iterator[Complaint]:
    """Yield the complaints about the named conditions, the ends, what came about and the standpoint.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    about_statement : callable
        The complaints about one statement of the conflict: `countermove.model.scope.statement_complaints`.
    """
    for each in conflict.joint.definitions if conflict.joint else conflict.definitions:
        at: DocumentPath = ("define", each.id)
        yield from _clashes(conflict, each.id, at)
        yield from about_statement(conflict, each.when, (*at, "when"), f"in the definition of {each.id!r}")
    yield from _circles(conflict)
    known = [each.id for each in conflict.definitions]
    for k, id_ in enumerate(conflict.ends):
        if id_ not in known:
            yield Complaint(f"the end {id_!r} is not defined{did_you_mean(id_, known)}", ("ends", k))
    yield from _standpoint(conflict)


def _standpoint(conflict: Conflict) -> Iterator[Complaint]:
    """Yield a complaint if the standpoint is no variation, or a rival coding."""
    known, named = {each.id: each for each in conflict.variations}, conflict.standpoint
    if named and named not in {*known, BASE}:
        message = f"the standpoint {named!r} is no variation{did_you_mean(named, [*known, BASE])}"
        yield Complaint(message, ("standpoint",))
    elif named in known and known[named].weight:
        message = f"the standpoint {named!r} is a rival coding: it has a weight, and so is no view of the others"
        yield Complaint(message, ("standpoint",))


def _clashes(conflict: Conflict, id_: str, at: DocumentPath) -> Iterator[Complaint]:
    """Yield a complaint if the id of a definition is no id, or means something else already."""
    fronts = [each.id for each in conflict.joint.fronts] if conflict.joint else []
    if id_.casefold() in RESERVED:
        yield Complaint(f"{id_!r} is a word of the statement language and cannot name a condition", at)
    elif id_ in conflict.bits or id_ in {option.id for _, option in conflict.owned}:
        yield Complaint(f"{id_!r} is an option already; give the condition another name", at)
    elif id_ in fronts:
        yield Complaint(f"{id_!r} is a front already; give the condition another name", at)
    elif not re.fullmatch(ID, id_) or composed(id_) != id_:
        yield Complaint(f"{id_!r} cannot name a condition: use letters, digits and _, no digit first", at)


def _circles(conflict: Conflict) -> Iterator[Complaint]:
    """Yield a complaint if conditions name each other in a circle."""
    texts = _parsed(conflict.definitions)
    try:
        TopologicalSorter(_named_conditions(texts)).prepare()
    except CycleError as fault:
        circle = [*reversed(fault.args[1])]
        message = f"the definitions go round in a circle: {' names '.join(circle)}; write one of them out"
        yield Complaint(message, ("define", circle[0], "when"))
