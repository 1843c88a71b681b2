"""Two fronts joined in one decision maker, as a whole product, from the definition (He, Kilgour and Hipel).

Slow and plain, as the oracle is. The shared decision maker may move on both fronts at once and cares about the first
front before the second; everybody else moves and cares on one front only.
"""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

from countermove import Conflict
from countermove.model.moves import arcs
from oracle import CONCEPTS, GraphModel, is_stable

Moves = dict[int, frozenset[int]]


class Front(NamedTuple):
    """One conflict as a graph model, and the position in it of the decision maker that it shares."""

    alone: GraphModel
    shared: int

    @property
    def locals(self) -> list[int]:
        return [dm for dm in range(len(self.alone.rank)) if dm != self.shared]


def front(conflict: Conflict, shared: str) -> Front:
    moves: list[Moves] = []
    for dm in range(len(conflict.decision_makers)):
        ends: dict[int, set[int]] = {}
        for start, end in arcs(conflict, dm).tolist():
            ends.setdefault(start, set()).add(end)
        moves.append({start: frozenset(each) for start, each in ends.items()})
    ranks = tuple(dict(enumerate(row)) for row in conflict.ranks.tolist())
    return Front(GraphModel(tuple(range(len(conflict.states))), tuple(moves), ranks), conflict.position(shared))


def joined(first: Front, second: Front) -> GraphModel:
    """Return the product, `first` the more important: the shared decision maker, then the locals of both.

    State (s, t) has the number s * n + t, where n is the number of states of the second front.
    """
    n, every = len(second.alone.states), list(product(first.alone.states, second.alone.states))

    def both(s: int, t: int) -> frozenset[int]:
        here, there = first.alone.moves_from(first.shared, s) | {s}, second.alone.moves_from(second.shared, t) | {t}
        return frozenset(u * n + v for u, v in product(here, there) if (u, v) != (s, t))

    levels = sorted({_worth(first, second, s, t) for s, t in every})
    moves: list[Moves] = [{s * n + t: both(s, t) for s, t in every}]
    ranks = [{s * n + t: levels.index(_worth(first, second, s, t)) for s, t in every}]
    for dm in first.locals:
        moves.append({s * n + t: frozenset(u * n + t for u in first.alone.moves_from(dm, s)) for s, t in every})
        ranks.append({s * n + t: first.alone.rank[dm][s] for s, t in every})
    for dm in second.locals:
        moves.append({s * n + t: frozenset(s * n + v for v in second.alone.moves_from(dm, t)) for s, t in every})
        ranks.append({s * n + t: second.alone.rank[dm][t] for s, t in every})
    return GraphModel(tuple(s * n + t for s, t in every), tuple(moves), tuple(ranks))


def _worth(first: Front, second: Front, s: int, t: int) -> tuple[int, int]:
    return first.alone.rank[first.shared][s], second.alone.rank[second.shared][t]


def held(model: GraphModel) -> dict[str, set[int]]:
    """Return the equilibria of every concept but `sim`."""
    everyone = range(len(model.rank))
    return {c: {s for s in model.states if all(is_stable(model, c, dm, s) for dm in everyone)} for c in CONCEPTS}
