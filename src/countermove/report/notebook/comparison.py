"""The view of a comparison of two accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.report.comparison.changes import changes_in_words
from countermove.report.comparison.headline import headline
from countermove.report.comparison.tables import account, share_rows, verdict_sentences
from countermove.report.notebook.pieces import paragraph, table, view

if TYPE_CHECKING:
    from countermove.simulation.comparison.result import Comparison

CHANGES, SHARES, VERDICTS = 9, 8, 4
"""Lines of changes and of shares, and sentences on verdicts."""


def comparison(found: Comparison) -> str:
    """Return what changed in the answers and because of what, the changes of the model, and the shares in both."""
    changed = [(str(k), said) for k, said in enumerate(changes_in_words(found), start=1)]
    listed = table(
        ("", "what changed in the model"), changed, lines=CHANGES, whole="comparison.changes_frame()", right=("",)
    )
    shares = [(row.before or "-", row.after or "-", row.said) for row in share_rows(found)]
    columns = ("A", "B", "question or end")
    beside = table(columns, shares, lines=SHARES, whole="comparison.to_dict()", right=("A", "B"))
    return view(
        f"A: {account(found.before)}. B: {account(found.after)}",
        *map(paragraph, headline(found)),
        listed if changed else "",
        beside if shares else "",
        *(paragraph(each) for each in verdict_sentences(found)[:VERDICTS]),
    )
