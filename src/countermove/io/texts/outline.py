"""Division of a text into headline, head, paragraphs and foot, which fixes how paragraphs are counted.

Blank lines separate paragraphs; without blank lines, every line is a paragraph. Head and foot consist of asides:
lines about the text such as bylines, dates and notes on its translation. Headline, asides, and lines above one that
begins with an outlet in brackets are not counted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from countermove.io.texts.dates import is_date
from countermove.io.texts.text import SourceText
from countermove.model.provenance import Position

Line = tuple[Position, str, int]
"""Position of a line, its words, and the number of its block, from 0; blank lines separate blocks."""

SENTENCE_ENDS = (".", ":", ";", ",", "…")
"""Characters with which a headline does not end."""

MAX_TAG_LINE = 12
"""A tag or dateline is searched in this number of lines from the top."""

MAX_ASIDES = 100
"""Most lines of the head, and most of the foot."""

MAX_LENGTH = 200
"""Most characters of a headline or an aside."""

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
    r"(?:\s+by\b)?(?:\s*:)?\s*(?P<name>.*)",
    re.IGNORECASE,
)

BYLINE = re.compile(r"\s*(?:by|author|автор|текст|written by)(?:\s*:)?\s+(?P<name>[^\W\d_].{1,80})", re.IGNORECASE)

ORIGIN = re.compile(
    r"\s*(?:source|via|originally published (?:by|in|at|on)|first published (?:by|in|at|on)|источник|джерело)"
    r"(?:\s*:)?\s+(?P<name>\S.{1,120})",
    re.IGNORECASE,
)

ADDRESS = re.compile(r"\s*(?:[\w ]{1,20}:\s*)?(?P<name>https?://\S+)\s*", re.IGNORECASE)

LINKS = re.compile(r".*\bhere\b(?:,? (?:and )?here\b)+", re.IGNORECASE)

RIGHTS = re.compile(r"\s*(?:©|\(c\)|copyright\b|all rights reserved)", re.IGNORECASE)


def outlined(text: str, file: str, *, markup: Mapping[str, str] | None = None) -> SourceText:
    r"""Return a text divided into headline, head, paragraphs and foot.

    Parameters
    ----------
    text : str
        The whole text.
    file : str
        Name of its file.
    markup : mapping of str, optional
        Metadata in the markup of a page, if the text is from one; every line is then a paragraph.

    Examples
    --------
    >>> found = outlined("Talks stall\n\nBy Ada Brook\n\nThe council met.\n\nIt did not agree.\n", "a.txt")
    >>> found.words(found.headline), [found.words(each) for each in found.paragraphs]
    ('Talks stall', ['The council met.', 'It did not agree.'])
    """
    lines = _lines(text)
    page = markup is not None
    title = (markup or {}).get("title", "")
    headline, begin = _head(lines, title, page=page)
    end = _foot_start(lines, begin)
    head = tuple(where for k, (where, _, _) in enumerate(lines[:begin]) if k != headline)
    return SourceText(
        file=file,
        text=text,
        paragraphs=_paragraphs(lines[begin:end], page=page),
        headline=None if headline is None else lines[headline][0],
        head=head,
        foot=tuple(where for where, _, _ in lines[end:]),
        page=page,
        markup=markup or {},
    )


def _lines(text: str) -> list[Line]:
    """Return the lines that are not blank, stripped."""
    found: list[Line] = []
    block = 0
    for match in re.finditer(r"[^\n]*\n?", text):
        words = match[0].strip()
        if not words:
            block += 1
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        found.append((Position(start, start + len(words)), words, block))
    return found


def _head(lines: Sequence[Line], title: str, *, page: bool) -> tuple[int | None, int]:
    """Return the index of the headline, if any, and the number of lines above the first paragraph."""
    tagged = _tagged(lines)
    headline: int | None = None
    for k, (_, words, _) in enumerate(lines[:-1]):
        if k == tagged:
            return headline, k
        if k < MAX_ASIDES and is_aside(words):
            continue
        if tagged is None and (headline is not None or not _is_headline(lines, k, title, page=page)):
            return headline, k
        headline = k if headline is None else headline
    return headline, max(len(lines) - 1, 0)


def _tagged(lines: Sequence[Line]) -> int | None:
    """Return the index of the line that begins with an outlet, if no line above it is a sentence."""
    for k, (_, words, _) in enumerate(lines[:MAX_TAG_LINE]):
        if outlet_before(words):
            return k
        if not is_aside(words) and (len(words) > MAX_LENGTH or words.endswith(SENTENCE_ENDS)):
            return None
    return None


def _is_headline(lines: Sequence[Line], k: int, title: str, *, page: bool) -> bool:
    """Whether line `k` is a headline: a short line alone, without the end of a sentence, or the title of the page."""
    words = lines[k][1]
    if page:
        from rapidfuzz import fuzz

        return 0 < len(title) <= 2 * MAX_LENGTH >= len(words) and fuzz.ratio(words.casefold(), title.casefold()) >= 90
    if len(words) > MAX_LENGTH or words.endswith(SENTENCE_ENDS):
        return False
    alone = lines[k + 1][2] != lines[k][2] or is_aside(lines[k + 1][1])
    return alone or (lines[0][2] == lines[-1][2] and not _wrapped(lines[k:]))


def _wrapped(lines: Sequence[Line]) -> bool:
    """Whether lines are wrapped: some end in the middle of a sentence."""
    return any(not re.search(r"[.!?:…\"”»)]$", words) for _, words, _ in lines[1:-1])


def _foot_start(lines: Sequence[Line], begin: int) -> int:
    end = len(lines)
    while end > max(begin + 1, len(lines) - MAX_ASIDES) and is_aside(lines[end - 1][1]):
        end -= 1
    return end


def _paragraphs(lines: Sequence[Line], *, page: bool) -> tuple[Position, ...]:
    if not lines:
        return ()
    if page or (lines[0][2] == lines[-1][2] and not _wrapped([lines[0], *lines])):
        return tuple(where for where, _, _ in lines)
    blocks = ([*block] for _, block in groupby(lines, key=lambda line: line[2]))
    return tuple(Position(block[0][0].start, block[-1][0].end) for block in blocks)


def outlet_before(words: str) -> re.Match[str] | None:
    """Return the match of an outlet in brackets or of a dateline before the first words.

    Examples
    --------
    >>> outlet_before("LOWBRIDGE (Agency) - The council met")["name"]
    'Agency'
    """
    begin = words[: 2 * MAX_LENGTH]
    return TAG.match(begin) or DATELINE.match(begin)


def is_aside(line: str) -> bool:
    """Whether a line above or below a text is about the text instead of part of it.

    Examples
    --------
    >>> is_aside("Translated from Russian by O. Reed. Edited."), is_aside("The council met on Tuesday.")
    (True, False)
    """
    return len(line) <= MAX_LENGTH and (is_note(line) or _is_credit(line))


def is_note(line: str) -> bool:
    """Whether a line is a note on the translation of the text, rather than a sentence of it."""
    return bool(TRANSLATED.search(line)) and len(line.split()) <= 16 and not line.rstrip().endswith(("”", '"', "»"))


def _is_credit(line: str) -> bool:
    if RIGHTS.match(line) or LINKS.fullmatch(line.strip().rstrip(".")) or ADDRESS.fullmatch(line):
        return True
    few = len(line.split()) <= 12 and not line.rstrip().endswith((".", "?", "!"))
    return is_date(line) or (few and any(kind.fullmatch(line) for kind in (POSTED, BYLINE, ORIGIN)))
