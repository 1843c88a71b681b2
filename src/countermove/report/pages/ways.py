"""How it gets there: the ends with their likelihood, and the shortest way to each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.report.figures import path
from countermove.report.pages.wording import where
from countermove.report.percentages import share
from countermove.report.words import dm_names, move, situation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countermove.analysis.evolution.absorption import End
    from countermove.analysis.evolution.result import Evolution, Step
    from countermove.report.pages.findings import Findings


@dataclass(frozen=True, slots=True)
class Taken:
    """A move on a way: who makes it, what it does, and the number of the state it leads to."""

    dm: str
    does: str
    to: int


@dataclass(frozen=True, slots=True)
class Way:
    """Where it can end, how likely that is, and a way there.

    To an end it is the likeliest by credible improvements, to another equilibrium a shortest one, by improvements or
    else by any moves. `drawn` is the same way as a list for a page of HTML, with the marks of the graph.
    """

    number: int | None
    title: str
    lines: tuple[str, ...]
    likely: str
    moves: tuple[Taken, ...]
    by: str
    drawn: str


def ways(found: Findings) -> tuple[Way, ...]:
    """Return the way to each of the likeliest ends, then to the other equilibria that are told of and attained.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.report.pages import findings
    >>> [(way.number, [taken.to for taken in way.moves]) for way in ways(findings(cases.load("elmira")))][:3]
    [(5, [5]), (1, []), (8, [5, 7, 8])]
    """
    evolution = found.evolution
    if evolution is None:
        return ()
    ends = {end.states[0] for end in found.ends}
    others = [k + 1 for k in found.told if k + 1 not in ends]
    to_ends = (_to_end(evolution, end) for end in found.ends)
    return (*to_ends, *(_to(evolution, number, "", evolution.path(number)) for number in others))


def _to_end(evolution: Evolution, end: End) -> Way:
    if end.settles:
        number = end.states[0]
        return _to(evolution, number, share(end.probability), evolution.likeliest.path(number))
    return Way(None, "No end", where(evolution.conflict, end), share(end.probability), (), "", "")


def _to(evolution: Evolution, number: int, likely: str, steps: Sequence[Step]) -> Way:
    by = evolution.way(number) or ""
    moves = tuple(_taken(evolution, step) for step in steps)
    lines, drawn = situation(evolution.conflict, number - 1), path(evolution, number, steps)
    return Way(number, f"State {number}", lines, likely, moves, by, drawn)


def _taken(evolution: Evolution, step: Step) -> Taken:
    conflict = evolution.conflict
    done = move(conflict, step.starts, step.stops) or f"moves to {situation(conflict, step.to - 1)[0]}"
    return Taken(dm_names(conflict)[conflict.position(step.dm)], done, step.to)
