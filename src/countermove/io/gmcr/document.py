"""From text to a JSON mapping that can be walked without fear: no NaN, no abyss, no key twice."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from countermove.errors import Complaint, DocumentPath, InvalidConflict, Place
from countermove.io.gmcr.faults import Faults, shown

MAX_DEPTH = 40
MAX_DIGITS = 18
_DEEP = f"more than {MAX_DEPTH} lists and mappings inside one another; a .gmcr file needs no more than ten"


def document(text: str, file: str, faults: Faults) -> dict[str, Any]:
    """Return the mapping that a text holds, and note the values in it that JSON does not know.

    Raises
    ------
    InvalidConflict
        If there is no mapping to look into.

    Examples
    --------
    >>> document('{"options": []}', "a.gmcr", Faults("a.gmcr"))
    {'options': []}
    """
    value = _parsed(text.removeprefix("\ufeff"), file, faults)
    if _depth(value) > MAX_DEPTH:
        faults.add((), _DEEP)
        faults.refuse()
    for path, message in _odd(value, ()):
        faults.add(path, message)
    if isinstance(value, dict):
        return value
    faults.add((), f"{shown(value)} where a mapping with 'options' and 'decisionMakers' is expected")
    raise InvalidConflict(faults.found)


def _parsed(text: str, file: str, faults: Faults) -> object:
    if not text.strip():
        faults.add((), "the file is empty; it should hold a JSON mapping with 'options' and 'decisionMakers'")
        raise InvalidConflict(faults.found)
    try:
        return json.loads(text, parse_int=_whole, object_pairs_hook=lambda pairs: _mapping(pairs, faults))
    except json.JSONDecodeError as fault:
        reason = f"this is not JSON: {fault.msg[:1].lower()}{fault.msg[1:]}"
        message = f"{reason}; look at the commas, quotes and brackets just before this place"
        place = Place(file, fault.lineno, fault.colno)
        raise InvalidConflict([Complaint(message, place=place)]) from None
    except RecursionError:
        raise InvalidConflict([Complaint(_DEEP, place=Place(file))]) from None


def _whole(digits: str) -> int | float:
    """Read a whole number; one of thousands of digits is no index and would be slow to take in."""
    return int(digits) if len(digits) <= MAX_DIGITS else float(digits)


def _mapping(pairs: list[tuple[str, Any]], faults: Faults) -> dict[str, Any]:
    for key, times in Counter(key for key, _ in pairs).items():
        if times > 1:
            faults.add((), f"the key {shown(key)} stands {times} times in one mapping; keep one of them")
    return dict(pairs)


def _inside(value: object) -> Iterable[tuple[str | int, object]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def _depth(value: object) -> int:
    """Return how deeply a value is nested, without recursion."""
    level, depth = [value], 0
    while level:
        level, depth = [child for each in level for _, child in _inside(each)], depth + 1
    return depth


def _odd(value: object, path: DocumentPath) -> Iterator[tuple[DocumentPath, str]]:
    """Yield numbers that are none, and texts that cannot be printed."""
    if isinstance(value, float) and not math.isfinite(value):
        yield path, f"{shown(value)} (or a number too large to hold) cannot stand in a JSON file"
    if isinstance(value, str) and any("\ud800" <= letter <= "\udfff" for letter in value):
        yield path, f"{shown(value)} holds half a letter (a lone surrogate); write the text anew"
    for key, child in _inside(value):
        yield from _odd(child, (*path, key))
