"""Where words stand in a text: exactly, or where something comes nearest.

Whether a place exists in a text, and whether what is quoted stands there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.errors import DocumentPath
from countermove.io.texts.normalization import composed, fold
from countermove.io.texts.text import Fault, TextRange
from countermove.model.provenance import Evidence, Position, Quotation, Quote

if TYPE_CHECKING:
    from countermove.io.texts.text import SourceText


ALIKE = 60.0
"""From which likeness on, in percent, a passage is worth showing."""

SHOWN = 200

HEADLINE = {"headline", "title"}
"""Words that may stand in place of the number of a paragraph."""


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
    >>> from countermove.io.texts.text import SourceText
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
    >>> from countermove.io.texts.text import SourceText
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


def on_one_line(text: SourceText, where: Position) -> str:
    """Return the words of a passage on one line, shortened if there are many."""
    words = " ".join(text.words(where).split())
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 3]}..."


def faults(text: SourceText, pointer: Evidence | Quotation) -> Iterator[Fault]:
    r"""Yield what of a pointer into a text is not there; each part narrows the place for those after it.

    Examples
    --------
    >>> from countermove.io.texts.outline import outlined
    >>> text = outlined("Talks stall\n\nThe council met.\n\nIt did not agree.\n", "a.txt")
    >>> [each.message for each in faults(text, Evidence(source="a", paragraph=2, quotation="The council"))]
    ["'The council' stands in paragraph 1 (a.txt, line 3), not in paragraph 2"]
    """
    here = TextRange(Position(0, len(text.text)), "")
    for narrowed in (_by_paragraph, _by_position, _by_quote):
        found = narrowed(text, pointer, here)
        if isinstance(found, Fault):
            yield found
        else:
            here = found
    if pointer.quotation:
        where = _standing(text, pointer.quotation, here, ("quotation",))
        yield from [where] if isinstance(where, Fault) else []


def _by_paragraph(text: SourceText, pointer: Evidence | Quotation, here: TextRange) -> TextRange | Fault:
    if pointer.paragraph is None:
        return here
    said, count, path = str(pointer.paragraph).strip(), len(text.paragraphs), ("paragraph",)
    numbers = re.fullmatch(r"(\d{1,6})(?:\s*[-–—]\s*(\d{1,6}))?", said)
    if numbers is None:
        return _by_name(text, said)
    first, last = int(numbers[1]), int(numbers[2] or numbers[1])
    if not 1 <= first <= last:
        return Fault("paragraphs are counted from 1, and a range is written as 2-4", path)
    if last > count:
        noun = "paragraph" if count == 1 else "paragraphs"
        begin = on_one_line(text, text.paragraphs[-1])[:40]
        return Fault(f"{text.file} has {count} {noun}, not {last}; the last one begins {begin!r}", path)
    where = Position(text.paragraphs[first - 1].start, text.paragraphs[last - 1].end)
    return TextRange(where, f"paragraph {said}")


def _by_name(text: SourceText, said: str) -> TextRange | Fault:
    if said.casefold() not in HEADLINE:
        message = f"the place {said!r} is not looked up: only numbers, ranges and 'headline' are"
        return Fault(message, ("paragraph",), serious=False)
    if text.headline is None:
        return Fault(f"{text.file} has no headline", ("paragraph",))
    return TextRange(text.headline, "the headline")


def _by_position(text: SourceText, pointer: Evidence | Quotation, here: TextRange) -> TextRange | Fault:
    position = pointer.position
    if position is None:
        return here
    if position.end > len(text.text):
        return Fault(f"{text.file} has {len(text.text):,} characters, not {position.end:,}", ("position",))
    named = f"characters {position.start} to {position.end}"
    if not here.holds(position):
        return Fault(f"{named} begin in {text.place(position.start)}, not in {here.named}", ("position",))
    return TextRange(position, named)


def _by_quote(text: SourceText, pointer: Evidence | Quotation, here: TextRange) -> TextRange | Fault:
    quote = pointer.quote if isinstance(pointer, Evidence) else None
    if quote is None:
        return here
    found = _standing(text, quote.exact, here, ("quote", "exact"))
    if isinstance(found, Fault):
        return found
    everywhere = [each for each in find(text, quote.exact) if here.holds(each)]
    for key in ("prefix", "suffix"):
        everywhere = [each for each in everywhere if _beside(text, each, quote, key)]
        if not everywhere:
            where, words = "after" if key == "prefix" else "before", getattr(quote, key)
            return Fault(f"{_brief(quote.exact)!r} stands there, but not {where} {words!r}", ("quote", key))
    return TextRange(everywhere[0], f"“{_brief(quote.exact)}”")


def _beside(text: SourceText, where: Position, quote: Quote, key: str) -> bool:
    """Whether the words that are said to stand before, or after, a stretch do."""
    wanted = fold(composed(getattr(quote, key))).text.strip(" '")
    reach = 2 * len(wanted) + 20
    if key == "prefix":
        return fold(text.text[max(0, where.start - reach) : where.start]).text.rstrip(" '").endswith(wanted)
    return fold(text.text[where.end : where.end + reach]).text.lstrip(" '").startswith(wanted)


def _standing(text: SourceText, words: str, here: TextRange, path: DocumentPath) -> Position | Fault:
    """Return where in a stretch words stand, or that they stand elsewhere, or nowhere."""
    elsewhere: Position | None = None
    for each in find(text, words):
        if here.holds(each):
            return each
        elsewhere = elsewhere or each
    if not re.search(r"\w", words):
        return Fault("there are no words to be found here", path)
    if elsewhere:
        return Fault(f"{_brief(words)!r} stands in {text.place(elsewhere.start)}, not in {here.named}", path)
    return Fault(f"{_brief(words)!r} does not stand in {text.file}", path, missing=words)


def _brief(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:57]}..."
