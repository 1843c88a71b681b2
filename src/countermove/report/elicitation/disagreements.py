"""Where respondents differ, on the terminal: the pairs, who says what, and each one's verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from countermove.report.console import table
from countermove.report.elicitation.ending import HOLDS
from countermove.report.elicitation.things import thing_in_words
from countermove.report.references import capitalised, name_of
from countermove.report.words import count_of, listed, tidy

if TYPE_CHECKING:
    from rich.console import RenderableType

    from countermove.simulation.answers.respondents import Disagreements, DisputedPair


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
    verb = "agree" if found.agreed else "differ"
    head = f"They differ on {count_of(len(found.pairs), 'pair')}" + (
        f" and {verb} on {found.agreed:,}." if found.agreed else "."
    )
    return [Text(head, "bold"), *(line for pair in found.pairs for line in ("", *_pair_lines(found, pair)))]


def _pair_lines(found: Disagreements, pair: DisputedPair) -> list[RenderableType]:
    view = next(iter(found.respondents.values())).view
    words = {"first": thing_in_words(view, pair.first), "second": thing_in_words(view, pair.second), "same": "the same"}
    by_reply: dict[str, list[str]] = {}
    for name, reply in pair.said:
        by_reply.setdefault(reply, []).append(name)
    question = f"{capitalised(name_of(view, pair.dm))}: {words['first']}, or {words['second']}?"
    return [Text(question), *(Text(f"  {listed(names)}: {words[reply]}") for reply, names in by_reply.items())]


def _verdicts(found: Disagreements) -> RenderableType:
    view = next(iter(found.respondents.values())).view
    names = [*found.respondents]
    rows = table("situation", *names)
    goals = dict.fromkeys(goal for each in found.respondents.values() for goal in each.goals)
    for goal in goals:
        said = (HOLDS[each.holds(goal)] for each in found.respondents.values())
        rows.add_row(Text(thing_in_words(view, goal)), *map(Text, said))
    return rows
