"""What holds: the equilibria with their concepts, and the same in option form side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.model.concepts import CONCEPTS, strongest
from countermove.report.percentages import share
from countermove.report.words import dm_names, option_names, situation, tidy

if TYPE_CHECKING:
    from countermove.report.pages.findings import Findings

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
