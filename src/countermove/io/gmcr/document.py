"""Parsing of a .gmcr file: from text to JSON, and from JSON to checked records.

JSON is restricted: no NaN, no duplicate keys, no lone surrogates, and at most `MAX_DEPTH` levels of nesting.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Self

from countermove.errors import Complaint, DocumentPath, InvalidConflict, Place
from countermove.io.gmcr.conditions import check_condition, check_index
from countermove.io.gmcr.faults import Faults, listed, quoted, spot
from countermove.io.gmcr.records import FLAGS, RANKINGS, STAYS, FileConflict, FileDM, FileOption, Levels

MAX_DEPTH = 40

MAX_DIGITS = 18
"""Digits of a whole number above which it is read as a float; none so large is an index."""

QUOTES = "'"

_TOO_DEEP = f"more than {MAX_DEPTH} lists and mappings inside one another; a .gmcr file needs no more than ten"

UNKNOWN = 1 << 62
"""Number of options if the list of options is missing; every index passes then."""


def parse_json(text: str, file: str, faults: Faults) -> dict[str, Any]:
    """Return the mapping in a text, and add complaints for values that are not JSON.

    Raises
    ------
    InvalidConflict
        If the text is not JSON, is nested too deeply, or holds no mapping.

    Examples
    --------
    >>> parse_json('{"options": []}', "a.gmcr", Faults("a.gmcr"))
    {'options': []}
    """
    value = _parsed(text.removeprefix("\ufeff"), file, faults)
    if _depth(value) > MAX_DEPTH:
        faults.add((), _TOO_DEEP)
        faults.refuse()
    for path, message in _invalid_values(value, ()):
        faults.add(path, message)
    if isinstance(value, dict):
        return value
    faults.add((), f"{quoted(value)} where a mapping with 'options' and 'decisionMakers' is expected")
    raise InvalidConflict(faults.found)


def _parsed(text: str, file: str, faults: Faults) -> object:
    if not text.strip():
        faults.add((), "the file is empty; it should hold a JSON mapping with 'options' and 'decisionMakers'")
        raise InvalidConflict(faults.found)
    try:
        return json.loads(
            text, parse_int=_whole, parse_float=Number, object_pairs_hook=lambda pairs: _mapping(pairs, faults)
        )
    except json.JSONDecodeError as fault:
        reason = f"this is not JSON: {fault.msg[:1].lower()}{fault.msg[1:]}"
        message = f"{reason}; look at the commas, quotes and brackets just before this place"
        place = Place(file, fault.lineno, fault.colno)
        raise InvalidConflict([Complaint(message, place=place)]) from None
    except RecursionError:
        raise InvalidConflict([Complaint(_TOO_DEEP, place=Place(file))]) from None


def _whole(digits: str) -> int | float:
    """Return a whole number, as a float if it is too long to be an index."""
    return int(digits) if len(digits) <= MAX_DIGITS else Number(digits)


class Number(float):
    """A number that keeps its spelling: one that is too large for a number shows what is written."""

    text: str

    def __new__(cls, text: str) -> Self:
        """Return the number in a text, with the text."""
        number = super().__new__(cls, text)
        number.text = text
        return number


def _mapping(pairs: list[tuple[str, Any]], faults: Faults) -> dict[str, Any]:
    for key, times in Counter(key for key, _ in pairs).items():
        if times > 1:
            faults.add((), f"the key {quoted(key)} stands {times} times in one mapping; keep one of them")
    return dict(pairs)


def _inside(value: object) -> Iterable[tuple[str | int, object]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def _depth(value: object) -> int:
    """Return the depth of nesting, by breadth-first search, which needs no recursion."""
    level, depth = [value], 0
    while level:
        level, depth = [child for each in level for _, child in _inside(each)], depth + 1
    return depth


def _invalid_values(value: object, path: DocumentPath) -> Iterator[tuple[DocumentPath, str]]:
    """Yield the paths of non-finite numbers and of texts with lone surrogates, each with a message."""
    if isinstance(value, float) and not math.isfinite(value):
        what = quoted(value) if not isinstance(value, Number) else f"the number {quoted(value.text).strip(QUOTES)}"
        yield path, f"{what} cannot stand in a JSON file; write a number of up to {MAX_DIGITS} digits"
    if isinstance(value, str) and any("\ud800" <= letter <= "\udfff" for letter in value):
        yield path, f"{quoted(value)} holds half a letter (a lone surrogate); write the text anew"
    for key, child in _inside(value):
        yield from _invalid_values(child, (*path, key))


def parse_records(data: dict[str, Any], faults: Faults) -> FileConflict:
    """Return the records of a file.

    Raises
    ------
    InvalidConflict
        With all complaints about the file.
    """
    options = faults.needed(data, (), "options", list)
    manual = [faults.optional(data, (), key, default=False) for key in FLAGS]
    reader = _RecordReader(faults, UNKNOWN if options is None else len(options), manual=any(manual))
    found = FileConflict(
        tuple(reader.option(each, ("options", k)) for k, each in enumerate(options or ())),
        tuple(reader.decision_maker(each, ("decisionMakers", k)) for k, each in enumerate(_dms(data, faults))),
        reader.conditions(data, (), "infeasibles"),
        reader.manual,
    )
    reader.note_unowned(found.options)
    faults.refuse()
    return found


def _dms(data: dict[str, Any], faults: Faults) -> list[Any]:
    return faults.needed(data, (), "decisionMakers", list) or []


class _RecordReader:
    """Conversion of JSON to records, with the state that the checks share.

    Attributes
    ----------
    count : int
        The number of options.
    manual : bool
        Whether rankings apply.
    owned : dict of int to path
        For each option index so far, the path where a decision maker owns it.
    """

    def __init__(self, faults: Faults, count: int, *, manual: bool) -> None:
        self.faults, self.count, self.manual = faults, count, manual
        self.owned: dict[int, DocumentPath] = {}

    def option(self, value: object, path: DocumentPath) -> FileOption:
        data = self.faults.checked(value, path, dict)
        if data is None:
            return FileOption("", None)
        name = self.faults.needed(data, path, "name", str) or ""
        direction = self.faults.optional(data, path, "permittedDirection", "both")
        if direction not in STAYS:
            message = f"{quoted(direction)} is no direction; write {listed(map(repr, STAYS), word='or')}"
            self.faults.add((*path, "permittedDirection"), message)
        return FileOption(name, STAYS.get(direction))

    def decision_maker(self, value: object, path: DocumentPath) -> FileDM:
        data = self.faults.checked(value, path, dict)
        if data is None:
            return FileDM("", (), (), (), "")
        key = next((key for key in RANKINGS if data.get(key)), RANKINGS[0])
        name = self.faults.needed(data, path, "name", str) or ""
        owned = self.faults.needed(data, path, "options", list) or []
        options = [option for k, option in enumerate(owned) if self._owns(option, (*path, "options", k))]
        preferences = self.conditions(data, path, "preferences")
        ranking = self._ranking(data.get(key), (*path, key)) if self.manual else ()
        return FileDM(name, tuple(sorted(options)), preferences, ranking, key)

    def _owns(self, option: Any, path: DocumentPath) -> bool:
        """Whether an option is valid and not owned by another decision maker; if not, a complaint is added."""
        if not check_index(option, path, self.count, self.faults):
            return False
        first = self.owned.setdefault(option, path)
        if first is not path:
            message = f"option {option} is owned already, at {spot(first)}; an option has one owner"
            self.faults.add(path, message)
        return first is path

    def note_unowned(self, options: tuple[FileOption, ...]) -> None:
        """Add a complaint for each option that no decision maker owns."""
        for k, option in enumerate(options):
            if k not in self.owned:
                message = f"nobody owns this option ({quoted(option.name)}); add {k} to somebody's 'options'"
                self.faults.add(("options", k), message)

    def conditions(self, data: dict[str, Any], path: DocumentPath, key: str) -> tuple[Any, ...]:
        """Return the conditions under a key, empty if it is missing; complaints are added."""
        nothing: list[Any] = []
        conditions = self.faults.optional(data, path, key, nothing)
        for k, each in enumerate(conditions):
            check_condition(each, (*path, key, k), self.count, self.faults)
        return tuple(conditions)

    def _ranking(self, value: object, path: DocumentPath) -> Levels:
        """Return a manual ranking as levels of state numbers; complaints are added."""
        if value is None or value == []:
            hint = f"rank the states, or set {FLAGS[0]} to false"
            self.faults.add(path, f"manual rankings are on, and this decision maker has none; {hint}")
        levels = self.faults.checked(value, path, list) or []
        return tuple(tuple(self._level(level, (*path, k))) for k, level in enumerate(levels))

    def _level(self, level: object, path: DocumentPath) -> Iterator[int]:
        if not isinstance(level, list):
            yield self._number(level, path)
            return
        if not level:
            self.faults.add(path, "an empty list in a ranking; take it out, or name the states that tie")
        for k, number in enumerate(level):
            yield self._number(number, (*path, k))

    def _number(self, value: object, path: DocumentPath) -> int:
        """Return a state number from 1 to 2 ** count; which states are feasible is not known yet."""
        number = self.faults.checked(value, path, int)
        if number is not None and not 1 <= number <= 1 << min(self.count, 60):
            most = f"; {self.count} options make at most {1 << self.count:,}" if self.count < 60 else ""
            self.faults.add(path, f"there is no state number {number}: numbers count from 1{most}")
        return number or 0
