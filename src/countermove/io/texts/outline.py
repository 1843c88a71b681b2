"""From lines to headline, head, paragraphs and foot: how paragraphs are counted.

Paragraphs are what blank lines part; where there are none, every line is one. The headline is not counted, nor are
lines above the first paragraph or below the last that only say something of the text (`countermove.io.texts.lines`),
nor is anything above a line that begins with an outlet in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from countermove.io.texts.lines import DATELINE, LONGEST, TAG, is_aside
from countermove.io.texts.source_text import SourceText
from countermove.model.provenance import Position

Line = tuple[Position, str, int]
"""Where a line stands, what it says, and which block of lines it is in."""

ENDS = (".", ":", ";", ",", "…")
"""With what a headline does not end."""

SEARCHED = 12
"""How many lines from the top a tag in brackets may stand, if nothing above it is a sentence."""


def outlined(text: str, file: str, *, markup: Mapping[str, str] | None = None) -> SourceText:
    r"""Return a text with its headline, what stands above and below it, and its paragraphs.

    Parameters
    ----------
    text : str
        All of it.
    file : str
        What to call it.
    markup : mapping of str, optional
        What the markup of a page says of it, for a text taken from one; then every line is a paragraph.

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
    end = _foot(lines, begin)
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
    """Return the lines that are not blank, without the blanks at their ends."""
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
    """Return which line is the headline, if any, and how many lines stand above the first paragraph."""
    tagged = _tagged(lines)
    headline: int | None = None
    for k, (_, words, _) in enumerate(lines[:-1]):
        if k == tagged:
            return headline, k
        if is_aside(words):
            continue
        if tagged is None and (headline is not None or not _is_headline(lines, k, title, page=page)):
            return headline, k
        headline = k if headline is None else headline
    return headline, max(len(lines) - 1, 0)


def _tagged(lines: Sequence[Line]) -> int | None:
    """Return which line begins with an outlet, if nothing above it is a sentence of the text."""
    for k, (_, words, _) in enumerate(lines[:SEARCHED]):
        if TAG.match(words) or DATELINE.match(words):
            return k
        if not is_aside(words) and (len(words) > LONGEST or words.endswith(ENDS)):
            return None
    return None


def _is_headline(lines: Sequence[Line], k: int, title: str, *, page: bool) -> bool:
    """Whether a line stands for itself above the text, without the full stop that ends a sentence."""
    words = lines[k][1]
    if page:
        from rapidfuzz import fuzz

        return bool(title) and fuzz.ratio(words.casefold(), title.casefold()) >= 90
    if len(words) > LONGEST or words.endswith(ENDS):
        return False
    alone = lines[k + 1][2] != lines[k][2] or is_aside(lines[k + 1][1])
    return alone or (lines[0][2] == lines[-1][2] and not _wrapped(lines[k:]))


def _wrapped(lines: Sequence[Line]) -> bool:
    """Whether lines are broken to a width: some end in the middle of a sentence."""
    return any(not re.search(r"[.!?:…\"”»)]$", words) for _, words, _ in lines[1:-1])


def _foot(lines: Sequence[Line], begin: int) -> int:
    end = len(lines)
    while end > begin + 1 and is_aside(lines[end - 1][1]):
        end -= 1
    return end


def _paragraphs(lines: Sequence[Line], *, page: bool) -> tuple[Position, ...]:
    if not lines:
        return ()
    if page or (lines[0][2] == lines[-1][2] and not _wrapped([lines[0], *lines])):
        return tuple(where for where, _, _ in lines)
    blocks = ([*block] for _, block in groupby(lines, key=lambda line: line[2]))
    return tuple(Position(block[0][0].start, block[-1][0].end) for block in blocks)
