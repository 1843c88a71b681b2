"""The sections on equilibria, on explanations and on variations.

Equilibria come with the concepts by which they hold, and in option form. Variations come with their likeliest end,
and the equilibria that they add or remove.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.model.concepts import strongest
from countermove.model.reading import concept_in
from countermove.report.explanation import Account
from countermove.report.pages.courses import outcome_states
from countermove.report.pages.evolution import given_reasons
from countermove.report.pages.names import StateName, StateNames
from countermove.report.pages.overview import concept_in_words
from countermove.report.pages.variations import equilibria, likeliest_end
from countermove.report.reasons import Reasons
from countermove.report.references import capitalised, names_of
from countermove.report.words import share, situation, tidy

if TYPE_CHECKING:
    from countermove.report.pages.answers import Findings
    from countermove.report.pages.variations import VariationAnswer


FEW, MOST_GROUPS = 6, 3
"""States of which all are explained whole, and groups of improvements of one decision maker."""


@dataclass(frozen=True, slots=True)
class EquilibriumRow:
    """An equilibrium in the table, with one mark for each concept.

    A mark is "strong" for the strongest concepts by which the state holds, "weak" for the others by which it holds,
    else empty. `ends` is the probability of the state as an end if every assumption is certain. `near` tells whether
    improvements lead from the status quo to the state.
    """

    number: int
    name: str
    marks: tuple[str, ...]
    ends: str
    near: bool


@dataclass(frozen=True, slots=True)
class ConceptRow:
    """A stability concept: its name, its meaning, its source, its number of equilibria, and their share of states."""

    id: str
    name: str
    says: str
    origin: str
    count: int
    share: str


def concept_rows(found: Findings) -> tuple[ConceptRow, ...]:
    """Return the concepts of the solution."""
    return tuple(_concept_row(found, id_) for id_ in found.solution.concepts)


def _concept_row(found: Findings, id_: str) -> ConceptRow:
    record, count = concept_in(found.conflict, id_), int(found.solution.where(id_).sum())
    return ConceptRow(id_, record.name, record.says, record.source, count, share(count / len(found.conflict.states)))


def equilibrium_rows(found: Findings) -> tuple[EquilibriumRow, ...]:
    """Return the equilibria in the report, those near the status quo first."""
    solution = found.solution
    likely = {end.states[0]: share(end.probability) for end in found.ends if end.settles}
    rows = (
        EquilibriumRow(
            k + 1,
            found.names.of(k + 1).short,
            _marks(found.solution.concepts, ids),
            likely.get(k + 1, ""),
            solution.tells_near and bool(solution.near_status_quo[k]),
        )
        for k, ids in found.told.items()
    )
    return tuple(sorted(rows, key=lambda row: not row.near))


def _marks(concepts: tuple[str, ...], ids: tuple[str, ...]) -> tuple[str, ...]:
    most = strongest(ids)
    return tuple("strong" if id_ in most else "weak" if id_ in ids else "" for id_ in concepts)


@dataclass(frozen=True, slots=True)
class ReasonPart:
    """The verdict of a decision maker on a state, and a paragraph for each kind of improvement."""

    verdict: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """The explanation of one state: whole, or for a state that matters less its verdict alone.

    `so` says what is on, or what differs from the start where the name does not.
    """

    number: int
    letter: str
    tone: str
    name: str
    by: str
    so: str
    summary: str
    parts: tuple[ReasonPart, ...]
    deterred: str
    whole: bool


def reasons(found: Findings) -> tuple[Reason, ...]:
    """Return the explanations of the states on the page; no reason is given twice.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.report.pages import findings
    >>> [each.summary for each in reasons(findings(cases.load("elmira")))][0]
    'The local government would leave it.'
    """
    given, came = Reasons(found.conflict, {*given_reasons(found)}), outcome_states(found.conflict)
    whole = {found.conflict.status_quo_number, *(each.number for each in found.courses[:1])}
    whole |= {each.number for each in found.courses if each.number in came}
    few = len(found.accounts) <= FEW
    return tuple(
        _reason(found, each, given, few or each.explanations[0].state in whole) for each in told_accounts(found)
    )


def told_accounts(found: Findings) -> tuple[Account, ...]:
    """Return the explanations that the page has: of many, not those of one more state of an end."""
    if len(found.accounts) <= FEW:
        return found.accounts
    return tuple(each for each in found.accounts if not _is_another(found, each))


def _is_another(found: Findings, account: Account) -> bool:
    """Return whether a state is one more that holds, of an end whose way the page has; the table names it."""
    number = account.explanations[0].state
    if number == found.conflict.status_quo_number:
        return False
    ways = {number for each in found.courses for number in (each.number, *each.states)}
    end = found.names.end_of(number)
    return end is not None and number not in ways and any(found.names.end_of(k) == end for k in ways)


def _reason(found: Findings, account: Account, given: Reasons, whole: bool) -> Reason:  # noqa: FBT001  (is data)
    first = account.explanations[0]
    name = found.names.of(first.state)
    leaving = {each.dm for each in account.explanations if each.stable is False}
    kept = [each for each in account.explanations if not leaving or each.dm in leaving]
    parts = Account(tuple(kept)).parts(MOST_GROUPS, given) if whole else []
    return Reason(
        first.state,
        name.letter,
        name.tone,
        name.name,
        concept_in_words(found.conflict, first.concept),
        _so(found, first.state, name, whole=whole),
        _verdict(account),
        tuple(ReasonPart(verdict, tuple(points)) for verdict, *points in parts),
        _deterred(account) if leaving or not whole else "",
        whole,
    )


def _so(found: Findings, number: int, name: StateName, *, whole: bool) -> str:
    """Return what is on in a state or, where there is a start, what differs from it; nothing that the name says."""
    conflict, start = found.conflict, found.conflict.status_quo_number
    if conflict.graph is not None:
        return ""
    if not start or number == start:
        return "; ".join(situation(conflict, number - 1))
    changes = found.names.changes(start, number)
    end = found.names.end_of(number)
    told = changes.lower() == name.name.lower() or (end is not None and number != found.names.first(end))
    return "" if told else f"Unlike the start {changes}" if whole else changes


def _verdict(account: Account) -> str:
    """Return the verdict without saying twice that the state holds or does not."""
    head, _, tail = account.summary().partition(": ")
    return capitalised(tail) if tail else head


def _deterred(account: Account) -> str:
    """Return who stays though tempted, because the others would punish it."""
    tempted = [each.dm for each in account.explanations if each.stable and each.tempting]
    return f"Deterred: {names_of(account.conflict, tempted)}." if tempted else ""


@dataclass(frozen=True, slots=True)
class VariationRow:
    """A variation in the table.

    `end` names its likeliest end and `likely` is its probability, if every assumption is certain. `same` tells
    whether the ends are the same, and is None without an evolution. `fallen` and `new` list equilibria in the report:
    those that the variation removes, and those that hold by the concept only under it.
    """

    name: str
    because: str
    letter: str
    tone: str
    end: str
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
    >>> rows = variation_rows(findings(cases.load("elmira")))
    >>> [(row.end, row.same) for row in rows]
    [('Deadlock', True), ('Deadlock', True)]
    """
    return tuple(_variation_row(found, each) for each in found.variations)


