"""Complaints about a .gmcr file, collected while it is read; each names its path in the JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from countermove.errors import Complaint, DocumentPath, InvalidConflict, Place, did_you_mean

T = TypeVar("T")
LONGEST = 40
"""Most characters of a value in a complaint."""
_KINDS: dict[type, str] = {
    str: "a text",
    list: "a list",
    bool: "true or false",
    int: "a whole number",
    dict: "a mapping",
}


def spot(path: DocumentPath) -> str:
    """Return a path in JavaScript notation.

    Examples
    --------
    >>> spot(("decisionMakers", 1, "options", 0))
    'decisionMakers[1].options[0]'
    """
    return "".join(f"[{part}]" if isinstance(part, int) else f".{_key(part)}" for part in path)[1:]


def _key(key: str) -> str:
    return key if key.isidentifier() and len(key) <= LONGEST else quoted(key)


def quoted(value: object) -> str:
    """Return a value as a complaint quotes it: shortened and printable."""
    if isinstance(value, list | dict):
        what = _KINDS[type(value)]
        return what if value else what.replace("a ", "an empty ")
    text = repr(value[: LONGEST + 1]) if isinstance(value, str) else json.dumps(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."


def listed(names: Iterable[str], most: int = 6, word: str = "and") -> str:
    """Return an enumeration of names, shortened to the first `most`.

    Examples
    --------
    >>> listed(["A", "B", "C"])
    'A, B and C'
    """
    each = [*names]
    if len(each) > most:
        each = [*each[:most], f"{len(each) - most:,} more"]
    return f"{', '.join(each[:-1])} {word} {each[-1]}" if len(each) > 1 else "".join(each)


class Faults:
    """The complaints about one file, at most one for each path.

    Attributes
    ----------
    found : list of Complaint
        The complaints so far.
    """

    def __init__(self, file: str) -> None:
        self.found: list[Complaint] = []
        self._file = file
        self._paths: set[DocumentPath] = set()

    def add(self, path: DocumentPath, message: str) -> None:
        """Add a complaint at a path, unless there is one already; the first is the cause."""
        if path not in self._paths:
            words = f"{spot(path)}: {message}" if path else message
            self.found.append(Complaint(words, path, place=Place(self._file)))
        self._paths |= {path} if path else set()

    def refuse(self) -> None:
        """Raise the complaints so far, if there are any.

        Raises
        ------
        InvalidConflict
            With the complaints.
        """
        if self.found:
            raise InvalidConflict(self.found)

    def checked(self, value: object, path: DocumentPath, kind: type[T]) -> T | None:
        """Return a value if it is of a type, or add a complaint and return None; a bool is no int here."""
        if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
            return value
        self.add(path, f"{quoted(value)} where {_KINDS[kind]} is expected")
        return None

    def needed(self, mapping: Mapping[str, Any], path: DocumentPath, key: str, kind: type[T]) -> T | None:
        """Return the value of a required key, or add a complaint and return None."""
        if key in mapping:
            return self.checked(mapping[key], (*path, key), kind)
        near = [each for each in mapping if each.isprintable() and len(each) <= LONGEST]
        self.add((*path, key), f"this key is missing{did_you_mean(key, near)}")
        return None

    def optional(self, mapping: Mapping[str, Any], path: DocumentPath, key: str, default: T) -> T:
        """Return the value of a key, or the default if it is missing, null or of another type."""
        if mapping.get(key) is None:
            return default
        found = self.checked(mapping[key], (*path, key), type(default))
        return default if found is None else found
