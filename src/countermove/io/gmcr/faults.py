"""Complaints about one .gmcr file, gathered while it is read, each at its spot in JSON terms."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from countermove.errors import Complaint, DocumentPath, InvalidConflict, Place, did_you_mean

T = TypeVar("T")
LONGEST = 40
_KINDS: dict[type, str] = {
    str: "a text",
    list: "a list",
    bool: "true or false",
    int: "a whole number",
    dict: "a mapping",
}


def spot(path: DocumentPath) -> str:
    """Return a path as one writes it.

    Examples
    --------
    >>> spot(("decisionMakers", 1, "options", 0))
    'decisionMakers[1].options[0]'
    """
    return "".join(f"[{part}]" if isinstance(part, int) else f".{_key(part)}" for part in path)[1:]


def _key(key: str) -> str:
    return key if key.isidentifier() and len(key) <= LONGEST else quoted(key)


def quoted(value: object) -> str:
    """Return a value as a complaint quotes it: short, and printable whatever it holds."""
    if isinstance(value, list | dict):
        what = _KINDS[type(value)]
        return what if value else what.replace("a ", "an empty ")
    text = repr(value[: LONGEST + 1]) if isinstance(value, str) else json.dumps(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."


def listed(names: Iterable[str], most: int = 6, word: str = "and") -> str:
    """Return names in a row, the first few of many.

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
    """What is wrong with one file, so that everything can be said at once."""

    def __init__(self, file: str) -> None:
        self.found: list[Complaint] = []
        self._file = file
        self._paths: set[DocumentPath] = set()

    def add(self, path: DocumentPath, message: str) -> None:
        """Note what is wrong at a spot; of several complaints about one spot the first is the cause."""
        if path not in self._paths:
            words = f"{spot(path)}: {message}" if path else message
            self.found.append(Complaint(words, path, place=Place(self._file)))
        self._paths |= {path} if path else set()

    def refuse(self) -> None:
        """Raise InvalidConflict if anything has been found so far."""
        if self.found:
            raise InvalidConflict(self.found)

    def checked(self, value: object, path: DocumentPath, kind: type[T]) -> T | None:
        """Return the value if it is of a kind, or note that it is not (to Python, true is a whole number)."""
        if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
            return value
        self.add(path, f"{quoted(value)} where {_KINDS[kind]} is expected")
        return None

    def needed(self, mapping: Mapping[str, Any], path: DocumentPath, key: str, kind: type[T]) -> T | None:
        """Return what stands under a key that has to be there."""
        if key in mapping:
            return self.checked(mapping[key], (*path, key), kind)
        near = [each for each in mapping if each.isprintable() and len(each) <= LONGEST]
        self.add((*path, key), f"this key is missing{did_you_mean(key, near)}")
        return None

    def optional(self, mapping: Mapping[str, Any], path: DocumentPath, key: str, default: T) -> T:
        """Return what stands under a key, or the default if there is nothing."""
        if mapping.get(key) is None:
            return default
        found = self.checked(mapping[key], (*path, key), type(default))
        return default if found is None else found
