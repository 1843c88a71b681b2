"""A table of what decides: how likely something is if an assumption holds, and if it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.report.console import table
from countermove.report.part_names import PartNames
from countermove.report.references import capitalised
from countermove.report.words import estimated, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.table import Table

    from countermove.model.conflict import Conflict
    from countermove.simulation.result import Given, Share

HOLDS = frozenset({"holds", "in reach", "binds", "cannot be undone"})
"""The words of alternatives by which an assumption holds."""


def if_so_table(conflict: Conflict, told: Iterable[tuple[Given, ...]]) -> Table:
    """Return a row for each uncertainty of two sides, and a row for each alternative of others.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    told : iterable of tuple of Given
        The alternatives of each uncertainty.
    """
    names = PartNames(conflict)
    rows = table("if so", "if not", "what is uncertain", right=("if so", "if not"))
    for alternatives in told:
        name = capitalised(names[alternatives[0].uncertainty])
        sides = {each.alternative in HOLDS: each for each in alternatives}
        if len(alternatives) == 2 and len(sides) == 2:
            rows.add_row(_share(sides[True].share), _share(sides[False].share), name)
            continue
        for each in alternatives:
            says = tidy(names.alternative(each.uncertainty, each.alternative))
            rows.add_row(_share(each.share), "", f"{name}: {says}")
    return rows


def _share(share: Share) -> str:
    return estimated(share) if share.value > 0 else "-"
