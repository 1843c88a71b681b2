"""The variations side by side: where each most likely ends, and what it makes hold or fall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.report.pages.compared import held, likeliest
from countermove.report.pages.wording import differing, where
from countermove.report.percentages import share
from countermove.report.words import listed, tidy

if TYPE_CHECKING:
    from countermove.report.pages.compared import Compared
    from countermove.report.pages.findings import Findings


@dataclass(frozen=True, slots=True)
class Varied:
    """A variation in the table.

    `end` is where it most likely ends, `but` how that differs from the conflict's own end where only one is likeliest
    in both; `same` is None where nothing is known of it.
    """

    id: str
    name: str
    because: str
    end: tuple[str, ...]
    but: str
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
    [('no-kompromat', False), ('no-appeal', False)]
    """
    return tuple(_varied(found, each) for each in found.variations)


def _varied(found: Findings, each: Compared) -> Varied:
    now = each.held(found.concept)
    fallen, new = _told(found, held(found.solution, found.concept) - now), _told(found, now)
    ends = each.evolution.ends if each.evolution else ()
    return Varied(
        each.variation.id,
        tidy(each.variation.name) or each.variation.id,
        tidy(each.variation.because),
        where(each.conflict, ends[0]) if ends else (),
        _but(found, each),
        share(ends[0].probability) if ends else "",
        each.likeliest() == likeliest(found.evolution) if ends else None,
        len(now),
        _states(fallen),
        _states([number for number in new if found.concept not in found.told[number - 1]]),
    )


def _told(found: Findings, decimals: set[int]) -> list[int]:
    """Return the numbers of those states, by decimal, that the report tells of."""
    return [k + 1 for k in found.told if found.conflict.states[k].decimal in decimals]


def _but(found: Findings, each: Compared) -> str:
    """Return how the end differs from the conflict's own, where both settle in one likeliest end."""
    own, other = likeliest(found.evolution), each.likeliest()
    if len(own) != 1 or len(other) != 1 or own == other or found.conflict.graph is not None:
        return ""
    assert found.evolution is not None  # noqa: S101  (it has a likeliest end)
    assert each.evolution is not None  # noqa: S101
    base, varied = (evolution.ends[0].states[0] - 1 for evolution in (found.evolution, each.evolution))
    return differing(found.conflict, found.conflict.states[base].pattern, each.conflict.states[varied].pattern)


def _states(numbers: list[int]) -> str:
    return listed(map(str, sorted(numbers))) if numbers else ""
