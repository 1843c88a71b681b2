"""What a conflict rests on: sources, and the evidence that points into them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text that an account rests on.

    `reliability` (A to F, of the source) and `credibility` (1 to 6, of what it says) are NATO admiralty grades;
    `date` is a day, a month or a year, as far as it is known.
    """

    id: str
    title: str = ""
    publisher: str = ""
    author: str = ""
    language: str = ""
    translated: str = ""
    edited: bool = False
    date: str = ""
    url: str = ""
    reliability: str = ""
    credibility: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A pointer into a source: which one, where in it, and what it says there in our words."""

    source: str
    paragraph: int | str | None = None
    says: str = ""
    disputed: bool = False


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
