"""Weights of any size: sums by definition, in fractions, against ranks, local keys and composed answers."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

import countermove as cm
from countermove.analysis.fronts.separation import separated
from countermove.analysis.local.preferences import least_preferred_first, preference_keys
from countermove.io.yaml.reading import read_yaml
from countermove.model.fronts import front_conflict, local_masks
from countermove.model.joining import join
from countermove.model.weights import in_units, places_of_sums
from random_joint import drawn_joint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

EXTREME = (5e-324, 1e-9, 0.1, 0.2, 0.3, 1, 3, 2**40, 1e9, 4 * 10**18, 4 * 10**18 + 1, 1e20, 10**30, 1e300, 1.7e308)


def as_written(number: float) -> Fraction:
    return Fraction(number) if isinstance(number, int) else Fraction(Decimal(repr(number)))


def order(values: Sequence[Fraction]) -> list[int]:
    """Return the place of each value among the distinct values."""
    place = {value: k for k, value in enumerate(sorted(set(values)))}
    return [place[value] for value in values]


TWO = """
title: Two
fronts:
  a: {title: A, status_quo: [], decision_makers: {p: {options: [OPTIONS], preferences: [OPTIONS]}}}
  b: {title: B, status_quo: [], decision_makers: {p: {options: [w], preferences: [w]}}}
shared: {p: {weights: {a: FIRST, b: SECOND}}}
"""


def two(first: str, second: str, options: str = "x, y") -> cm.Conflict:
    return read_yaml(TWO.replace("OPTIONS", options).replace("FIRST", first).replace("SECOND", second), "two.yaml")


@pytest.mark.parametrize(
    ("first", "second", "options"),
    [
        ("4000000000000000000", "1", "x, y"),
        ("1.0e+20", "1", "x, y"),
        ("1000000000", "0.000000001", "x, y, z, u"),
        ("1.7e+308", "5.0e-324", "x, y, z, u"),
    ],
)
def test_weights_of_fronts_that_overflow_64_bits_leave_the_best_state_the_best(
    first: str, second: str, options: str
) -> None:
    conflict = two(first, second, options)
    everything = len(conflict.states) - 1
    assert conflict.ranks[0].tolist() == order([Fraction(int(mask)) for mask in _by_importance(conflict)])
    solution = cm.solve(conflict)
    assert [state.number - 1 for state in solution.equilibria("nash")] == [everything]
    fronts = cm.fronts(conflict)
    assert not fronts.compared("nash").joint_only.any()


def _by_importance(conflict: cm.Conflict) -> list[int]:
    """Return the states as numbers whose digits are the options, the most important highest."""
    pattern = [each.replace("Y", "1").replace("N", "0") for each in conflict.states.patterns()]
    return [int(each, 2) for each in pattern]


def test_a_whole_weight_of_a_front_keeps_all_its_digits() -> None:
    """In floats both weights are equal, and w would only tie with x."""
    conflict = two("9007199254740992", "9007199254740993", "x")
    rank = dict(zip(conflict.states.patterns(), conflict.ranks[0].tolist(), strict=True))
    assert rank["NY"] > rank["YN"]


@pytest.mark.parametrize("seed", range(30))
def test_extreme_weights_of_fronts_by_definition(seed: int) -> None:
    """The ranks of all states, the keys of single states, and the utilities that fronts compose from."""
    rng = random.Random(seed)
    joint = drawn_joint(rng, most=6)
    names = [front.id for front in joint.fronts]
    weighted = [
        replace(each, order=(), weights=tuple((name, rng.choice(EXTREME)) for name in names)) for each in joint.shared
    ]
    whole = join(replace(joint, shared=tuple(weighted)), title="t")
    masks = whole.states.masks
    for each in weighted:
        sums = [Fraction(0)] * len(masks)
        for front, weight in each.weights:
            ranks = _ranks_there(whole, front, each.id, masks)
            sums = [total + as_written(weight) * rank for total, rank in zip(sums, ranks, strict=True)]
        who = whole.position(each.id)
        assert whole.ranks[who].tolist() == order(sums)
        keys = preference_keys(whole, whole.decision_makers[who]).keys(masks.astype(np.int64))
        assert order([sums[k] for k in least_preferred_first(keys)]) == sorted(order(sums))
        composed = [sum(parts) for parts in zip(*_utilities(whole, who, masks), strict=True)]
        assert order([Fraction(value) for value in composed]) == order(sums)


def _ranks_there(whole: cm.Conflict, front: str, dm: str, masks: NDArray[np.int32]) -> list[int]:
    here = front_conflict(whole, front)
    at = {mask: k for k, mask in enumerate(here.states.masks.tolist())}
    return [int(here.ranks[here.position(dm), at[mask]]) for mask in local_masks(whole, front, masks).tolist()]


def _utilities(whole: cm.Conflict, who: int, masks: NDArray[np.int32]) -> list[list[int]]:
    separate = separated(whole)
    found = []
    for front, utility in separate.utilities[who].items():
        at = np.searchsorted(separate.locals[front].states.masks, local_masks(whole, front, masks))
        found.append([utility.values[rank] for rank in utility.rank[at]])
    return found


@pytest.mark.parametrize("seed", range(40))
def test_sums_of_any_size_have_the_places_of_sums_of_fractions(seed: int) -> None:
    rng = random.Random(seed)
    terms = np.array([[rng.choice([0, 1, 5, 2**24 - 1]) for _ in range(60)] for _ in range(rng.randint(1, 9))])
    weights = [rng.choice([-1, 1]) * rng.choice(EXTREME) for _ in terms]
    exact = [as_written(weight) for weight in weights]
    sums = [
        sum((int(value) * weight for value, weight in zip(column, exact, strict=True)), Fraction(0))
        for column in terms.T
    ]
    places, count = places_of_sums(terms.__getitem__, [int(row.max()) for row in terms], in_units(weights))
    assert places.tolist() == order(sums)
    assert count == len(set(sums))


CAPACITY = """
title: Two
fronts:
  a: {title: A, status_quo: [x], feasible: [x], decision_makers: {p: {options: [x], preferences: [x]}}}
  b: {title: B, status_quo: [y], feasible: [y], decision_makers: {p: {options: [y], preferences: [y]}}}
