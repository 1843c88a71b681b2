"""How it gets there: the ends with their likelihood, and the shortest way to each.

The signposts: which events tell the ends apart, as a report shows them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.report.figures import path
from countermove.report.names import capitalised
from countermove.report.pages.answers import MOST_ENDS
from countermove.report.pages.overview import where
from countermove.report.signposts import event, likeliest, reading, signpost_lines
from countermove.report.words import dm_names, move, share, situation, tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countermove.analysis.evolution.absorption import End
    from countermove.analysis.evolution.paths import Step
    from countermove.analysis.evolution.result import Evolution
    from countermove.analysis.evolution.signposts import Signpost
    from countermove.report.pages.answers import Findings


@dataclass(frozen=True, slots=True)
class Taken:
    """A move on a way: who makes it, what it does, and the number of the state it leads to."""

    dm: str
    does: str
    to: int


@dataclass(frozen=True, slots=True)
class EndPath:
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


def ways(found: Findings) -> tuple[EndPath, ...]:
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


def _to_end(evolution: Evolution, end: End) -> EndPath:
    if end.settles:
        number = end.states[0]
        return _to(evolution, number, share(end.probability), evolution.likeliest.path(number))
    return EndPath(None, "No end", where(evolution.conflict, end), share(end.probability), (), "", "")


def _to(evolution: Evolution, number: int, likely: str, steps: Sequence[Step]) -> EndPath:
    by = evolution.way(number) or ""
    moves = tuple(_taken(evolution, step) for step in steps)
    lines, drawn = situation(evolution.conflict, number - 1), path(evolution, number, steps)
    return EndPath(number, f"State {number}", lines, likely, moves, by, drawn)


def _taken(evolution: Evolution, step: Step) -> Taken:
    conflict = evolution.conflict
    done = move(conflict, step.starts, step.stops) or f"moves to {situation(conflict, step.to - 1)[0]}"
    return Taken(dm_names(conflict)[conflict.position(step.dm)], done, step.to)


@dataclass(frozen=True, slots=True)
class Sign:
    """An event, who brings it about, and what it tells."""

    dm: str
    does: str
    tells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signs:
    """The signposts after which one end is certain, or after which fewer are possible."""

    title: str
    signs: tuple[Sign, ...]


def signs(evolution: Evolution) -> tuple[Signs, ...]:
    """Return the likeliest signposts of each of the likeliest ends, then those that leave several ends.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.evolution.evolve import evolve
    >>> [each.title for each in signs(evolve(cases.load("kazakhstan-2022")))][:2]
    ['State 355 (50 %) is certain once', 'State 411 (25 %) is certain once']
    >>> signs(evolve(cases.load("elmira")))
    ()
    """
    if len(evolution.ends) == 1:
        return ()
    found, posts = [], evolution.signposts.signposts
    for place, end in enumerate(evolution.ends[:MOST_ENDS]):
        title = f"{capitalised(tidy(str(end)))} ({share(end.probability)}) is certain once"
        found.append(_signs(evolution, title, [each for each in posts if each.settles == place]))
    found.append(_signs(evolution, "Fewer ends are left, but several, once", evolution.signposts.narrowing()))
    return tuple(each for each in found if each.signs)


def notes(evolution: Evolution) -> tuple[str, ...]:
    """Return how signposts are to be read."""
    return () if len(evolution.ends) == 1 else tuple(reading(evolution))


def _signs(evolution: Evolution, title: str, posts: Sequence[Signpost]) -> Signs:
    names = dm_names(evolution.conflict)
    return Signs(
        title,
        tuple(
            Sign(
                names[evolution.conflict.position(each.dm)],
                event(evolution, each),
                tuple(capitalised(line) for line in signpost_lines(evolution, each)),
            )
            for each in likeliest(posts)
        ),
    )
