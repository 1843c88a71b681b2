"""`plot`: the figure of a conflict or a result, one drawing for each type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from countermove.analysis.evolution.evolve import evolve
from countermove.analysis.excerpt import excerpt
from countermove.analysis.solve import solve
from countermove.errors import InvalidRequest
from countermove.model.reading import concept_in
from countermove.report.brief.heading import shown_percents
from countermove.report.figures import calibration, graph, tornado
from countermove.report.figures.bars import BarRow, bars
from countermove.report.figures.figure import PREFIX, Figure
from countermove.report.figures.templates import style
from countermove.report.words import estimated, share, situation, tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from countermove.analysis.assumptions.result import Assumptions
    from countermove.analysis.evolution.result import Evolution
    from countermove.analysis.excerpt.result import Excerpt
    from countermove.analysis.solution import Solution
    from countermove.model.conflict import Conflict
    from countermove.simulation.forecasts.scores import Scores
    from countermove.simulation.judgement.result import Judgement
    from countermove.simulation.result import Worlds

MOST_SOLVED = 1 << 12
"""States up to which a figure says by which concepts states hold; beyond, only by that of the evolution."""

BARS = 12
"""Maximum number of bars."""


def plot(answer: object) -> Figure:
    """Return the figure of a conflict or a result.

    Parameters
    ----------
    answer : Conflict, Solution, Evolution, Excerpt, Worlds, Judgement, Assumptions or Scores
        The graph is drawn of the first four, bars of worlds and a judgement, a tornado of assumptions, and the
        calibration of scores.

    Returns
    -------
    Figure
        A notebook shows it; ``figure.save("name.svg")`` writes a file.

    Raises
    ------
    InvalidRequest
        If there is no figure of it.
    TooLarge
        If a conflict has too many states or moves to be searched.

    Examples
    --------
    >>> from countermove import cases, evolve
    >>> plot(evolve(cases.load("elmira")))
    Figure(title='Elmira groundwater contamination, 1989-91')
    """
    name = type(answer).__name__
    if name not in PLOTS:
        raise InvalidRequest(f"there is no figure of {name}; there is one of {', '.join(PLOTS)}")
    return PLOTS[name](answer)


def of_conflict(conflict: Conflict) -> Figure:
    """Return the graph of a conflict, with its evolution if it has a status quo."""
    evolution = None if conflict.status_quo is None else evolve(conflict)
    return of_excerpt(excerpt(solve(conflict), evolution))


def of_solution(found: Solution) -> Figure:
    """Return the graph of a conflict that was solved, with its evolution if it has a status quo and is small."""
    evolves = found.conflict.status_quo is not None and len(found.conflict.states) <= MOST_SOLVED
    return of_excerpt(excerpt(found, evolve(found.conflict) if evolves else None))


def of_evolution(found: Evolution) -> Figure:
    """Return the graph of the states and moves that the evolution comes by."""
    few = len(found.conflict.states) <= MOST_SOLVED
    solution = solve(found.conflict, None if few else [found.concept])
    return of_excerpt(excerpt(solution, found))


def of_excerpt(found: Excerpt) -> Figure:
    """Return the graph of an excerpt."""
    return Figure(tidy(found.conflict.title), graph(found, PREFIX), style())


def of_worlds(found: Worlds, most: int = BARS) -> Figure:
    """Return a bar for each state in which most worlds settle, or in which most hold where nothing starts."""
    return bars(f"{tidy(found.conflict.title)}: {worlds_measure(found)}", [*_state_bars(found, most)])


def worlds_measure(found: Worlds) -> str:
    """Return of what the shares of worlds are, in words."""
    return "where it settles" if found.evolves else f"what holds ({concept_in(found.conflict, found.concept).name})"


def _state_bars(found: Worlds, most: int) -> Iterator[BarRow]:
    axes = found.plan.axes
    for k in found.ordered()[:most]:
        part = found.at(k) if found.evolves else found.at(k, found.concept)
        coding, there = axes.place(k)
        yield BarRow("; ".join(situation(axes.widest[coding], there)), part.value, part.error, estimated(part))


def of_judgement(found: Judgement) -> Figure:
    """Return a bar for each end; where nothing is doubted, of the readings that lead there."""
    shown, readings = shown_percents(found), len(found.leaders)
    rows = []
    for k, each in enumerate(found.ends[:BARS]):
        value, error, words = each.chance.share.value, each.chance.share.error, f"{shown[k]} %"
        if found.deduction:
            times = sum(led == k for led in found.leaders.values())
            value, error, words = times / readings, 0.0, f"{times} of {readings}"
        rows.append(BarRow(f"{each.letter} {tidy(each.name)}", value, error, words))
    if found.unsettled.share.value:
        rows.append(BarRow("never settles", found.unsettled.share.value, 0.0, share(found.unsettled.share.value)))
    return bars(f"{tidy(found.conflict.title)}: {'in how many readings' if found.deduction else 'how it ends'}", rows)


def of_assumptions(found: Assumptions) -> Figure:
    """Return the tornado of a key assumptions check."""
    title = tidy(f"What it hinges on: {found.conflict.title}")
    return Figure(title, tornado.tornado(found, PREFIX), tornado.style())


def of_scores(found: Scores) -> Figure:
    """Return the calibration plot of some forecasts."""
    title = f"Calibration of {found.summary.count} forecasts"
    return Figure(title, calibration.calibration(found.summary.calibration, title), calibration.style())


PLOTS: Mapping[str, Callable[[Any], Figure]] = {
    "Conflict": of_conflict,
    "Solution": of_solution,
    "Evolution": of_evolution,
    "Excerpt": of_excerpt,
    "Worlds": of_worlds,
    "Judgement": of_judgement,
    "Assumptions": of_assumptions,
    "Scores": of_scores,
}
"""The drawings, by the name of the type."""
