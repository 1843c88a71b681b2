"""Explanations of preferences over several fronts: by the weights of fronts, or by one front after another."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import combinations

import pytest

import countermove as cm
from countermove.analysis.differences import difference
from countermove.analysis.explanation.result import Explanation
from countermove.analysis.local.explanation import partial_conflict
from countermove.analysis.local.problem import Problem
from countermove.io.yaml.reading import read_yaml
from countermove.model.joining import join
from countermove.model.weights import exactly
from countermove.report.explanation import paragraphs
from long_runs import few_at_once
from random_joint import drawn_joint

FRONT = "{title: F, status_quo: [], decision_makers: {p: {options: [a, b, c], PREFERENCES}, q: {options: [OPTIONS]}}}"


def two(options: int, comparison: str, preferences: str = "preferences: [a, not r0, b]") -> cm.Conflict:
    names = ", ".join(f"r{k}" for k in range(options - 3))
    front = FRONT.replace("OPTIONS", names).replace("PREFERENCES", preferences)
    text = f"title: Two\nfronts:\n  one: {front}\n  two: {front}\nshared: {{p: {{{comparison}}}}}\n"
    return read_yaml(text, "two.yaml")


@pytest.mark.parametrize("options", [4, 13])
def test_weights_of_fronts_explain_a_gain_whether_or_not_the_states_are_listed(options: int) -> None:
    """Above 24 options the answer was: the ranking of p omits a state."""
    conflict = two(options, "weights: {one: 3, two: 0.5}")
    [found] = explanations(conflict, "status quo", "p", "nash")
    assert found.stable is False
    assert found.free is not None
    why = found.free.move.why
    assert (why.kind, why.levels) == ("fronts", (24.5, 7.0))
    assert why.to_dict()["decided_by"] == "fronts"
    assert "raising the weighted sum of the ranks on its fronts from 7 to 24.5" in said(found)


def explanations(conflict: cm.Conflict, *question: str) -> tuple[Explanation, ...]:
    return tuple(cm.explain(conflict, *question).explanations)


def said(found: Explanation) -> str:
    return " ".join(" ".join(paragraphs(found)).split())


@pytest.mark.parametrize("options", [4, 13])
def test_an_order_of_fronts_explains_a_gain_by_the_preferences_on_the_front_that_decides(options: int) -> None:
    conflict = two(options, "order: [two, one]", "weights: {a: 2, b: 1.0e+300, c: 1.0e+300}")
    [found] = explanations(conflict, "status quo", "p", "nash")
    assert found.free is not None
    why = found.free.move.why
    assert (why.kind, why.front) == ("weights", "two")
    assert why.levels[1] == 0
    assert "raising the weight of what is wanted from 0 to 2e+300 on two" in said(found)


def test_sums_beyond_all_floats_are_told_and_are_no_fault_of_ours() -> None:
    """Two weights of 1e308 add up to more than a float holds."""
    wants = cm.Preferences(weights=(("x", 1e308), ("y", 1e308)))
    dm = cm.DecisionMaker(id="p", options=(cm.Option(id="x"), cm.Option(id="y")), preferences=wants)
    conflict = cm.Conflict(title="t", decision_makers=(dm,), status_quo=())
    [found] = explanations(conflict, "status quo", "p", "nash")
    assert found.free is not None
    assert found.free.move.why.levels == (2 * 10**308, 0)
    assert "from 0 to 2e+308" in said(found)


def test_sums_that_six_digits_do_not_tell_apart_are_not_told_as_equal() -> None:
    wants = cm.Preferences(weights=(("x", 10**20), ("y", 1)))
    dm = cm.DecisionMaker(id="p", options=(cm.Option(id="x"), cm.Option(id="y")), preferences=wants)
    conflict = cm.Conflict(title="t", decision_makers=(dm,), status_quo=("x",))
    [found] = explanations(conflict, "status quo", "p", "nash")
    assert found.free is not None
    assert found.free.move.why.levels == (10**20 + 1, 1e20)
    assert "raising the weight of what is wanted." in said(found)


@pytest.mark.parametrize("seed", few_at_once(range(20), 6))
def test_differences_by_definition_and_the_same_whether_or_not_the_states_are_listed(seed: int) -> None:
    rng = random.Random(seed)
    whole = join(drawn_joint(rng, most=5), title="t")
    some = partial_conflict(Problem(whole), whole.states.masks.tolist())
    for each in whole.joint.shared if whole.joint else ():
        who = whole.position(each.id)
        pairs = [*combinations(range(len(whole.states)), 2)]
        for first, second in rng.sample(pairs, min(60, len(pairs))):
            found, again = difference(whole, who, first, second), difference(some, who, first, second)
            assert (found.kind, found.front, found.statements) == (again.kind, again.front, again.statements)
            assert (found.better, found.worse, found.levels) == (again.better, again.worse, again.levels)
            assert (found.kind == "equal") == (whole.ranks[who][first] == whole.ranks[who][second])
            if found.kind == "fronts":
                assert found.levels == tuple(
                    sum(exactly(w) * _rank(whole, front, each.id, number - 1) for front, w in each.weights)
                    for number in (found.better, found.worse)
                )
            elif each.order and found.front:
                decisive = each.order.index(found.front)
                for k, front in enumerate(each.order[: decisive + 1]):
                    tied = _rank(whole, front, each.id, first) == _rank(whole, front, each.id, second)
                    assert tied == (k < decisive)


def _rank(whole: cm.Conflict, front: str, dm: str, position: int) -> Fraction:
    here = whole.alone[front]
    on = [name for name in whole.states[position].on if name.startswith(f"{front}.")]
    mask = sum(1 << here.bits[name] for name in on)
    return Fraction(int(here.ranks[here.position(dm), here.states.masks.tolist().index(mask)]))
