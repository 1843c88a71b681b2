"""Beyond what the oracle can wait for: the engines agree with each other, with the matrices, and at their limits."""

from __future__ import annotations

import random

import numpy as np
import pytest

from as_conflict import option_conflict
from countermove import TooLarge, solve
from countermove.analysis.arrays import OptionArrays
from countermove.analysis.reach import blocks, reach
from countermove.analysis.stability import definitions
from countermove.analysis.stability.simultaneous import sim
from countermove.kernels.jit import ENGINES, PLAIN_STATES, engine_for
from dense import dense_stable
from oracle import stable
from random_conflicts import draw_option_form

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")


def drawn(seed: int, options: int, infeasible: float) -> OptionArrays:
    """Draw a conflict of four decision makers with ties and irreversible options."""
    rng = np.random.default_rng(seed)
    size = 1 << options
    feasible = rng.random(size) >= infeasible
    feasible[0] = True
    rank = np.where(feasible, rng.integers(0, size // 2, (4, size)), -1).astype(np.int32)
    width = tuple(options // 4 + (i < options % 4) for i in range(4))
    low = tuple(sum(width[:i]) for i in range(4))
    stays_on, stays_off = (0, 0) if seed % 3 == 0 else (int(rng.integers(size)), 0)
    stays_off = int(rng.integers(size)) & ~stays_on if seed % 3 == 2 else stays_off
    return OptionArrays(rank, np.flatnonzero(feasible).astype(np.int32), low, width, stays_on, stays_off)


def answers(arrays: OptionArrays, engine: str) -> list[np.ndarray[tuple[int, ...], np.dtype[np.bool_]]]:
    around = reach(arrays, engine)  # type: ignore[arg-type]
    return [getattr(definitions, concept)(around)[:, arrays.members] for concept in CONCEPTS]


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("infeasible", [0.0, 0.3, 0.8])
def test_engines_agree_on_a_thousand_states(seed: int, infeasible: float) -> None:
    arrays = drawn(seed, 10, infeasible)
    for plain, compiled in zip(*(answers(arrays, engine) for engine in ENGINES), strict=True):
        assert np.array_equal(plain, compiled)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(9))
def test_both_equal_the_matrix_method(seed: int) -> None:
    arrays = drawn(seed, 8, 0.2)
    dense = dense_stable(matrices(arrays), arrays.rank[:, arrays.members])
    for engine in ENGINES:
        for concept, found in zip(CONCEPTS, answers(arrays, engine), strict=True):
            assert np.array_equal(found, dense[concept])


def matrices(arrays: OptionArrays) -> list[np.ndarray[tuple[int, ...], np.dtype[np.bool_]]]:
    start, end = arrays.members[:, None], arrays.members[None, :]
    turned_off, turned_on = start & ~end & arrays.stays_on, ~start & end & arrays.stays_off
    allowed = (start != end) & (turned_off == 0) & (turned_on == 0)
    return [allowed & (((start ^ end) & ~arrays.own(dm)) == 0) for dm in range(len(arrays.rank))]


@pytest.mark.thorough
def test_where_sweeps_do_not_come_to_their_end_the_search_takes_over(monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in range(80):
        form = draw_option_form(random.Random(f"rounds {seed}"))
        states = sorted(form.feasible)
        expected = {id_: [[state in held for state in states] for held in stable(form, id_)] for id_ in CONCEPTS}
        for rounds in (0, 1, 2):
            monkeypatch.setattr(blocks, "ROUNDS", rounds)
            found = solve(option_conflict(form), CONCEPTS, engine="compiled").stable
            for concept, where in found.items():
                assert np.array_equal(where, expected[concept]), (seed, rounds, concept)  # type: ignore[arg-type]


def test_small_conflicts_compile_nothing() -> None:
    assert engine_for(PLAIN_STATES) == "plain"
    assert engine_for(PLAIN_STATES + 1) == "compiled"


def test_simultaneous_stability_says_when_it_would_take_too_long() -> None:
    with pytest.raises(TooLarge, match="combinations of moves"):
        sim(drawn(0, 20, 0.0), "compiled")
