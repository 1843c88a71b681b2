"""Paths of an excerpt: which sequences of states are drawn together, in order of importance."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.moves import leaving

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from countermove.analysis.evolution.result import Evolution
    from countermove.analysis.explanation.result import Explanation
    from countermove.analysis.solution import Solution
    from countermove.model.conflict import Conflict

    MoveKey = tuple[int, int, int]

NOTABLE = 0.05
"""Minimum expected number of visits of a state that is drawn for its visits alone."""

MOST_BY_MOVES = 3
"""Maximum number of paths to equilibria that only moves attain."""


@dataclass(frozen=True, slots=True)
class ExcerptPath:
    """States that are drawn together, and moves between them.

    Attributes
    ----------
    states : tuple of int
        State positions.
    moves : tuple of (int, int, int)
        Mover, from and to of each move, as positions.
    """

    states: tuple[int, ...]
    moves: tuple[MoveKey, ...] = ()


def excerpt_paths(
    solution: Solution, evolution: Evolution | None, explanations: Iterable[Explanation], most: int
) -> Iterator[ExcerptPath]:
    """Yield the paths to draw, the most important first; at most `most` of each kind.

    Examples
    --------
    >>> from countermove import cases, evolve, solve
    >>> elmira = cases.load("elmira")
    >>> [path.states for path in excerpt_paths(solve(elmira), evolve(elmira), (), 3)]
    [(0,), (0, 4), (0, 4), (0,), (4,), (0, 8), (0, 4, 6, 7)]
    """
    if evolution is not None:
        yield ExcerptPath((evolution.status_quo - 1,))
        yield from _to_ends(evolution, most)
    explanations = tuple(explanations)
    for each in explanations:
        yield from _of_explanation(each)
    if evolution is None:
        yield from _standing(solution, most)
    else:
        yield from _attained(evolution, "improvements", most)
        yield from _visited(evolution, most)
        yield from _attained(evolution, "moves", MOST_BY_MOVES)
    yield from (
        ExcerptPath((each.state - 1,)) for each in explanations
    )  # last, since a box without an arrow says little


def within_limit(paths: Iterable[ExcerptPath], most: int) -> list[ExcerptPath]:
    """Return the paths whose states fit, together with those of earlier paths, into `most` states.

    Examples
    --------
    >>> within_limit([ExcerptPath((0,)), ExcerptPath((0, 1, 2)), ExcerptPath((0, 3)), ExcerptPath((3, 0))], 2)
    [ExcerptPath(states=(0,), moves=()), ExcerptPath(states=(0, 3), moves=()), ExcerptPath(states=(3, 0), moves=())]
    """
    kept: list[ExcerptPath] = []
    states: set[int] = set()
    for path in paths:
        if len(states.union(path.states)) <= most:
            kept.append(path)
            states.update(path.states)
    return kept


def _to_ends(evolution: Evolution, most: int) -> Iterator[ExcerptPath]:
    """Yield the likeliest path to each end, and all states of an end that never settles."""
    likeliest = evolution.likeliest
    for end in evolution.ends[:most]:
        moves = [(dm, start - 1, to - 1) for dm, start, to in likeliest.moves(likeliest.nearest(end.states))]
        yield ExcerptPath((evolution.status_quo - 1, *(to for _, _, to in moves)), tuple(moves))
        if not end.settles:
            yield ExcerptPath(tuple(number - 1 for number in end.states))


def _of_explanation(explanation: Explanation) -> Iterator[ExcerptPath]:
    """Yield the most tempting improvement of an explanation, with its sanction if it has one."""
    for answer in explanation.answers[:1]:
        sanction = answer.sanction.moves if answer.sanction and not explanation.by.simultaneous else ()
        moves = [
            (explanation.conflict.position(each.mover), each.start - 1, each.to - 1)
            for each in (answer.move, *sanction)
        ]
        yield ExcerptPath((explanation.state - 1, *(to for _, _, to in moves)), tuple(moves))


def _attained(evolution: Evolution, by: str, most: int) -> Iterator[ExcerptPath]:
    """Yield shortest paths to the equilibria that improvements, or only moves, attain; the nearest first."""
    found = evolution.by_improvements if by == "improvements" else evolution.by_moves
    distance = found.distance
    there = evolution.equilibria & (distance >= 0)
    if by == "moves":
        there &= evolution.by_improvements.distance < 0
    at = np.flatnonzero(there)
    for k in at[np.argsort(distance[at], kind="stable")][:most].tolist():
        moves = found.path(k)
        yield ExcerptPath((evolution.status_quo - 1, *(to for _, _, to in moves)), moves)


def _visited(evolution: Evolution, most: int) -> Iterator[ExcerptPath]:
    """Yield the states that credible improvements are likely to visit, each alone."""
    visits, states = evolution.absorbed.visits, evolution.chain.states
    order = np.lexsort((states, -visits.round(9)))[:most]
    yield from (ExcerptPath((int(states[at]),)) for at in order if visits[at] >= NOTABLE)


def _standing(solution: Solution, most: int) -> Iterator[ExcerptPath]:
    """Yield the equilibria under most concepts, improvements that lead to them, and other equilibria."""
    held = solution.holding()
    order = sorted(held, key=lambda k: (-len(held[k]), k))[:most]
    first = order[: max(1, most // 2)]
    yield from (ExcerptPath((k,)) for k in first)
    for k in first:
        yield from _leading_to(solution.conflict, k)
    yield from (ExcerptPath((k,)) for k in [*order, 0])


def _leading_to(conflict: Conflict, state: int) -> Iterator[ExcerptPath]:
    """Yield, for each decision maker, an improvement to a state that can be taken back, if there is one."""
    moves = leaving(conflict)
    for dm, rank in enumerate(conflict.ranks):
        near = (k for k in moves(dm, state).tolist() if rank[k] < rank[state] and state in moves(dm, k))
        yield from (ExcerptPath((k, state), ((dm, k, state),)) for k in islice(near, 1))
