"""Scores of forecasts: against numbers worked out by hand, published examples, and laws that hold for all of them."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from countermove.errors import InvalidRequest
from countermove.simulation.scores.calibration import bin_indices, by_bin, by_value, calibration, sharpness, wilson
from countermove.simulation.scores.rules import brier, logarithmic, paired
from countermove.simulation.scores.summary import json_number, summarise

Forecasts = list[tuple[float, bool]]

probabilities = st.one_of(st.sampled_from([k / 20 for k in range(21)]), st.floats(0, 1))
forecasts = st.lists(st.tuples(probabilities, st.booleans()), min_size=1, max_size=40)


def split(given_: Forecasts) -> tuple[list[float], list[bool]]:
    return [chance for chance, _ in given_], [happened for _, happened in given_]


# -- single forecasts ----------------------------------------------------------------------------

BRIER_1950 = ([0.7, 0.9, 0.8, 0.4, 0.2, 0.0, 0.0, 0.0, 0.0, 0.1], [0, 1, 1, 1, 0, 0, 0, 0, 0, 0])
"""Ten forecasts of rain, and whether it rained: table 1 of Brier, Monthly Weather Review 78 (1950), as recalled.

He adds up the squares of both answers and gets P = 0.19."""


def test_briers_own_example() -> None:
    assert 2 * brier(*BRIER_1950).mean() == pytest.approx(0.19)


def test_scores_worked_out_by_hand() -> None:
    assert brier([0.8, 0.3], [True, True]) == pytest.approx([0.04, 0.49])
    assert logarithmic([0.8, 0.3], [True, False]) == pytest.approx([-math.log(0.8), -math.log(0.7)])
    assert brier(0.5, 1) == [0.25]
    assert logarithmic(0.5, 0) == pytest.approx([math.log(2)])


def test_certain_and_wrong_is_infinitely_bad_and_not_hidden() -> None:
    assert logarithmic([1.0, 0.0, 1.0, 0.0], [False, True, True, False]).tolist() == [math.inf, math.inf, 0.0, 0.0]
    found = summarise([1.0, 0.5], [False, True])
    assert found.certain_and_wrong == 1
    assert math.isinf(found.logarithmic)
    assert found.to_dict()["logarithmic"] == "infinite"
    assert found.against.to_dict()["logarithmic_difference"]["difference"] == "infinite"


@given(st.floats(0.001, 0.999), st.floats(0.001, 0.999))
def test_nobody_does_better_than_by_saying_what_he_believes(believed: float, said: float) -> None:
    for score in (brier, logarithmic):
        honest, other = (believed * score(p, 1)[0] + (1 - believed) * score(p, 0)[0] for p in (believed, said))
        assert honest <= other + 1e-12


@pytest.mark.parametrize(
    ("probability", "outcome", "words"),
    [
        ([1.2], [1], "a forecast of 1.2"),
        ([-0.1], [1], "a forecast of -0.1"),
        ([math.nan], [1], "a forecast of nan"),
        ([0.5], [2], "an answer of 2"),
        ([0.5, 0.5], [1], "2 forecasts and 1 answers"),
        ([[0.5]], [[1]], "do not go together"),
    ],
)
def test_what_is_no_forecast_is_refused(probability: list[float], outcome: list[int], words: str) -> None:
    for score in (brier, logarithmic, by_value, by_bin, calibration, summarise):
        with pytest.raises(InvalidRequest, match=words):
            score(probability, outcome)


def test_nothing_to_score_is_refused() -> None:
    with pytest.raises(InvalidRequest, match="no forecast with an answer"):
        summarise([], [])


# -- what the Brier score is made of -------------------------------------------------------------


def test_murphys_parts_worked_out_by_hand() -> None:
    """Ten times 20 %, of which one yes; five times 80 %, of which four."""
    chance, happened = [0.2] * 10 + [0.8] * 5, [1] + [0] * 9 + [1] * 4 + [0]
    parts = by_value(chance, happened)
    assert parts.reliability == pytest.approx(10 / 15 * 0.1**2)
    assert parts.resolution == pytest.approx((10 * (0.1 - 1 / 3) ** 2 + 5 * (0.8 - 1 / 3) ** 2) / 15)
    assert parts.uncertainty == pytest.approx(1 / 3 * 2 / 3)
    assert parts.brier == pytest.approx((0.64 + 9 * 0.04 + 4 * 0.04 + 0.64) / 15)


WILKS = {
    0.0: (0.4112, 0.006), 0.05: (0.0671, 0.019), 0.1: (0.1833, 0.059), 0.2: (0.0986, 0.150), 0.3: (0.0616, 0.277),
    0.4: (0.0366, 0.377), 0.5: (0.0303, 0.511), 0.6: (0.0275, 0.587), 0.7: (0.0245, 0.723), 0.8: (0.0220, 0.779),
    0.9: (0.0170, 0.934), 1.0: (0.0203, 0.933),
}  # fmt: skip
"""Forecasts of precipitation in the United States, 12,402 of them: for each probability how often it was given, and
how often it rained. Wilks, Statistical Methods in the Atmospheric Sciences (1995), table 7.3, which the documentation
of the R package `verification` reprints; it gives 0.162 for how often it rained in all."""


def test_a_published_table_of_forecasts() -> None:
    total = 12_402
    counts = {
        said: (round(total * share), round(round(total * share) * came)) for said, (share, came) in WILKS.items()
    }
    chance = np.concatenate([np.full(many, said) for said, (many, _) in counts.items()])
    happened = np.concatenate([np.arange(many) < yes for many, yes in counts.values()])
    parts = by_value(chance, happened)
    assert happened.mean() == pytest.approx(0.162, abs=5e-4)
    assert parts.uncertainty == pytest.approx(0.162 * 0.838, abs=4e-4)
    rel = sum(share * (said - came) ** 2 for said, (share, came) in WILKS.items())
    res = sum(share * (came - 0.162) ** 2 for share, came in WILKS.values())
    assert parts.reliability == pytest.approx(rel, abs=5e-5)
    assert parts.resolution == pytest.approx(res, abs=5e-5)
    assert calibration(chance, happened, bins=10)[0].count == counts[0.0][0] + counts[0.05][0]


@given(forecasts)
def test_the_parts_add_up_to_the_score(given_: Forecasts) -> None:
    chance, happened = split(given_)
    parts = by_value(chance, happened)
    assert parts.within_variance == pytest.approx(0, abs=1e-12)
    assert parts.within_covariance == pytest.approx(0, abs=1e-12)
    assert parts.brier == pytest.approx(parts.reliability - parts.resolution + parts.uncertainty, abs=1e-12)


@given(forecasts, st.integers(1, 25))
def test_within_bins_the_two_further_parts_make_it_exact(given_: Forecasts, bins: int) -> None:
    chance, happened = split(given_)
    parts = by_bin(chance, happened, bins)
    whole = parts.reliability - parts.resolution + parts.uncertainty
    assert parts.brier == pytest.approx(whole + parts.within_variance - parts.within_covariance, abs=1e-12)


@given(forecasts, st.integers(1, 12))
def test_the_parts_by_their_definitions(given_: Forecasts, bins: int) -> None:
    """A slow twin: group by group, forecast by forecast."""
    groups: dict[int, Forecasts] = {}
    for chance, happened in given_:
        groups.setdefault(next(k for k in range(bins) if k + 1 == bins or chance < (k + 1) / bins), []).append(
            (chance, happened)
        )
    rate = sum(happened for _, happened in given_) / len(given_)
    rel = res = var = cov = 0.0
    for members in groups.values():
        said = sum(chance for chance, _ in members) / len(members)
        came = sum(happened for _, happened in members) / len(members)
        rel += len(members) * (said - came) ** 2 / len(given_)
        res += len(members) * (came - rate) ** 2 / len(given_)
        var += sum((chance - said) ** 2 for chance, _ in members) / len(given_)
        cov += sum(2 * (chance - said) * (happened - came) for chance, happened in members) / len(given_)
    found = by_bin(*split(given_), bins)
    assert found.groups == len(groups)
    assert found.reliability == pytest.approx(rel, abs=1e-12)
    assert found.resolution == pytest.approx(res, abs=1e-12)
    assert found.within_variance == pytest.approx(var, abs=1e-12)
    assert found.within_covariance == pytest.approx(cov, abs=1e-12)


# -- calibration and sharpness -------------------------------------------------------------------


def test_bounds_belong_to_the_bin_above_them() -> None:
    assert bin_indices(np.array([0.0, 0.1, 0.3, 0.7, 0.9999, 1.0]), 10).tolist() == [0, 1, 3, 7, 9, 9]


def test_a_calibration_table_worked_out_by_hand() -> None:
    [low, high] = calibration([0.1, 0.15, 0.8, 0.9, 0.7], [0, 1, 1, 1, 0], bins=2)
    assert (low.low, low.high, low.count, low.said, low.came) == (0.0, 0.5, 2, 0.125, 0.5)
    assert (high.count, high.said, high.came) == pytest.approx((3, 0.8, 2 / 3))


def test_wilsons_interval_as_published() -> None:
    """Newcombe, Statistics in Medicine 17 (1998), table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29."""
    published = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0.0, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }
    for (yes, count), (low, high) in published.items():
        assert wilson(yes, count) == pytest.approx((low, high), abs=5e-5)


@given(st.lists(probabilities, min_size=1, max_size=30))
def test_who_is_calibrated_expects_what_his_sharpness_says(chances: list[float]) -> None:
    expected = [p * brier(p, 1)[0] + (1 - p) * brier(p, 0)[0] for p in chances]
    assert sum(expected) / len(expected) == pytest.approx((1 - sharpness(chances)) / 4)


# -- the comparison ------------------------------------------------------------------------------


def test_the_bootstrap_is_that_of_its_seed() -> None:
    rng = np.random.default_rng(3)
    first, second = rng.random(30), rng.random(30)
    assert paired(first, second, seed=5) == paired(first, second, seed=5)
    assert paired(first, second, seed=5) != paired(first, second, seed=6)
    assert paired(first, first).difference == paired(first, first).low == paired(first, first).high == 0


def test_the_bootstrap_interval_is_that_of_all_draws() -> None:
    """Two groups of unequal size: all four draws can be listed, each as likely as the others."""
    first, second, groups = [0.4, 0.1, 0.1], [0.0, 0.0, 0.0], ["a", "b", "b"]
    means = [
        sum(each) / len(each) for each in ([*p, *q] for p, q in product([[0.4], [0.1, 0.1]], repeat=2))
    ]  # fmt: skip
    found = paired(first, second, groups, seed=2)
    assert found.groups == 2
    assert found.difference == pytest.approx(0.2)
    assert (found.low, found.high) == pytest.approx((min(means), max(means)))


def test_the_bootstrap_is_about_as_wide_as_theory_says() -> None:
    difference = np.random.default_rng(1).normal(size=400)
    found = paired(difference, np.zeros(400), draws=4_000)
    half = 1.96 * difference.std() / math.sqrt(400)
    assert found.low is not None
    assert found.high is not None
    assert found.high - found.low == pytest.approx(2 * half, rel=0.05)


def test_infinite_scores_make_an_infinite_end_or_none() -> None:
    worse = paired([math.inf, 0.1, 0.1, 0.1, 0.1], [0.0] * 5)
    assert worse.difference == worse.high == math.inf
    assert worse.low == pytest.approx(0.1)
    neither = paired([math.inf, 0.1, 0.1], [0.0, math.inf, 0.1])
    assert all(map(math.isnan, (neither.difference, neither.low or 0, neither.high or 0)))


def test_one_case_tells_nothing_of_others() -> None:
    found = paired([0.1, 0.2], [0.3, 0.3], ["a", "a"])
    assert (found.difference, found.low, found.high, found.groups) == (-0.15, None, None, 1)


def test_infinite_scores_are_compared_as_far_as_they_can_be() -> None:
    assert paired([math.inf], [math.inf]).difference == 0
    assert paired([math.inf, 0.0], [0.0, 0.0]).difference == math.inf
    assert json_number(paired([math.inf, 0.0], [0.0, math.inf]).difference) == "undefined"


def test_a_summary_worked_out_by_hand() -> None:
    found = summarise([0.9, 0.2, 0.6], [1, 0, 0], [0.5, 0.5, 0.1], groups=["x", "x", "y"])
    assert (found.count, found.yes) == (3, 1)
    assert found.brier == pytest.approx((0.01 + 0.04 + 0.36) / 3)
    assert found.logarithmic == pytest.approx(-(math.log(0.9) + math.log(0.8) + math.log(0.4)) / 3)
    assert found.against.brier == pytest.approx((0.25 + 0.25 + 0.01) / 3)
    assert found.against.brier_difference.difference == pytest.approx((0.41 - 0.51) / 3)
    assert found.against.brier_difference.groups == 2
    assert found.binned.brier == found.by_value.brier == pytest.approx(found.brier)
