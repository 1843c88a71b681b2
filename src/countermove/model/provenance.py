"""What a conflict rests on: sources, and the evidence that points into them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

CONCEPT_IDS = ("nash", "gmr", "smr", "seq", "sseq", "sim")
"""The stability concepts that a published answer may speak of; `countermove.analysis.concepts` defines them."""


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
class Question:
    """A forecast to be scored: what is asked, when it holds in the settled state, and how it came out."""

    id: str
    asks: str
    when: str
    closes: dt.date | None = None
    because: str = ""
    evidence: tuple[Evidence, ...] = ()
    answer: Answer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """Equilibria that a source gives for a conflict, or a variation of it: per concept, patterns or state names."""

    source: str
    variation: str = ""
    equilibria: tuple[tuple[str, tuple[str, ...]], ...] = ()
    note: str = ""
