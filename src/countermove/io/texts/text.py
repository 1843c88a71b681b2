"""The text of a source: its words, cut into paragraphs, and what it says of itself.

Where in a text something has to stand, and what is told if it does not.

Something that a text says of itself, with where it was found; and where to look for it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from countermove.errors import DocumentPath
from countermove.model.provenance import Position

if TYPE_CHECKING:
    from countermove.io.texts.normalization import Folded


@dataclass(frozen=True, kw_only=True)
class SourceText:
    """A text as it is read: in composed Unicode, with plain line ends, of a page only what is not navigation.

    Attributes
    ----------
    file : str
        What to call it.
    text : str
        All of it; positions count its characters from 0.
    paragraphs : tuple of Position
        The paragraphs as they are counted, the first after the headline and what stands with it.
    headline : Position or None
        The headline.
    head, foot : tuple of Position
        Other lines above the first paragraph and below the last: bylines, dates, notes on the translation.
    page : bool
        Whether it was a page in HTML, whose lines do not count.
    markup : mapping of str
        What the markup of a page says of it: title, author, date, publisher, language, url.
    remarks : tuple of str
        What was guessed in reading it.
    """

    file: str
    text: str = field(repr=False)
    paragraphs: tuple[Position, ...] = ()
    headline: Position | None = None
    head: tuple[Position, ...] = ()
    foot: tuple[Position, ...] = ()
    page: bool = False
    markup: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    def words(self, where: Position) -> str:
        """Return the words at a position."""
        return self.text[where.start : where.end]

    def paragraph_of(self, position: int) -> int | None:
        """Return the number, from 1, of the paragraph that a position is in."""
        k = bisect_right(self._starts, position)
        return k if k and position < self.paragraphs[k - 1].end else None

    def line_of(self, position: int) -> int:
        """Return the line, from 1, that a position is in."""
        return bisect_left(self._line_ends, position) + 1

    def place(self, position: int) -> str:
        r"""Return where a position is, in words for a complaint.

        Examples
        --------
        >>> text = SourceText(file="a.txt", text="Title\n\nOne.", paragraphs=(Position(7, 11),))
        >>> text.place(8), text.place(0)
        ('paragraph 1 (a.txt, line 3)', 'line 1 of a.txt')
        """
        number = self.paragraph_of(position)
        if self.page:
            return f"paragraph {number} of {self.file}" if number else f"the head of {self.file}"
        line = self.line_of(position)
        return f"paragraph {number} ({self.file}, line {line})" if number else f"line {line} of {self.file}"

    @cached_property
    def _line_ends(self) -> list[int]:
        return [found.start() for found in re.finditer("\n", self.text)]

    @cached_property
    def _starts(self) -> list[int]:
        return [each.start for each in self.paragraphs]

    @cached_property
    def folded(self) -> Folded:
        """The text without what a comparison of words looks past."""
        from countermove.io.texts.normalization import fold

        return fold(self.text)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not in a text as it is said to be.

    Attributes
    ----------
    message : str
        What is wrong.
    path : tuple of str and int
        Which key of the evidence is meant.
    missing : str
        Words that stand nowhere in the text, if that is what is wrong.
    serious : bool
        Whether it is wrong, rather than something that cannot be looked up.
    """

    message: str
    path: DocumentPath
    missing: str = ""
    serious: bool = True


@dataclass(frozen=True, slots=True)
class TextRange:
    """Where in a text something has to stand, and how that place was named."""

    where: Position
    named: str

    def holds(self, inner: Position) -> bool:
        """Whether another stretch lies inside this one."""
        return self.where.start <= inner.start and inner.end <= self.where.end


@dataclass(frozen=True, slots=True)
class MetadataEntry:
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


def markup(text: SourceText, key: str) -> Iterator[MetadataEntry]:
    """Yield what the markup of a page says."""
    if value := text.markup.get(key):
        yield MetadataEntry(key, value, "the markup of the page")


def asides(text: SourceText) -> Iterator[tuple[Position, str]]:
    """Yield the lines above and below a text that say something of it."""
    for where in (*text.head, *text.foot):
        yield where, text.words(where)
