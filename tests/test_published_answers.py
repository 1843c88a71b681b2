"""Published answers under several concepts at once: each decision maker's stability may be by another of them."""

from __future__ import annotations

import random

import pytest

from as_conflict import option_conflict
from countermove import InvalidConflict, UnknownName, cases, solve
from countermove.io.yaml.reading import read_yaml
from countermove.io.yaml.writing import write_yaml
from oracle import stable
from random_conflicts import draw_option_form

CHICKEN = """
title: Chicken
decision_makers:
  a: {options: [swerve], preferences: {ranking: [NY, YY, YN, NN]}}
  b: {options: [go], preferences: {ranking: [NN, YN, NY, YY]}}
published:
  - source: A book
    equilibria: {seq: [NN, YY], seq or sim: [NN, YN, YY]}
"""

APART = (44, 53, 127, 133)
"""Seeds of conflicts with a state that is stable for one by `seq`, for another by `sim`, and for all by neither."""


def test_a_source_may_print_what_holds_by_one_of_two_concepts() -> None:
    conflict = read_yaml(CHICKEN, "chicken.yaml")
    assert conflict.published[0].equilibria[1] == ("seq or sim", ("NN", "YN", "YY"))
    assert read_yaml(write_yaml(conflict), "again.yaml") == conflict


def test_a_concept_that_is_unknown_in_such_a_key_is_refused_in_its_place() -> None:
    with pytest.raises(
        InvalidConflict, match=r"line 8, column 33: unknown stability concept 'sin'; did you mean 'sim'"
    ):
        read_yaml(CHICKEN.replace("seq or sim", "seq or sin"), "chicken.yaml")
    with pytest.raises(InvalidConflict, match="unknown stability concept 'or sim'"):
        read_yaml(CHICKEN.replace("seq or sim", "seq or or sim"), "chicken.yaml")


@pytest.mark.parametrize("key", ["seq or sim", "sim or seq", "nash or gmr or smr"])
def test_it_means_that_each_has_one_of_them(key: str) -> None:
    apart = 0
    for seed in (*range(12), *APART):
        form = draw_option_form(random.Random(f"published {seed}"), max_options=4, max_dms=3)
        found, states = solve(option_conflict(form)), sorted(form.feasible)
        by_concept = [stable(form, id_) for id_ in key.split(" or ")]
        for_each = [set.union(*(held[dm] for held in by_concept)) for dm in range(form.dms)]
        expected = set.intersection(*for_each)
        assert [states[state.number - 1] for state in found.equilibria(key)] == sorted(expected)
        assert [states[state.number - 1] for state in found.stable_for(key, "dm0")] == sorted(for_each[0])
        apart += expected != set.union(*(set.intersection(*held) for held in by_concept))
    assert apart == (0 if key == "nash or gmr or smr" else len(APART))


def test_what_was_not_solved_has_no_answer() -> None:
    with pytest.raises(UnknownName, match="no answer under 'sim'"):
        solve(cases.load("chicken"), ["seq"]).where("seq or sim")
