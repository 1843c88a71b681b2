"""The section on the ways there: the graph of the ways to the likeliest ends, and a map of all states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.excerpt import SMALL, excerpt_of_ways
from countermove.report.figures.boxes import StateLabel
from countermove.report.figures.graph import PHONE, graph
from countermove.report.figures.map import state_map
from countermove.report.pages.courses import outcome_states
from countermove.report.pages.solution import told_accounts
from countermove.report.words import count_of

if TYPE_CHECKING:
    from countermove.analysis.excerpt.result import Excerpt
    from countermove.report.pages.answers import Findings

LARGEST_MAP = 2_000
"""States at most that a map shows."""

MOST_STATES = 12
"""States at most in the graph of a larger conflict."""


@dataclass(frozen=True, slots=True)
class WayControl:
    """What shows one way alone: its id, and the end that it leads to."""

    id: str
    letter: str
    tone: str
    name: str


@dataclass(frozen=True, slots=True)
class WaysFigure:
    """The drawings of the graph, what highlights a way in them, and the map; for ways alone the upright one does."""

    wide: str
    upright: str
    part: bool
    note: str
    controls: tuple[WayControl, ...]
    map: str
    map_title: str


def ways_figure(found: Findings) -> WaysFigure:
    """Return the graph in two widths; of a conflict of more than twelve states only the ways."""
    shown = _excerpt(found)
    labels, part = _labels(found, shown), shown.left_out > 0
    ways = _ways(found) if part or found.evolution else ()
    drawn = {state.number for state in shown.states}
    return WaysFigure(
        wide="" if part else graph(shown, "drawing", labels),
        upright=graph(shown, "upright", labels, PHONE),
        part=part,
        note=_note(found, shown),
        controls=tuple(control for control, states in ways if states <= drawn) if len(ways) > 1 else (),
        map=_map(found) if part and found.evolution and len(found.conflict.states) <= LARGEST_MAP else "",
        map_title=count_of(len(found.conflict.states), "situation"),
    )


def _excerpt(found: Findings) -> Excerpt:
    explanations = [each for account in found.accounts for each in account.explanations]
    if found.evolution is None or not found.courses or len(found.conflict.states) <= SMALL:
        return found.solution.excerpt(found.evolution, explanations)
    steps = [each.steps for each in found.courses]
    return excerpt_of_ways(found.solution, found.evolution, steps, most_states=MOST_STATES)


def _ways(found: Findings) -> tuple[tuple[WayControl, frozenset[int]], ...]:
    """Return what shows each course alone, with the states on it."""
    start, ways = found.conflict.status_quo_number or 0, []
    for k, each in enumerate(each for each in found.courses if each.steps):
        name = found.names.of(each.number)
        shown = "what came about" if each.came_about else name.name
        ways.append((WayControl(f"{k + 1}", name.letter, name.tone, shown), frozenset({start, *each.states})))
    return tuple(ways)


def _labels(found: Findings, shown: Excerpt) -> dict[int, StateLabel]:
    told, came = {each.explanations[0].state for each in told_accounts(found)}, outcome_states(found.conflict)
    ends = {each.number for each in found.courses}
    whole = not shown.left_out
    labels = {}
    for number in (state.number for state in shown.states):
        name = found.names.of(number)
        plain = (
            number == found.conflict.status_quo_number
            or number in ends
            or (whole and (name.letter or found.names.condition(number)))
        )
        ways = tuple(control.id for control, states in _ways(found) if number in states)
        labels[number] = StateLabel(
            f"{name.letter} {name.name}".strip() if plain else "",
            name.tone if number in ends or whole else "",
            f"#state-{number}" if number in told else "",
            number in came and (number in ends or whole),
            ways,
            not whole,
        )
    return labels


def _note(found: Findings, shown: Excerpt) -> str:
    which = (
        "All situations"
        if not shown.left_out
        else f"The ways to the ends, of {len(found.conflict.states):,} situations"
    )
    signs = "" if found.conflict.graph is not None or found.evolution is None else " + on, − off: unlike the start."
    return f"{which}, if every assumption is certain.{signs} A click on a box, or Enter, opens its why."


def _map(found: Findings) -> str:
    evolution, came = found.evolution, outcome_states(found.conflict)
    assert evolution is not None  # noqa: S101  (the caller has asked)
    distance = evolution.by_moves.distance
    last = int(distance.max()) + 1
    columns: list[list[str]] = [[] for _ in range(last + 1)]
    for k in np.argsort(~evolution.equilibria, kind="stable").tolist():
        columns[int(distance[k]) if distance[k] >= 0 else last].append(_kind(found, k + 1, came))
    return state_map([each for each in columns if each], _map_words(found))


def _kind(found: Findings, number: int, came: set[int]) -> str:
    assert found.evolution is not None  # noqa: S101  (there is a map)
    if number == found.conflict.status_quo_number:
        return "start"
    name = found.names.of(number) if number in {each.number for each in found.courses} else None
    end = f"end t{name.tone or 'O'}" if name else "holds" if found.evolution.equilibria[number - 1] else ""
    return f"{end} came".strip() if number in came else end


def _map_words(found: Findings) -> str:
    assert found.evolution is not None  # noqa: S101  (there is a map)
    held = int(found.evolution.equilibria.sum())
    return f"{len(found.conflict.states):,} dots, of which {held:,} hold by {found.concept}"
