"""`countermove show`: a conflict in tables."""

from __future__ import annotations

from countermove.cli.inputs import All, File, VariationName, read_from
from countermove.cli.next_command import following
from countermove.errors import TooLarge
from countermove.model.states import is_listed

MOST_ROWS = 50_000
"""Maximum states in a table."""


def show(
    file: File,
    *,
    variation: VariationName = None,
    every: All = False,
) -> None:
    """Show a conflict in tables.

    Who decides on what and wants what, the rules, the feasible states, the rankings, and what all this rests on.
    """
    from countermove.report import console
    from countermove.report.conflict import anatomy

    conflict = read_from(file, variation)
    if every and is_listed(conflict) and len(conflict.states) > MOST_ROWS:
        raise TooLarge(f"{len(conflict.states):,} states are too many for a table; {MOST_ROWS:,} are the most")
    further = "solve" if conflict.status_quo is None else "brief"
    console.show_answer(conflict, anatomy(conflict, every=every), following(further))
