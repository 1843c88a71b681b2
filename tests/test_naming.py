"""States are named in one place, and what names none, or several, is answered with the nearest."""

from __future__ import annotations

import pytest

from countermove import cases
from countermove.errors import UnknownName
from countermove.io.yaml.reading import read_yaml
from countermove.model.naming import position_of

GRAPH = """
title: g
states: {a: Alpha, b: Beta}
decision_makers: {x: {moves: {a: [b]}, preferences: {ranking: [b, a]}}}
"""


@pytest.mark.parametrize(
    ("case", "text", "number"),
    [
        ("elmira", "status-quo", 1),
        ("elmira", "Status quo", 1),
        ("elmira", "8", 8),
        ("elmira", " delay ,insist", 5),
        ("elmira", "uniroyal.delay, local_government.insist", 5),
        ("elmira", "YNYNY", 8),
        ("elmira", "---Y-", 9),
        ("elmira", "abandon, insist", 9),
        ("chicken", "nothing", 1),
        ("chicken", "", 1),
        ("chicken", "a.swerve", 2),
        ("cuban-missile-crisis", "NNYN", 5),
    ],
)
def test_names(case: str, text: str, number: int) -> None:
    assert position_of(cases.load(case), text) == number - 1


@pytest.mark.parametrize(("text", "number"), [("a", 1), ("Beta", 2), ("2", 2)])
def test_names_in_graph_form(text: str, number: int) -> None:
    assert position_of(read_yaml(GRAPH, "g.yaml"), text) == number - 1


@pytest.mark.parametrize(
    ("case", "text", "said"),
    [
        ("chicken", "status-quo", "has no status quo"),
        ("chicken", "swerve", "names no state: unknown option 'swerve'"),
        ("chicken", "Y-", "'Y-' means 2 states: 2 (a.swerve); 4 (a.swerve, b.swerve); name one of them"),
        ("chicken", "--", "'--' means 4 states"),
        ("chicken", "9", "there is no state number 9; the states are numbered 1 to 4"),
        ("elmira", "modify", "is not feasible ('exactly one of (delay, accept, abandon)' must hold); the nearest"),
        ("elmira", "NYYNN", "the nearest that are: 1 (delay); 3 (accept)"),
        ("kazakhstan-2022", "csto, press", "'csto implies appeal' must hold"),
        ("kazakhstan-2022", "cstoo", "did you mean 'csto'?"),
    ],
)
def test_complaints_list_the_nearest(case: str, text: str, said: str) -> None:
    with pytest.raises(UnknownName) as fault:
        position_of(cases.load(case), text)
    assert said in str(fault.value)


def test_a_pattern_that_matches_many_lists_the_first_few() -> None:
    conflict = cases.load("kazakhstan-2022")
    with pytest.raises(UnknownName, match=r"means \d+ states: .*; and \d+ more; name one of them"):
        position_of(conflict, f"Y{'-' * (len(conflict.options) - 1)}")
