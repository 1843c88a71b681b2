"""Local questions: the same answers as the definitions give, or none; on conflicts of up to 60 options."""

from __future__ import annotations

import random

import pytest

from as_conflict import option_conflict
from countermove.analysis.asking import judged
from countermove.analysis.asking.ground import Budget, Ground
from countermove.study import solve
from fronted_conflicts import draw_fronts
from oracle import CONCEPTS, stable
from random_conflicts import draw_interleaved_form

AMPLE, SCANT = 1_000_000, (1, 2, 3, 10, 30)
EVERY = (*CONCEPTS, "sim")


# -- the same answers as the definitions, or none ---------------------------------------------------


@pytest.mark.parametrize("part", range(3))
def test_random_conflicts_by_the_oracle(part: int) -> None:
    for seed in range(part, 30, 3):
        compare_with_the_oracle(seed, most=4)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_random_conflicts_by_the_oracle_at_length(part: int) -> None:
    for seed in range(100 + part, 3100, 10):
        compare_with_the_oracle(seed, most=1 << 10)


def compare_with_the_oracle(seed: int, most: int) -> None:
    """Ask about so many states at most, under every concept, for everybody."""
    rng = random.Random(f"asked {seed}")
    form = draw_interleaved_form(rng)
    ground = Ground(option_conflict(form))
    for concept in EVERY:
        expected = stable(form, concept)
        for state in rng.sample(sorted(form.feasible), min(most, len(form.feasible))):
            for who in range(form.dms):
                assert ask(ground, who, state, concept, rng) == (state in expected[who]), (seed, concept, state, who)


@pytest.mark.parametrize("part", range(3))
def test_random_fronts_by_the_engine(part: int) -> None:
    for seed in range(part, 45, 3):
        compare_with_the_engine(seed, most=4)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_random_fronts_by_the_engine_at_length(part: int) -> None:
    for seed in range(200 + part, 4200, 10):
        compare_with_the_engine(seed, most=8)


def compare_with_the_engine(seed: int, most: int) -> None:
    rng = random.Random(f"fronts {seed}")
    conflict = draw_fronts(rng)
    ground, masks = Ground(conflict), conflict.states.masks.tolist()
    for concept, expected in solve(conflict).stable.items():
        assert expected is not None
        for position in rng.sample(range(len(masks)), min(most, len(masks))):
            for who in ground.dms:
                state = masks[position]
                assert ask(ground, who, state, concept, rng) == expected[who, position], (seed, concept, state, who)


def ask(ground: Ground, who: int, state: int, concept: str, rng: random.Random) -> bool | None:
    """Return the answer, once it is clear that one with less of a budget is the same or none."""
    answer = judged(ground, who, state, concept, Budget(AMPLE)).stable
    assert judged(ground, who, state, concept, Budget(rng.choice(SCANT))).stable in {answer, None}
    return answer
