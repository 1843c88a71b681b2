"""The slow twin of elicitation: all completions of what is known, written out, each judged by the oracle."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product

from countermove.model.incomplete import IncompleteRanking, Relation
from oracle import GraphModel, OptionForm, is_sim_stable, is_stable

Ranking = tuple[int, ...]
Model = GraphModel | OptionForm


@cache
def weak_orders(size: int) -> tuple[Ranking, ...]:
    """Return all rankings of so many things with ties, as dense ranks; a larger one is preferred."""
    return tuple(
        ranks for ranks in product(range(size), repeat=size) if {*ranks} == {*range(max(ranks, default=-1) + 1)}
    )


def completions(known: IncompleteRanking) -> list[Ranking]:
    """Return the weak orders in which every answer is true."""
    return [ranks for ranks in weak_orders(known.size) if all(agrees(ranks, *each) for each in known.said)]


def agrees(ranks: Ranking, first: int, second: int, relation: str) -> bool:
    a, b = ranks[first], ranks[second]
    if relation in {"above", "below"}:
        return a > b if relation == "above" else a < b
    return a == b if relation == "same" else a >= b


def states_of(model: Model) -> list[int]:
    return sorted(model.feasible if isinstance(model, OptionForm) else model.states)


def with_ranks(model: Model, ranks: Mapping[int, Sequence[int]]) -> Model:
    """Return the model with other ranks of some decision makers, in the order of the states."""
    states = states_of(model)
    new = tuple(dict(zip(states, ranks[i], strict=True)) if i in ranks else old for i, old in enumerate(model.rank))
    if isinstance(model, OptionForm):
        return OptionForm(model.owner, model.direction, model.feasible, new, model.dms)
    return GraphModel(model.states, model.moves, new)


def holds(model: Model, concept: str, dm: int, state: int) -> bool:
    """Return whether a state is stable for a decision maker."""
    if concept == "sim":
        assert isinstance(model, OptionForm)
        return is_sim_stable(model, dm, state)
    return is_stable(model.graph() if isinstance(model, OptionForm) else model, concept, dm, state)


def completed(model: Model, known: Mapping[int, IncompleteRanking]) -> Iterator[Model]:
    """Yield the model with every combination of completions."""
    for ranks in product(*(completions(each) for each in known.values())):
        yield with_ranks(model, dict(zip(known, ranks, strict=True)))


def draw_answers(rng: random.Random, ranking: Sequence[int], many: int) -> IncompleteRanking:
    """Return what answers about random pairs say of a ranking."""
    known = IncompleteRanking(len(ranking))
    for _ in range(many if len(ranking) > 1 else 0):
        a, b = rng.sample(range(len(ranking)), 2)
        relation: Relation = "same" if ranking[a] == ranking[b] else "above" if ranking[a] > ranking[b] else "below"
        known = known.with_answer(a, b, relation)
    return known
