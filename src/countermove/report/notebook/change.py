"""The view of the least changes after which a goal is met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.report.change import consequences, known, lead
from countermove.report.notebook.pieces import paragraph, shortened, table, view
from countermove.report.words import tidy

if TYPE_CHECKING:
    from countermove.analysis.change.result import LeastChanges

CHANGES, LETTERS = 6, 240
"""Changes in the view, and letters of each."""


def changes(found: LeastChanges) -> str:
    """Return the cheapest change in a sentence, a table of the first ones, and how it is known."""
    rows = [
        (f"{each.cost:g}", shortened(tidy(each.says), LETTERS), " ".join([*consequences(found, each)][1:]))
        for each in found.found[:CHANGES]
        if each.edits
    ]
    columns, beyond = ("cost", "change", "what it does"), len(found.found) - CHANGES
    listed = table(columns, rows, lines=18, whole="changes.to_frame()", beyond=max(0, beyond), right=("cost",))
    said = "".join(paragraph(each, small=True) for each in known(found))
    title = f"{found.conflict.title}: what it would take"
    asked = paragraph(f"So that: {tidy(found.goal)}")
    return view(title, asked, paragraph(shortened(lead(found), 2 * LETTERS)), listed if rows else "", said)
