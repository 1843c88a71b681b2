"""What the headline hinges on: the linchpins, and the tornado plot.

What the account rests on: each source with its grade, and how much rests on it, and on it alone.
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


SHOWN = 12


@dataclass(frozen=True, slots=True)
class Hinge:
    """An assumption that matters: what it rests on, and what becomes of the headline, change by change."""

    name: str
    rests: tuple[str, ...]
    changes: tuple[tuple[str, str], ...]
    linchpin: bool


def opening(found: Assumptions) -> tuple[str, ...]:
    """Return the headline in words, and how many assumptions are linchpins."""
    total = len(found.checked)
    return (
        *(tidy(line) for line in headline(found)),
        f"{len(found.linchpins)} of {total} assumptions are linchpins.",
    )


def hinges(found: Assumptions) -> tuple[Hinge, ...]:
    """Return the assumptions that matter most, the most important first.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.assumptions.check import assumptions
    >>> [each.linchpin for each in hinges(assumptions(cases.load("elmira"), "8", pairs=False))][:1]
    [True]
    """
    matter = [each for each in found.checked if each.worst.status != "same"]
    return tuple(_hinge(found, each) for each in matter[:SHOWN])


def plot(found: Assumptions) -> str:
    """Return the tornado plot; nothing where no assumption matters."""
    return tornado(found) if any(each.worst.status != "same" for each in found.checked) else ""


def _hinge(found: Assumptions, each: Checked) -> Hinge:
    changes = []
    for one in each.findings:
        stands = "" if one.standing is None or one.status == "same" else f" ({strength(found, one.standing)})"
        changes.append((one.changes[0].how, f"{one.status}{stands}"))
    broken = any(one.survives is False for one in each.findings)
    return Hinge(tidy(each.assumption.name), tuple(cited(each.assumption)), tuple(changes), broken)


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
    >>> from countermove.analysis.grounds import sources
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
