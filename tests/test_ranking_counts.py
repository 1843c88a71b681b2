"""How many strict rankings make a state hold: against all permutations, and the figure that a tool printed."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import permutations
from math import factorial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import countermove as cm
from as_conflict import graph_conflict, option_conflict
from countermove.errors import InvalidRequest
from long_runs import few_at_once
from oracle import GraphModel
from random_conflicts import graph_models, option_forms
from ranking_oracle import Model, concepts_of, draw_model, movers_of, stable_rankings, states_of

SYRIA = {"nash": 240, "smr": 300, "sseq": 300, "gmr": 384, "seq": 384, "sim": 240}
"""Of the 720 strict rankings of Syria, those that make state 2 stable for it (theory 5.2, by brute force)."""


@pytest.mark.parametrize("concept", SYRIA)
def test_syria_and_iraq(concept: str) -> None:
    found = cm.count_rankings(cm.cases.load("syria-iraq-1975"), 2, concept, "Syria")
    assert (found.count, found.total) == (SYRIA[concept], 720)
    assert found.share == Fraction(SYRIA[concept], 720)


def test_the_printed_420_keeps_the_verdict_on_the_last_improvement_only() -> None:
    """The guide of GMCR+ prints 420 for SEQ: its search overwrites the verdict at each improvement.

    Syria can leave state 2 for 1, from where Iraq goes to 4, and for 3, from where Iraq goes to 6.
    """
    overwritten = right = 0
    for order in permutations(range(6)):
        rank = dict(enumerate(order, start=1))
        preferred = {state for state in rank if rank[state] > rank[2]}
        verdicts = [reply not in preferred for end, reply in ((1, 4), (3, 6)) if end in preferred]
        overwritten += verdicts[-1] if verdicts else True
        right += all(verdicts)
    assert overwritten == 420
    assert right == SYRIA["seq"] == cm.count_rankings(cm.cases.load("syria-iraq-1975"), 2, "seq", "syria").count


def test_profiles_of_independent_decision_makers() -> None:
    conflict = cm.cases.load("syria-iraq-1975")
    for concept in ("nash", "gmr", "smr"):
        each = [cm.count_rankings(conflict, 2, concept, dm) for dm in ("syria", "iraq")]
        both = cm.count_rankings(conflict, 2, concept)
        assert (both.count, both.total) == (each[0].count * each[1].count, 720**2)
        assert both.dms == ("syria", "iraq")


def test_dependent_decision_makers_have_no_product() -> None:
    with pytest.raises(InvalidRequest, match="name one decision maker"):
        cm.count_rankings(cm.cases.load("syria-iraq-1975"), 2, "seq")


def compare(model: Model, dm: int, at: int) -> None:
    conflict = graph_conflict(model) if isinstance(model, GraphModel) else option_conflict(model)
    for concept in concepts_of(model):
        found = cm.count_rankings(conflict, at + 1, concept, f"dm{dm}")
        assert found.total == factorial(len(states_of(model)))
        assert found.count == stable_rankings(model, concept, dm, states_of(model)[at])


@settings(max_examples=40, deadline=None)
@given(option_forms(max_options=2) | graph_models(max_states=5), st.randoms(use_true_random=False))
def test_counts_against_all_permutations(model: Model, rng: random.Random) -> None:
    compare(model, rng.choice(movers_of(model)), rng.randrange(len(states_of(model))))


@pytest.mark.thorough
@pytest.mark.parametrize("seed", few_at_once(range(24)))
def test_counts_of_seven_states(seed: int) -> None:
    rng = random.Random(seed)
    model = draw_model(rng, 6, 7)
    compare(model, rng.choice(movers_of(model)), rng.randrange(len(states_of(model))))


@pytest.mark.parametrize("concept", ["nash", "gmr", "seq", "smr", "sseq", "sim"])
def test_large_numbers_are_exact(concept: str) -> None:
    found = cm.count_rankings(cm.cases.load("ukraine-2022"), 1, concept, "russia")
    assert found.total == factorial(192)
    assert 0 < found.count < found.total
    assert found.to_dict()["count"] == str(found.count)


def test_too_many_states_that_matter_are_refused() -> None:
    """Eight options each: a reply is a block of 256 states, and the replies overlap with nothing that helps."""
    dms = [cm.DecisionMaker(id=dm, options=[f"{dm}{k}" for k in range(5)]) for dm in "ab"]
    with pytest.raises(cm.TooLarge, match="too many to count the rankings exactly"):
        cm.count_rankings(cm.Conflict("Wide", dms), 1, "smr", "a")


def test_more_decision_makers_than_one_in_a_mixed_reading() -> None:
    conflict = cm.cases.load("chicken")
    mixed = [cm.DecisionMaker(id=dm.id, options=dm.options, preferences=dm.preferences, concept=concept)
             for dm, concept in zip(conflict.decision_makers, ("nash", "gmr"), strict=True)]  # fmt: skip
    found = cm.count_rankings(conflict.with_(decision_makers=mixed), 2)
    each = [cm.count_rankings(conflict, 2, concept, dm).count for dm, concept in (("a", "nash"), ("b", "gmr"))]
    assert (found.concepts, found.count) == (("nash", "gmr"), each[0] * each[1])
