"""Where words stand in a text: exactly, or where something comes nearest."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.io.texts.folding import composed, fold
from countermove.model.provenance import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countermove.io.texts.source_text import SourceText

ALIKE = 60.0
"""From which likeness on, in percent, a passage is worth showing."""

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a text that resembles what was looked for, and how much, in percent."""

    where: Position
    likeness: float


def find(text: SourceText, words: str) -> Iterator[Position]:
    r"""Yield where words stand, whatever white space and quotation marks look like.

    Parameters
    ----------
    text : SourceText
        The text.
    words : str
        What to look for. ``…``, ``...`` or ``[...]`` in it stands for words left out; marks around it and a full
        stop or comma at its end need not stand in the text.

    Examples
    --------
    >>> from countermove.io.texts.source_text import SourceText
    >>> text = SourceText(file="a.txt", text="He said: ‘It was\npredictable.’")
    >>> [text.words(where) for where in find(text, "“It  was predictable,”")]
    ['It was\npredictable']
    >>> [*find(text, "It is predictable")]
    []
    """
    wanted, folded = _bare(words), text.folded
    if not re.search(r"\w", wanted):
        return
    for start, end in _occurrences(folded.text, wanted) or _with_gaps(folded.text, wanted):
        yield Position(folded.unfolded(start), folded.unfolded(end - 1) + 1)


def _bare(words: str) -> str:
    return fold(composed(words)).text.strip(" '").rstrip(".,").strip(" '")


def _occurrences(text: str, wanted: str) -> list[tuple[int, int]]:
    left = r"(?<!\w)" if re.match(r"\w", wanted) else ""
    right = r"(?!\w)" if re.search(r"\w\Z", wanted) else ""
    return [found.span() for found in re.finditer(left + re.escape(wanted) + right, text)]


def _with_gaps(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Yield where parts stand one after the other, the shortest such stretch from each place of the first."""
    parts = [part.strip(" '") for part in re.split(r"\[…\]|…", wanted) if re.search(r"\w", part)]
    if len(parts) < 2:
        return
    first, *rest = (_occurrences(text, part) for part in parts)
    for start, begin in first:
        end = begin
        for part in rest:
            at = bisect_left(part, (end, 0))
            if at == len(part):
                return
            end = part[at][1]
        yield start, end


def nearest(text: SourceText, words: str) -> Passage | None:
    """Return the passage that resembles words most, if any resembles them at all.

    Examples
    --------
    >>> from countermove.io.texts.source_text import SourceText
    >>> text = SourceText(file="a.txt", text="It would be naive. It is predictable.")
    >>> text.words(nearest(text, "It was predictable").where)
    'It is predictable.'
    """
    from rapidfuzz import fuzz

    wanted, folded = _bare(words), text.folded
    if not wanted or not folded.text:
        return None
    found = fuzz.partial_ratio_alignment(wanted, folded.text, score_cutoff=ALIKE)
    if found is None or len(wanted) > len(folded.text):
        return None
    start, end = _to_words(folded.text, found.dest_start, found.dest_end)
    return Passage(Position(folded.unfolded(start), folded.unfolded(end - 1) + 1), found.score)


def _to_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch with the words at its ends whole, if most of them is in it, or else left out."""
    words = [found.span() for found in re.finditer(r"\S+", text[max(0, start - 100) : end + 100])]
    shift = max(0, start - 100)
    taken = [
        (first + shift, last + shift)
        for first, last in words
        if 2 * (min(last + shift, end) - max(first + shift, start)) >= last - first
    ]
    return (taken[0][0], taken[-1][1]) if taken else (start, end)


def shown(text: SourceText, where: Position) -> str:
    """Return the words of a passage on one line, shortened if there are many."""
    words = " ".join(text.words(where).split())
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 3]}..."
