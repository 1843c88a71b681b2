"""Published equilibria are compared with those that follow, wherever the file is judged or checked."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from as_conflict import option_conflict, pattern
from command_line import run, written
from countermove import cases
from countermove.analysis.published import compared_equilibria
from countermove.model.provenance import Published
from oracle import OptionForm, equilibria
from random_conflicts import option_forms

if TYPE_CHECKING:
    from pathlib import Path

CHICKEN = """
title: Chicken
status_quo: [swerve]
decision_makers:
  a: {options: [swerve], preferences: {ranking: [NY, YY, YN, NN]}}
  b: {options: [go], preferences: {ranking: [NN, YN, NY, YY]}}
variations:
  stays: {status_quo: [go]}
published:
  - {source: A book, equilibria: {nash: [NN], gmr: [NN, YN]}}
  - {source: A thesis, variation: stays, equilibria: {nash: [YN]}}
"""


@pytest.mark.parametrize("name", cases.names())
def test_every_case_follows_what_it_gives_as_published(name: str) -> None:
    assert all(each.alike for each in compared_equilibria(cases.load(name)))


@given(option_forms())
def test_what_a_source_has_and_lacks_is_the_difference_to_the_definition(form: OptionForm) -> None:
    conflict, rng = option_conflict(form), random.Random(len(form.feasible))
    states = sorted(form.feasible)
    said = {each for each in states if rng.random() < 0.5}
    names = {each: pattern(each, len(conflict.options)) for each in states}
    given_ = tuple(names[each] for each in sorted(said))
    published = Published(source="s", equilibria=tuple((key, given_) for key in ("nash", "gmr", "seq")))
    for each in compared_equilibria(conflict.with_(published=(published,))):
        held = equilibria(form, each.concept)
        assert set(each.missing) == {names[state] for state in said - held}
        assert [states[number - 1] for number in each.added] == sorted(held - said)


def test_check_and_brief_say_where_a_source_differs(tmp_path: Path) -> None:
    file = written(tmp_path / "chicken.yaml", CHICKEN)
    said = " ".join(run("check", file).stdout.split())
    assert "Not as published (A book): by nash" in said
    assert "(A thesis, with stays)" in said
    judged = " ".join(run("brief", file).stdout.split())
    assert "Not as published (A book)" in judged
    assert "A thesis" not in judged
    plain = json.loads(run("brief", file, "--json").stdout)
    assert [each["concept"] for each in plain["published"]] == ["nash", "gmr", "nash"]


def test_the_judgement_says_that_it_is_as_published() -> None:
    assert "As published by nash, gmr, smr and seq" in " ".join(run("brief", "elmira").stdout.split())
