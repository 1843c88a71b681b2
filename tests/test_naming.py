"""States are named in one place, and what names none, or several, is answered with the nearest."""

from __future__ import annotations

import pytest

from countermove import Conflict, DecisionMaker, Graph, UnknownName, cases
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
        ("chicken", "a.swerve", 2),
        ("cuban-missile-crisis", "NNYN", 5),
        ("elmira", "state 8", 8),
        ("elmira", "s8", 8),
        ("elmira", "#8", 8),
        ("elmira", "Draw out the appeal, insist on the original order", 5),
        ("chicken", "swerve before b", 2),
    ],
)
def test_names(case: str, text: str, number: int) -> None:
    assert position_of(cases.load(case), text) == number - 1


@pytest.mark.parametrize(("text", "number"), [("a", 1), ("Beta", 2), ("2", 2), ("beta", 2), ("state 2", 2)])
def test_names_in_graph_form(text: str, number: int) -> None:
    assert position_of(read_yaml(GRAPH, "g.yaml"), text) == number - 1


@pytest.mark.parametrize(
    ("case", "text", "said"),
    [
        ("chicken", "status-quo", "has no status quo"),
        ("chicken", "swerve", "names no state: 'swerve' is an option of a and of b; write a.swerve or b.swerve"),
        ("elmira", "draw out the apeal", "unknown option 'draw out the apeal'; did you mean 'Draw out the appeal'?"),
        ("elmira", "modify delay", "put commas between the options, as in 'modify, delay'"),
        ("elmira", "delay and insist", "put commas between the options, as in 'delay, insist'"),
        ("elmira", ",", "write 'nothing' for the state in which nothing is on"),
        ("elmira", "", "'' names no state: write 'nothing' for the state in which nothing is on"),
        ("elmira", "9" * 30, f"there is no state number {'9' * 30}; the states are numbered 1 to 9"),
        ("elmira", "9" * 5000, "names no state"),
        ("elmira", "-1", "there is no state number -1; the states are numbered 1 to 9"),
        ("elmira", "Y--", "a pattern has a letter for each of the 5 options, and this one has 3"),
        ("elmira", "y---y", "a pattern is written in capitals, Y---Y"),
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


@pytest.mark.parametrize("text", ["uniroyal", "Uniroyal (UR)", "Uniroyal", "UNIROYAL"])
def test_decision_makers_are_named_as_people_write_them(text: str) -> None:
    assert cases.load("elmira").position(text) == 1


@pytest.mark.parametrize("text", ["street", "The street", "the street", "Street"])
def test_articles_do_not_matter(text: str) -> None:
    assert cases.load("kazakhstan-2022").position(text) == 0


def test_an_id_comes_before_what_is_only_alike() -> None:
    dms = tuple(DecisionMaker(id=id_, name=name) for id_, name in (("a", "B"), ("b", "A"), ("c", "The A")))
    graph = Graph(states=(("s", ""),))
    conflict = Conflict(title="t", decision_makers=dms, graph=graph)
    assert [conflict.position(text) for text in ("a", "b", "A", "The A")] == [0, 1, 1, 2]
    with pytest.raises(
        UnknownName, match="is the name of several decision makers; write the id of one: a and b and c"
    ):
        conflict.position("the a")


def test_unknown_states_of_a_graph() -> None:
    graph = read_yaml(GRAPH, "g.yaml")
    for text, said in (("Alpa", "did you mean 'Alpha'?"), ("q", "there are: Alpha, Beta"), ("3", "numbered 1 to 2")):
        with pytest.raises(UnknownName) as fault:
            position_of(graph, text)
        assert said in str(fault.value)
