"""Something that a text says of itself, with where it was found; and where to look for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from countermove.io.texts.source_text import SourceText
    from countermove.model.provenance import Position


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a text says of itself.

    Attributes
    ----------
    key : str
        What it is, as the conflict file calls it.
    value : str, bool or tuple of str
        What is said. Nothing, if it is only told that it is not known.
    where : str
        Where and how it was found.
    """

    key: str
    value: str | bool | tuple[str, ...]
    where: str


def at(text: SourceText, where: Position) -> str:
    """Return where a line stands, and the line."""
    words = " ".join(text.words(where).split())
    said = f"“{words if len(words) <= 90 else words[:87] + '...'}”"
    return said if text.page else f"line {text.line_of(where.start)}: {said}"


def markup(text: SourceText, key: str) -> Iterator[Finding]:
    """Yield what the markup of a page says."""
    if value := text.markup.get(key):
        yield Finding(key, value, "the markup of the page")


def asides(text: SourceText) -> Iterator[tuple[Position, str]]:
    """Yield the lines above and below a text that say something of it."""
    for where in (*text.head, *text.foot):
        yield where, text.words(where)
