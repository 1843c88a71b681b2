"""The packaged cases in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.report.console import table
from countermove.report.words import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import RenderableType

    from countermove.model.conflict import Conflict


def casebook(conflicts: Mapping[str, Conflict]) -> list[RenderableType]:
    """Return the conflicts by name, with their titles, how many states they have, and where they are from."""
    rows = table("case", "title", "states", "from", right=("states",))
    for name, conflict in sorted(conflicts.items()):
        citation = tidy(conflict.citation[0]) if conflict.citation else ""
        rows.add_row(name, tidy(conflict.title), f"{len(conflict.states):,}", citation)
    return [rows, "To look at one: countermove solve NAME. To change one: countermove cases copy NAME."]
