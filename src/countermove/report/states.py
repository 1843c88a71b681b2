"""The states of a conflict by number, and how the decision makers rank them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rich.console import Group
from rich.text import Text

from countermove.report.console import bare_table, heading, table
from countermove.report.words import dm_names, situation, tidy

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from rich.console import RenderableType

    from countermove.model.conflict import Conflict


def states(conflict: Conflict, most: int) -> RenderableType:
    """Return the feasible states by number; the pattern has the first option leftmost."""
    graph = conflict.graph is not None
    columns = ("state", "name") if graph else ("state", "decimal", "pattern", "on")
    rows = table(*columns, right=("state", "decimal"))
    for k in range(min(most, len(conflict.states))):
        state = conflict.states[k]
        number = f"{'(status quo) ' if state.number == conflict.status_quo_number else ''}{state.number}"
        on = "; ".join(situation(conflict, k)) if "-" in state.pattern else ", ".join(state.on)
        rows.add_row(number, *((tidy(state.name),) if graph else (f"{state.decimal}", state.pattern, on)))
    return Group(heading("Feasible states"), "", rows, *_cut(len(conflict.states), most))


def _cut(states: int, most: int) -> list[RenderableType]:
    return [f"... and {states - most:,} more: --all shows every state."] if states > most else []


def rankings(conflict: Conflict, most: int) -> RenderableType:
    """Return each decision maker's ranking, most preferred first, ties in brackets."""
    rows = bare_table()
    for rank, name in zip(conflict.ranks, dm_names(conflict), strict=True):
        rows.add_row(Text(name, "bold"), _ranking(rank, most))
    title = heading("Rankings").append(", most preferred first, [equally preferred ones in brackets]", "not bold")
    return Group(title, "", rows, *_cut(len(conflict.states), most))


def _ranking(rank: NDArray[np.int32], most: int) -> str:
    """Return the numbers of the states as the field prints them; a tie that is cut off is left open."""
    order = np.argsort(-rank, kind="stable")
    tied = np.diff(rank[order]) == 0
    before, after = np.append([False], tied), np.append(tied, [False])
    opens, closes = after & ~before, before & ~after
    shown = zip(order[:most] + 1, opens[:most], closes[:most], strict=True)
    numbers = [f"{'[' if first else ''}{number}{']' if last else ''}" for number, first, last in shown]
    return ", ".join(numbers + (["..."] if most < len(rank) else []))
