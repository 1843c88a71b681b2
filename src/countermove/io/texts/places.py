"""Whether a place exists in a text, and whether what is quoted stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from countermove.errors import DocumentPath
from countermove.io.texts.folding import composed, fold
from countermove.io.texts.search import find, shown
from countermove.io.texts.stretches import Fault, Stretch
from countermove.model.provenance import Evidence, Position, Quotation, Quote

if TYPE_CHECKING:
    from countermove.io.texts.source_text import SourceText

HEADLINE = {"headline", "title"}
"""Words that may stand in place of the number of a paragraph."""


def faults(text: SourceText, pointer: Evidence | Quotation) -> Iterator[Fault]:
    r"""Yield what of a pointer into a text is not there; each part narrows the place for those after it.

    Examples
    --------
    >>> from countermove.io.texts.outline import outlined
    >>> text = outlined("Talks stall\n\nThe council met.\n\nIt did not agree.\n", "a.txt")
    >>> [each.message for each in faults(text, Evidence(source="a", paragraph=2, quotation="The council"))]
    ["'The council' stands in paragraph 1 (a.txt, line 3), not in paragraph 2"]
    """
    here = Stretch(Position(0, len(text.text)), "")
    for narrowed in (_by_paragraph, _by_position, _by_quote):
        found = narrowed(text, pointer, here)
        if isinstance(found, Fault):
            yield found
        else:
            here = found
    if pointer.quotation:
        where = _standing(text, pointer.quotation, here, ("quotation",))
        yield from [where] if isinstance(where, Fault) else []


def _by_paragraph(text: SourceText, pointer: Evidence | Quotation, here: Stretch) -> Stretch | Fault:
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
        begin = shown(text, text.paragraphs[-1])[:40]
        return Fault(f"{text.file} has {count} {noun}, not {last}; the last one begins {begin!r}", path)
    where = Position(text.paragraphs[first - 1].start, text.paragraphs[last - 1].end)
    return Stretch(where, f"paragraph {said}")


def _by_name(text: SourceText, said: str) -> Stretch | Fault:
    if said.casefold() not in HEADLINE:
        message = f"the place {said!r} is not looked up: only numbers, ranges and 'headline' are"
        return Fault(message, ("paragraph",), serious=False)
    if text.headline is None:
        return Fault(f"{text.file} has no headline", ("paragraph",))
    return Stretch(text.headline, "the headline")


def _by_position(text: SourceText, pointer: Evidence | Quotation, here: Stretch) -> Stretch | Fault:
    position = pointer.position
    if position is None:
        return here
    if position.end > len(text.text):
        return Fault(f"{text.file} has {len(text.text):,} characters, not {position.end:,}", ("position",))
    named = f"characters {position.start} to {position.end}"
    if not here.holds(position):
        return Fault(f"{named} begin in {text.place(position.start)}, not in {here.named}", ("position",))
    return Stretch(position, named)


def _by_quote(text: SourceText, pointer: Evidence | Quotation, here: Stretch) -> Stretch | Fault:
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
    return Stretch(everywhere[0], f"“{_brief(quote.exact)}”")


def _beside(text: SourceText, where: Position, quote: Quote, key: str) -> bool:
    """Whether the words that are said to stand before, or after, a stretch do."""
    wanted = fold(composed(getattr(quote, key))).text.strip(" '")
    reach = 2 * len(wanted) + 20
    if key == "prefix":
        return fold(text.text[max(0, where.start - reach) : where.start]).text.rstrip(" '").endswith(wanted)
    return fold(text.text[where.end : where.end + reach]).text.lstrip(" '").startswith(wanted)


def _standing(text: SourceText, words: str, here: Stretch, path: DocumentPath) -> Position | Fault:
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
