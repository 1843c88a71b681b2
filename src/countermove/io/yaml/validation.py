"""Validation of a parsed document by pydantic, whose faults become complaints with line and column."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from difflib import get_close_matches
from functools import reduce
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from countermove.errors import Complaint, DocumentPath, did_you_mean
from countermove.model.scope import cut_hint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.io.yaml.tree import Tree

EXPECTED = {
    "string_type": "text",
    "dict_type": "a mapping",
    "list_type": "a list",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "float_parsing": "a number",
    "float_type": "a number",
    "finite_number": "a finite number",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
}
"""What is expected where pydantic found another kind of value, by its type of fault."""

MESSAGES = {
    "missing": "the key {last!r} is missing",
    "less_than_equal": "a number up to {le:g} is expected here, not {input}",
    "greater_than": "a number above {gt:g} is expected here, not {input}",
    "greater_than_equal": "a number from {ge:g} is expected here, not {input}",
    "literal_error": "{expected} is expected here, not {input}",
    "too_short": "there is nothing here; leave it out, or say what is meant",
}
"""Message for each other type of fault of pydantic."""

D = TypeVar("D", bound=BaseModel)

ESSENTIAL_KEYS = ("options", "decision_makers", "sources", "states", "moves", "rankings", "option_order")
"""Keys that the rest of a file refers to; if one of them is wrong, the rest is not checked."""


def validated(tree: Tree, document: type[D]) -> tuple[D | None, list[Complaint]]:
    """Return the document without its faults, and a complaint for each fault.

    The document is None if the rest depends on a faulty key.
    """
    try:
        return document.model_validate(tree.value), []
    except ValidationError as fault:
        complaints = document_complaints(fault, tree, document)
        rest = without_faults(fault, tree, document)
    try:
        return (None if rest is None else document.model_validate(rest)), complaints
    except ValidationError:
        return None, complaints


def document_complaints(fault: ValidationError, tree: Tree, document: type[BaseModel]) -> list[Complaint]:
    """Return one complaint for each value at fault, also where several forms of it were tried."""
    errors = [(dict(error), _written_path(tree, error["loc"])) for error in fault.errors(include_url=False)]
    inside = {path[:k] for _, path in errors for k in range(len(path))}
    kinds: dict[DocumentPath, list[str]] = {}
    for error, path in errors:
        if error["type"] in EXPECTED:
            kinds.setdefault(path, []).append(EXPECTED[error["type"]])
    found: dict[Complaint, None] = {}
    for error, path in errors:
        if error["type"] not in EXPECTED:
            found[replace(_complaint(error, tree, document), path=path)] = None
        elif path not in inside:  # else another form fits this value, and what is inside it is at fault
            message = f"{_either(kinds[path])} is expected here, not {_shown(error.get('input'))}{_cut(path)}"
            found[Complaint(message, path, place=tree.place(path))] = None
    return [*found]


def without_consequences(found: Iterable[Complaint], faults: Iterable[Complaint]) -> list[Complaint]:
    """Return the complaints about parts of the document without those about parts with a fault of their own.

    What is at fault was left out of the document, so that the rest of its part may look wrong.

    Parameters
    ----------
    found : iterable of Complaint
        About the document without its faults.
    faults : iterable of Complaint
        Those of `validated`.

    Examples
    --------
    >>> wrong = Complaint("a number is expected here, not 'heavy'", ("shared", "centre", "weights", "north"))
    >>> follows = Complaint("north is left out", ("shared", "centre", "weights"))
    >>> without_consequences([follows, Complaint("unknown option", ("feasible", 0))], [wrong])
    [Complaint(message='unknown option', path=('feasible', 0), offset=0, place=None)]
    """
    wrong = {each.path for each in faults}
    around = {path[:k] for path in wrong for k in range(1, len(path) + 1)}
    return [
        each
        for each in found
        if each.path not in around and not any(each.path[:k] in wrong for k in range(1, len(each.path)))
    ]


def _either(kinds: Iterable[str]) -> str:
    """Return the kinds of value that are expected, in words; a number may be whole.

    Examples
    --------
    >>> _either(["a whole number", "a number"]), _either(["a mapping", "a list", "text"])
    ('a number', 'a mapping, a list or text')
    """
    named = dict.fromkeys(kinds)
    if "a number" in named:
        named.pop("a whole number", None)
    *most, last = named
    return f"{', '.join(most)} or {last}" if most else last


def _complaint(error: dict[str, Any], tree: Tree, document: type[BaseModel]) -> Complaint:
    path = tuple(error["loc"])
    if error["type"] == "extra_forbidden":
        known = _keys(document, path[:-1])
        at = tree.key_place(_written_path(tree, path))
        if path[-1] in known:  # a key of another form of this part
            return Complaint(f"the key {path[-1]!r} does not go with the others here", place=at)
        return Complaint(f"unknown key {path[-1]!r}{did_you_mean(str(path[-1]), known)}", place=at)
    words = MESSAGES.get(error["type"], error["msg"][:1].lower() + error["msg"][1:] + ", not {input}")
    context = {"last": path[-1] if path else "", "input": _shown(error.get("input"))}
    message = words.format(**context, **error.get("ctx", {}))
    return Complaint(message + _cut(path), place=tree.place(path))


def _cut(path: DocumentPath) -> str:
    """Return what to do if a key on a path is the end of a statement that YAML has cut at a comma, or nothing."""
    return next((hint for step in path if isinstance(step, str) and (hint := cut_hint(step))), "")


def without_faults(fault: ValidationError, tree: Tree, document: type[BaseModel]) -> Any:
    """Return the values of a document without faulty keys, or None if the rest depends on one of them."""
    rest = deepcopy(tree.value)
    for error in fault.errors(include_url=False):
        written = _written_path(tree, error["loc"])
        if error["type"] == "missing" or not written or _intended_key(document, written) in ESSENTIAL_KEYS:
            return None
        mapping = reduce(_inside, written[:-1], rest)
        if not isinstance(mapping, dict):
            return None
        mapping.pop(written[-1], None)
    return rest


def _intended_key(document: type[BaseModel], path: DocumentPath) -> str:
    """Return the last key of a path, or the known key that is closest to it."""
    known = _keys(document, path[:-1])
    return next(iter(get_close_matches(str(path[-1]), known, n=1)), str(path[-1]))


def _inside(value: Any, step: Any) -> Any:
    if isinstance(value, dict):
        return value.get(step)
    return value[step] if isinstance(value, list) and isinstance(step, int) and step < len(value) else None


def _written_path(tree: Tree, path: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a path without the steps that short forms in the document leave out."""
    here: tuple[Any, ...] = ()
    for step in path:
        here = (*here, step) if tree.has((*here, step)) else here
    return here


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = "nothing" if value is None else str(value).lower() if isinstance(value, bool) else repr(value)
    text = getattr(value, "text", text)  # a number as it is written: 1e400, not inf
    return text if len(text) <= 40 else f"{text[:37]}..."


def _keys(document: type[BaseModel], path: tuple[Any, ...]) -> list[str]:
    """Return the keys that a document allows at a path; the schema is loaded for faulty files only."""
    from countermove.io.yaml.schema import keys_at

    return keys_at(document, path)
