"""The least changes for the cases of a family: a row for each case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from countermove.errors import CountermoveError
from countermove.simulation.change.ask import change

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from countermove.analysis.change.result import LeastChanges
    from countermove.model.family import Case, Family


@dataclass(frozen=True, eq=False)
class RowChanges:
    """The least changes for one case, or why there is no answer."""

    case: Case
    found: LeastChanges | None
    refused: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        changes = self.found.to_dict() if self.found else None
        return {"case": self.case.id, "name": self.case.name, "refused": self.refused or None, "changes": changes}


@dataclass(frozen=True, eq=False)
class ChangesByRow:
    """The least changes for the cases of a family.

    Attributes
    ----------
    family : Family
        The family.
    goal : str
        The goal as it was asked of each case.
    rows : tuple of RowChanges
        In the order of the cases.
    """

    family: Family
    goal: str
    rows: tuple[RowChanges, ...]

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the cases lack of their files, each once."""
        return tuple(dict.fromkeys(each for row in self.rows for each in row.case.conflict.remarks))

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        rows = [each.to_dict() for each in self.rows]
        return {"family": self.family.title, "goal": self.goal, "remarks": [*self.remarks], "rows": rows}


def changes_by_row(
    family: Family,
    goal: str,
    row: str | None = None,
    *,
    progress: Callable[[int, int], None] | None = None,
    **asked: Any,
) -> ChangesByRow:
    """Return the least changes for one case of a family, or for each.

    Parameters
    ----------
    family : Family
        The family.
    goal : str
        As for `countermove.change`.
    row : str, optional
        The id of the one case; by default all.
    progress : callable, optional
        Called after each case with the number of finished cases and of all.
    **asked
        As for `countermove.change`.

    Raises
    ------
    UnknownName
        If there is no such case, or the goal names nothing that any case has.
    InvalidRequest
        If the text is no goal.
    """
    chosen = family.cases if row is None else (family.case(row),)
    rows = tuple(_rows(chosen, goal, asked, progress))
    if all(each.found is None for each in rows):
        change(chosen[0].conflict, goal, **asked)  # raises what is wrong with the goal
    return ChangesByRow(family, goal, rows)


def _rows(
    cases: tuple[Case, ...], goal: str, asked: dict[str, Any], progress: Callable[[int, int], None] | None
) -> Iterator[RowChanges]:
    for k, case in enumerate(cases):
        try:
            yield RowChanges(case, change(case.conflict, goal, **asked))
        except CountermoveError as fault:
            yield RowChanges(case, None, str(fault))
        if progress is not None:
            progress(k + 1, len(cases))
