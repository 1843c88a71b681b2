"""The sections on equilibria, on explanations and on variations.

Equilibria come with the concepts by which they hold, and in option form. Variations come with their likeliest end,
and the equilibria that they add or remove.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.model.concepts import strongest
from countermove.model.reading import concepts_in
from countermove.report.pages.overview import concept_in_words, end_in_words, pattern_changes
from countermove.report.pages.variations import equilibria, likeliest_end
from countermove.report.words import dm_names, listed, option_names, share, situation, tidy

if TYPE_CHECKING:
    from countermove.report.explanation import Account
    from countermove.report.pages.answers import Findings
    from countermove.report.pages.variations import VariationAnswer


CELLS = {"Y": "yes", "N": "no", "-": "either"}
"""What the table shows for each letter of a pattern."""


@dataclass(frozen=True, slots=True)
class EquilibriumRow:
    """An equilibrium in the table, with one mark for each concept.

    A mark is "strong" for the strongest concepts by which the state holds, "weak" for the others by which it holds,
    else empty. `near` tells whether improvements lead from the status quo to the state.
    """

    number: int
    lines: tuple[str, ...]
    marks: tuple[str, ...]
    ends: str
    near: bool
    quo: bool


@dataclass(frozen=True, slots=True)
class ConceptRow:
    """A stability concept: its name, its meaning, its source, and its number of equilibria."""

    id: str
    name: str
    says: str
    origin: str
    count: int


@dataclass(frozen=True, slots=True)
class ComparedOption:
    """An option in the compared states; only the first row of a decision maker has its name in `dm`."""

    dm: str
    rows: int
    option: str
    cells: tuple[str, ...]


def concept_rows(found: Findings) -> tuple[ConceptRow, ...]:
    """Return the concepts of the solution."""
    return tuple(
        ConceptRow(each.id, each.name, each.says, each.source, int(found.solution.where(each.id).sum()))
        for each in concepts_in(found.conflict, found.solution.concepts)
    )


def equilibrium_rows(found: Findings) -> tuple[EquilibriumRow, ...]:
    """Return the equilibria in the report, those near the status quo first."""
    solution = found.solution
    likely = {end.states[0]: share(end.probability) for end in found.ends if end.settles}
    rows = (
        EquilibriumRow(
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


def _marks(concepts: tuple[str, ...], ids: tuple[str, ...]) -> tuple[str, ...]:
    most = strongest(ids)
    return tuple("strong" if id_ in most else "weak" if id_ in ids else "" for id_ in concepts)


def option_rows(found: Findings) -> tuple[ComparedOption, ...]:
    """Return the options in the compared states; empty for a conflict in graph form."""
    conflict = found.conflict
    if conflict.graph is not None:
        return ()
    patterns = [conflict.states[number - 1].pattern for number in compared_states(found)]
    names, rows = option_names(conflict), []
    for k, dm in enumerate(dm_names(conflict)):
        own = [bit for bit, owner in enumerate(conflict.owners) if owner == k]
        for first, bit in zip([dm, *[""] * len(own)], own, strict=False):
            cells = tuple(CELLS[pattern[bit]] for pattern in patterns)
            rows.append(ComparedOption(first, len(own), tidy(names[bit]), cells))
    return tuple(rows)


def compared_states(found: Findings) -> tuple[int, ...]:
    """Return the numbers of the compared states: the status quo, then the equilibria in the report."""
    start = found.conflict.status_quo_number
    numbers = [*([start] if start else []), *(row.number for row in equilibrium_rows(found))]
    return tuple(dict.fromkeys(numbers))


@dataclass(frozen=True, slots=True)
class ReasonPart:
    """The verdict of a decision maker on a state, and a paragraph for each kind of improvement."""

    verdict: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """The explanation of one state."""

    number: int
    quo: bool
    by: str
    lines: tuple[str, ...]
    summary: str
    parts: tuple[ReasonPart, ...]


def reasons(found: Findings) -> tuple[Reason, ...]:
    """Return the explanations of the status quo and of the equilibria in the report.

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
        concept_in_words(account.conflict, account.concept),
        situation(account.conflict, first.state - 1),
        account.summary(),
        tuple(ReasonPart(verdict, tuple(points)) for verdict, *points in account.parts()),
    )


@dataclass(frozen=True, slots=True)
class VariationRow:
    """A variation in the table.

    `end` is its likeliest end. `but` holds the options that differ from the conflict's own end, if both have only one
    likeliest end. `same` tells whether the ends are the same, and is None without an evolution. `fallen` and `new`
    list equilibria in the report: those that the variation removes, and those that hold by the concept only under it.
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


def variation_rows(found: Findings) -> tuple[VariationRow, ...]:
    """Return the variations in the order of the file.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.report.pages import findings
    >>> rows = variation_rows(findings(cases.load("canal")))
    >>> [(row.id, row.same) for row in rows[1:]]
    [('as-much', False), ('one-treasury', True)]
    """
    return tuple(_variation_row(found, each) for each in found.variations)


def _variation_row(found: Findings, each: VariationAnswer) -> VariationRow:
    now = each.equilibria(found.concept)
    fallen, new = _shown(found, equilibria(found.solution, found.concept) - now), _shown(found, now)
    ends = each.evolution.ends if each.evolution else ()
    return VariationRow(
        each.variation.id,
        tidy(each.variation.name) or each.variation.id,
        tidy(each.variation.because),
        end_in_words(each.conflict, ends[0]) if ends else (),
        _difference(found, each),
        share(ends[0].probability) if ends else "",
        each.likeliest_end() == likeliest_end(found.evolution) if ends else None,
        len(now),
        _list_of(fallen),
        _list_of([number for number in new if found.concept not in found.told[number - 1]]),
    )


def _shown(found: Findings, decimals: set[int]) -> list[int]:
    """Return the numbers of the equilibria in the report whose decimals are given."""
    return [k + 1 for k in found.told if found.conflict.states[k].decimal in decimals]


def _difference(found: Findings, each: VariationAnswer) -> str:
    """Return the options that differ from the conflict's own end, if both have one likeliest end, else nothing."""
    own, other = likeliest_end(found.evolution), each.likeliest_end()
    if len(own) != 1 or len(other) != 1 or own == other or found.conflict.graph is not None:
        return ""
    assert found.evolution is not None  # noqa: S101  (it has a likeliest end)
    assert each.evolution is not None  # noqa: S101
    base, varied = (evolution.ends[0].states[0] - 1 for evolution in (found.evolution, each.evolution))
    return pattern_changes(found.conflict, found.conflict.states[base].pattern, each.conflict.states[varied].pattern)


def _list_of(numbers: list[int]) -> str:
    return listed(map(str, sorted(numbers))) if numbers else ""
