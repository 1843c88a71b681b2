"""The part of a conflict that a figure of its graph can show: which states and moves, and what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.excerpt.moves import Around, described, moves_among
from countermove.analysis.excerpt.paths import chosen, ways
from countermove.analysis.excerpt.result import Excerpt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.analysis.evolution.result import Evolution
    from countermove.analysis.explanation.result import Explanation
    from countermove.analysis.solution import Solution

STATES, MOVES = 14, 30
"""How many states and moves a figure has room for."""

SMALL = 12
"""A conflict of so many states is shown with all of them."""


def excerpt(
    solution: Solution,
    evolution: Evolution | None = None,
    told: Iterable[Explanation] = (),
    *,
    most_states: int = STATES,
    most_moves: int = MOVES,
) -> Excerpt:
    """Return the states and moves of a conflict that matter most, up to a number that can be drawn.

    In this order, each way as a whole or not at all: the status quo; the likeliest way to each end; what is told in
    explanations, with the improvement that is punished and its sanction; the shortest ways to the equilibria that
    improvements attain; whatever else credible improvements are likely to visit; the ways to other equilibria. A
    conflict of up to 12 states is shown with all of them. Of the moves between these states the ones on such ways
    come first, then what credible improvements take, then other improvements.

    Parameters
    ----------
    solution : Solution
        Which states hold.
    evolution : Evolution, optional
        How the conflict moves on from its status quo. Its concept says which improvements are sanctioned; without it,
        sequential stability does.
    told : iterable of Explanation, optional
        Explanations that stand beside the figure.
    most_states, most_moves : int
        Not more than so many are chosen.

    Returns
    -------
    Excerpt

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.evolution.evolve import evolve
    >>> from countermove.analysis.solve import solve
    >>> elmira = cases.load("elmira")
    >>> found = excerpt(solve(elmira), evolve(elmira))
    >>> [state.number for state in found.states if state.dead_end]
    [5, 8, 9]
    >>> [(move.dm, move.start, move.to) for move in found.moves if move.probability]
    [('local_government', 1, 5)]
    """
    conflict, everything = solution.conflict, [*ways(solution, evolution, tuple(told), most_states)]
    if len(conflict.states) <= min(SMALL, most_states):
        positions = np.arange(len(conflict.states))
    else:
        everything = chosen(everything, most_states)
        positions = np.unique([k for way in everything for k in way.states])
    around = Around(conflict, evolution, positions)
    moves = moves_among(around, everything, most_moves)
    states = described(around, solution, evolution, moves)
    return Excerpt(conflict, around.concept, states, moves, len(conflict.states) - len(states))
