"""The tables of assumptions and of sources.

The first has the assumptions that the likeliest end needs if every assumption is certain, the second the sources with
their grades and the number of claims that cite each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.model.citations import claims
from countermove.report.references import capitalised
from countermove.report.sources import provenance
from countermove.report.statements import worded
from countermove.report.words import count_of, option_names, tidy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from countermove.analysis.assumptions.result import Assumptions
    from countermove.analysis.assumptions.singles import Checked
    from countermove.analysis.grounds import Grounds
    from countermove.errors import DocumentPath
    from countermove.model.citations import Claim
    from countermove.model.conflict import Conflict


MOST_SHOWN = 12
"""Maximum number of assumptions in the section."""

IN_WORDS = {"falls": "It no longer holds", "not reached": "It ends elsewhere", "infeasible": "It cannot come about"}
"""What becomes of the end without the assumption."""


@dataclass(frozen=True, slots=True)
class HingeRow:
    """An assumption that the likeliest end needs: whose it is, and what becomes of the end without it."""

    of: str
    name: str
    change: str


def hinge_headline(found: Assumptions) -> str:
    """Return how many assumptions the likeliest end needs."""
    number, total = len(found.linchpins), count_of(len(found.checked), "assumption")
    return f"if every assumption is certain; {number} of {total} {'is' if number == 1 else 'are'} needed"


def hinge_rows(found: Assumptions, doubted: Collection[DocumentPath] = ()) -> tuple[HingeRow, ...]:
    """Return the assumptions that the likeliest end needs, the most important first.

    `doubted` holds the paths of assumptions that are left out, because the page has their effect over worlds.

    Examples
    --------
    >>> from countermove import assumptions, cases
    >>> [each.of for each in hinge_rows(assumptions(cases.load("elmira"), pairs=False))][:1]
    ['Uniroyal (UR)']
    """
    needed = (
        each for each in found.checked if each.assumption in found.linchpins and each.assumption.path not in doubted
    )
    return tuple(_hinge_row(found, each) for each in needed)[:MOST_SHOWN]


def _hinge_row(found: Assumptions, each: Checked) -> HingeRow:
    conflict = found.conflict
    claim = next((one for one in claims(conflict) if one.path == each.assumption.path), None)
    of = next((dm.name or dm.id for dm in conflict.decision_makers if claim and dm.id == claim.of), "")
    broken = [one for one in each.findings if one.survives is False]
    change = f"{IN_WORDS.get(broken[0].status, broken[0].status)} if {broken[0].changes[0].how}"
    return HingeRow(tidy(of), claim_name(conflict, claim, each.assumption.name), change)


def hinge_groups(rows: Iterable[HingeRow]) -> dict[str, list[HingeRow]]:
    """Return the rows by what becomes of the end without them."""
    groups: dict[str, list[HingeRow]] = {}
    for row in rows:
        groups.setdefault(row.change, []).append(row)
    return groups


def claim_name(conflict: Conflict, claim: Claim | None, otherwise: str) -> str:
    """Return a claim in words without its owner; without a claim, another name."""
    if claim is None:
        return tidy(otherwise)
    if claim.kind in {"statement", "rule"}:
        return capitalised(worded(conflict, claim.says))
    options = dict(zip(conflict.options, option_names(conflict), strict=True))
    option = options.get(claim.says) or options.get(f"{claim.of}.{claim.says}", tidy(claim.says))
    return {"option": f"Can choose “{option}”", "irreversible": f"“{option}” cannot be undone"}.get(
        claim.kind, option
    )


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source, with its place in the file, and the number of claims that cite it and of those that cite it alone."""

    place: int
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
    ('2022-01-07', 'D3')
    """
    rows = (
        SourceRow(
            place,
            tidy(each.title or each.url) or each.id,
            each.date,
            tidy(provenance(each)),
            each.grade or "not graded",
            len(found.resting_on(each.id)),
            len(found.resting_alone_on(each.id)),
        )
        for place, each in enumerate(found.conflict.sources, start=1)
    )
    return tuple(sorted(rows, key=lambda row: -row.cited))


def claims_without_evidence(found: Grounds) -> str:
    """Return a sentence with the number of claims that name no evidence."""
    return f"{len(found.bare):,} of {count_of(len(found.claims), 'claim')} of the account name no evidence."
