"""What a text says of having been translated and edited, and the language that it was written in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from countermove.io.texts.asides import Finding, asides, at
from countermove.io.texts.languages import guessed, original
from countermove.io.texts.lines import EDITED, is_note

if TYPE_CHECKING:
    from countermove.io.texts.source_text import SourceText
    from countermove.model.provenance import Position

_BY = re.compile(
    r"(?<!edited )(?<!abridged )(?<!shortened )\b(?:by|via|with|using)\s+"
    r"(?P<who>(?:[^.;()\n]|(?<=\b[^\W\d_])\.)+?)\s*"
    r"(?:(?<!\b[^\W\d_])\.|[;()\n]|\bfrom\b|,?\s*\bedited\b|$)",
    re.IGNORECASE,
)
_MACHINE = re.compile(r"\b(?:machine|automatic)[ -]translat|машинный перевод", re.IGNORECASE)


def translation(text: SourceText) -> Iterator[Finding]:
    """Yield by whom or by what a text was translated, and whether it was edited."""
    for where, words in _notes(text):
        by = _BY.search(words)
        who = by["who"] if by else ""
        how = "machine" if _MACHINE.search(words) else ""
        named = f"{how} ({who})" if how and who else how or who or words
        yield Finding("translated", named, at(text, where))
        if edited := EDITED.search(words):
            yield Finding("edited", edited["how"].strip(" ,()[]") or True, at(text, where))


def _notes(text: SourceText) -> Iterator[tuple[Position, str]]:
    """Yield notes on the translation."""
    return ((where, words) for where, words in asides(text) if is_note(words))


def language(text: SourceText) -> Iterator[Finding]:
    """Yield the language that a text was written in: that of the text at hand, unless it is a translation."""
    here, how = text.markup.get("language", ""), "the markup of the page"
    if not here:
        here, how = guessed(text.text), "a guess by its frequent words"
    at_hand = f"; the text at hand is in {here}, by {how}" if here else ""
    notes = [*_notes(text)]
    for where, words in notes:
        code = original(words)
        unsaid = "" if code else " does not say from which language"
        yield Finding("language", code, f"{at(text, where)}{unsaid}{at_hand}")
    if here and not notes:
        yield Finding("language", here, how)
