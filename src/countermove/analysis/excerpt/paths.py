"""The ways through a conflict that are worth drawing, the most telling first, and those for which there is room."""

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

    Moved = tuple[int, int, int]

NOTABLE = 0.05
"""A state that is expected to be visited less often than this is not worth a box of its own."""

FURTHER = 3
"""To how many equilibria that only other moves lead to the ways are worth drawing."""


@dataclass(frozen=True, slots=True)
class ExcerptPath:
    """Some states that belong together, by position, and the moves between them: the mover, from and to."""

    states: tuple[int, ...]
    moves: tuple[Moved, ...] = ()


def ways(
    solution: Solution, evolution: Evolution | None, told: Iterable[Explanation], most: int
) -> Iterator[ExcerptPath]:
    """Yield the ways, the most telling first; of each kind at most `most`, since no more fit.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.evolution.evolve import evolve
    >>> from countermove.analysis.solve import solve
    >>> elmira = cases.load("elmira")
    >>> [way.states for way in ways(solve(elmira), evolve(elmira), (), 3)]
    [(0,), (0, 4), (0, 4), (0,), (4,), (0, 8), (0, 4, 6, 7)]
    """
    if evolution is not None:
        yield ExcerptPath((evolution.status_quo - 1,))
        yield from _to_ends(evolution, most)
    told = tuple(told)
    for each in told:
        yield from _of_explanation(each)
    if evolution is None:
        yield from _standing(solution, most)
    else:
        yield from _attained(evolution, "improvements", most)
        yield from _visited(evolution, most)
        yield from _attained(evolution, "moves", FURTHER)
    yield from (ExcerptPath((each.state - 1,)) for each in told)  # last, since a box without an arrow tells little


def chosen(found: Iterable[ExcerptPath], most: int) -> list[ExcerptPath]:
    """Return the ways that fit into a number of states, each as a whole; the first one always does.

    Examples
    --------
    >>> chosen([ExcerptPath((0,)), ExcerptPath((0, 1, 2)), ExcerptPath((0, 3)), ExcerptPath((3, 0))], 2)
    [ExcerptPath(states=(0,), moves=()), ExcerptPath(states=(0, 3), moves=()), ExcerptPath(states=(3, 0), moves=())]
    """
    kept: list[ExcerptPath] = []
    states: set[int] = set()
    for way in found:
        if len(states.union(way.states)) <= most:
            kept.append(way)
            states.update(way.states)
    return kept


def _to_ends(evolution: Evolution, most: int) -> Iterator[ExcerptPath]:
    """Yield the likeliest way to each end and, of an end that never settles, the states that are gone round."""
    likeliest = evolution.likeliest
    for end in evolution.ends[:most]:
        moves = [(dm, start - 1, to - 1) for dm, start, to in likeliest.moves(likeliest.nearest(end.states))]
        yield ExcerptPath((evolution.status_quo - 1, *(to for _, _, to in moves)), tuple(moves))
        if not end.settles:
            yield ExcerptPath(tuple(number - 1 for number in end.states))


def _of_explanation(told: Explanation) -> Iterator[ExcerptPath]:
    """Yield the most tempting improvement from a state and, unless that is free, its sanction."""
    for answer in told.answers[:1]:
        sanction = answer.sanction.moves if answer.sanction and not told.by.simultaneous else ()
        moves = [
            (told.conflict.position(each.mover), each.start - 1, each.to - 1) for each in (answer.move, *sanction)
        ]
        yield ExcerptPath((told.state - 1, *(to for _, _, to in moves)), tuple(moves))


def _attained(evolution: Evolution, way: str, most: int) -> Iterator[ExcerptPath]:
    """Yield the shortest ways to the equilibria that improvements, or only other moves, lead to; nearest first."""
    found = evolution.by_improvements if way == "improvements" else evolution.by_moves
    distance = found.distance
    there = evolution.equilibria & (distance >= 0)
    if way == "moves":
        there &= evolution.by_improvements.distance < 0
    at = np.flatnonzero(there)
    for k in at[np.argsort(distance[at], kind="stable")][:most].tolist():
        moves = found.path(k)
        yield ExcerptPath((evolution.status_quo - 1, *(to for _, _, to in moves)), moves)


def _visited(evolution: Evolution, most: int) -> Iterator[ExcerptPath]:
    """Yield the states that credible improvements are likely to visit, one by one."""
    visits, states = evolution.absorbed.visits, evolution.chain.states
    order = np.lexsort((states, -visits.round(9)))[:most]
    yield from (ExcerptPath((int(states[at]),)) for at in order if visits[at] >= NOTABLE)


def _standing(solution: Solution, most: int) -> Iterator[ExcerptPath]:
    """Yield the equilibria that hold under most concepts, what improves to them, and other equilibria."""
    held = solution.holding()
    order = sorted(held, key=lambda k: (-len(held[k]), k))[:most]
    first = order[: max(1, most // 2)]
    yield from (ExcerptPath((k,)) for k in first)
    for k in first:
        yield from _leading_to(solution.conflict, k)
    yield from (ExcerptPath((k,)) for k in [*order, 0])


def _leading_to(conflict: Conflict, state: int) -> Iterator[ExcerptPath]:
    """Yield, for each decision maker, a move that improves on a state near this one and leads to it, if there is one.

    Only states that the same decision maker could also go back to are looked at.
    """
    moves = leaving(conflict)
    for dm, rank in enumerate(conflict.ranks):
        near = (k for k in moves(dm, state).tolist() if rank[k] < rank[state] and state in moves(dm, k))
        yield from (ExcerptPath((k, state), ((dm, k, state),)) for k in islice(near, 1))
