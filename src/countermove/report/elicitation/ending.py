"""What came of an elicitation: how many questions it took, which verdicts hold, and what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from countermove.report.console import table
from countermove.report.elicitation.things import thing_in_words
from countermove.report.references import capitalised, name_of
from countermove.report.words import count_of, listed

if TYPE_CHECKING:
    from rich.console import RenderableType

    from countermove.analysis.elicitation.result import Elicitation

HOLDS = {"surely": "holds", "no": "does not hold", "possibly": "open"}
"""Verdicts in words."""


def ending_parts(asked: Elicitation) -> list[RenderableType]:
    """Return what is said after the last question: a sentence, and the verdicts."""
    return [Text(_sentence(asked)), _verdicts(asked)]


def _sentence(asked: Elicitation) -> str:
    done = asked.progress
    took = f"{count_of(done.asked, 'question')} of {done.pairs:,} pairs"
    left = done.pairs - done.follows
    if not done.open:
        rest = f" The other {left:,} do not matter: however they are ranked, these verdicts stay." if left else ""
        return f"Nothing is open. It took {took}.{rest}"
    if asked.question is None:
        return f"There is nothing more to ask: what is open depends on what nobody knows. It took {took}."
    return f"Stopped after {took}; {count_of(len(done.open), 'verdict')} still open."


def _verdicts(asked: Elicitation) -> RenderableType:
    rows = table("situation", f"by {asked.concept}")
    for goal in asked.goals:
        rows.add_row(Text(thing_in_words(asked.view, goal)), Text(_verdict(asked, goal)))
    return rows


def _verdict(asked: Elicitation, goal: int) -> str:
    held = asked.holds(goal)
    each = asked.verdicts[goal]
    against = [name_of(asked.view, dm) for dm, verdict in each.items() if verdict == ("no" if held == "no" else "possibly")]
    if held == "surely":
        return HOLDS[held]
    if held == "no":
        return f"does not hold: {listed(against)} would leave"
    return f"open: it depends on {listed(against)}"


def known_parts(asked: Elicitation) -> list[RenderableType]:
    """Return what is known of each ranking, as a table of things from the best down; levels that may change are not."""
    parts = [
        Group(Text(f"{capitalised(name_of(asked.view, dm))}, as far as it matters", "bold"), *_chains(asked, dm))
        for dm in asked.incomplete
        if any(each.question.dm == dm and each.relation for each in asked.answers)
    ]
    return [*parts]


def _chains(asked: Elicitation, dm: str) -> list[Text]:
    lines = []
    for each in asked.answers:
        if each.question.dm != dm or each.relation is None:
            continue
        first, second = (thing_in_words(asked.view, thing) for thing in (each.question.first, each.question.second))
        if each.reply == "second":
            first, second = second, first
        lines.append(Text(f"  {first} {'as good as' if each.reply == 'same' else 'over'} {second}"))
    return lines
