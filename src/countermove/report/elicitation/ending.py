"""What came of an elicitation: how many questions it took, which verdicts hold, and what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from countermove.report.console import table
from countermove.report.elicitation.things import called
from countermove.report.references import capitalised, name_of
from countermove.report.short_words import described, said_once
from countermove.report.words import count_of, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType
    from rich.table import Table

    from countermove.analysis.elicitation.result import Elicitation
    from countermove.model.conflict import Conflict

HOLDS = {"surely": "holds", "no": "does not hold", "possibly": "open"}
"""Verdicts in words."""


def ending_parts(asked: Elicitation) -> list[RenderableType]:
    """Return what is said after the last question: a sentence, and the verdicts."""
    return [Text(sentence(asked)), *_verdicts(asked)]


def sentence(asked: Elicitation) -> str:
    """Return how far an elicitation has come: what is open, and how many questions that took of how many pairs."""
    done = asked.progress
    took = f"{count_of(done.asked, 'question')} of {done.pairs:,} pairs"
    left = done.pairs - done.follows
    if not (done.open or done.asked):
        who = listed((name_of(asked.view, dm) for dm in asked.incomplete), "or")
        return f"Nothing is open, and nothing had to be asked: no ranking of {who} changes these verdicts."
    if not done.open:
        rest = f" The other {left:,} do not matter: however they are ranked, these verdicts stay." if left else ""
        rest = " The one that is left does not matter to these verdicts." if left == 1 else rest
        return f"Nothing is open. It took {took}.{rest}"
    if asked.question is None:
        return f"There is nothing more to ask: what is open depends on what nobody knows. It took {took}."
    return f"After {took}: {count_of(len(done.open), 'verdict')} still open."


def _verdicts(asked: Elicitation) -> list[RenderableType]:
    rows, shared = verdict_table(asked.view, asked.goals, f"by {asked.concept}")
    for goal, words in goals_in_words(asked.view, asked.goals):
        rows.add_row(words, Text(verdict(asked, goal)))
    return [Group(*shared, rows)]


def verdict_table(view: Conflict, goals: Sequence[int], *columns: str) -> tuple[Table, list[RenderableType]]:
    """Return an empty table of goals, and what all of them share, for the lines above it."""
    shared, _ = described(view, [goal - 1 for goal in goals])
    said = said_once(shared, len(goals))
    return table("situation", *columns), [*said, *([""] if said else [])]


def goals_in_words(view: Conflict, goals: Sequence[int]) -> list[tuple[int, Text]]:
    """Return each goal with its name, and what is on in it besides what all of them share."""
    shared, _ = described(view, [goal - 1 for goal in goals])
    if view.graph is not None:
        return [(goal, Text(called(view, goal))) for goal in goals]
    return [(goal, Text(f"{capitalised(called(view, goal))}: {shared.rest(goal - 1)}")) for goal in goals]


def verdict(asked: Elicitation, goal: int) -> str:
    """Return whether a situation holds, and otherwise who would leave it, or on whom that depends."""
    held = asked.holds(goal)
    each = asked.verdicts[goal]
    against = [
        name_of(asked.view, dm) for dm, verdict in each.items() if verdict == ("no" if held == "no" else "possibly")
    ]
    if held == "surely":
        return HOLDS[held]
    if held == "no":
        return f"does not hold: {listed(against)} would leave"
    return f"open: it depends on {listed(against)}"
