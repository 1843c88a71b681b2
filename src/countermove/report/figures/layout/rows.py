"""Layer assignment: the row of each state, by its distance from the status quo (breadth-first search)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from countermove.analysis.excerpt.result import Excerpt


def rows(excerpt: Excerpt, most: int) -> tuple[tuple[int, ...], ...]:
    """Return the numbers of the states in each row, the first one at the top.

    Parameters
    ----------
    excerpt : Excerpt
    most : int
        The maximum number of states in a row.

    Returns
    -------
    tuple of tuple of int
        The numbers of the states, row by row.

    Examples
    --------
    >>> from countermove import cases, evolve, solve
    >>> from countermove.analysis.excerpt import excerpt
    >>> elmira = cases.load("elmira")
    >>> rows(excerpt(solve(elmira), evolve(elmira)), 3)
    ((1,), (2, 3), (5, 9), (4, 6, 7), (8,))
    """
    graph = graph_of(excerpt)
    layers: dict[int, list[int]] = {}
    for number, distance in _distances(excerpt, graph).items():
        layers.setdefault(distance, []).append(number)
    return tuple(part for distance in sorted(layers) for part in _parts(graph.subgraph(layers[distance]), most))


def graph_of(excerpt: Excerpt) -> nx.DiGraph:
    """Return the drawn states and moves as a graph; `improves` tells whether an edge stands for an improvement."""
    graph = nx.DiGraph()
    graph.add_nodes_from(state.number for state in excerpt.states)
    for move in excerpt.moves:
        improves = graph.get_edge_data(move.start, move.to, {"improves": False})["improves"] or move.improves
        graph.add_edge(move.start, move.to, improves=improves)
    return graph


def _distances(excerpt: Excerpt, graph: nx.DiGraph) -> dict[int, int]:
    """Return the distance of each state from the status quo, in drawn moves.

    A state that only moves in the other direction connect counts as a neighbour. Components without the status quo
    stand below, and states without any move come last.
    """
    start = [excerpt.status_quo.number] if excerpt.status_quo else []
    left = [number for number in graph if graph.degree(number) or number in start]
    found: dict[int, int] = {}
    while left:
        below = 1 + max(found.values(), default=-1)
        rest = graph.subgraph(left)
        nearest = _outwards(rest, [*set(start) & set(rest)] or _sources(rest))
        found |= {number: below + distance for number, distance in nearest.items()}
        left = [number for number in left if number not in found]
    below = 1 + max(found.values(), default=-1)
    return found | {number: below for number in graph if number not in found}


def _sources(graph: nx.DiGraph) -> list[int]:
    """Return the states that no improvement leads to; if there are none, the first state."""
    improves = nx.subgraph_view(graph, filter_edge=lambda start, end: graph.edges[start, end]["improves"])
    return [number for number in sorted(graph) if not improves.in_degree(number)] or [min(graph)]


def _outwards(graph: nx.DiGraph, starts: list[int]) -> dict[int, int]:
    """Return the distance of states from the nearest of `starts`, along moves and, at their end, against them."""
    found = {number: distance for distance, layer in enumerate(nx.bfs_layers(graph, starts)) for number in layer}
    while near := nx.node_boundary(graph.reverse(copy=False), found):
        met = {number: min(found[each] for each in graph.successors(number) if each in found) for number in near}
        found |= {number: distance + 1 for number, distance in met.items()}
    return found


def _parts(graph: nx.DiGraph, most: int) -> list[tuple[int, ...]]:
    """Divide a layer that is too wide into even rows, in the topological order of its strong components."""
    whole = nx.condensation(graph)
    depth = {
        number: level
        for level, parts in enumerate(nx.topological_generations(whole))
        for part in parts
        for number in whole.nodes[part]["members"]
    }
    ordered = sorted(graph, key=lambda number: (depth[number], number))
    count = -(-len(ordered) // most)
    cuts = [round(k * len(ordered) / count) for k in range(count + 1)]
    return [tuple(sorted(ordered[a:b])) for a, b in pairwise(cuts)]
