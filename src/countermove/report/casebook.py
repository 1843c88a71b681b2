"""The packaged cases in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.report.console import table
from countermove.report.words import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import RenderableType

    from countermove.model.conflict import Conflict


def casebook(conflicts: Mapping[str, Conflict], families: Sequence[str]) -> list[RenderableType]:
    """Return the conflicts by name, with their titles, states and origin, and the names of families of cases."""
    rows = table("case", "title", "states", "from", right=("states",))
    for name, conflict in sorted(conflicts.items()):
        citation = tidy(conflict.citation[0]) if conflict.citation else ""
        rows.add_row(name, tidy(conflict.title), f"{len(conflict.states):,}", citation)
    more = f"Families of cases, for countermove family NAME: {', '.join(families)}."
    return [rows, "To look at one: countermove solve NAME. To change one: countermove cases copy NAME.", more]