def _variation_row(found: Findings, each: VariationAnswer) -> VariationRow:
    now = each.equilibria(found.concept)
    fallen, new = _shown(found, equilibria(found.solution, found.concept) - now), _shown(found, now)
    ends = each.evolution.ends if each.evolution else ()
    name = _end_name(found, each) if ends else StateName("", "", "", 0)
    return VariationRow(
        tidy(each.variation.name) or each.variation.id,
        tidy(each.variation.because),
        name.letter,
        name.tone,
        name.name,
        share(ends[0].probability) if ends else "",
        each.likeliest_end() == likeliest_end(found.evolution) if ends else None,
        len(now),
        _list_of(fallen),
        _list_of([number for number in new if found.concept not in found.told[number - 1]]),
    )


def _end_name(found: Findings, each: VariationAnswer) -> StateName:
    """Return the name of the likeliest end of a variation; its state is one of the conflict as well, or is named."""
    assert each.evolution is not None  # noqa: S101  (it has ends)
    end = each.evolution.ends[0]
    if not end.settles:
        return StateName("", "", "never settles", 0)
    number = end.states[0]
    if found.conflict.graph is None:
        number = found.names.number(each.conflict.states[number - 1].decimal) or 0
    return found.names.of(number) if number else StateNames(each.conflict, found.judged).of(end.states[0])


def _shown(found: Findings, decimals: set[int]) -> list[int]:
    """Return the numbers of the equilibria in the report whose decimals are given."""
    return [k + 1 for k in found.told if found.conflict.states[k].decimal in decimals]


def _list_of(numbers: list[int]) -> str:
    return f"{len(numbers)} ({', '.join(map(str, sorted(numbers)))})" if numbers else ""
