"""What holds: the equilibria with their concepts, and the same in option form side by side.

Why each situation holds, or does not: the explanations that fold out.

The variations side by side: where each most likely ends, and what it makes hold or fall.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.model.concepts import CONCEPTS, strongest
from countermove.report.pages.answers import held, likeliest
from countermove.report.pages.overview import by, differing, where
from countermove.report.words import dm_names, listed, option_names, share, situation, tidy

if TYPE_CHECKING:
    from countermove.report.explanation import Account
    from countermove.report.pages.answers import Findings, VariationAnswer


LETTERS = {"Y": "yes", "N": "no", "-": "either"}


@dataclass(frozen=True, slots=True)
class Held:
    """An equilibrium in the table: a mark for each concept is "strong", "weak" or empty."""

    number: int
    lines: tuple[str, ...]
    marks: tuple[str, ...]
    ends: str
    near: bool
    quo: bool


@dataclass(frozen=True, slots=True)
class ConceptRow:
    """A concept, what it is called, what it says, whose it is, and how many states hold by it."""

    id: str
    name: str
    says: str
    origin: str
    count: int


@dataclass(frozen=True, slots=True)
class OptionCells:
    """An option across the states that are set side by side; `dm` only in a decision maker's first row."""

    dm: str
    rows: int
    option: str
    cells: tuple[str, ...]


def concepts(found: Findings) -> tuple[ConceptRow, ...]:
    """Return the concepts that were asked for."""
    return tuple(
        ConceptRow(
            id_, CONCEPTS[id_].name, CONCEPTS[id_].says, CONCEPTS[id_].source, int(found.solution.where(id_).sum())
        )
        for id_ in found.solution.concepts
    )


def held_rows(found: Findings) -> tuple[Held, ...]:
    """Return the equilibria that are told of, those near the status quo first."""
    solution = found.solution
    likely = {end.states[0]: share(end.probability) for end in found.ends if end.settles}
    rows = (
        Held(
            k + 1,
            situation(found.conflict, k),
            _marks(found.solution.concepts, ids),
            likely.get(k + 1, ""),
            solution.tells_near and bool(solution.near_status_quo[k]),
            k + 1 == found.conflict.status_quo_number,
        )
        for k, ids in found.told.items()
    )
    return tuple(sorted(rows, key=lambda row: not row.near))


def _marks(asked: tuple[str, ...], ids: tuple[str, ...]) -> tuple[str, ...]:
    most = strongest(ids)
    return tuple("strong" if id_ in most else "weak" if id_ in ids else "" for id_ in asked)


def side_by_side(found: Findings) -> tuple[OptionCells, ...]:
    """Return the options across the status quo and the equilibria that are told of; empty in graph form."""
    conflict = found.conflict
    if conflict.graph is not None:
        return ()
    patterns = [conflict.states[number - 1].pattern for number in columns(found)]
    names, rows = option_names(conflict), []
    for k, dm in enumerate(dm_names(conflict)):
        own = [bit for bit, owner in enumerate(conflict.owners) if owner == k]
        for first, bit in zip([dm, *[""] * len(own)], own, strict=False):
            cells = tuple(LETTERS[pattern[bit]] for pattern in patterns)
            rows.append(OptionCells(first, len(own), tidy(names[bit]), cells))
    return tuple(rows)


def columns(found: Findings) -> tuple[int, ...]:
    """Return the numbers of the states that are set side by side: the status quo, then the equilibria."""
    start = found.conflict.status_quo_number
    numbers = [*([start] if start else []), *(row.number for row in held_rows(found))]
    return tuple(dict.fromkeys(numbers))


@dataclass(frozen=True, slots=True)
class ReasonPart:
    """What a decision maker makes of a situation: the verdict, and a paragraph for each kind of improvement."""

    verdict: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one situation holds or does not."""

    number: int
    quo: bool
    by: str
    lines: tuple[str, ...]
    summary: str
    parts: tuple[ReasonPart, ...]


def reasons(found: Findings) -> tuple[Reason, ...]:
    """Return the explanations of the status quo and of the equilibria that are told of.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.report.pages import findings
    >>> [each.summary for each in reasons(findings(cases.load("elmira")))][0]
    'It does not hold: the local government would leave it.'
    """
    return tuple(_reason(account) for account in found.accounts)


def _reason(account: Account) -> Reason:
    first = account.explanations[0]
    return Reason(
        first.state,
        first.state == account.conflict.status_quo_number,
        by(first.concept),
        situation(account.conflict, first.state - 1),
        account.summary(),
        tuple(ReasonPart(verdict, tuple(points)) for verdict, *points in account.parts()),
    )


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


def _varied(found: Findings, each: VariationAnswer) -> Varied:
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


def _but(found: Findings, each: VariationAnswer) -> str:
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
