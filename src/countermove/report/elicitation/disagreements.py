"""Where respondents differ, on the terminal: the pairs, who says what, and each one's verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from countermove.report.elicitation.ending import HOLDS, goals_in_words, verdict_table
from countermove.report.elicitation.things import thing_in_words
from countermove.report.references import capitalised, name_of
from countermove.report.words import count_of, listed, tidy

if TYPE_CHECKING:
    from rich.console import RenderableType

    from countermove.analysis.elicitation.respondents import Disagreement
    from countermove.simulation.answers.respondents import Disagreements

REPLIES = {"first": "1", "second": "2", "same": "the same"}


def disagreement_parts(found: Disagreements) -> list[RenderableType]:
    """Return where respondents differ."""
    first = next(iter(found.respondents.values()))
    who = listed(f"{name} ({count_of(len(each.answers), 'answer')})" for name, each in found.respondents.items())
    return [
        Group(Text(tidy(first.view.title), "bold"), Text(f"{who}.")),
        *([Group(*_disputed(found))] if found.pairs else [Text(_agreement(found))]),
        _verdicts(found),
    ]


def _agreement(found: Disagreements) -> str:
    if not found.agreed:
        return "No pair was answered by two of them, so nothing can be compared."
    return f"They agree on {count_of(found.agreed, 'pair')}, and differ on none."


def _disputed(found: Disagreements) -> list[RenderableType]:
    rest = f", and agree on {found.agreed:,}" if found.agreed else ""
    head = Text(f"They differ on {count_of(len(found.pairs), 'pair')}{rest}.", "bold")
    return [head, *(line for pair in found.pairs for line in ("", *_pair_lines(found, pair)))]


def _pair_lines(found: Disagreements, pair: Disagreement) -> list[RenderableType]:
    view = next(iter(found.respondents.values())).view
    by_reply: dict[str, list[str]] = {}
    for name, reply in pair.says:
        by_reply.setdefault(reply, []).append(name)
    things = Table.grid(padding=(0, 2))
    for k, each in enumerate((pair.first, pair.second), start=1):
        things.add_row(f"  {k}", Text(thing_in_words(view, each)))
    said = "; ".join(f"{listed(names)}: {REPLIES[reply]}" for reply, names in by_reply.items())
    return [Text(f"{capitalised(name_of(view, pair.dm))}: 1 or 2?"), things, Text(f"  {said}", "bold")]


def _verdicts(found: Disagreements) -> RenderableType:
    every = found.respondents
    first = next(iter(every.values()))
    rows, shared = verdict_table(first.view, first.goals, *every)
    for goal, words in goals_in_words(first.view, first.goals):
        rows.add_row(words, *(Text(HOLDS[each.holds(goal)]) for each in every.values()))
    return Group(*shared, rows)
