"""Parts with a multiplicity, `at most 2 of (2 x, y)`, on a front: each name is prefixed, and complained of, once."""

from __future__ import annotations

import pytest

import countermove as cm
from countermove.io.yaml.reading import read_yaml
from countermove.model.fronts import front_conflict
from countermove.model.language import parse
from countermove.model.variation import vary

ALONE = """
title: Alone
decision_makers:
  p: {options: [x, y], preferences: ["at most 2 of (2 x, y)", "at least 3 of (2 (x or y), x, 2 y)"]}
  q: {options: [z], preferences: ["exactly 2 of (2 z, not x)"]}
feasible: ["at most 4 of (2 x, 2 (y and z), x)"]
status_quo: []
"""

WHOLE = """
title: Whole
fronts:
  a:
    decision_makers:
      p: {options: [x, y], preferences: ["at most 2 of (2 x, y)", "at least 3 of (2 (x or y), x, 2 y)"]}
      q: {options: [z], preferences: ["exactly 2 of (2 z, not x)"]}
    title: Alone
    feasible: ["at most 4 of (2 x, 2 (y and z), x)"]
    status_quo: []
    questions: {both: {asks: Both?, when: "exactly 2 of (2 not x, y)"}}
    variations: {much: {feasible: ["at least 2 of (2 x, 3 z)"], status_quo: [x], first: {q: ["at most 3 of (4 z)"]}}}
  b: {title: B, status_quo: [], decision_makers: {p: {options: [w], preferences: [w]}}}
shared: {p: {order: [a, b]}}
"""


def test_a_front_counts_as_it_does_alone() -> None:
    alone, whole = read_yaml(ALONE, "alone.yaml"), read_yaml(WHOLE, "whole.yaml")
    there = front_conflict(whole, "a")
    assert there.states.patterns() == alone.states.patterns()
    assert there.ranks.tolist() == alone.ranks.tolist()


def test_questions_and_variations_of_a_front_count_too() -> None:
    whole = read_yaml(WHOLE, "whole.yaml")
    assert whole.questions[0].when == "exactly 2 of (2 not a.x, a.y)"
    varied = vary(whole, "a.much")
    assert "at least 2 of (2 a.x, 3 a.z)" in [rule.holds for rule in varied.rules]


@pytest.mark.parametrize("text", ["at most 2 of (2 zz, y)", "at most 4 of (2 (zz or y), 2 y)"])
def test_an_unknown_name_that_counts_twice_is_complained_of_once(text: str) -> None:
    with pytest.raises(cm.InvalidConflict) as caught:
        read_yaml(ALONE.replace("exactly 2 of (2 z, not x)", text), "alone.yaml")
    assert [each.message for each in caught.value.complaints] == [
        "unknown option 'zz'; did you mean 'z'? (in a preference of q)"
    ]


def test_names_are_as_many_as_are_written() -> None:
    """Each level of multiplicities used to multiply the names: here by twenty each time."""
    nested = "x"
    for _ in range(3):
        nested = f"at least 1 of (20 ({nested}), y)"
    assert [node.text for node in parse(nested).names()] == ["x", "y", "y", "y"]
