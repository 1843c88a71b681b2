"""Sources and evidence of an account, the questions that it forecasts, and the answers that sources publish."""

from __future__ import annotations

import datetime as dt
from dataclasses import KW_ONLY, dataclass

from countermove.model.parts import Part

MOST_QUOTED = 300
"""Characters of a quotation; longer passages are paraphrased, or given by their position."""


BASE = "none"
"""The conflict as it stands, where a variation is named. No variation is called so."""


@dataclass(frozen=True, slots=True)
class Position(Part):
    """A passage by its characters, from 0, the end excluded (the W3C's text position selector)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote(Part):
    """A passage by its words and the words around it (the W3C's text quote selector)."""

    exact: str
    _: KW_ONLY
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Quotation(Part):
    """A quotation inside a source: its speaker, its place and its words."""

    _: KW_ONLY
    by: str = ""
    paragraph: int | str | None = None
    position: Position | None = None
    quotation: str = ""

    @property
    def place(self) -> str:
        """The place in the source, in words."""
        return _place(self.paragraph, self.position)

    @property
    def words(self) -> str:
        """The source's own words."""
        return self.quotation


@dataclass(frozen=True, slots=True)
class Source(Part):
    """A text that an account rests on.

    Attributes
    ----------
    publisher, author, speaker, carried_by : str, str, tuple of str, str
        The first publisher, the author, the speakers in it, and the publisher that carried it on.
    language : str
        The original language.
    translated : str
        The translator, a person or a program.
    edited : bool or str
        Whether the text was changed since, or by whom and why.
    date : str
        The day, month or year, as far as known.
    url, file : str
        Its address, and a text file beside the conflict file.
    reliability, credibility : str, int or None
        NATO admiralty grades: A to F for the source, 1 to 6 for its content.
    quoted : tuple of Quotation
        The quotations in it.
    """

    means = "a source such as Source('paper', 'The paper')"
    in_mapping = "title"

    id: str
    title: str = ""
    _: KW_ONLY
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
        """Both admiralty grades, such as ``B2``; a missing grade is left out."""
        return f"{self.reliability}{self.credibility or ''}"


@dataclass(frozen=True, slots=True)
class Evidence(Part):
    """A pointer to a passage of a source, with a paraphrase or a quotation.

    Attributes
    ----------
    source : str
        The source's id.
    paragraph, position, quote : int or str, Position, Quote, or None
        The place of the passage, by one or several of the three.
    says : str
        A paraphrase of the passage.
    quotation : str
        Its words, at most `MOST_QUOTED` characters.
    disputed : bool
        Whether other sources contradict it.
    """

    means = "evidence such as Evidence('paper', paragraph=2)"

    source: str
    _: KW_ONLY
    paragraph: int | str | None = None
    position: Position | None = None
    quote: Quote | None = None
    says: str = ""
    quotation: str = ""
    disputed: bool = False

    @property
    def place(self) -> str:
        """The place in the source, in words.

        Examples
        --------
        >>> Evidence(source="item", paragraph=2).place, Evidence(source="item", position=Position(5, 9)).place
        ('paragraph 2', 'characters 5 to 9')
        """
        return _place(self.paragraph, self.position, self.quote)

    @property
    def words(self) -> str:
        """The source's own words; empty if none are given."""
        return self.quotation or (self.quote.exact if self.quote else "")


def _place(paragraph: int | str | None, position: Position | None, quote: Quote | None = None) -> str:
    numbered = isinstance(paragraph, int) or str(paragraph)[:1].isdigit()
    parts = [] if paragraph is None else [f"paragraph {paragraph}" if numbered else str(paragraph)]
    parts += [f"characters {position.start} to {position.end}"] if position else []
    parts += ["the words quoted"] if quote else []
    return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Answer(Part):
    """The answer that the world gave to a question, with its day and evidence."""

    value: bool
    _: KW_ONLY
    on: dt.date | None = None
    evidence: tuple[Evidence, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceClass(Part):
    """Cases of the same kind, and the share of them with the answer yes; `source` is a source's id."""

    name: str
    _: KW_ONLY
    rate: float
    source: str = ""


@dataclass(frozen=True, slots=True)
class Question(Part):
    """A question whose forecast is scored, with its answer once there is one.

    Attributes
    ----------
    asks, short : str
        The question in words, and in few words for narrow lines.
    when : str
        A statement; the answer is yes if it holds in the state where the conflict settles.
    asked : datetime.date or None
        The day of the forecast; the forecast must not use later knowledge.
    closes : datetime.date or None
        The day of the decision.
    resolves : str
        The criterion for a yes, in words.
    variation : str
        The id of the variation for the conflict on the day `asked`; empty for the conflict itself.
    because, evidence : str, tuple of Evidence
        The reason for `when`, and its evidence.
    reference_class : ReferenceClass or None
        Similar cases, whose rate of yes is the forecast without a model.
    answer : Answer or None
        The answer that the world gave; None if there is none yet.
    """

    means = "a question such as Question('settled', 'Will they settle?', 'not strike')"

    id: str
    asks: str
    when: str
    _: KW_ONLY
    asked: dt.date | None = None
    closes: dt.date | None = None
    resolves: str = ""
    variation: str = ""
    because: str = ""
    evidence: tuple[Evidence, ...] = ()
    reference_class: ReferenceClass | None = None
    answer: Answer | None = None
    short: str = ""


@dataclass(frozen=True, slots=True)
class Published(Part):
    """Equilibria that a source gives for a conflict or a variation: for each concept, patterns or state names."""

    source: str
    _: KW_ONLY
    variation: str = ""
    equilibria: tuple[tuple[str, tuple[str, ...]], ...] = ()
    note: str = ""
