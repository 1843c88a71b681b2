"""Courses: how a conflict gets from its start to the likeliest ends, and to what came about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from countermove.model.outcome import came_about

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countermove.analysis.evolution.paths import Step
    from countermove.analysis.evolution.result import Evolution
    from countermove.model.conflict import Conflict
    from countermove.report.pages.names import StateNames
    from countermove.simulation.judgement.result import Judgement

    By = Literal["taken", "improvements", "moves"]

MOST_ENDS = 3
"""Ends at most whose courses are shown."""


@dataclass(frozen=True)
class Course:
    """A way from the start to a state.

    Attributes
    ----------
    number : int
        The number of the state.
    by : {"taken", "improvements", "moves"}
        Whether the conflict takes this way if every assumption is certain, or improvements lead there, or only moves.
    steps : tuple of Step
        Its steps; none if the state is the start.
    came_about : bool
        Whether it leads to what came about, and to no end above.
    """

    number: int
    by: By
    steps: tuple[Step, ...] = field(repr=False)
    came_about: bool = False

    @property
    def states(self) -> tuple[int, ...]:
        """The numbers of the states that it leads to."""
        return tuple(step.to for step in self.steps)


def outcome_states(conflict: Conflict) -> set[int]:
    """Return the numbers of the states in which what came about holds; none if the file does not say."""
    held = came_about(conflict) if conflict.came_about else None
    return set() if held is None else {*(np.flatnonzero(held) + 1).tolist()}


def courses(evolution: Evolution | None, judged: Judgement | None, names: StateNames) -> tuple[Course, ...]:
    """Return the courses to the likeliest ends, and to what came about if none of them leads there."""
    if evolution is None:
        return ()
    found = [*_to_ends(evolution, judged, names)]
    came = outcome_states(evolution.conflict)
    if came and not any(each.number in came for each in found):
        nearest = _nearest(evolution, came)
        found += [] if nearest is None else [_course(evolution, nearest, came_about=True)]
    return tuple(found)


def _to_ends(evolution: Evolution, judged: Judgement | None, names: StateNames) -> Iterator[Course]:
    if judged is None:
        yield from (_course(evolution, end.states[0]) for end in evolution.ends[:MOST_ENDS] if end.settles)
        return
    for end in [each for each in judged.ends if each.letter != "-"][:MOST_ENDS]:
        numbers = [number for number in map(names.number, end.decimals) if number]
        taken = [number for number in numbers if evolution.probability(number)]
        attained = [number for number in numbers if evolution.way(number)]
        if taken or attained:
            yield _course(evolution, max(taken, key=evolution.probability) if taken else attained[0])


def _course(evolution: Evolution, number: int, *, came_about: bool = False) -> Course:
    if evolution.probability(number):
        return Course(number, "taken", evolution.likeliest.path(number), came_about)
    return Course(number, evolution.way(number) or "moves", evolution.path(number), came_about)


def _nearest(evolution: Evolution, numbers: set[int]) -> int | None:
    """Return the state that improvements attain with the fewest steps, or else that other moves do."""
    for found in (evolution.by_improvements, evolution.by_moves):
        there = [number for number in numbers if found.distance[number - 1] >= 0]
        if there:
            return min(there, key=lambda number: (int(found.distance[number - 1]), number))
    return None
