"""In which row each state stands: by its distance from the status quo, with no more in a row than fit."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.analysis.excerpt.drawn import Excerpt

FAR = 1 << 30


def rows(excerpt: Excerpt, most: int) -> tuple[tuple[int, ...], ...]:
    """Return the numbers of the states in each row, the first one at the top.

    Parameters
    ----------
    excerpt : Excerpt
    most : int
        How many fit into a row.

    Returns
    -------
    tuple of tuple of int

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.excerpt import excerpt
    >>> from countermove.study import evolve, solve
    >>> elmira = cases.load("elmira")
    >>> rows(excerpt(solve(elmira), evolve(elmira)), 3)
    ((1,), (2, 3, 5), (9,), (4, 6, 7), (8,))
    """
    layers: dict[int, list[int]] = {}
    for number, distance in _distances(excerpt).items():
        layers.setdefault(distance, []).append(number)
    return tuple(part for distance in sorted(layers) for part in _parts(excerpt, sorted(layers[distance]), most))


def _distances(excerpt: Excerpt) -> dict[int, int]:
    """Return how many of the drawn moves each state is away from where the conflict starts."""
    graph = nx.DiGraph()
    graph.add_nodes_from(state.number for state in excerpt.states)
    graph.add_edges_from((move.start, move.to) for move in excerpt.moves)
    found = _from(graph, _starts(excerpt, graph))
    while apart := sorted(graph.nodes - found.keys()):
        near = [number for number in apart if any(each in found for each in graph.successors(number))]
        level = min((found[each] for k in near for each in graph.successors(k) if each in found), default=0)
        again = _from(graph.subgraph(apart), near[:1] or apart[:1])
        found |= {number: level + distance for number, distance in again.items()}
    return found


def _starts(excerpt: Excerpt, graph: nx.DiGraph) -> list[int]:
    """Return the status quo or, without one, the states that no drawn improvement leads to, if there are any."""
    if excerpt.status_quo:
        return [excerpt.status_quo.number]
    entered = {move.to for move in excerpt.moves if move.improves}
    return [number for number in sorted(graph) if number not in entered and graph.out_degree(number)] or [min(graph)]


def _from(graph: nx.DiGraph, starts: Iterable[int]) -> dict[int, int]:
    layers = nx.bfs_layers(graph, [*starts])
    return {number: distance for distance, layer in enumerate(layers) for number in layer}


def _parts(excerpt: Excerpt, layer: list[int], most: int) -> list[tuple[int, ...]]:
    """Divide a layer that is too wide, as evenly as can be; what is left by its own moves comes first."""
    if len(layer) <= most:
        return [tuple(layer)]
    within = nx.DiGraph((move.start, move.to) for move in excerpt.moves if {move.start, move.to} <= {*layer})
    depth = dict.fromkeys(layer, 0)
    for component in nx.topological_sort(nx.condensation(within)) if within else ():
        members = nx.condensation(within).nodes[component]["members"]
        before = [each for member in members for each in within.predecessors(member) if each not in members]
        for member in members:
            depth[member] = 1 + max((depth[each] for each in before), default=-1)
    ordered = sorted(layer, key=lambda number: (depth[number], number))
    count = -(-len(layer) // most)
    cuts = [round(k * len(layer) / count) for k in range(count + 1)]
    return [tuple(sorted(ordered[a:b])) for a, b in pairwise(cuts)]
