"""Dates in a line of text, in common notations; an ambiguous date such as 02/03/2022 is ignored."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

LANGUAGES = ["en", "ru", "uk", "de", "fr", "es", "it", "pt", "pl", "nl", "tr"]
"""Languages of the names of months (dateparser)."""

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
"""Keys of the months in the data of dateparser."""

_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])")
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?![\d.]*\d)")
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])")
_NAMED = re.compile(
    r"(?<!\w)(?:(?P<day>\d{1,2})(?:st|nd|rd|th|\.|er)?(?: of| de)? "
    r"(?P<month>[^\W\d_]{3,12})\.?,?(?: de)? (?P<year>\d{4})"
    r"|(?P<Month>[^\W\d_]{3,12})\.? (?P<Day>\d{1,2})(?:st|nd|rd|th)?,? (?P<Year>\d{4}))(?!\w)"
)
_WEEKDAY_OR_CLOCK = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b\d{1,2}:\d{2}(?::\d{2})?\b|\b(?:[ap]\.?m\.?|gmt|utc|msk|cet|z|at"
    r"|on|published|updated|posted|date|dated|дата|г)\b|[\s,.:|()T+-]",
    re.IGNORECASE,
)


def dates(line: str) -> Iterator[str]:
    """Yield the dates in a line in order, as ``2022-01-07``.

    Examples
    --------
    >>> [*dates("Posted 7 January 2022, updated January 9, 2022 and 2022-01-10; 13/01/2022; 02/03/2022")]
    ['2022-01-07', '2022-01-09', '2022-01-10', '2022-01-13']
    """
    yield from (date for _, _, date in sorted(_found(line)))


def is_date(line: str) -> bool:
    """Whether a line is a date, possibly with a weekday or a time of day."""
    if len(line) > 60:
        return False
    rest = without_dates(line)
    return rest != line and not _WEEKDAY_OR_CLOCK.sub("", rest).strip()


def without_dates(line: str) -> str:
    """Return a line with a blank in place of each date."""
    for start, end, _ in sorted(_found(line), reverse=True):
        line = f"{line[:start]} {line[end:]}"
    return line


def _found(line: str) -> Iterator[tuple[int, int, str]]:
    for found in _ISO.finditer(line):
        yield from _dated(found, int(found[1]), int(found[2]), int(found[3]))
    for found in _DOTTED.finditer(line):
        yield from _dated(found, int(found[3]), int(found[2]), int(found[1]))
    for found in _SLASHED.finditer(line):
        first, second = int(found[1]), int(found[2])
        if first > 12 or second > 12 or first == second:
            yield from _dated(found, int(found[3]), min(first, second), max(first, second))
    for found in _NAMED.finditer(line):
        first = bool(found["day"])
        month = _months().get((found["month"] or found["Month"]).casefold())
        if month:
            yield from _dated(
                found, int(found["year" if first else "Year"]), month, int(found["day" if first else "Day"])
            )


def _dated(found: re.Match[str], year: int, month: int, day: int) -> Iterator[tuple[int, int, str]]:
    try:
        yield found.start(), found.end(), dt.date(year, month, day).isoformat()
    except ValueError:
        return


@cache
def _months() -> dict[str, int]:
    """Return the number of each month, from 1, by its names and their short forms; the first language comes first.

    The names are looked up, rather than every date parsed: that takes milliseconds for each.
    """
    from dateparser.languages.loader import default_loader

    found: dict[str, int] = {}
    for code in LANGUAGES:
        known = default_loader.get_locale(code).info
        for number, month in enumerate(MONTHS, start=1):
            for name in known[month]:
                found.setdefault(name.casefold().rstrip("."), number)
    return found
