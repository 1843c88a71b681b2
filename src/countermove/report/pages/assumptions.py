"""The sections on assumptions and on sources.

The first has the linchpins of the headline and the tornado plot, the second a table of the sources with their grades
and the number of claims that cite each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.report.assumptions import headline, strength
from countermove.report.figures.tornado import tornado
from countermove.report.sources import cited, grade_in_words, provenance
from countermove.report.words import count_of, tidy

if TYPE_CHECKING:
    from countermove.analysis.assumptions.result import Assumptions
    from countermove.analysis.assumptions.singles import Checked
    from countermove.analysis.grounds import Grounds


MOST_SHOWN = 12
"""Maximum number of assumptions in the section."""


@dataclass(frozen=True, slots=True)
class HingeRow:
    """An assumption that matters: its evidence, and for each change of it what becomes of the headline."""

    name: str
    rests: tuple[str, ...]
    changes: tuple[tuple[str, str], ...]
    linchpin: bool


def headline_lines(found: Assumptions) -> tuple[str, ...]:
    """Return the headline in words, and the number of linchpins."""
    total = len(found.checked)
    return (
        *(tidy(line) for line in headline(found)),
        f"{len(found.linchpins)} of {total} assumptions are linchpins.",
    )


def hinge_rows(found: Assumptions) -> tuple[HingeRow, ...]:
    """Return the assumptions that matter, the most important first.

    Examples
    --------
    >>> from countermove import assumptions, cases
    >>> [each.linchpin for each in hinge_rows(assumptions(cases.load("elmira"), "8", pairs=False))][:1]
    [True]
    """
    matter = [each for each in found.checked if each.worst.status != "same"]
    return tuple(_hinge_row(found, each) for each in matter[:MOST_SHOWN])


def tornado_plot(found: Assumptions) -> str:
    """Return the tornado plot as SVG; empty if no assumption matters."""
    return tornado(found) if any(each.worst.status != "same" for each in found.checked) else ""


def _hinge_row(found: Assumptions, each: Checked) -> HingeRow:
    changes = []
    for one in each.findings:
        stands = "" if one.standing is None or one.status == "same" else f" ({strength(found, one.standing)})"
        changes.append((one.changes[0].how, f"{one.status}{stands}"))
    broken = any(one.survives is False for one in each.findings)
    return HingeRow(tidy(each.assumption.name), tuple(cited(each.assumption)), tuple(changes), broken)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source, with the number of claims that cite it and of those that cite it alone."""

    title: str
    date: str
    said: str
    grade: str
    cited: int
    alone: int


def source_rows(found: Grounds) -> tuple[SourceRow, ...]:
    """Return the sources, those with the most claims first.

    Examples
    --------
    >>> from countermove import cases, sources
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


def claims_without_evidence(found: Grounds) -> str:
    """Return a sentence with the number of claims that name no evidence."""
    return f"{len(found.bare):,} of {count_of(len(found.claims), 'claim')} of the account name no evidence."
