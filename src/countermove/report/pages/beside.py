"""The variations side by side: where each most likely ends, and what it makes hold or fall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.report.pages.compared import held, likeliest
from countermove.report.pages.wording import share, where
from countermove.report.words import listed, tidy

if TYPE_CHECKING:
    from countermove.report.pages.compared import Compared
    from countermove.report.pages.findings import Findings


@dataclass(frozen=True, slots=True)
class Varied:
    """A variation in the table."""

    id: str
    name: str
    because: str
    end: tuple[str, ...]
    likely: str
    same: bool | None
    holds: int
    fallen: str
    new: str


def beside(found: Findings) -> tuple[Varied, ...]:
    """Return the conflict itself and each variation, in the order of the file.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.report.pages import findings
    >>> rows = beside(findings(cases.load("kazakhstan-2022")))
    >>> [(row.id, row.same) for row in rows[:2]]
    [('no-kompromat', False), ('spared-anyway', False)]
    """
    return tuple(_varied(found, each) for each in found.variations)


def _varied(found: Findings, each: Compared) -> Varied:
    base, now = held(found.solution, found.concept), each.held(found.concept)
    told = {found.conflict.states[k].decimal: k + 1 for k in found.told}
    ends = each.evolution.ends if each.evolution else ()
    end = where(each.conflict, ends[0]) if ends else ()
    same = each.likeliest() == likeliest(found.evolution) if ends else None
    fallen = [number for decimal, number in told.items() if decimal in base and decimal not in now]
    new = [number for decimal, number in told.items() if decimal in now and decimal not in base]
    return Varied(
        each.variation.id,
        tidy(each.variation.name) or each.variation.id,
        tidy(each.variation.because),
        end,
        share(ends[0].probability) if ends else "",
        same,
        len(now),
        _states(fallen),
        _states(new),
    )


def _states(numbers: list[int]) -> str:
    return listed(map(str, sorted(numbers))) if numbers else ""