shared: {p: {order: [a, b]}}
capacity: {p: {men: HAS}}
draws: {a.x: {men: X}, b.y: {men: Y}}
"""


@pytest.mark.parametrize(("has", "x", "y"), [("0.3", "0.1", "0.2"), ("9007199254740993", "9007199254740993", "0")])
def test_a_capacity_that_is_drawn_on_to_the_last_digit_is_enough(has: str, x: str, y: str) -> None:
    text = CAPACITY.replace("HAS", has).replace("X", x).replace("Y}", f"{y}}}")
    assert read_yaml(text, "t.yaml").states.patterns() == ("YY",)


def test_a_capacity_that_is_exceeded_in_the_last_digit_is_not_enough() -> None:
    text = CAPACITY.replace("HAS", "9007199254740992").replace("X", "9007199254740993").replace("Y}", "0}")
    with pytest.raises(cm.InvalidConflict, match="every feasible state draws"):
        read_yaml(text, "t.yaml")


@pytest.mark.parametrize(
    "weight", [10**400, -(10**5000), float("inf"), float("nan")], ids=["400", "5000", "inf", "nan"]
)
def test_a_weight_that_is_no_finite_number_is_refused(weight: float) -> None:
    wants = cm.Preferences(weights=(("x", weight),))
    dm = cm.DecisionMaker(id="p", options=(cm.Option(id="x"),), preferences=wants)
    with pytest.raises(cm.InvalidConflict, match="infinite or too large"):
        cm.Conflict(title="t", decision_makers=(dm,))


def test_true_is_no_weight() -> None:
    with pytest.raises(cm.InvalidConflict, match="a number is expected here"):
        two("true", "1")


def test_a_count_with_leading_zeros_is_its_number() -> None:
    """Of a number only the first digits were read, and `at least 0` is true of everything."""
    wants = cm.Preferences(statements=((cm.Statement(holds="at least 0000000000002 of (x, 000000000001 y)"),),))
    dm = cm.DecisionMaker(id="p", options=(cm.Option(id="x"), cm.Option(id="y")), preferences=wants)
    assert cm.Conflict(title="t", decision_makers=(dm,)).ranks.tolist() == [[0, 0, 0, 1]]


def test_preferences_over_fronts_are_written_to_gmcr_as_a_ranking(tmp_path: Path) -> None:
    """They were left out without a word, and every state held."""
    conflict = two("4000000000000000000", "1")
    remarks = cm.write(conflict, tmp_path / "two.gmcr")
    assert any("the preferences of p as a ranking of all states" in each for each in remarks)
    assert cm.read(tmp_path / "two.gmcr").ranks.tolist() == conflict.ranks.tolist()
