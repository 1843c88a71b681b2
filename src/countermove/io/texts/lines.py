"""Lines that say something of a text rather than being part of it: tags, bylines, notes on its translation."""

from __future__ import annotations

import re

LONGEST = 200
"""Characters that such a line may have; what is longer is part of the text."""

TAG = re.compile(r"\s*\[(?P<name>[^\W\d][^\[\]\n]{1,59})\]\s+(?=\S)")
"""An outlet in brackets before the first words, as ``[Agency] The council ...``."""

DATELINE = re.compile(
    r"\s*(?P<town>[^\W\d_][\w .,'’-]{1,50}?)?\s*\((?P<name>[^\W\d_][\w .&'’-]{1,40})\)\s*(?:-{1,2}|–|—)\s+(?=\S)"
)
"""An agency in parentheses before the first words, as ``LOWBRIDGE (Agency) - The council ...``."""

TRANSLATED = re.compile(
    r"\btranslated (?:from|by|with|via|using)\b|^\W*translated\b|\btranslat(?:ion|or)(?: from| by| via| with|:)"
    r"|\b(?:google|yandex|machine|direct|automatic|unofficial)[ -]translat|^\W*translation\W*$|\bdeepl\b"
    r"|\bперевод(?:чик)?(?: с\b|:)|\bмашинный перевод\b|\bпереведено с\b|\bпереклад(?: з\b|:)",
    re.IGNORECASE,
)
EDITED = re.compile(r"(?<!un)\b(?:edited|abridged|shortened)\b(?P<how>[^.;\n]*)", re.IGNORECASE)
POSTED = re.compile(
    r"\s*(?:re-?posted|posted|shared|submitted|uploaded|опубликовано|опубликовал[а]?|разместил[а]?)"
    r"(?:\s+by\b)?\s*:?\s*(?P<name>.*)",
    re.IGNORECASE,
)
BYLINE = re.compile(r"\s*(?:by|author|автор|текст|written by)\s*:?\s+(?P<name>[^\W\d_].{1,80})", re.IGNORECASE)
ORIGIN = re.compile(
    r"\s*(?:source|via|originally published (?:by|in|at|on)|first published (?:by|in|at|on)|источник|джерело)"
    r"\s*:?\s+(?P<name>\S.{1,120})",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"\s*(?:[\w ]{1,20}:\s*)?(?P<name>https?://\S+)\s*", re.IGNORECASE)
LINKS = re.compile(r".*\bhere\b(?:,? (?:and )?here\b)+", re.IGNORECASE)
RIGHTS = re.compile(r"\s*(?:©|\(c\)|copyright\b|all rights reserved)", re.IGNORECASE)


def is_aside(line: str) -> bool:
    """Whether a line, above or below a text, says something of it instead of being part of it.

    Examples
    --------
    >>> is_aside("Translated from Russian by O. Reed. Edited."), is_aside("The council met on Tuesday.")
    (True, False)
    """
    return len(line) <= LONGEST and (is_note(line) or _is_credit(line))


def is_note(line: str) -> bool:
    """Whether a line is a note on a translation, and not a sentence about one."""
    return bool(TRANSLATED.search(line)) and len(line.split()) <= 16 and not line.rstrip().endswith(("”", '"', "»"))


def _is_credit(line: str) -> bool:
    from countermove.io.texts.dates import is_date

    if RIGHTS.match(line) or LINKS.fullmatch(line.strip().rstrip(".")) or ADDRESS.fullmatch(line):
        return True
    few = len(line.split()) <= 12 and not line.rstrip().endswith((".", "?", "!"))
    return is_date(line) or (few and any(kind.fullmatch(line) for kind in (POSTED, BYLINE, ORIGIN)))
