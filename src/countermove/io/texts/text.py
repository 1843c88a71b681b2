"""The text of a source, divided into paragraphs, with ranges, faults and metadata entries in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from countermove.errors import DocumentPath
from countermove.io.texts.normalization import Folded, fold
from countermove.model.provenance import Position


@dataclass(frozen=True, kw_only=True)
class SourceText:
    """The text of a source in Unicode normal form C, with line feeds as line ends, and without navigation.

    Attributes
    ----------
    file : str
        Name of its file.
    text : str
        The whole text; positions count its characters from 0.
    paragraphs : tuple of Position
        The paragraphs, in order; paragraph 1 comes after the headline and the head.
    headline : Position or None
        The headline.
    head, foot : tuple of Position
        Other lines above the first paragraph and below the last: bylines, dates, notes on a translation.
    page : bool
        Whether it was an HTML page; complaints then give no line numbers.
    markup : mapping of str
        Metadata in the markup of a page: title, author, date, publisher, language, url.
    remarks : tuple of str
        Guesses in reading it, for the analyst to check.
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
        """Return the number, from 1, of the paragraph at a position, or None outside of paragraphs."""
        k = bisect_right(self._starts, position)
        return k if k and position < self.paragraphs[k - 1].end else None

    def line_of(self, position: int) -> int:
        """Return the line, from 1, at a position."""
        return bisect_left(self._line_ends, position) + 1

    def place(self, position: int) -> str:
        r"""Return a position in words for a complaint: paragraph and line.

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
        """The text folded for comparison."""
        return fold(self.text)


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of a pointer into a text.

    Attributes
    ----------
    message : str
        The complaint.
    path : tuple of str and int
        Key of the evidence.
    missing : str
        Words that occur nowhere in the text, or an empty text.
    serious : bool
        Whether the pointer is wrong; false if it cannot be checked.
    """

    message: str
    path: DocumentPath
    missing: str = ""
    serious: bool = True


@dataclass(frozen=True, slots=True)
class TextRange:
    """A range of a text to which a pointer is narrowed, and its name in complaints."""

    where: Position
    named: str

    def holds(self, inner: Position) -> bool:
        """Whether a position lies inside this range."""
        return self.where.start <= inner.start and inner.end <= self.where.end


@dataclass(frozen=True, slots=True)
class MetadataEntry:
    """A piece of metadata in a text.

    Attributes
    ----------
    key : str
        Key of the source in the conflict file.
    value : str, bool or tuple of str
        The value; empty if it is known to be missing.
    where : str
        Its origin, in words.
    """

    key: str
    value: str | bool | tuple[str, ...]
    where: str


def line_reference(text: SourceText, where: Position) -> str:
    """Return the number of a line and its words, in quotation marks and shortened."""
    words = " ".join(text.words(where).split())
    said = f"“{words if len(words) <= 90 else words[:87] + '...'}”"
    return said if text.page else f"line {text.line_of(where.start)}: {said}"


def markup_entry(text: SourceText, key: str) -> Iterator[MetadataEntry]:
    """Yield the entry for a key in the markup of a page, if there is one."""
    if value := text.markup.get(key):
        yield MetadataEntry(key, value, "the markup of the page")


def asides(text: SourceText) -> Iterator[tuple[Position, str]]:
    """Yield the lines of head and foot, each with its position and words."""
    for where in (*text.head, *text.foot):
        yield where, text.words(where)
