"""From the names in a statement to bits: which option is meant, and where a statement holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.errors import Complaint, DocumentPath, StatementError, did_you_mean
from countermove.model.language import evaluate, parse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict


def truth(conflict: Conflict, text: str, masks: NDArray[np.signedinteger[Any]]) -> NDArray[np.bool_]:
    """Return where a statement holds.

    Parameters
    ----------
    conflict : Conflict
        Whose options the statement names.
    text : str
        The statement.
    masks : ndarray of int, shape (S,)
        States as bit masks, bit 0 the first option.

    Returns
    -------
    ndarray of bool, shape (S,)

    Raises
    ------
    StatementError
        If the text is not a statement or names an option that does not exist.
    """
    tree = parse(text)
    for node in tree.names():
        if node.text not in conflict.bits:
            raise StatementError(unknown_option(conflict, node.text), node.number)
    held = evaluate(tree, lambda name: _is_on(masks, conflict.bits[name]))
    return np.broadcast_to(held, masks.shape)


def holds(conflict: Conflict, text: str, mask: int) -> bool:
    """Return whether a valid statement holds in one state, given as a bit mask."""
    return bool(evaluate(parse(text), lambda name: np.array(mask >> conflict.bits[name] & 1, np.bool_)))


def _is_on(masks: NDArray[np.signedinteger[Any]], bit: int) -> NDArray[np.bool_]:
    return (masks >> bit & 1).astype(np.bool_)


def unknown_option(conflict: Conflict, name: str) -> str:
    """Return what is wrong with a name that is no option's, or more than one option's."""
    owners = [dm.id for dm in conflict.decision_makers for option in dm.options if option.id == name]
    if len(owners) > 1:
        return f"{name!r} is an option of {' and of '.join(owners)}; write {owners[0]}.{name}"
    known = conflict.bits if "." in name else conflict.options
    return f"unknown option {name!r}{did_you_mean(name, known)}"


def option_complaints(conflict: Conflict, names: Iterable[str], path: DocumentPath, where: str) -> list[Complaint]:
    """Return a complaint for each name that is not an option's; `where` says where it was used."""
    return [
        Complaint(f"{unknown_option(conflict, name)} ({where})", (*path, k))
        for k, name in enumerate(names)
        if name not in conflict.bits
    ]


def statement_complaints(conflict: Conflict, text: str, path: DocumentPath, where: str) -> list[Complaint]:
    """Return what is wrong with a statement: that it does not parse, or every name that is not known."""
    try:
        tree = parse(text)
    except StatementError as fault:
        cut = text.count("(") != text.count(")")
        hint = "; a list in [brackets] is cut at every comma, so quote a statement that holds one" if cut else ""
        return [Complaint(f"{fault} ({where}: {_shortened(text)!r}){hint}", path, fault.column - 1)]
    return [
        Complaint(f"{unknown_option(conflict, node.text)} ({where})", path, node.number - 1)
        for node in tree.names()
        if node.text not in conflict.bits
    ]


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
