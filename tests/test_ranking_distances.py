"""The nearest ranking with the other verdict, for one decision maker, against all rankings with ties."""

from __future__ import annotations

import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import countermove as cm
from as_conflict import graph_conflict, option_conflict
from countermove.analysis.change.rankings.levels import nearest_stable, nearest_unstable
from countermove.analysis.change.rankings.orders import distance
from countermove.analysis.change.rankings.replies import upper_sets
from countermove.analysis.moves import walk
from long_runs import few_at_once
from oracle import GraphModel
from random_conflicts import graph_models, option_forms
from ranking_oracle import (
    Model,
    concepts_of,
    draw_model,
    halves,
    movers_of,
    ranking_of,
    stable,
    states_of,
    weak_orders,
    with_ranking,
)


def conflict_of(model: Model) -> cm.Conflict:
    return graph_conflict(model) if isinstance(model, GraphModel) else option_conflict(model)


def compare(model: Model, concept: str, dm: int, at: int) -> None:
    """Compare the upper sets and both nearest rankings with all rankings with ties."""
    conflict, state, size = conflict_of(model), states_of(model)[at], len(states_of(model))
    family, rank = upper_sets(walk(conflict), conflict.ranks, dm, at, concept), conflict.ranks[dm]
    least: dict[bool, int] = {}
    for order in weak_orders(size):
        verdict = stable(with_ranking(model, dm, order), concept, dm, state)
        assert family.feasible([k for k in range(size) if order[k] > order[at]]) == verdict
        cost = halves(ranking_of(model, dm), order)
        least[verdict] = min(cost, least.get(verdict, cost))
    for verdict, shift in ((True, nearest_stable(rank, family)), (False, nearest_unstable(rank, family))):
        assert (None if shift is None else shift.halves) == least.get(verdict)
        if shift is not None:
            assert distance(rank, shift.rank) == shift.distance
            assert stable(with_ranking(model, dm, shift.rank.tolist()), concept, dm, state) == verdict


def compare_all(model: Model, rng: random.Random) -> None:
    for concept in concepts_of(model):
        for dm in movers_of(model):
            compare(model, concept, dm, rng.randrange(len(states_of(model))))


@settings(max_examples=30, deadline=None)
@given(option_forms(max_options=2) | graph_models(max_states=4), st.randoms(use_true_random=False))
def test_nearest_rankings_against_all_with_ties(model: Model, rng: random.Random) -> None:
    if len(states_of(model)) > 1:
        compare_all(model, rng)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", few_at_once(range(60)))
def test_nearest_rankings_of_five_states(seed: int) -> None:
    rng = random.Random(seed)
    compare_all(draw_model(rng, 3, 5), rng)


def test_coalesced_states_of_sim() -> None:
    """A coalesced state is left from each of its members."""
    dms = [
        cm.DecisionMaker(id="a", options=["x", "y"], preferences=["y and not z"]),
        cm.DecisionMaker(id="b", options=["z"]),
    ]
    conflict = cm.Conflict("Three options", dms, coalesce=["z"])
    found = upper_sets(walk(conflict), conflict.ranks, 0, len(conflict.states) - 1, "sim")
    assert found.temptations == ()


@pytest.mark.parametrize("concept", ["nash", "gmr", "smr", "seq", "sseq"])
@pytest.mark.parametrize("name", ["garrison", "ukraine-2022"])
def test_the_radius_turns_the_verdict_and_half_a_step_less_does_not_by_levels(name: str, concept: str) -> None:
    conflict = cm.cases.load(name)
    solution = cm.solve(conflict, [concept])
    for number in (1, 2, len(solution.conflict.states)):
        found = cm.radius(solution.conflict, number, concept)
        assert found.holds == (number in [state.number for state in solution.equilibria(concept)])
        assert all((each.distance or 1) > 0 for each in found.own)
        if not found.holds and found.exact:
            assert found.distance == sum(each.distance or 0 for each in found.own if not each.stable)


def test_the_radius_in_sentences() -> None:
    found = cm.radius(cm.cases.load("syria-iraq-1975"), 6, "nash")
    assert (found.holds, found.distance, found.exact) == (True, 2.0, True)
    assert [(each.dm, each.distance) for each in found.own] == [("syria", 2.0), ("iraq", 3.0)]
    [edit] = found.edits
    assert (
        edit.says
        == "Syria would have to like Escalate and Attack (6) less than Release more water (2) and Attack (4)"
    )
    assert found.to_dict()["edits"] == [edit.says]


def test_a_state_that_nobody_can_leave_has_no_radius() -> None:
    dms = [cm.DecisionMaker(id="a", options=[cm.Option(id="go", stays="on")], preferences=["not go"])]
    found = cm.radius(cm.Conflict("One way", dms, status_quo=["go"]), "go", "nash")
    assert (found.holds, found.distance, found.exact, found.edits) == (True, None, True, ())


def test_more_foresight_never_makes_a_state_harder_to_hold() -> None:
    conflict = cm.cases.load("garrison")
    for number in range(1, len(conflict.states) + 1):
        own = [cm.radius(conflict, number, concept).own for concept in ("nash", "smr", "gmr")]
        for harder, easier in pairwise(own):
            for one, other in zip(harder, easier, strict=True):
                assert (0 if other.stable else other.distance or 0) <= (0 if one.stable else one.distance or 0)


def test_long_lists_of_states_are_cut() -> None:
    conflict = cm.cases.load("kazakhstan-2022")
    [edit, *_] = cm.radius(conflict, 1, "gmr").edits
    assert edit.says.endswith("other states")
    assert len(edit.says) < 400
    assert np.isfinite(edit.cost)
