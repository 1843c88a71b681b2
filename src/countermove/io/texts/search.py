"""Search for words in a text, exact or by similarity, and the check of pointers into a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

from countermove.errors import DocumentPath
from countermove.io.texts.normalization import composed, fold
from countermove.io.texts.text import Fault, TextRange
from countermove.model.provenance import Evidence, Position, Quotation, Quote

if TYPE_CHECKING:
    from countermove.io.texts.text import SourceText


MIN_LIKENESS = 60.0
"""Least likeness of a passage to the words searched for, in percent (rapidfuzz)."""

MAX_SHOWN = 200
"""Most characters of a passage in a complaint."""

MAX_PLACES = 200
"""Most places of a quote that are told apart by the words beside them."""

Span = tuple[int, int]
"""Start and end of a range of a folded text."""

WORD_START = re.compile(r"(?<!\w)\w")

HEADLINE = {"headline", "title"}
"""Names of the headline in place of the number of a paragraph."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage similar to the words searched for; `likeness` is in percent."""

    where: Position
    likeness: float


def find(text: SourceText, words: str, within: Position | None = None) -> Iterator[Position]:
    r"""Yield the positions of words; forms of white space, quotation marks and dashes are equal.

    Parameters
    ----------
    text : SourceText
        The text.
    words : str
        The words. ``…``, ``...`` or ``[...]`` stands for omitted words; marks around the words and a full stop or
        comma at their end may be missing in the text.
    within : Position, optional
        The part of the text that is searched; by default all of it.

    Examples
    --------
    >>> from countermove.io.texts.text import SourceText
    >>> text = SourceText(file="a.txt", text="He said: ‘It was\npredictable.’")
    >>> [text.words(where) for where in find(text, "“It  was predictable,”")]
    ['It was\npredictable']
    >>> [*find(text, "It is predictable")]
    []
    """
    wanted, folded = _searchable(words), text.folded
    if not re.search(r"\w", wanted):
        return
    reach = (0, len(folded.text)) if within is None else (folded.position(within.start), folded.position(within.end))
    whole = _occurrences(folded.text, wanted, reach)
    first = next(whole, None)
    spans = _with_gaps(folded.text, wanted, reach) if first is None else chain([first], whole)
    found = (_unfolded(text, start, end) for start, end in spans)
    yield from (each for each in found if within is None or TextRange(within, "").holds(each))


def _unfolded(text: SourceText, start: int, end: int) -> Position:
    """Return the position in a text of a range of the folded one; the last letter may stand for three points."""
    last = text.folded.unfolded(end - 1)
    length = 3 if text.folded.text[end - 1] == "…" != text.text[last] else 1
    return Position(text.folded.unfolded(start), last + length)


def _searchable(words: str) -> str:
    return fold(composed(words)).text.strip(" '").rstrip(".,").strip(" '")


def _occurrences(text: str, wanted: str, reach: Span) -> Iterator[Span]:
    """Yield the ranges of whole words in a part of a text, from left to right, none overlapping the one before."""
    at, end = reach
    opens, closes = _is_word(wanted[:1]), _is_word(wanted[-1:])
    while (at := text.find(wanted, at, end)) >= 0:
        after = at + len(wanted)
        if opens and at and _is_word(text[at - 1]):
            found = WORD_START.search(text, at)  # the next place at which a word begins
            at = found.start() if found else end
        elif closes and _is_word(text[after : after + 1]):
            at += 1
        else:
            yield at, after
            at = after


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _with_gaps(text: str, wanted: str, reach: Span) -> Iterator[Span]:
    """Yield ranges in which the parts follow each other, the shortest range from each place of the first part.

    The later a range begins, the later each of its parts stands; so every part is searched once from left to right.
    """
    parts = [part.strip(" '") for part in re.split(r"\[…\]|…", wanted) if re.search(r"\w", part)]
    if len(parts) < 2:
        return
    first, *rest = (_occurrences(text, part, reach) for part in parts)
    ahead = [next(each, None) for each in rest]
    for start, begin in first:
        end = begin
        for k, each in enumerate(rest):
            while (here := ahead[k]) is not None and here[0] < end:
                ahead[k] = next(each, None)
            if here is None:
                return
            end = here[1]
        yield start, end


