"""What a conflict rests on: sources, and the evidence that points into them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

MOST_QUOTED = 300
"""Characters that a quotation may have: what is longer is said in one's own words, or pointed at."""


@dataclass(frozen=True, slots=True)
class Position:
    """A stretch of a text, in characters from 0, the end not included (the W3C's text position selector)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A stretch of a text, by its words and those around it (the W3C's text quote selector)."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Something that a source quotes, kept with it: who says it, and where it stands."""

    by: str = ""
    paragraph: int | str | None = None
    position: Position | None = None
    quotation: str = ""

    @property
    def place(self) -> str:
        """Where in the source, in words."""
        return _place(self.paragraph, self.position)

    @property
    def words(self) -> str:
        """The source's own words."""
        return self.quotation


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text that an account rests on.

    Attributes
    ----------
    publisher, author, speaker, carried_by : str, str, tuple of str, str
        Who published it first, who wrote it, who speaks in it, and who passed it on to us.
    language : str
        In which it was written or said, before it was translated.
    translated : str
        By whom or by what.
    edited : bool or str
        Whether somebody has changed it since, or who and why.
    date : str
        A day, a month or a year, as far as it is known.
    url, file : str
        Where it is: an address, or a text beside the conflict file.
    reliability, credibility : str, int or None
        NATO admiralty grades: A to F of the source, 1 to 6 of what it says.
    quoted : tuple of Quotation
        What people say in it.
    """

    id: str
    title: str = ""
    publisher: str = ""
    author: str = ""
    speaker: tuple[str, ...] = ()
    carried_by: str = ""
    language: str = ""
    translated: str = ""
    edited: bool | str = False
    date: str = ""
    url: str = ""
    file: str = ""
    reliability: str = ""
    credibility: int | None = None
    quoted: tuple[Quotation, ...] = ()
    note: str = ""

    @property
    def grade(self) -> str:
        """Both admiralty grades, as ``B2``; what was not graded is left out."""
        return f"{self.reliability}{self.credibility or ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A pointer into a source: which one, where in it, and what it says there, in our words or in its own.

    Attributes
    ----------
    paragraph, position, quote
        The place, in one of three ways or several at once.
    says : str
        A paraphrase.
    quotation : str
        Its own words, `MOST_QUOTED` characters at most.
    disputed : bool
        Whether others say otherwise.
    """

    source: str
    paragraph: int | str | None = None
    position: Position | None = None
    quote: Quote | None = None
    says: str = ""
    quotation: str = ""
    disputed: bool = False

    @property
    def place(self) -> str:
        """Where in the source, in words.

        Examples
        --------
        >>> Evidence(source="item", paragraph=2).place, Evidence(source="item", position=Position(5, 9)).place
        ('paragraph 2', 'characters 5 to 9')
        """
        return _place(self.paragraph, self.position, self.quote)

    @property
    def words(self) -> str:
        """The source's own words, if any are given."""
        return self.quotation or (self.quote.exact if self.quote else "")


def _place(paragraph: int | str | None, position: Position | None, quote: Quote | None = None) -> str:
    numbered = isinstance(paragraph, int) or str(paragraph)[:1].isdigit()
    parts = [] if paragraph is None else [f"paragraph {paragraph}" if numbered else str(paragraph)]
    parts += [f"characters {position.start} to {position.end}"] if position else []
    parts += ["the words quoted"] if quote else []
    return ", ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How the world answered a question."""

    value: bool
    on: dt.date | None = None
    evidence: tuple[Evidence, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceClass:
    """Cases of the same kind, and in which share of them the answer was yes; `source` is a source's id."""

    name: str
    rate: float
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A forecast to be scored: what is asked, and how it came out.

    Attributes
    ----------
    asks : str
        The question.
    when : str
        The statement that is true, in the state where the conflict settles, if the answer is yes.
    asked : datetime.date or None
        The day as of which it is forecast: what became known later must not go into the forecast.
    closes : datetime.date or None
        The day on which it is decided.
    resolves : str
        How it is decided, in words: what counts as a yes.
    variation : str
        The variation that has the conflict as it stood on the day `asked`; empty for the conflict itself.
    reference_class : ReferenceClass or None
        What a forecaster would say who knows nothing but of what kind the case is.
    answer : Answer or None
        How the world answered.
    """

    id: str
    asks: str
    when: str
    asked: dt.date | None = None
    closes: dt.date | None = None
    resolves: str = ""
    variation: str = ""
    because: str = ""
    evidence: tuple[Evidence, ...] = ()
    reference_class: ReferenceClass | None = None
    answer: Answer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """Equilibria that a source gives for a conflict, or a variation of it: per concept, patterns or state names."""

    source: str
    variation: str = ""
    equilibria: tuple[tuple[str, tuple[str, ...]], ...] = ()
    note: str = ""
