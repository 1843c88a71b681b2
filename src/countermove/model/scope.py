"""Statements of a conflict: their names as options, their truth in states, and complaints about unknown names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.errors import Complaint, DocumentPath, StatementError, did_you_mean
from countermove.model.evaluation import evaluate
from countermove.model.language import parse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict
    from countermove.model.language import Node

BLOCK = 1 << 18
"""States in which a statement is evaluated at once."""

_ALL_BITS = np.array(255, np.uint8)


def truth(conflict: Conflict, text: str, masks: NDArray[np.signedinteger[Any]]) -> NDArray[np.bool_]:
    """Return the truth of a statement in each state.

    Parameters
    ----------
    conflict : Conflict
        The conflict whose options the statement names.
    text : str
        The statement.
    masks : ndarray of int, shape (S,)
        States as bit masks, bit 0 the first option.

    Returns
    -------
    ndarray of bool, shape (S,)
        True where the statement holds; read-only.

    Raises
    ------
    StatementError
        If the text is not a statement or names an option that does not exist.
    """
    for node in parse(text).names():
        if node.text not in conflict.bits and node.text not in conflict.conditions:
            raise StatementError(unknown_option(conflict, node.text), node.number)
    return truth_in(masks, conflict.tree(text), conflict.bits)


def truth_in(
    masks: NDArray[np.signedinteger[Any]], tree: Node, bits: Mapping[str, int], block: int = BLOCK
) -> NDArray[np.bool_]:
    """Return the truth of a parsed statement in each state, block by block, one bit a state.

    Parameters
    ----------
    masks : ndarray of int, shape (S,)
        States as bit masks.
    tree : Node
        The statement, which names options in `bits` only.
    bits : mapping of str to int
        The bit of each option name.
    block : int
        The number of states that are evaluated at once, which bounds the memory for the parts of the statement.

    Returns
    -------
    ndarray of bool, shape (S,)
        True where the statement holds; read-only.

    Examples
    --------
    >>> truth_in(np.array([0, 1, 2, 3]), parse("a implies b"), {"a": 0, "b": 1}).tolist()
    [True, False, True, True]
    """
    held = np.empty(len(masks), np.bool_)
    for begin in range(0, len(masks), block):
        some = masks[begin : begin + block]
        packed = evaluate(tree, cache(partial(_is_on, some, bits)), _ALL_BITS)
        rows = np.broadcast_to(packed, -(-len(some) // 8))
        held[begin : begin + block] = np.unpackbits(rows, count=len(some)).view(np.bool_)
    held.setflags(write=False)
    return held


def _is_on(masks: NDArray[np.signedinteger[Any]], bits: Mapping[str, int], name: str) -> NDArray[np.uint8]:
    """Return where an option is on, one bit a state, shape (ceil(S / 8),)."""
    return np.packbits((masks & (1 << bits[name])) != 0)


def holds(conflict: Conflict, text: str, mask: int) -> bool:
    """Return whether a valid statement holds in the state with this mask."""
    return bool(evaluate(conflict.tree(text), lambda name: np.array(mask >> conflict.bits[name] & 1, np.bool_)))


def unknown_option(conflict: Conflict, name: str) -> str:
    """Return the message for a name that belongs to no option, or to several."""
    owners = [dm.id for dm in conflict.decision_makers for option in dm.options if option.id == name]
    if len(owners) > 1:
        full = " or ".join(f"{owner}.{name}" for owner in owners)
        return f"{name!r} is an option of {' and of '.join(owners)}; write {full}"
    known = [*(conflict.bits if "." in name else conflict.options), *conflict.conditions]
    return f"unknown option {name!r}{did_you_mean(name, known)}"


def option_complaints(conflict: Conflict, names: Iterable[str], path: DocumentPath, where: str) -> list[Complaint]:
    """Return a complaint for each name that belongs to no option; `where` names the use, for the message."""
    return [
        Complaint(f"{unknown_option(conflict, name)} ({where})", (*path, k))
        for k, name in enumerate(names)
        if name not in conflict.bits
    ]


def cut_hint(text: str) -> str:
    """Return what a complaint adds about a part of a statement that YAML has cut at a comma, or nothing.

    Examples
    --------
    >>> cut_hint("at most 1 of (x"), cut_hint("not x")
    ('; [brackets] and {braces} are cut at every comma, so quote a statement that holds one', '')
    """
    cut = text.count("(") != text.count(")")
    return "; [brackets] and {braces} are cut at every comma, so quote a statement that holds one" if cut else ""


def statement_complaints(conflict: Conflict, text: str, path: DocumentPath, where: str) -> list[Complaint]:
    """Return the complaints about a statement: a syntax error, or else each unknown name."""
    try:
        tree = parse(text)
    except StatementError as fault:
        return [Complaint(f"{fault} ({where}: {_shortened(text)!r}){cut_hint(text)}", path, fault.column - 1)]
    defined = {each.id for each in conflict.definitions}
    unknown = [
        Complaint(f"{unknown_option(conflict, node.text)} ({where})", path, node.number - 1)
        for node in tree.names()
        if node.text not in conflict.bits and node.text not in defined
    ]
    return unknown or _unfolding_complaints(conflict, text, path, where)


def _unfolding_complaints(conflict: Conflict, text: str, path: DocumentPath, where: str) -> list[Complaint]:
    """Return a complaint if a statement is too large with the conditions that it names written out.

    It is at the longest of them. If one of them is at fault itself, the complaint is about that one.
    """
    defined = {each.id for each in conflict.definitions}
    named = [node for node in parse(text).names() if node.text in defined]
    if not all(node.text in conflict.conditions for node in named):
        return []
    try:
        conflict.tree(text)
    except StatementError as fault:
        longest = max(named, key=lambda node: len(conflict.conditions[node.text]))
        said = f"with the conditions that it names written out: {fault}; shorten {longest.text!r}, or name it less"
        return [Complaint(f"{said} ({where}: {_shortened(text)!r})", path, longest.number - 1)]
    return []


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