def nearest(text: SourceText, words: str) -> Passage | None:
    """Return the passage most similar to words, or None below `MIN_LIKENESS`.

    Examples
    --------
    >>> from countermove.io.texts.text import SourceText
    >>> text = SourceText(file="a.txt", text="It would be naive. It is predictable.")
    >>> text.words(nearest(text, "It was predictable").where)
    'It is predictable.'
    """
    from rapidfuzz import fuzz

    wanted, folded = _searchable(words), text.folded
    if not 0 < len(wanted) <= len(folded.text):
        return None
    found = fuzz.partial_ratio_alignment(wanted, folded.text, score_cutoff=MIN_LIKENESS)
    if found is None:
        return None
    start, end = _whole_words(folded.text, found.dest_start, found.dest_end)
    return Passage(_unfolded(text, start, end), found.score)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a range with whole words at its ends: a word is in if at least half of its letters are."""
    words = [found.span() for found in re.finditer(r"\S+", text[max(0, start - 100) : end + 100])]
    shift = max(0, start - 100)
    taken = [
        (first + shift, last + shift)
        for first, last in words
        if 2 * (min(last + shift, end) - max(first + shift, start)) >= last - first
    ]
    return (taken[0][0], taken[-1][1]) if taken else (start, end)


def on_one_line(text: SourceText, where: Position) -> str:
    """Return the words of a passage on one line, shortened to `MAX_SHOWN` characters."""
    words = " ".join(text.words(where).split())
    return words if len(words) <= MAX_SHOWN else f"{words[: MAX_SHOWN - 3]}..."


def pointer_faults(text: SourceText, pointer: Evidence | Quotation) -> Iterator[Fault]:
    r"""Yield the faults of a pointer into a text.

    Paragraph, position, quote and quotation are checked in this order; each must lie within the one before.


    Examples
    --------
    >>> from countermove.io.texts.outline import outlined
    >>> text = outlined("Talks stall\n\nThe council met.\n\nIt did not agree.\n", "a.txt")
    >>> [each.message for each in pointer_faults(text, Evidence(source="a", paragraph=2, quotation="The council"))]
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
        where = _located(text, pointer.quotation, here, ("quotation",))
        yield from [where] if isinstance(where, Fault) else []


def _by_paragraph(text: SourceText, pointer: Evidence | Quotation, here: TextRange) -> TextRange | Fault:
    if pointer.paragraph is None:
        return here
    paragraph, count, path = str(pointer.paragraph).strip(), len(text.paragraphs), ("paragraph",)
    numbers = re.fullmatch(r"(\d{1,6})(?:\s*[-–—]\s*(\d{1,6}))?", paragraph)
    if numbers is None:
        return _by_name(text, paragraph)
    first, last = int(numbers[1]), int(numbers[2] or numbers[1])
    if not 1 <= first <= last:
        return Fault("paragraphs are counted from 1, and a range is written as 2-4", path)
    if last > count:
        noun = "paragraph" if count == 1 else "paragraphs"
        begin = on_one_line(text, text.paragraphs[-1])[:40]
        return Fault(f"{text.file} has {count} {noun}, not {last}; the last one begins {begin!r}", path)
    where = Position(text.paragraphs[first - 1].start, text.paragraphs[last - 1].end)
    return TextRange(where, f"paragraph {paragraph}")


def _by_name(text: SourceText, paragraph: str) -> TextRange | Fault:
    if paragraph.casefold() not in HEADLINE:
        message = f"the place {paragraph!r} is not looked up: only numbers, ranges and 'headline' are"
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
    found = _located(text, quote.exact, here, ("quote", "exact"))
    if isinstance(found, Fault):
        return found
    wrong = "prefix"
    for k, each in enumerate(islice(find(text, quote.exact, here.where), MAX_PLACES)):
        if _beside(text, each, quote, "prefix"):
            wrong = "suffix"
            if _beside(text, each, quote, "suffix"):
                return TextRange(each, f"“{_shortened(quote.exact)}”")
        if k + 1 == MAX_PLACES:
            return Fault(
                f"{_shortened(quote.exact)!r} stands there too often to be told apart; quote more", ("quote",)
            )
    where = "after" if wrong == "prefix" else "before"
    message = f"{_shortened(quote.exact)!r} stands there, but not {where} {getattr(quote, wrong)!r}"
    return Fault(message, ("quote", wrong))


def _beside(text: SourceText, where: Position, quote: Quote, key: str) -> bool:
    """Whether the prefix or suffix of a quote, by `key`, stands directly before or after a position."""
    wanted = fold(composed(getattr(quote, key))).text.strip(" '")
    reach = 2 * len(wanted) + 20
    if key == "prefix":
        return fold(text.text[max(0, where.start - reach) : where.start]).text.rstrip(" '").endswith(wanted)
    return fold(text.text[where.end : where.end + reach]).text.lstrip(" '").startswith(wanted)


def _located(text: SourceText, words: str, here: TextRange, path: DocumentPath) -> Position | Fault:
    """Return the position of words in a range, or a fault that names where else they stand."""
    if within := next(find(text, words, here.where), None):
        return within
    whole = here.where.end - here.where.start == len(text.text)
    elsewhere = None if whole else next(find(text, words), None)
    if not re.search(r"\w", words):
        return Fault("there are no words to be found here", path)
    if elsewhere:
        return Fault(f"{_shortened(words)!r} stands in {text.place(elsewhere.start)}, not in {here.named}", path)
    return Fault(f"{_shortened(words)!r} does not stand in {text.file}", path, missing=words)


def _shortened(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:57]}..."
