"""The checker refuses certificates that have been altered, and says why."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from countermove import cases
from countermove.analysis.certificate import check
from countermove.analysis.explanation.account import Explanation
from countermove.errors import InvalidCertificate
from countermove.io.yaml.reading import read_yaml
from countermove.model.conflict import Conflict
from countermove.study import explain

BOUNCE = """
title: Two steps
states: {s: null, a: null, b: null, c: null}
decision_makers:
  x: {moves: {s: [a], c: [a]}, preferences: {ranking: [a, b, s, c]}}
  y: {moves: {a: [b], s: [c]}, preferences: {ranking: [c, b, a, s]}}
  z: {moves: {b: [c], a: [c]}, preferences: {ranking: [a, c, b, s]}}
"""


def only(conflict: Conflict, state: str | int, dm: str, concept: str) -> Explanation:
    [explanation] = explain(conflict, state, dm, concept)
    return explanation


def refused(conflict: Conflict, certificate: dict[str, Any]) -> str:
    with pytest.raises(InvalidCertificate) as fault:
        check(conflict, certificate)
    return str(fault.value)


@pytest.fixture
def conflict() -> Conflict:
    return read_yaml(BOUNCE, "bounce.yaml")


@pytest.fixture
def good(conflict: Conflict) -> dict[str, Any]:
    certificate = only(conflict, "s", "x", "seq").certificate()
    check(conflict, certificate)
    path = [{"mover": "y", "to": 3}, {"mover": "z", "to": 4}]
    assert certificate["improvements"] == [{"to": 2, "sanction": path}]
    return copy.deepcopy(certificate)


def test_a_missing_improvement(conflict: Conflict, good: dict[str, Any]) -> None:
    assert "the improvement of x to state 2 is missing" in refused(conflict, good | {"improvements": []})


def test_a_flipped_verdict(conflict: Conflict, good: dict[str, Any]) -> None:
    assert "comes with a sanction" in refused(conflict, good | {"verdict": "unstable"})
    free = [{"to": 2, "sanction": None, "reach": [3, 4]}]
    assert "x is punished in state 4" in refused(conflict, good | {"verdict": "unstable", "improvements": free})


def test_a_wrong_mover(conflict: Conflict, good: dict[str, Any]) -> None:
    path = good["improvements"][0]["sanction"]
    path[1]["mover"] = "y"
    assert "y moves twice running" in refused(conflict, good)
    path[0]["mover"] = "z"
    assert "z cannot move from state 2 to 3" in refused(conflict, good)
    path[0]["mover"] = "x"
    assert "x cannot punish itself" in refused(conflict, good)
    path[0]["mover"] = "w"
    assert "has no decision maker 'w'" in refused(conflict, good)


def test_a_path_that_is_cut(conflict: Conflict, good: dict[str, Any]) -> None:
    good["improvements"][0]["sanction"].pop()
    assert "x prefers state 3, in which the sanction ends" in refused(conflict, good)
    good["improvements"][0]["sanction"].clear()
    assert "nothing punishes the improvement of x to state 2" in refused(conflict, good)


def test_a_step_that_is_no_improvement(conflict: Conflict, good: dict[str, Any]) -> None:
    good["improvements"][0]["sanction"] = [{"mover": "z", "to": 4}]
    assert "z does not improve by moving from state 2 to 4" in refused(conflict, good)
    check(conflict, good | {"concept": "gmr"})


def test_a_countermove_that_is_overlooked(conflict: Conflict, good: dict[str, Any]) -> None:
    good["improvements"][0] |= {"counter": None}
    assert "a countermove from state 4 is overlooked" in refused(conflict, good | {"concept": "sseq"})
    good["improvements"][0] |= {"counter": 2}
    assert "the countermove to state 2 escapes" in refused(conflict, good | {"concept": "sseq"})
    good["improvements"][0] |= {"counter": 3}
    assert "x has no countermove from state 4 to 3" in refused(conflict, good | {"concept": "sseq"})


def test_an_unstable_verdict(conflict: Conflict) -> None:
    certificate = only(conflict, "s", "x", "sseq").certificate()
    assert certificate["improvements"] == [{"to": 2, "sanction": None, "reach": [3, 4]}]
    check(conflict, certificate)
    unlisted = [{"to": 2, "sanction": None, "reach": None}]
    check(conflict, certificate | {"improvements": unlisted})
    short = [{"to": 2, "sanction": None, "reach": [3]}]
    assert "reach from state 2 is not as listed" in refused(conflict, certificate | {"improvements": short})
    assert "has no improvement to state 3" in refused(conflict, certificate | {"improvements": [{"to": 3}]})
    assert "that nobody can punish is missing" in refused(conflict, certificate | {"improvements": []})


def test_nash_knows_no_sanction(conflict: Conflict, good: dict[str, Any]) -> None:
    assert "under nash no improvement is punished" in refused(conflict, good | {"concept": "nash"})


def test_simultaneous_improvements() -> None:
    chicken = cases.load("chicken")
    good = only(chicken, 4, "a", "sim").certificate()
    assert good["improvements"] == [{"from": 3, "to": 2, "others": [{"mover": "b", "to": 1}]}]
    check(chicken, good)
    alone = [{"from": 3, "to": 2, "others": []}]
    assert "nothing spoils the improvement of a" in refused(chicken, good | {"improvements": alone})
    wrong = [{"from": 3, "to": 2, "others": [{"mover": "b", "to": 0}]}]
    assert "b has no improvement to 0" in refused(chicken, good | {"improvements": wrong})
    twice = [{"from": 3, "to": 2, "others": [{"mover": "b", "to": 1}] * 2}]
    assert "somebody moves twice" in refused(chicken, good | {"improvements": twice})
    assert "is missing" in refused(chicken, good | {"improvements": []})
    free = [{"from": 3, "to": 2, "others": None}]
    assert "a is punished in decimal 0" in refused(chicken, good | {"verdict": "unstable", "improvements": free})


@pytest.mark.parametrize("change", [{"concept": "nahs"}, {"verdict": "maybe"}, {"state": 9}, {"improvements": 3}])
def test_what_cannot_be_read(conflict: Conflict, good: dict[str, Any], change: dict[str, Any]) -> None:
    assert refused(conflict, good | change)
    for key in good:
        assert "cannot be read" in refused(conflict, {k: each for k, each in good.items() if k != key})


def test_every_altered_certificate_of_a_case_is_refused() -> None:
    """Take away each improvement, flip each verdict, cut each path of more than one step."""
    garrison = cases.load("garrison")
    refusals = 0
    for number in range(1, len(garrison.states) + 1):
        for explanation in explain(garrison, number):
            certificate = explanation.certificate()
            for altered in _altered(certificate):
                refused(garrison, altered)
                refusals += 1
    assert refusals > 100


def _altered(certificate: dict[str, Any]) -> list[dict[str, Any]]:
    entries = certificate["improvements"]
    other = {"stable": "unstable", "unstable": "stable"}[certificate["verdict"]]
    found = [certificate | {"verdict": other}]
    for k, entry in enumerate(entries):
        before, after = entries[:k], entries[k + 1 :]
        found.append(certificate | {"improvements": before + after})
        if path := entry["sanction"]:
            wrong = [path[0] | {"mover": certificate["dm"]}, *path[1:]]
            bent = [entry | {"sanction": each} for each in (path[:-1], wrong)]
            found += [certificate | {"improvements": [*before, each, *after]} for each in bent]
    return found
