"""Excerpt: the states and moves of a conflict that a figure of its graph has room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.excerpt.moves import MoveFacts, drawn_moves, drawn_states
from countermove.analysis.excerpt.paths import ExcerptPath, excerpt_paths, within_limit
from countermove.analysis.excerpt.result import Excerpt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from countermove.analysis.evolution.paths import Step
    from countermove.analysis.evolution.result import Evolution
    from countermove.analysis.explanation.result import Explanation
    from countermove.analysis.solution import Solution
    from countermove.model.conflict import Conflict

STATES, MOVES = 14, 30
"""Maximum numbers of states and moves in a figure."""

SMALL = 12
"""Maximum number of states of a conflict that is shown whole."""


def excerpt(
    solution: Solution,
    evolution: Evolution | None = None,
    explanations: Iterable[Explanation] = (),
    *,
    most_states: int = STATES,
    most_moves: int = MOVES,
) -> Excerpt:
    """Return the states and moves of a conflict that matter most, up to a number that can be drawn.

    States are chosen by paths, each path as a whole or not at all, in this order:

    1. the status quo;
    2. the likeliest path to each end;
    3. the most tempting improvement of each explanation, with its sanction;
    4. the shortest paths to equilibria that improvements attain;
    5. other states that credible improvements are likely to visit;
    6. the shortest paths to other equilibria.

    Of a conflict of up to 12 states all are shown. Of the moves between the states, those on such paths come first,
    then those of the evolution, then other improvements.

    Parameters
    ----------
    solution : Solution
        The equilibria of the conflict.
    evolution : Evolution, optional
        The evolution of the conflict. Its concept decides which improvements are sanctioned; without an evolution,
        the conflict's reading does.
    explanations : iterable of Explanation, optional
        Explanations that stand beside the figure.
    most_states, most_moves : int
        Maximum numbers of states and moves.

    Returns
    -------
    Excerpt

    Examples
    --------
    >>> from countermove import cases, evolve, solve
    >>> elmira = cases.load("elmira")
    >>> found = excerpt(solve(elmira), evolve(elmira))
    >>> [state.number for state in found.states if state.dead_end]
    [5, 8, 9]
    >>> [(move.dm, move.start, move.to) for move in found.moves if move.probability]
    [('local_government', 1, 5)]
    """
    conflict, paths = solution.conflict, [*excerpt_paths(solution, evolution, tuple(explanations), most_states)]
    if len(conflict.states) <= min(SMALL, most_states):
        positions = np.arange(len(conflict.states))
    else:
        paths = within_limit(paths, most_states)
        positions = np.unique([k for path in paths for k in path.states])
    facts = MoveFacts(conflict, evolution, positions)
    moves = drawn_moves(facts, paths, most_moves)
    states = drawn_states(facts, solution, moves)
    return Excerpt(conflict, facts.concept, states, moves, len(conflict.states) - len(states))


def excerpt_of_ways(
    solution: Solution, evolution: Evolution, ways: Iterable[Sequence[Step]], *, most_states: int = STATES
) -> Excerpt:
    """Return the states and moves of some ways from the status quo, and nothing else.

    Parameters
    ----------
    solution : Solution
        The equilibria of the conflict.
    evolution : Evolution
        The evolution of the same conflict.
    ways : iterable of sequence of Step
        The most important first. A way is shown as a whole or, if the states would be too many, not at all.
    most_states : int
        Maximum number of states.

    Examples
    --------
    >>> from countermove import cases, evolve, solve
    >>> elmira = cases.load("elmira")
    >>> found = excerpt_of_ways(solve(elmira), evolved := evolve(elmira), [evolved.path(8)])
    >>> [(move.start, move.to) for move in found.moves]
    [(1, 5), (5, 7), (7, 8)]
    """
    conflict, start = solution.conflict, evolution.status_quo - 1
    paths = within_limit([ExcerptPath((start,)), *(_as_path(conflict, start, way) for way in ways)], most_states)
    facts = MoveFacts(conflict, evolution, np.unique([k for path in paths for k in path.states]))
    moves = drawn_moves(facts, paths, len({move for path in paths for move in path.moves}))
    states = drawn_states(facts, solution, moves)
    return Excerpt(conflict, facts.concept, states, moves, len(conflict.states) - len(states))


def _as_path(conflict: Conflict, start: int, way: Sequence[Step]) -> ExcerptPath:
    moves = tuple((conflict.position(step.dm), step.start - 1, step.to - 1) for step in way)
    return ExcerptPath((start, *(to for _, _, to in moves)), moves)
