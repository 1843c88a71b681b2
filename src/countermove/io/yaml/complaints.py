"""From what pydantic and the model find wrong to complaints with line and column."""

from __future__ import annotations

from copy import deepcopy
from difflib import get_close_matches
from functools import reduce
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from countermove.errors import Complaint, DocumentPath, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.io.yaml.tree import Tree

PLAIN = {
    "missing": "the key {last!r} is missing",
    "string_type": "text is expected here, not {input}",
    "dict_type": "a mapping is expected here, not {input}",
    "list_type": "a list is expected here, not {input}",
    "model_type": "a mapping is expected here, not {input}",
    "model_attributes_type": "a mapping is expected here, not {input}",
    "bool_parsing": "true or false is expected here, not {input}",
    "bool_type": "true or false is expected here, not {input}",
    "float_parsing": "a number is expected here, not {input}",
    "int_parsing": "a whole number is expected here, not {input}",
    "int_type": "a whole number is expected here, not {input}",
    "int_from_float": "a whole number is expected here, not {input}",
    "less_than_equal": "a number up to {le:g} is expected here, not {input}",
    "greater_than": "a number above {gt:g} is expected here, not {input}",
    "greater_than_equal": "a number from {ge:g} is expected here, not {input}",
    "literal_error": "{expected} is expected here, not {input}",
    "too_short": "there is nothing here; leave it out, or say what is meant",
    "float_type": "a number is expected here, not {input}",
}


D = TypeVar("D", bound=BaseModel)


def validated(tree: Tree, document: type[D]) -> tuple[D | None, list[Complaint]]:
    """Return the document, less what is wrong with it where the rest still means something, and the complaints."""
    try:
        return document.model_validate(tree.value), []
    except ValidationError as fault:
        complaints = document_complaints(fault, tree, document)
        rest = without_faults(fault, tree, document)
    try:
        return (None if rest is None else document.model_validate(rest)), complaints
    except ValidationError:
        return None, complaints


def by_line(complaint: Complaint) -> tuple[int, int]:
    """Return what complaints are sorted by: line and column, what has none first."""
    place = complaint.place
    return (place.line or 0, place.column or 0) if place else (0, 0)


def place_all(complaints: Iterable[Complaint], tree: Tree) -> list[Complaint]:
    """Return complaints of the model with the places that their paths have in the document."""
    return [each if each.place else each.at(tree.place(each.path, each.offset)) for each in complaints]


def document_complaints(fault: ValidationError, tree: Tree, document: type[BaseModel]) -> list[Complaint]:
    """Return what pydantic found wrong, in words, each once."""
    found = dict.fromkeys(_complaint(dict(error), tree, document) for error in fault.errors(include_url=False))
    return [*found]


def _complaint(error: dict[str, Any], tree: Tree, document: type[BaseModel]) -> Complaint:
    path = tuple(error["loc"])
    if error["type"] == "extra_forbidden":
        known = _keys(document, path[:-1])
        at = tree.key_place(_written(tree, path))
        if path[-1] in known:  # in another form of what stands here
            return Complaint(f"the key {path[-1]!r} does not go with the others here", place=at)
        return Complaint(f"unknown key {path[-1]!r}{did_you_mean(str(path[-1]), known)}", place=at)
    words = PLAIN.get(error["type"], error["msg"][:1].lower() + error["msg"][1:] + ", not {input}")
    context = {"last": path[-1] if path else "", "input": _shown(error.get("input"))}
    message = words.format(**context, **error.get("ctx", {}))
    return Complaint(message, place=tree.place(path))


CARRIES = ("options", "decision_makers", "sources", "states", "moves", "rankings", "option_order")
"""Keys on which the meaning of the rest depends; without them it would only be misunderstood."""


def without_faults(fault: ValidationError, tree: Tree, document: type[BaseModel]) -> Any:
    """Return the document without the keys that are wrong, or None if the rest depends on one of them."""
    rest = deepcopy(tree.value)
    for error in fault.errors(include_url=False):
        written = _written(tree, error["loc"])
        if error["type"] == "missing" or not written or _meant(document, written) in CARRIES:
            return None
        mapping = reduce(_inside, written[:-1], rest)
        if not isinstance(mapping, dict):
            return None
        mapping.pop(written[-1], None)
    return rest


def _meant(document: type[BaseModel], path: DocumentPath) -> str:
    """Return the key that the last step of a path is, or was most likely meant to be."""
    known = _keys(document, path[:-1])
    return next(iter(get_close_matches(str(path[-1]), known, n=1)), str(path[-1]))


def _inside(value: Any, step: Any) -> Any:
    if isinstance(value, dict):
        return value.get(step)
    return value[step] if isinstance(value, list) and isinstance(step, int) and step < len(value) else None


def _written(tree: Tree, path: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a path as the document writes it, without the steps that short forms leave out."""
    here: tuple[Any, ...] = ()
    for step in path:
        here = (*here, step) if tree.has((*here, step)) else here
    return here


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


def _keys(document: type[BaseModel], path: tuple[Any, ...]) -> list[str]:
    """Return the keys that are known at a path, by walking the annotations along it."""
    from countermove.io.yaml.schema import keys_at

    return keys_at(document, path)
