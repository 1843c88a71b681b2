"""What is known of a ranking: what follows from answers, which completions there are, and what contradicts."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from countermove.errors import Contradiction
from countermove.model.incomplete import IncompleteRanking, Relation
from elicitation_oracle import agrees, completions
from long_runs import examples

RELATIONS: tuple[Relation, ...] = ("above", "below", "same", "at least")
ANSWERS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.sampled_from(RELATIONS)).filter(
        lambda each: each[0] != each[1]
    ),
    max_size=6,
)


def as_far_as_possible(answers: list[tuple[int, int, Relation]]) -> tuple[IncompleteRanking, list[Contradiction]]:
    """Return what is known after all answers but those that contradict others, and the contradictions."""
    known, faults = IncompleteRanking(4), []
    for answer in answers:
        try:
            known = known.with_answer(*answer)
        except Contradiction as fault:
            assert not completions(IncompleteRanking(4, (*known.said, answer)))
            faults.append(fault)
    return known, faults


@settings(max_examples=examples(400))
@given(ANSWERS)
def test_what_is_known_is_what_all_completions_agree_on(answers: list[tuple[int, int, Relation]]) -> None:
    known, _ = as_far_as_possible(answers)
    orders = completions(known)
    assert orders
    for a in range(4):
        for b in range(4):
            assert known.above[a, b] == all(ranks[a] > ranks[b] for ranks in orders)
            assert known.at_least[a, b] == all(ranks[a] >= ranks[b] for ranks in orders)


@settings(max_examples=examples(400))
@given(ANSWERS)
def test_a_contradiction_carries_answers_that_no_ranking_meets_and_none_too_many(
    answers: list[tuple[int, int, Relation]],
) -> None:
    for fault in as_far_as_possible(answers)[1]:
        assert not completions(IncompleteRanking(4, fault.cycle))
        for k in range(len(fault.cycle)):
            assert completions(IncompleteRanking(4, (*fault.cycle[:k], *fault.cycle[k + 1 :])))


@settings(max_examples=examples(300))
@given(ANSWERS)
def test_reasons_are_enough(answers: list[tuple[int, int, Relation]]) -> None:
    known, _ = as_far_as_possible(answers)
    for a in range(4):
        for b in range(4):
            if a != b and (relation := known.relation(a, b)):
                why = known.reasons(a, b)
                assert why
                assert {*why} <= {*known.said}
                assert all(agrees(ranks, a, b, relation) for ranks in completions(IncompleteRanking(4, why)))


@settings(max_examples=examples(200))
@given(ANSWERS)
def test_levels_are_a_completion(answers: list[tuple[int, int, Relation]]) -> None:
    known, _ = as_far_as_possible(answers)
    levels = known.levels()
    place = {each: -depth for depth, level in enumerate(levels) for each in level}
    assert sorted(place) == [0, 1, 2, 3]
    assert all(agrees(tuple(place[k] for k in range(4)), *said) for said in known.said)


def test_a_pair_left_open_may_be_completed_in_every_way() -> None:
    for seed in range(200):
        rng = random.Random(seed)
        known = IncompleteRanking(4)
        for _ in range(3):
            a, b = rng.sample(range(4), 2)
            if known.is_open(a, b):
                known = known.with_answer(a, b, rng.choice(("above", "same")))
        for a, b in combinations(range(4), 2):
            if known.relation(a, b) is None:
                assert {(r[a] > r[b]) - (r[a] < r[b]) for r in completions(known)} == {-1, 0, 1}


def test_a_cycle_is_told_in_the_order_of_its_answers() -> None:
    known = IncompleteRanking(4).with_answer(0, 1, "above").with_answer(2, 3, "same").with_answer(1, 2, "above")
    with pytest.raises(Contradiction, match="4 above 1 contradicts: 1 above 2, 2 above 3, 3 same as 4") as fault:
        known.with_answer(3, 0, "above")
    assert fault.value.cycle == ((0, 1, "above"), (1, 2, "above"), (2, 3, "same"), (3, 0, "above"))


def test_the_number_of_open_pairs() -> None:
    known = IncompleteRanking(4)
    assert known.open_pairs() == 6
    known = known.with_answer(0, 1, "above").with_answer(1, 2, "above")
    assert known.open_pairs() == 3
