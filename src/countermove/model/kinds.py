"""Kinds of values in the parts of a conflict, and their short forms: one for a list of one, a mapping for pairs.

A kind takes a value in any of its forms and returns it in one. The forms are those of the conflict file.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from numbers import Number as AnyNumber
from numbers import Real
from typing import Any

from countermove.errors import Complaint, DocumentPath, InvalidConflict


def _one_value(_: Mapping[Any, Any]) -> None:
    """Say that a mapping is one value."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value.

    Attributes
    ----------
    fits : callable
        Whether a value is in its final form already.
    taken : callable
        Given a value and its path, returns it in its final form, or raises InvalidConflict.
    entries : callable
        Given a mapping, returns the values that it lists, by key, or None if it is one value itself.
    """

    fits: Callable[[Any], bool]
    taken: Callable[[Any, DocumentPath], Any]
    entries: Callable[[Mapping[Any, Any]], dict[Any, Any] | None] = _one_value


def refusal(expected: str, value: Any, path: DocumentPath) -> InvalidConflict:
    """Return an exception that says what is expected in place of a value."""
    return InvalidConflict([Complaint(f"{expected} is expected here, not {shown(value)}", path)])


def shown(value: Any) -> str:
    """Return a value in few words, for a complaint.

    Examples
    --------
    >>> shown(None), shown(["a"]), shown(2.5), shown(object())
    ('nothing', 'a list', '2.5', 'an object of type object')
    """
    words = {dict: "a mapping", list: "a list", tuple: "a tuple", type(None): "nothing"}
    if type(value) in words:
        return words[type(value)]
    if isinstance(value, (str, bytes, bool, int, float)):
        return shortened(str(value).lower() if isinstance(value, bool) else repr(value))
    return f"an object of type {type(value).__name__}"


def shortened(text: str) -> str:
    """Return a text of at most forty characters."""
    return text if len(text) <= 40 else f"{text[:37]}..."


def taken_together(each: Iterable[tuple[Kind, Any, DocumentPath]]) -> list[Any]:
    """Return all values in their final forms.

    Raises
    ------
    InvalidConflict
        With the complaints about all of them.
    """
    found: list[Any] = []
    faults: list[Complaint] = []
    for kind, value, path in each:
        try:
            found.append(value if kind.fits(value) else kind.taken(value, path))
        except InvalidConflict as fault:
            faults += fault.complaints
    if faults:
        raise InvalidConflict(faults)
    return found


def _text(value: Any, path: DocumentPath) -> str:
    if isinstance(value, (str, AnyNumber)):
        return str(value).lower() if isinstance(value, bool) else str(value)
    raise refusal("text", value, path)


def _number(value: Any, path: DocumentPath) -> float:
    if isinstance(value, (Real, Decimal)) and not isinstance(value, bool):
        return float(value)
    raise refusal("a number", value, path)


def _truth(value: Any, path: DocumentPath) -> bool:
    if type(value).__name__ in {"bool_", "bool"}:  # NumPy's
        return bool(value)
    raise refusal("True or False", value, path)


def _day(value: Any, path: DocumentPath) -> dt.date:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            pass
    raise refusal("a day such as '2022-01-31'", value, path)


TEXT = Kind(lambda value: type(value) is str, _text)
"""Text; a number, True or False stands for its spelling."""

NUMBER = Kind(lambda value: isinstance(value, (int, float)) and not isinstance(value, bool), _number)
"""A number."""

TRUTH = Kind(lambda value: isinstance(value, bool), _truth)
"""True or False."""

DAY = Kind(lambda value: isinstance(value, dt.date), _day)
"""A day; text in the form of ISO 8601 stands for it."""


def one_of(words: tuple[Any, ...]) -> Kind:
    """Return the kind of a few words."""
    return Kind(lambda value: isinstance(value, str) and value in words, _none(" or ".join(map(repr, words))))


def instance_of(cls: type) -> Kind:
    """Return the kind of the instances of a class, which have no short forms."""
    return Kind(lambda value: isinstance(value, cls), _none(f"a value of the class {cls.__name__}"))


def _none(expected: str) -> Callable[[Any, DocumentPath], Any]:
    """Return a function that takes nothing but what fits."""

    def taken(value: Any, path: DocumentPath) -> Any:
        raise refusal(expected, value, path)

    return taken


def any_of(kinds: tuple[Kind, ...]) -> Kind:
    """Return the kind of what fits one of several kinds; the last one takes what fits none."""
    return Kind(lambda value: any(kind.fits(value) for kind in kinds), kinds[-1].taken, kinds[-1].entries)


def many(item: Kind) -> Kind:
    """Return the kind of tuples of items; a list, a mapping or one item stands for them."""

    def taken(value: Any, path: DocumentPath) -> tuple[Any, ...]:
        return tuple(taken_together((item, each, (*path, step)) for step, each in _listed(value, item, path)))

    return Kind(lambda value: type(value) is tuple and all(map(item.fits, value)), taken)


def _listed(value: Any, item: Kind, path: DocumentPath) -> Iterable[tuple[Any, Any]]:
    """Return the items of a value, each with its key or position."""
    if isinstance(value, Mapping):
        entries = item.entries(value)
        return [(0, value)] if entries is None else entries.items()
    if isinstance(value, (str, bytes, AnyNumber, AbstractSet)) or item.fits(value) or not isinstance(value, Iterable):
        return [(0, value)]
    try:
        return [*enumerate(value)]
    except TypeError:  # an array without dimensions says that it is iterable, and is not
        raise refusal("a list", value, path) from None


def row(kinds: tuple[Kind, ...]) -> Kind:
    """Return the kind of tuples with a place for each of some kinds; a mapping stands for a list of pairs."""

    def fits(value: Any) -> bool:
        return (
            type(value) is tuple
            and len(value) == len(kinds)
            and all(kind.fits(each) for kind, each in zip(kinds, value, strict=True))
        )

    def entries(mapping: Mapping[Any, Any]) -> dict[Any, Any] | None:
        return {key: (key, value) for key, value in mapping.items()} if len(kinds) == 2 else None

    return Kind(fits, partial(_in_places, kinds), entries)


def _in_places(kinds: tuple[Kind, ...], value: Any, path: DocumentPath) -> tuple[Any, ...]:
    if not isinstance(value, (tuple, list)) or len(value) != len(kinds):
        raise refusal(f"a tuple of {len(kinds)}", value, path)
    return tuple(taken_together((kind, each, path) for kind, each in zip(kinds, value, strict=True)))
