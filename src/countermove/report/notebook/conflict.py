"""The view of a conflict: who decides on what and wants what, where it stands, and its graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.model.states import is_listed
from countermove.model.variation import start_name, vary
from countermove.report.notebook.pieces import figure, paragraph, shortened, table, view
from countermove.report.plots import of_conflict
from countermove.report.statements import worded
from countermove.report.words import count_of, dm_names, option_names, situation, summary, tidy

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker
    from countermove.report.notebook.pieces import Cell

MOST_DRAWN = 600
"""States of a conflict up to which the view has its graph."""

WANTS, LETTERS = 3, 60
"""Statements of a decision maker, and letters of each."""


def conflict(found: Conflict) -> str:
    """Return a table of the decision makers with their options and first wants, the status quo, and the graph."""
    rows = [
        (name, _options(found, i), _wants(found, dm))
        for i, (dm, name) in enumerate(zip(found.decision_makers, dm_names(found), strict=True))
    ]
    what = "moves" if found.graph else "what it can do"
    columns = ("who decides", what, "what it wants first")
    drawn = is_listed(found) and len(found.states) <= MOST_DRAWN
    listed = table(columns, rows, lines=21 if drawn else 32, whole="conflict.decision_makers")
    elsewhere = paragraph("conflict.plot() draws it.", small=True)
    shown = figure(of_conflict(found), "conflict.plot()") if drawn else elsewhere
    about = paragraph(shortened(found.about, 300))
    seen = vary(found)
    start = start_name(found, seen)
    title = f"{tidy(found.title)} ({start})" if start and start not in found.title else found.title
    return view(title, about, paragraph(_size(seen)), _status_quo(seen), listed, shown)


def _size(found: Conflict) -> str:
    """Return the numbers of the parts, without the title in front of them."""
    return summary(found).removeprefix(f"{tidy(found.title)}: ")


def _status_quo(found: Conflict) -> str:
    if not is_listed(found) or found.status_quo_number is None:
        return ""
    where = "; ".join(situation(found, found.status_quo_number - 1))
    return paragraph(f"It stands at state {found.status_quo_number}: {where}.")


def _options(found: Conflict, dm: int) -> Cell:
    if found.graph is not None:
        own = sum(who == found.decision_makers[dm].id for who, _, _ in found.graph.moves)
        return count_of(own, "move")
    named = zip(option_names(found), found.owners, strict=True)
    return tuple(name for name, owner in named if owner == dm) or ("nothing",)


def _wants(found: Conflict, dm: DecisionMaker) -> Cell:
    wants = dm.preferences
    levels = [" / ".join(worded(found, each.holds) for each in level) for level in wants.statements]
    lines = [
        f"{k}. {shortened(text, LETTERS)}"
        for k, text in enumerate(levels[: WANTS - (len(found.decision_makers) > 3)], start=1)
    ]
    more = len(levels) - len(lines)
    lines += [f"and {more} more"] if more else []
    also = [word for word, given in (("weights", wants.weights), ("a ranking of states", wants.ranking)) if given]
    return (*lines, *also) or ("nothing in particular",)
