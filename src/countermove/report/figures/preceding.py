"""From which state a reader comes to each other one: so that what is new in it can stand first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from countermove.analysis.excerpt.result import DrawnMove, Excerpt

TAKEN, IMPROVING, ANY = 1.0, 2.0, 3.0
"""How long a move seems that is taken, that is another improvement, or that is none."""


def preceding(excerpt: Excerpt) -> dict[int, int]:
    """Return the state before each state on the way from the status quo that strikes the eye, by number.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.excerpt import excerpt
    >>> from countermove.study import evolve, solve
    >>> elmira = cases.load("elmira")
    >>> preceding(excerpt(solve(elmira), evolve(elmira)))
    {5: 1, 2: 1, 3: 1, 9: 1, 6: 5, 7: 5, 4: 2, 8: 6}
    """
    if excerpt.status_quo is None:
        return {}
    graph = nx.DiGraph()
    graph.add_nodes_from(state.number for state in excerpt.states)
    for move in sorted(excerpt.moves, key=lambda move: -_length(move)):
        graph.add_edge(move.start, move.to, length=_length(move))
    ways = nx.single_source_dijkstra_path(graph, excerpt.status_quo.number, weight="length")
    return {number: way[-2] for number, way in ways.items() if len(way) > 1}


def _length(move: DrawnMove) -> float:
    if move.probability:
        return TAKEN - 0.1 * move.probability
    return IMPROVING if move.improves else ANY
