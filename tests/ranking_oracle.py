"""The slow twin of changes of rankings: all rankings, one after the other, judged by the definitions."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import combinations, permutations, product
from typing import TypeAlias

from oracle import CONCEPTS, GraphModel, OptionForm, is_sim_stable, is_stable
from random_conflicts import draw_graph_model, draw_interleaved_form

Model: TypeAlias = GraphModel | OptionForm
Order: TypeAlias = tuple[int, ...]
ChangedPair: TypeAlias = tuple[int, int, int]
Found: TypeAlias = list[tuple[int, frozenset[ChangedPair]]]


@cache
def weak_orders(states: int) -> list[Order]:
    """Return all rankings with ties: ranks from 0 without gaps."""
    return [rank for rank in product(range(states), repeat=states) if {*rank} == {*range(max(rank) + 1)}]


def draw_model(rng: random.Random, least: int, most: int) -> Model:
    """Draw a conflict in either form with so many states."""
    while True:
        if rng.random() < 0.5:
            model: Model = draw_graph_model(rng, max_states=most, max_dms=3)
        else:
            model = draw_interleaved_form(rng, max_options=3, max_dms=3)
        if least <= len(states_of(model)) <= most:
            return model


def states_of(model: Model) -> list[int]:
    return [*model.states] if isinstance(model, GraphModel) else sorted(model.feasible)


def concepts_of(model: Model) -> tuple[str, ...]:
    return CONCEPTS if isinstance(model, GraphModel) else (*CONCEPTS, "sim")


def movers_of(model: Model) -> list[int]:
    """Return who owns an option or a move; all, if nobody does."""
    if isinstance(model, OptionForm):
        found = sorted({*model.owner})
    else:
        found = [dm for dm, moves in enumerate(model.moves) if any(moves.values())]
    return found or [*range(len(model.rank))]


def with_ranking(model: Model, dm: int, order: Sequence[int]) -> Model:
    """Return the same conflict with another ranking of one decision maker."""
    new = dict(zip(states_of(model), order, strict=True))
    rank = tuple(new if k == dm else each for k, each in enumerate(model.rank))
    if isinstance(model, GraphModel):
        return GraphModel(model.states, model.moves, rank)
    return OptionForm(model.owner, model.direction, model.feasible, rank, model.dms)


def stable(model: Model, concept: str, dm: int, state: int) -> bool:
    if concept == "sim":
        assert isinstance(model, OptionForm)
        return is_sim_stable(model, dm, state)
    return is_stable(model.graph() if isinstance(model, OptionForm) else model, concept, dm, state)


def holds(model: Model, concept: str, state: int) -> bool:
    return all(stable(model, concept, dm, state) for dm in movers_of(model))


def order_of(rank: Sequence[int], a: int, b: int) -> int:
    return (rank[a] > rank[b]) - (rank[a] < rank[b])


def halves(before: Sequence[int], after: Sequence[int]) -> int:
    """Return the Kemeny-Snell distance, in halves."""
    pairs = combinations(range(len(before)), 2)
    return sum(abs(order_of(before, a, b) - order_of(after, a, b)) for a, b in pairs)


def changed_pairs(before: Sequence[int], after: Sequence[int], dm: int) -> frozenset[ChangedPair]:
    pairs = combinations(range(len(before)), 2)
    return frozenset((dm, a, b) for a, b in pairs if order_of(before, a, b) != order_of(after, a, b))


def ranking_of(model: Model, dm: int) -> Order:
    return tuple(model.rank[dm][state] for state in states_of(model))


def profiles(model: Model, dms: Sequence[int]) -> Iterator[tuple[int, frozenset[ChangedPair], Model]]:
    """Yield all rankings of some decision makers, with their distance in halves and the changed pairs."""
    size = len(states_of(model))
    for orders in product(weak_orders(size), repeat=len(dms)):
        cost, pairs, made = 0, frozenset[ChangedPair](), model
        for dm, order in zip(dms, orders, strict=True):
            cost += halves(ranking_of(model, dm), order)
            pairs |= changed_pairs(ranking_of(model, dm), order, dm)
            made = with_ranking(made, dm, order)
        yield cost, pairs, made


def least_changes(model: Model, dms: Sequence[int], most: int | None, serves: Callable[[Model], bool]) -> Found:
    """Return the cost and the changed pairs of the least changes up to a cost, in halves; by default the cheapest.

    They are inclusion-minimal among all changes that serve, and the cheapest that have these pairs.
    """
    serving = [(cost, pairs) for cost, pairs, made in profiles(model, dms) if serves(made)]
    limit = min((cost for cost, _ in serving), default=0) if most is None else most
    every = {pairs for _, pairs in serving}
    minimal = {pairs for pairs in every if not any(other < pairs for other in every)}
    cheapest = {pairs: min(cost for cost, same in serving if same == pairs) for pairs in minimal}
    return sorted(((cost, pairs) for pairs, cost in cheapest.items() if cost <= limit), key=ordered)


def ordered(change: tuple[int, frozenset[ChangedPair]]) -> tuple[int, list[ChangedPair]]:
    return change[0], sorted(change[1])


def stable_rankings(model: Model, concept: str, dm: int, state: int) -> int:
    """Return the number of strict rankings of a decision maker that make a state stable for it."""
    size = len(states_of(model))
    return sum(stable(with_ranking(model, dm, order), concept, dm, state) for order in permutations(range(size)))
