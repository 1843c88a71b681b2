"""The answer of `solve` in numbers only: how many states are stable, and how many are equilibria."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.report.console import table
from countermove.report.equilibria import opening
from countermove.report.words import dm_names

if TYPE_CHECKING:
    from rich.console import RenderableType

    from countermove.analysis.solution import Solution


def counts(solution: Solution) -> list[RenderableType]:
    """Return a row for each decision maker, how many states are stable for it, and one for the equilibria."""
    found = solution.counts()
    concepts = tuple(found["stable"])
    rows = table("stable for", *concepts, right=concepts)
    for dm, name in zip(solution.conflict.decision_makers, dm_names(solution.conflict), strict=True):
        rows.add_row(name, *(_number(found["stable"][id_], dm.id) for id_ in concepts))
    rows.add_section()
    everybody = [_number(found["equilibria"], id_) for id_ in concepts]
    rows.add_row("everybody (equilibria)", *everybody, style="bold")
    return [opening(solution.conflict), rows]


def _number(numbers: dict[str, int] | None, key: str) -> str:
    return "-" if numbers is None or numbers[key] is None else f"{numbers[key]:,}"
