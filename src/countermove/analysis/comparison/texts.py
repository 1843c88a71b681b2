"""Statements of two conflicts compared by their trees, with each option by its full name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from countermove.model.language import Node, parse
from countermove.model.letters import composed

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict

Part = TypeVar("Part")

Key = tuple[object, ...]
"""A statement as nested tuples, equal for statements that differ in spaces, parentheses and the order of operands."""


def text_key(conflict: Conflict, text: str) -> Key:
    """Return what is equal for statements that say the same by the same tree.

    Examples
    --------
    >>> from countermove import cases
    >>> dilemma = cases.load("prisoners-dilemma")
    >>> text_key(dilemma, "not  (a.cooperate)") == text_key(dilemma, "not a.cooperate")
    True
    """
    return _key(conflict, parse(text))


def _key(conflict: Conflict, node: Node) -> Key:
    if node.kind == "name":
        return ("name", full_name(conflict, node.text))
    count = node.number if node.kind in {"at least", "at most", "exactly"} else 0
    parts = [_key(conflict, part) for part in node.parts]
    return (node.kind, count, node.times, *(sorted(parts, key=repr) if _any_order(node) else parts))


def _any_order(node: Node) -> bool:
    """Whether the operands of a node may stand in any order."""
    return node.kind not in {"implies", "not"} and not node.times


def full_name(conflict: Conflict, name: str) -> str:
    """Return an option as ``dm.option``; another name as it is."""
    if name not in conflict.bits:
        return name
    who, option = conflict.owned[conflict.bits[name]]
    return conflict.decision_makers[who].full(option)


def full_names(conflict: Conflict) -> tuple[str, ...]:
    """Return the options as ``dm.option``, bit 0 first.

    Examples
    --------
    >>> from countermove import cases
    >>> full_names(cases.load("chicken"))
    ('a.swerve', 'b.swerve')
    """
    return tuple(conflict.decision_makers[who].full(option) for who, option in conflict.owned)


def by_text(conflict: Conflict, parts: Iterable[Part], text: Callable[[Part], str]) -> dict[tuple[Key, int], Part]:
    """Return parts by what they say; those that say the same are told apart by their number, from 0.

    Examples
    --------
    >>> from countermove import cases
    >>> [number for _, number in by_text(cases.load("chicken"), ["a.swerve", "(a.swerve)"], str)]
    [0, 1]
    """
    seen: Counter[Key] = Counter()
    found: dict[tuple[Key, int], Part] = {}
    for each in parts:
        key = text_key(conflict, text(each))
        found[key, seen[key]] = each
        seen[key] += 1
    return found


def negations(key: Key) -> tuple[Key, ...]:
    """Return the statements that are ``not`` this one, or that this one is ``not``."""
    whole: Key = ("not", 0, (), key)
    inside = key[3] if key[0] == "not" else None
    return (inside, whole) if isinstance(inside, tuple) else (whole,)


def names_in(text: str) -> frozenset[str]:
    """Return the names that stand in a statement."""
    return frozenset(node.text for node in parse(text).names())


def renamed_text(text: str, new: Mapping[str, str]) -> str:
    """Return a statement with some of its names replaced.

    Examples
    --------
    >>> renamed_text("not go or a.go", {"go": "leave", "a.go": "a.leave"})
    'not leave or a.leave'
    """
    text = composed(text)
    return "".join(_replaced(text, new))


def _replaced(text: str, new: Mapping[str, str]) -> Iterator[str]:
    nodes = sorted((each for each in parse(text).names() if each.text in new), key=lambda each: each.number)
    spans = [(each.number - 1, each.number - 1 + len(each.text), new[each.text]) for each in nodes]
    for (_, done, _), (start, _, name) in pairwise([(0, 0, ""), *spans]):
        yield text[done:start]
        yield name
    yield text[spans[-1][1] if spans else 0 :]
