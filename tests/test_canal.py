"""The two fronts of the canal: each solved by hand, and what joining them in the centre does.

The brute force over the product is tried first on the prisoner's dilemma beside chicken, which is solved in the
literature's manner by hand.
"""

from __future__ import annotations

from functools import cache

import pytest

from countermove import cases, solve
from oracle import CONCEPTS, GraphModel, responses
from two_fronts import front, held, joined

NORTH, SOUTH = "canal-north", "canal-south"
SHARED = {NORTH: "centre", SOUTH: "centre", "prisoners-dilemma": "a", "chicken": "a"}
BARGAIN, QUOTA = "compensate, release", ""
CENTRE, UPLAND, LOWLAND = 0, 1, 2
BY_HAND = {
    NORTH: {"nash": {""}, "gmr": {"", "release", BARGAIN}, "seq": {"", BARGAIN}},
    SOUTH: {"nash": {"divert"}, "seq": {"divert"}},
}
"""What holds on each front alone: the argument is in the notes of the cases."""


def place(name: str, on: str) -> int:
    (where,) = cases.load(name).states.find(on).tolist()
    return int(where)


@cache
def model(first: str, second: str) -> GraphModel:
    return joined(*(front(cases.load(name), SHARED[name]) for name in (first, second)))


def at(first: str, on: str, second: str, there: str) -> int:
    return place(first, on) * len(cases.load(second).states) + place(second, there)


@cache
def equilibria(first: str, second: str) -> dict[str, set[int]]:
    return held(model(first, second))


def products(first: str, second: str, concept: str) -> set[int]:
    """Return the joint states of which each half holds on its own front alone."""
    here, there = (held(front(cases.load(name), SHARED[name]).alone)[concept] for name in (first, second))
    return {s * len(cases.load(second).states) + t for s in here for t in there}


@pytest.mark.parametrize("name", [NORTH, SOUTH])
def test_each_front_alone_is_as_solved_by_hand(name: str) -> None:
    found = solve(cases.load(name))
    alone = held(front(cases.load(name), "centre").alone)
    for concept, states in BY_HAND[name].items():
        assert alone[concept] == {place(name, on) for on in states}
        assert {state.number - 1 for state in found.equilibria(concept)} == alone[concept]


def test_the_brute_force_finds_the_dilemma_beside_chicken() -> None:
    """By hand: the products of what holds alone, and that nobody drives while both cooperate."""
    pair = ("prisoners-dilemma", "chicken")
    linked = at(pair[0], "YY", pair[1], "YY")
    alone = {at(pair[0], here, pair[1], there) for here in ("NN", "YY") for there in ("YN", "NY")}
    for concept in ("seq", "sseq"):
        assert products(*pair, concept) == alone
        assert equilibria(*pair)[concept] == alone | {linked}
    assert equilibria(*pair)["nash"] == products(*pair, "nash")


def test_what_holds_on_both_fronts_alone_holds_together() -> None:
    for concept in CONCEPTS:
        assert products(NORTH, SOUTH, concept) <= equilibria(NORTH, SOUTH)[concept]
    assert equilibria(NORTH, SOUTH)["nash"] == products(NORTH, SOUTH, "nash")


@pytest.mark.parametrize("concept", ["seq", "sseq"])
def test_the_quota_holds_only_beside_the_bargain(concept: str) -> None:
    found = equilibria(NORTH, SOUTH)[concept]
    assert place(SOUTH, QUOTA) not in held(front(cases.load(SOUTH), "centre").alone)[concept]
    assert at(NORTH, BARGAIN, SOUTH, QUOTA) in found
    assert at(NORTH, "", SOUTH, QUOTA) not in found


def test_closing_the_gates_becomes_a_gain_by_what_is_saved_in_the_north() -> None:
    """More water in the south is answered by one move on both fronts, each half of which is needed."""
    graph = model(NORTH, SOUTH)
    diverted = at(NORTH, BARGAIN, SOUTH, "divert")
    answer = at(NORTH, "release", SOUTH, "enforce, divert")
    assert answer in graph.improvements(CENTRE, diverted)
    assert at(NORTH, BARGAIN, SOUTH, "enforce, divert") not in graph.improvements(CENTRE, diverted)
    assert graph.rank[LOWLAND][answer] < graph.rank[LOWLAND][at(NORTH, BARGAIN, SOUTH, QUOTA)]
    assert graph.rank[CENTRE][at(NORTH, "release", SOUTH, "divert")] > graph.rank[CENTRE][answer]


def test_the_centre_leaves_the_bargain_alone_for_fear_of_the_north() -> None:
    graph = model(NORTH, SOUTH)
    start = at(NORTH, BARGAIN, SOUTH, QUOTA)
    for end in graph.improvements(CENTRE, start):
        assert any(graph.rank[CENTRE][u] < graph.rank[CENTRE][start] for u in responses(graph, [UPLAND], end, True))


def test_closed_gates_are_frozen_by_the_north() -> None:
    """Alone the centre would open them; beside the bargain the north's temptation counts as an answer."""
    closed = "enforce, protest"
    assert place(SOUTH, closed) not in held(front(cases.load(SOUTH), "centre").alone)["seq"]
    assert at(NORTH, BARGAIN, SOUTH, closed) in equilibria(NORTH, SOUTH)["seq"]


@pytest.mark.parametrize("concept", ["seq", "sseq"])
def test_with_the_south_first_nothing_is_linked(concept: str) -> None:
    assert equilibria(SOUTH, NORTH)[concept] == products(SOUTH, NORTH, concept)


@pytest.mark.parametrize("name", [NORTH, SOUTH])
def test_the_fronts_say_that_they_are_invented(name: str) -> None:
    case = cases.load(name)
    assert "(invented)" in case.title
    assert "made-up" in case.about
    assert all(each.because for dm in case.decision_makers for level in dm.preferences.statements for each in level)
