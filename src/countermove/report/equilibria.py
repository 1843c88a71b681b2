"""The answer of `solve` as a newcomer reads it: what holds, by which concepts, and who would leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from countermove.model.concepts import CONCEPTS, strongest
from countermove.model.states import is_listed
from countermove.report.as_json import MOST_STATES
from countermove.report.console import bare_table, can_print, heading, table
from countermove.report.leaving import leaving
from countermove.report.words import dm_names, listed, situation, states_of, tidy, together

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import RenderableType

    from countermove.analysis.solution import Solution
    from countermove.model.conflict import Conflict

    Held = Mapping[int, tuple[str, ...]]


def equilibria(solution: Solution) -> list[RenderableType]:
    """Return what there is to say about a solution: heading, equilibria, legend, and who would leave."""
    held, more = solution.foremost()
    parts: list[RenderableType] = [opening(solution.conflict)]
    if held:
        parts += [_table(solution, held), *_and_more(solution, more), _legend(solution)]
    elif solution.concepts:
        parts += [f"Nothing holds: there is no equilibrium by {listed(solution.concepts, 'or')}."]
    return [*parts, *_status_quo(solution), *leaving(solution, [*held])]


def opening(conflict: Conflict) -> Text:
    """Return the title, how many states there are and who decides."""
    who = dm_names(conflict)
    states, merged = states_of(conflict), ""
    if is_listed(conflict) and conflict.states.coalesced:
        merged = ", some of them several situations taken as one"
    deciding = f"{together(who)} {'decides' if len(who) == 1 else 'decide'}"
    return heading(tidy(conflict.title)).append(f"\n{states}{merged}. {deciding}.", "not bold")


def _marks() -> tuple[str, str]:
    return ("●", "○") if can_print("●○") else ("#", "o")


def _table(solution: Solution, held: Held) -> RenderableType:
    """Return the equilibria, one row each, with a mark under every concept."""
    what = "what is so" if solution.conflict.graph or solution.conflict.states.coalesced else "what is on"
    rows = table("state", what, *solution.concepts, right=("state",), centre=solution.concepts)
    rows.leading = int(any(len(situation(solution.conflict, k)) > 1 for k in held))
    told = {True: "improvements lead here from the status quo:", False: "they do not lead here:"}
    for k, concepts in held.items():
        if solution.tells_near and (told_now := told.pop(bool(solution.near_status_quo[k]), "")):
            rows.add_row("", Text(told_now, "italic"))
        lines = Text("\n".join(situation(solution.conflict, k)))
        if k + 1 == solution.conflict.status_quo_number:
            lines = Text("the status quo\n", "italic").append_text(Text(lines.plain, "not italic"))
        rows.add_row(f"{k + 1}", lines, *_row_of_marks(solution, concepts))
    return Group(heading("What holds (the equilibria)"), "", rows)


def _row_of_marks(solution: Solution, concepts: tuple[str, ...]) -> list[Text]:
    strong, weak = _marks()
    most = strongest(concepts)
    marks = [strong if id_ in most else weak if id_ in concepts else "" for id_ in solution.concepts]
    return [Text(mark, "bold green" if mark == strong else "") for mark in marks]


def _and_more(solution: Solution, more: int) -> list[RenderableType]:
    written = len(solution.conflict.states) <= MOST_STATES
    where = "--json lists all" if written else "countermove.solve(...).where(...) in Python has all"
    return [f"... and {more:,} more: {where}."] if more else []


def _legend(solution: Solution) -> RenderableType:
    strong, weak = _marks()
    words = bare_table()
    words.add_row(Text(strong, "bold green"), "holds by this concept, and no stronger one in the row says so already")
    words.add_row(weak, "holds by this concept too, as follows from a stronger one in the row")
    for id_ in solution.concepts:
        words.add_row(Text(id_, "bold"), CONCEPTS[id_].says)
    return words


def _status_quo(solution: Solution) -> list[RenderableType]:
    number = solution.conflict.status_quo_number
    if number is None or not solution.concepts:
        return []
    held = [id_ for id_ in solution.concepts if solution.where(id_)[number - 1]]
    by = listed(strongest(held)) if held else f"none of {listed(solution.concepts)}"
    where = "; ".join(situation(solution.conflict, number - 1))
    return [f"The status quo is state {number} ({where}): it holds by {by}."]
