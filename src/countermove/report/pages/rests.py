"""What the account rests on: each source with its grade, and how much rests on it, and on it alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.report.provenance import grade_in_words, provenance
from countermove.report.words import count_of, tidy

if TYPE_CHECKING:
    from countermove.analysis.grounds import Grounds


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source in the table."""

    title: str
    date: str
    said: str
    grade: str
    cited: int
    alone: int


def source_rows(found: Grounds) -> tuple[SourceRow, ...]:
    """Return the sources, those that most rests on first.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.study import sources
    >>> row = source_rows(sources(cases.load("kazakhstan-2022")))[0]
    >>> row.date, row.grade
    ('2022-01-07', 'D3: not usually reliable, possibly true')
    """
    rows = (
        SourceRow(
            tidy(each.title or each.url) or each.id,
            each.date,
            tidy(provenance(each)),
            grade_in_words(each),
            len(found.resting_on(each.id)),
            len(found.resting_alone_on(each.id)),
        )
        for each in found.conflict.sources
    )
    return tuple(sorted(rows, key=lambda row: -row.cited))


def bare(found: Grounds) -> str:
    """Return how much of the account names no evidence."""
    return f"{len(found.bare):,} of {count_of(len(found.claims), 'claim')} of the account name no evidence."
