"""The section on evolution: the ends with their probabilities and paths, and the signposts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.report.figures import path
from countermove.report.pages.answers import MOST_ENDS
from countermove.report.pages.overview import end_in_words
from countermove.report.references import capitalised
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
class PathMove:
    """A move on a path: its decision maker, its options, and the number of the state that it leads to."""

    dm: str
    does: str
    to: int


@dataclass(frozen=True, slots=True)
class EndPath:
    """A state, the probability that the conflict ends there, and a path from the status quo.

    The path to an end is the likeliest path by credible improvements. The path to another equilibrium is a shortest
    path, by improvements if possible, else by moves. `drawn` is the path as a list in HTML.
    """

    number: int | None
    title: str
    lines: tuple[str, ...]
    likely: str
    moves: tuple[PathMove, ...]
    by: str
    drawn: str


def end_paths(found: Findings) -> tuple[EndPath, ...]:
    """Return the paths to the likeliest ends, then those to the other equilibria in the report.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.report.pages import findings
    >>> [(each.number, [move.to for move in each.moves]) for each in end_paths(findings(cases.load("elmira")))][:3]
    [(5, [5]), (1, []), (8, [5, 7, 8])]
    """
    evolution = found.evolution
    if evolution is None:
        return ()
    ends = {end.states[0] for end in found.ends}
    others = [k + 1 for k in found.told if k + 1 not in ends]
    to_ends = (_end_path(evolution, end) for end in found.ends)
    return (*to_ends, *(_state_path(evolution, number, "", evolution.path(number)) for number in others))


def _end_path(evolution: Evolution, end: End) -> EndPath:
    if end.settles:
        number = end.states[0]
        return _state_path(evolution, number, share(end.probability), evolution.likeliest.path(number))
    return EndPath(None, "No end", end_in_words(evolution.conflict, end), share(end.probability), (), "", "")


def _state_path(evolution: Evolution, number: int, likely: str, steps: Sequence[Step]) -> EndPath:
    by = evolution.way(number) or ""
    moves = tuple(_path_move(evolution, step) for step in steps)
    lines, drawn = situation(evolution.conflict, number - 1), path(evolution, number, steps)
    return EndPath(number, f"State {number}", lines, likely, moves, by, drawn)


def _path_move(evolution: Evolution, step: Step) -> PathMove:
    conflict = evolution.conflict
    done = move(conflict, step.starts, step.stops) or f"moves to {situation(conflict, step.to - 1)[0]}"
    return PathMove(dm_names(conflict)[conflict.position(step.dm)], done, step.to)


@dataclass(frozen=True, slots=True)
class SignpostRow:
    """A signpost: the event, its decision maker, and the ends that remain possible."""

    dm: str
    does: str
    tells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignpostGroup:
    """The signposts of one end, or those after which several ends remain possible."""

    title: str
    signs: tuple[SignpostRow, ...]


def signpost_groups(evolution: Evolution) -> tuple[SignpostGroup, ...]:
    """Return the likeliest signposts of each end, then those that leave several ends.

    Examples
    --------
    >>> from countermove import cases, evolve
    >>> [each.title for each in signpost_groups(evolve(cases.load("kazakhstan-2022")))][:2]
    ['State 355 (50 %) is certain once', 'State 411 (25 %) is certain once']
    >>> signpost_groups(evolve(cases.load("elmira")))
    ()
    """
    if len(evolution.ends) == 1:
        return ()
    found, posts = [], evolution.signposts.signposts
    for place, end in enumerate(evolution.ends[:MOST_ENDS]):
        title = f"{capitalised(tidy(str(end)))} ({share(end.probability)}) is certain once"
        found.append(_signpost_group(evolution, title, [each for each in posts if each.settles == place]))
    found.append(
        _signpost_group(evolution, "Fewer ends are left, but several, once", evolution.signposts.narrowing())
    )
    return tuple(each for each in found if each.signs)


def signpost_notes(evolution: Evolution) -> tuple[str, ...]:
    """Return notes on how to read the signposts; empty if there is only one end."""
    return () if len(evolution.ends) == 1 else tuple(reading(evolution))


def _signpost_group(evolution: Evolution, title: str, posts: Sequence[Signpost]) -> SignpostGroup:
    names = dm_names(evolution.conflict)
    return SignpostGroup(
        title,
        tuple(
            SignpostRow(
                names[evolution.conflict.position(each.dm)],
                event(evolution, each),
                tuple(capitalised(line) for line in signpost_lines(evolution, each)),
            )
            for each in likeliest(posts)
        ),
    )
