"""True and false are no numbers in a conflict file: they do not count as 1 and 0."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from countermove import InvalidConflict
from countermove.io.yaml.reading import read_yaml
from countermove.io.yaml.schema import schema
from countermove.io.yaml.tree import parse_yaml

CONFLICT = """
countermove: 1
title: t
decision_makers:
  a: {options: {x: {confidence: 0.5}}, preferences: {statements: [{holds: x, confidence: 0.25}], weights: {x: 2}}}
  b: {options: [y], preferences: [y]}
tempo: {a: 3}
feasible: [{holds: x or y, confidence: 0.75}]
irreversible: {y: {stays: on, confidence: 0.9}}
variations: {v: {weight: 0.1, remove: [y]}}
questions: {q: {asks: x, when: x, reference_class: {name: c, rate: 0.2}}}
"""

NUMBERS = [": 1\n", "0.5", "0.25", "{x: 2}", "{a: 3}", "0.75", "0.9", "0.1", "0.2}"]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("word", ["true", "false"])
def test_no_truth_counts_as_a_number(number: str, word: str) -> None:
    digits = number.strip("{xa: }\n")
    text = CONFLICT.replace(number, number.replace(digits, word), 1)
    line = text[: text.index(word)].count("\n") + 1
    with pytest.raises(InvalidConflict) as fault:
        read_yaml(text, "t.yaml")
    [said] = map(str, fault.value.complaints)
    assert said.startswith(f"t.yaml, line {line}, column ")
    assert said.endswith(f": a number is expected here, not {word}")


def test_the_published_schema_says_the_same() -> None:
    validator = Draft202012Validator(schema())
    assert [*validator.iter_errors(parse_yaml(CONFLICT, "t.yaml").value)] == []
    assert [*validator.iter_errors(parse_yaml(CONFLICT.replace("0.25", "true"), "t.yaml").value)] != []
    read_yaml(CONFLICT, "t.yaml")
