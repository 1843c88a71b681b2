"""What stands between quotation marks in a text, from paragraph to paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from countermove.model.provenance import Position

if TYPE_CHECKING:
    from countermove.io.texts.source_text import SourceText

CLOSES = {"“": "”", "«": "»", "„": "“”", '"': '"', "»": "«"}
"""By the mark that opens a quotation, those that close it."""


def quotations(text: SourceText) -> Iterator[Position]:
    r"""Yield where quotations stand, without their marks; what is quoted within them is not told apart.

    A quotation that is not closed in its paragraph goes on in the next one if that begins with the same mark, or
    closes a quotation that it did not open; otherwise it ends with its paragraph. Single marks are not looked at,
    since apostrophes look the same.

    Examples
    --------
    >>> from countermove.io.texts.outline import outlined
    >>> text = outlined('He said: "One.\n\nTwo," and left.\n\n«Three», she wrote.', "a.txt")
    >>> [text.words(where) for where in quotations(text)]
    ['One.\n\nTwo,', 'Three']
    """
    opened: tuple[int, str] | None = None
    for k, where in enumerate(text.paragraphs):
        for at, mark in _marks(text, where, opened is not None):
            if opened is None:
                opened = (at + 1, mark) if _opens(text.text, at, mark) else None
            elif mark in CLOSES[opened[1]]:
                yield from _between(opened[0], at)
                opened = None
        if opened and not _goes_on(text, k, opened[1]):
            yield from _between(opened[0], where.end)
            opened = None


def _marks(text: SourceText, where: Position, inside: bool) -> Iterator[tuple[int, str]]:  # noqa: FBT001
    """Yield the marks in a paragraph; one that only says that a quotation goes on is passed over."""
    for found in re.finditer(f"[{''.join({*CLOSES, *'”“»«'})}]", text.words(where)):
        if found.start() == 0 and inside and found[0] in CLOSES:
            continue
        yield where.start + found.start(), found[0]


def _opens(text: str, at: int, mark: str) -> bool:
    """Whether a mark opens a quotation; one that mostly closes has to stand right before a word, and behind none."""
    if mark == "»":
        return text[at + 1 : at + 2].isalnum() and not text[max(0, at - 1) : at].isalnum()
    return mark in CLOSES


def _between(start: int, end: int) -> Iterator[Position]:
    if end > start:
        yield Position(start, end)


def _goes_on(text: SourceText, k: int, mark: str) -> bool:
    """Whether a quotation that paragraph k (from 0) leaves open goes on in the next one."""
    if k + 1 == len(text.paragraphs):
        return False
    following = text.words(text.paragraphs[k + 1])
    if following.startswith(mark):
        return True
    closing = re.search(f"[{re.escape(CLOSES[mark])}]", following)
    if mark == '"':
        return following.count(mark) % 2 == 1
    return closing is not None and mark not in following[: closing.start()]
