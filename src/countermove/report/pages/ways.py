"""How it gets there: the ends with their likelihood, and the shortest way to each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.report.pages.wording import where
from countermove.report.words import dm_names, move, share, situation

if TYPE_CHECKING:
    from countermove.analysis.evolution.answer import Evolution
    from countermove.analysis.evolution.ends import End
    from countermove.analysis.evolution.paths import Step
    from countermove.report.pages.findings import Findings


@dataclass(frozen=True, slots=True)
class Taken:
    """A move on a way: who makes it, what it does, and the number of the state it leads to."""

    dm: str
    does: str
    to: int


@dataclass(frozen=True, slots=True)
class Way:
    """Where it can end, how likely that is, and a shortest way there: by improvements, or else by any moves."""

    number: int | None
    title: str
    lines: tuple[str, ...]
    likely: str
    moves: tuple[Taken, ...]
    by: str


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
    return (*(_to_end(evolution, end) for end in found.ends), *(_to(evolution, number, "") for number in others))


def _to_end(evolution: Evolution, end: End) -> Way:
    if end.settles:
        return _to(evolution, end.states[0], share(end.probability))
    return Way(None, "No end", where(evolution.conflict, end), share(end.probability), (), "")


def _to(evolution: Evolution, number: int, likely: str) -> Way:
    by = evolution.way(number) or ""
    moves = tuple(_taken(evolution, step) for step in evolution.path(number))
    return Way(number, f"State {number}", situation(evolution.conflict, number - 1), likely, moves, by)


def _taken(evolution: Evolution, step: Step) -> Taken:
    conflict = evolution.conflict
    done = move(conflict, step.starts, step.stops) or f"moves to {situation(conflict, step.to - 1)[0]}"
    return Taken(dm_names(conflict)[conflict.position(step.dm)], done, step.to)
