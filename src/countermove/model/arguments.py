"""Arguments of another kind than a function is written for, refused before they fail deep inside it.

What a function is written for is read from its annotations, as texts, so that nothing is imported for it.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

from countermove.errors import InvalidRequest
from countermove.model.kinds import shown

if TYPE_CHECKING:
    Expected = tuple[str, Callable[[Any], bool]]

TRUTHS = {"bool", "bool_"}
"""The names of the types of True and False, NumPy's among them."""

SIMPLE: dict[str, Expected] = {
    "str": ("text", lambda value: isinstance(value, str) and "\0" not in value),
    "int": ("a whole number", lambda value: isinstance(value, Integral) and not isinstance(value, bool)),
    "float": ("a number", lambda value: isinstance(value, Real) and not isinstance(value, bool)),
    "bool": ("True or False", lambda value: type(value).__name__ in TRUTHS),
    "None": ("", lambda value: value is None),
    "PathLike": ("a path", lambda value: isinstance(value, os.PathLike)),
    "StateName": ("a state", lambda value: value is not None),
    "Callable": ("a function", callable),
    "Mapping": ("a mapping", lambda value: isinstance(value, Mapping)),
    "Engine": ("'plain' or 'compiled'", lambda value: isinstance(value, str) and value in {"plain", "compiled"}),
}
"""What an annotation expects, in words, and whether a value is that."""

MADE_BY = {
    "Conflict": "a conflict, as cm.read(path) and cm.cases.load(name) return,",
    "Family": "a family, as cm.read_family(path) returns,",
    "Forecast": "a forecast, as cm.forecast(conflict) returns,",
    "Frozen": "a frozen forecast, as cm.thaw(path) returns,",
}
"""What is expected where an annotation names one of these classes."""


def refuse_other_kinds(function: Callable[..., Any], arguments: Mapping[str, Any]) -> None:
    """Refuse arguments that do not fit a function's annotations.

    Parameters
    ----------
    function : callable
        The function.
    arguments : mapping of str to object
        What it was called with, by the names of its parameters.

    Raises
    ------
    InvalidRequest
        With a line for each argument of another kind.

    Examples
    --------
    >>> from countermove import thaw
    >>> thaw(5)
    Traceback (most recent call last):
    ...
    countermove.errors.InvalidRequest: thaw: text or a path is expected as 'path', not 5
    """
    faults = []
    for name, words, fits in _expected(function):
        if name in arguments and not fits(arguments[name]):
            faults.append(f"{function.__name__}: {words} is expected as {name!r}, not {shown(arguments[name])}")
    if faults:
        raise InvalidRequest("\n".join(faults))


@cache
def _expected(function: Callable[..., Any]) -> list[tuple[str, str, Callable[[Any], bool]]]:
    """Return what is expected of each parameter."""
    texts = {name: text for name, text in function.__annotations__.items() if name != "return"}
    return [(name, *_of(ast.parse(text, mode="eval").body)) for name, text in texts.items()]


def _of(node: ast.expr) -> Expected:
    """Return what an annotation expects."""
    if isinstance(node, ast.BinOp):
        return _either(_of(node.left), _of(node.right))
    if isinstance(node, ast.Subscript):
        return _inside(ast.unparse(node.value).rpartition(".")[2], node.slice)
    name = ast.unparse(node).rpartition(".")[2]
    return SIMPLE.get(name) or (MADE_BY.get(name, f"a value of the class {name}"), lambda value: _is_a(name, value))


def _is_a(name: str, value: Any) -> bool:
    return name in {each.__name__ for each in type(value).__mro__}


def _either(one: Expected, other: Expected) -> Expected:
    words = " or ".join(each for each in (one[0], other[0]) if each)
    return words, lambda value: one[1](value) or other[1](value)


def _inside(outer: str, inner: ast.expr) -> Expected:
    """Return what an annotation with brackets expects."""
    if outer == "Literal":
        words = ast.literal_eval(inner)
        return repr(words), lambda value: isinstance(value, str) and value == words
    if outer == "tuple" and isinstance(inner, ast.Tuple):
        parts = [_of(each) for each in inner.elts]
        return f"a tuple of {' and '.join(words for words, _ in parts)}", lambda value: _in_places(parts, value)
    if outer != "Iterable":
        return SIMPLE[outer]
    words, fits = _of(inner)
    return f"a list, each {words}", lambda value: _holds_only(fits, value)


def _in_places(parts: list[Expected], value: Any) -> bool:
    right = isinstance(value, tuple) and len(value) == len(parts)
    return right and all(fits(each) for (_, fits), each in zip(parts, value, strict=True))


def _holds_only(fits: Callable[[Any], bool], value: Any) -> bool:
    """Whether a value is a collection of what fits, or an iterator, which is not looked into."""
    if isinstance(value, Mapping) or not isinstance(value, Iterable):
        return False
    return not isinstance(value, Collection) or all(map(fits, value))
