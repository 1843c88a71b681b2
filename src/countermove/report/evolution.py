"""Terminal text of `evolve`: attained states, ends, signposts, and the path to each equilibrium."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rich.console import Group
from rich.text import Text

from countermove.model.reading import concept_in
from countermove.report.console import bare_table, heading, indented, table
from countermove.report.cut import first, rest
from countermove.report.judged_states import with_tie
from countermove.report.references import capitalised
from countermove.report.short_words import SharedOptions, described, said_once, state_called
from countermove.report.signposts import signposts
from countermove.report.solution import opening
from countermove.report.words import count_of, dm_names, move, share, situation
from countermove.simulation.uncertain import uncertainties

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from rich.console import RenderableType

    from countermove.analysis.evolution.absorption import End
    from countermove.analysis.evolution.attainment import Attainment
    from countermove.analysis.evolution.paths import Step
    from countermove.analysis.evolution.result import Evolution

RIGHT = ("probability", "state")
"""Columns that are aligned to the right."""

SHOWN, FURTHER = 12, 4
"""Maximum ends and equilibria attained by improvements; maximum equilibria of each other group."""


def evolution(found: Evolution, tied: Collection[int] = ()) -> list[RenderableType]:
    """Return all parts: attained states, ends, signposts and paths.

    Parameters
    ----------
    found : Evolution
        The evolution.
    tied : collection of int
        The decimals of the states that a judgement calls ties.
    """
    ends = [_ends(found, tied)] if found.equilibria.any() or found.ends else []
    return [opening(found.conflict), _attained_states(found), *ends, *signposts(found), *_paths(found, tied)]


def _attained_states(found: Evolution) -> RenderableType:
    rows = bare_table()
    number = found.status_quo
    rows.add_row(Text("status quo", "bold"), f"state {number}: {'; '.join(situation(found.conflict, number - 1))}")
    rows.add_row(Text("by improvements", "bold"), _count(found.by_improvements))
    rows.add_row(Text("by any moves", "bold"), _count(found.by_moves))
    return Group(heading("What is attained from the status quo"), "", rows)


def _count(attained: Attainment) -> str:
    distance = attained.distance
    others = int((distance > 0).sum())
    if not others:
        return "no other state"
    return f"{count_of(others, 'other state')}, at most {count_of(int(distance.max()), 'move')} away"


def _ends(found: Evolution, tied: Collection[int]) -> RenderableType:
    """Return the ends, likeliest first, and the expected number of moves."""
    shown = first(found.ends, SHOWN)
    shared, words = described(found.conflict, [end.states[0] - 1 for end in shown if end.settles])
    above = said_once(shared, len(words))
    rows = table("probability", "state", "what else is on" if above else "where it ends", right=RIGHT)
    for end in shown:
        number = end.states[0]
        tie = _is_tied(found, number, tied)
        what = with_tie(words[number - 1], tied=tie) if end.settles else _round(end)
        rows.add_row(share(end.probability), _numbers(end), what)
    more = rest(len(found.ends), SHOWN, "less likely ends")
    title = heading("Where it ends").append(
        f", if each takes its best move that the others would not punish ({found.concept})", "not bold"
    )
    return Group(title, *above, "", rows, *more, "", *_certain(found), _moves(found), _reading(found))


def _is_tied(found: Evolution, number: int, tied: Collection[int]) -> bool:
    return int(found.conflict.states.masks[number - 1]) in tied


def _certain(found: Evolution) -> Iterator[str]:
    """Yield of what the probabilities are, where the file doubts anything: `brief` gives others beside them."""
    doubted = len(uncertainties(found.conflict))
    if doubted:
        doubts = f"The file doubts {count_of(doubted, 'assumption')}; with the doubts: countermove worlds."
        yield f"These are the probabilities if every assumption of the file is certain. {doubts}"


def _moves(found: Evolution) -> str:
    """Return the expected number of moves, or that nobody makes one."""
    if not found.expected_moves:
        return "Nobody makes such a move: it stays at the status quo."
    return f"On average that takes {found.expected_moves:,.2f} moves."


def _numbers(end: End) -> str:
    return f"{end.states[0]}" if end.settles else "never settles"


def _round(end: End) -> str:
    states = first(end.states, SHOWN)
    shown = ", ".join(map(str, states)) + (", ..." if len(end.states) > len(states) else "")
    return f"goes round among {len(end.states):,} states: {shown}"


def _reading(found: Evolution) -> str:
    tempo = {dm.tempo for dm in found.conflict.decision_makers}
    drawn = "each as likely as the others" if len(tempo) == 1 else "by their tempo"
    by = concept_in(found.conflict, found.concept)
    return (
        "How to read this: of those with an improvement that the others would not punish, one moves next, "
        f"{drawn}, and takes its best. It ends where nobody has one ({found.concept}: {by.says})."
    )


def _paths(found: Evolution, tied: Collection[int]) -> list[RenderableType]:
    """Return the shortest path to each equilibrium; those attained by improvements come first."""
    at = np.flatnonzero(found.equilibria)
    if not len(at):
        return [f"Nothing holds: there is no equilibrium by {found.concept}."]
    improving, moving = (each.distance[at] >= 0 for each in (found.by_improvements, found.by_moves))
    groups = (
        ("Equilibria that improvements lead to", improving, SHOWN),
        ("Equilibria that only other moves lead to", moving & ~improving, FURTHER),
        ("Equilibria that are not attained", ~moving, FURTHER),
    )
    some = [(title, (at[chosen] + 1).tolist(), most) for title, chosen, most in groups if chosen.any()]
    return [_group(found, title, numbers, most, tied) for title, numbers, most in some]


def _group(found: Evolution, title: str, numbers: list[int], most: int, tied: Collection[int]) -> RenderableType:
    shown = [(number, _is_tied(found, number, tied)) for number in first(numbers, most)]
    parts = [part for number, tie in shown for part in _path_to(found, number, tie=tie)]
    more = [f"\n{line}" for line in rest(len(numbers), most)]
    return Group(heading(title), *parts, *more)


def _path_to(found: Evolution, number: int, *, tie: bool) -> Iterator[RenderableType]:
    """Yield an equilibrium and the moves of its path."""
    yield ""
    called = capitalised(state_called(found.conflict, number))
    yield with_tie(Text(f"{called}: {SharedOptions(found.conflict, (), ()).rest(number - 1)}"), tied=tie)
    if number == found.status_quo:
        yield indented("the status quo itself")
    rows = bare_table()
    for step in found.path(number):
        rows.add_row(Text(dm_names(found.conflict)[found.conflict.position(step.dm)], "bold"), _step(found, step))
    if rows.rows:
        yield indented(rows)


def _step(found: Evolution, step: Step) -> str:
    to = f"state {step.to}" + (f" ({situation(found.conflict, step.to - 1)[0]})" if found.conflict.graph else "")
    done = move(found.conflict, step.starts, step.stops)
    return f"{done}; this leads to {to}" if done else f"moves to {to}"
