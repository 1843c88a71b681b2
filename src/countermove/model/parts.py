"""Records of a conflict that take their values in the forms of the conflict file.

What a record is given is converted to the declared types of its fields: lists to tuples, text to statements, mappings
to records. What fits no form is refused with all complaints at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, fields
from functools import partial
from types import NoneType, UnionType
from typing import Any, ClassVar, Literal, Union, get_args, get_origin, get_type_hints

from countermove.errors import Complaint, DocumentPath, InvalidConflict, did_you_mean
from countermove.model.kinds import (
    DAY,
    NUMBER,
    TEXT,
    TRUTH,
    Kind,
    any_of,
    instance_of,
    many,
    one_of,
    refusal,
    row,
)

Given = Iterable[Any] | Mapping[Any, Any]
"""What type checkers allow for several parts: a list, a mapping from ids, or text."""


class Part:
    """A part of a conflict: a frozen record that converts its fields.

    The first field may be given by itself in place of the whole. In a mapping from ids to parts, text is what
    `in_mapping` names.
    """

    __slots__ = ()

    means: ClassVar[str] = ""
    """What is expected where this part stands, with an example."""

    in_mapping: ClassVar[str] = "name"
    """The field that text stands for under an id."""

    def __post_init__(self) -> None:
        convert(self)

    @classmethod
    def read(cls, mapping: dict[str, Any]) -> dict[str, Any]:
        """Return a mapping of the conflict file with the names of fields as keys."""
        return mapping


def convert(part: Part) -> None:
    """Convert the fields of a new part to their declared types.

    Raises
    ------
    InvalidConflict
        With a complaint for each value that fits no form of its field.

    Examples
    --------
    >>> from countermove import Preferences
    >>> Preferences(["not leak", ["oust", "talk"]]).statements[0]
    (Statement(holds='not leak', because='', evidence=(), confidence=None, order=None, vital=False, fixed=False),)
    """
    faults: list[Complaint] = []
    for each, kind in _kinds(type(part)):
        given = getattr(part, each.name)
        if not kind.fits(given):
            try:
                object.__setattr__(part, each.name, _value(each, kind, given))
            except InvalidConflict as fault:
                faults += [_with_example(complaint, part) for complaint in fault.complaints]
    if faults:
        raise InvalidConflict(faults)


def _value(each: Field[Any], kind: Kind, given: Any) -> Any:
    """Return what a field is given in the field's type; None stands for what is left out."""
    if given is None and each.default is not MISSING:
        return each.default
    if given is None and each.default_factory is not MISSING:
        return each.default_factory()
    if given is None:
        raise InvalidConflict([Complaint(f"{each.name!r} is missing", ())])
    return kind.taken(given, (each.name,))


def _with_example(complaint: Complaint, part: Part) -> Complaint:
    """Return a complaint about a field itself with an example of the whole part."""
    if len(complaint.path) > 1 or not part.means:
        return complaint
    return Complaint(f"{complaint.message}; write {part.means}", complaint.path, complaint.offset)


KINDS: dict[type, tuple[tuple[Field[Any], Kind], ...]] = {}
"""The fields of each record with their kinds, since its first value was made."""


def _kinds(cls: type[Any]) -> tuple[tuple[Field[Any], Kind], ...]:
    """Return the fields of a record with their kinds."""
    if cls not in KINDS:
        hints = get_type_hints(cls)
        KINDS[cls] = tuple((each, _kind(hints[each.name])) for each in fields(cls))
    return KINDS[cls]


SIMPLE: dict[Any, Kind] = {str: TEXT, float: NUMBER, int: instance_of(int), bool: TRUTH, dt.date: DAY}


def _kind(hint: Any) -> Kind:
    """Return the kind of a type."""
    inside = get_args(hint)
    if hint in SIMPLE:
        return SIMPLE[hint]
    if get_origin(hint) is Literal:
        return one_of(inside)
    if get_origin(hint) in {Union, UnionType}:
        kinds = tuple(_kind(each) for each in inside if each is not NoneType)
        return any_of((instance_of(NoneType), *kinds) if NoneType in inside else kinds)
    if get_origin(hint) is tuple:
        return many(_kind(inside[0])) if inside[-1] is Ellipsis else row(tuple(map(_kind, inside)))
    return _record(hint) if issubclass(hint, Part) else instance_of(hint)


def _record(cls: type[Part]) -> Kind:
    """Return the kind of a record; text or a list is its first field, and a mapping its fields."""
    return Kind(lambda value: isinstance(value, cls), partial(_taken, cls), partial(_entries, cls))


def _taken(cls: type[Part], value: Any, path: DocumentPath) -> Part:
    (first, kind), *_ = _kinds(cls)
    if not isinstance(value, Mapping):
        if len(_required(cls)) > 1 or value is None or (isinstance(value, (list, tuple)) and not kind.fits(())):
            raise refusal(cls.means or f"a value of the class {cls.__name__}", value, path)
        value = {first.name: value}
    named = cls.read({str(key): each for key, each in value.items()})
    if faults := [*_faulty_keys(cls, named, path)]:
        raise InvalidConflict(faults)
    try:
        return cls(**named)
    except InvalidConflict as fault:
        inside = (Complaint(each.message, (*path, *each.path), each.offset) for each in fault.complaints)
        raise InvalidConflict(inside) from None


def _required(cls: type[Part]) -> list[str]:
    return [each.name for each, _ in _kinds(cls) if each.default is MISSING and each.default_factory is MISSING]


def _faulty_keys(cls: type[Part], named: Mapping[str, Any], path: DocumentPath) -> list[Complaint]:
    known = [each.name for each, _ in _kinds(cls)]
    unknown = [
        Complaint(f"unknown key {key!r}{did_you_mean(key, known)}", (*path, key)) for key in named if key not in known
    ]
    missing = [key for key in _required(cls) if named.get(key) is None]
    return unknown + [Complaint(f"the key {key!r} is missing", path) for key in missing]


def _entries(cls: type[Part], mapping: Mapping[Any, Any]) -> dict[Any, Any] | None:
    """Return the records that a mapping from ids describes; None if the mapping is one record, or has no ids."""
    if "id" in mapping or "id" not in [each.name for each, _ in _kinds(cls)]:
        return None
    return {key: _under_id(cls, key, value) for key, value in mapping.items()}


def _under_id(cls: type[Part], key: Any, value: Any) -> Any:
    if isinstance(value, Mapping):
        return {"id": key, **value}
    if isinstance(value, cls):
        return value
    return {"id": key, **({} if value is None else {cls.in_mapping: value})}
