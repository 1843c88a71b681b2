"""The checker refuses certificates that have been altered, and says why."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from as_conflict import graph_conflict, option_conflict
from countermove import Conflict, cases, explain
from countermove.analysis.certificate import check
from countermove.analysis.explanation.result import Explanation
from countermove.errors import InvalidCertificate
from countermove.io.yaml.reading import read_yaml
from oracle import OptionForm, stable
from test_explanation import DRAWS

BOUNCE = """
title: Two steps
states: {s: null, a: null, b: null, c: null}
decision_makers:
  x: {moves: {s: [a], c: [a]}, preferences: {ranking: [a, b, s, c]}}
  y: {moves: {a: [b], s: [c]}, preferences: {ranking: [c, b, a, s]}}
  z: {moves: {b: [c], a: [c]}, preferences: {ranking: [a, c, b, s]}}
"""


def only(conflict: Conflict, state: str | int, dm: str, concept: str) -> Explanation:
    [explanation] = explain(conflict, state, dm, concept).explanations
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


# -- every certificate, altered --------------------------------------------------------------------

Certificate = dict[str, Any]
ALTERED = ("garrison", "elmira", "cuban-missile-crisis", "chicken", "syria-iraq-1975")


@pytest.mark.parametrize("name", ALTERED)
@pytest.mark.parametrize("concept", ["nash", "gmr", "smr", "seq", "sseq", "sim"])
def test_every_altered_certificate_of_a_case_is_refused(name: str, concept: str) -> None:
    """Change each piece of a certificate so that it shows nothing any more: none may be let through."""
    conflict = cases.load(name)
    refusals = [
        refused(conflict, altered)
        for number in range(1, len(conflict.states) + 1)
        for explanation in explain(conflict, number, concept=concept).explanations
        for altered in _altered(conflict, explanation.certificate())
    ]
    assert len(refusals) >= 2 * len(conflict.states)
    assert not any("cannot be read" in each for each in refusals)


def _altered(conflict: Conflict, certificate: Certificate) -> Iterator[Certificate]:
    """Yield the opposite verdict, the certificate without an improvement, and with each improvement bent."""
    other = {"stable": "unstable", "unstable": "stable"}[certificate["verdict"]]
    yield certificate | {"verdict": other}
    entries = certificate["improvements"]
    for k, entry in enumerate(entries):
        before, after = entries[:k], entries[k + 1 :]
        yield certificate | {"improvements": before + after}
        bend = _bent_at_once if certificate["concept"] == "sim" else _bent
        for bent in bend(conflict, certificate, entry):
            yield certificate | {"improvements": [*before, bent, *after]}


def _bent(conflict: Conflict, certificate: Certificate, entry: Certificate) -> Iterator[Certificate]:
    """Yield an improvement that leads nowhere, and its sanction cut, by a wrong mover, to a wrong end."""
    yield entry | {"to": certificate["state"]}
    path = entry["sanction"]
    if path is None:
        yield from [entry | {"reach": [*entry["reach"], entry["to"]]}] if entry.get("reach") is not None else []
        return
    for k, step in enumerate(path):
        yield entry | {"sanction": path[:k]}
        for dm in conflict.decision_makers:
            if dm.id != step["mover"]:  # in these cases no two decision makers have the same move
                yield entry | {"sanction": [*path[:k], step | {"mover": dm.id}, *path[k + 1 :]]}
        yield entry | {
            "sanction": [*path[:k], step | {"to": path[k - 1]["to"] if k else entry["to"]}, *path[k + 1 :]]
        }
    yield entry | {"sanction": [*path, path[-1] | {"to": certificate["state"]}]}
    if entry.get("counter") is not None:
        yield entry | {"counter": None}
        yield entry | {"counter": path[-1]["to"]}


def _bent_at_once(conflict: Conflict, certificate: Certificate, entry: Certificate) -> Iterator[Certificate]:
    """Yield an improvement that leads nowhere, and what spoils it left out, by a wrong mover, to a wrong end."""
    yield entry | {"to": entry["from"]}
    for k, other in enumerate(entry["others"] or ()):
        rest = entry["others"][:k] + entry["others"][k + 1 :]
        yield entry | {"others": rest}
        yield entry | {"others": [*rest, other, other]}
        yield entry | {"others": [*rest, other | {"to": entry["from"]}]}
        yield from (
            entry | {"others": [*rest, other | {"mover": dm.id}]}
            for dm in conflict.decision_makers
            if dm.id != other["mover"]
        )
    yield from [entry | {"others": []}] if certificate["verdict"] == "stable" else []


def test_a_longer_way_than_need_be_is_let_through() -> None:
    """The checker asks for a sanction, not for a shortest one."""
    text = """
title: Three
decision_makers:
  x: {options: [a], preferences: [not (a and b and c), a]}
  y: {options: [b], preferences: [b]}
  z: {options: [c], preferences: [c]}
"""
    three = read_yaml(text, "three.yaml")
    good = only(three, "nothing", "x", "gmr").certificate()
    assert len(good["improvements"][0]["sanction"]) == 2
    numbers = [only(three, state, "x", "gmr").state for state in ("a, c", "a, b, c", "a, b", "a", "a, c", "a, b, c")]
    detour = [{"mover": mover, "to": to} for mover, to in zip("zyzyzy", numbers, strict=True)]
    check(three, good | {"improvements": [{"to": 2, "sanction": detour}]})


@pytest.mark.thorough
@pytest.mark.parametrize("kind", ["options", "interleaved", "graph"])
def test_what_is_let_through_is_true(kind: str) -> None:
    """Garble certificates at random: whatever the checker accepts has to be the verdict of the oracle."""
    accepted = rejected = 0
    for seed in range(120):
        rng = random.Random(f"garbled {kind} {seed}")
        drawn = DRAWS[kind](rng)
        conflict = option_conflict(drawn) if isinstance(drawn, OptionForm) else graph_conflict(drawn)
        states = sorted(drawn.feasible if isinstance(drawn, OptionForm) else drawn.states)
        for concept in ("gmr", "smr", "seq", "sseq", *(["sim"] if isinstance(drawn, OptionForm) else [])):
            expected = stable(drawn, concept)
            for explanation in explain(conflict, rng.randint(1, len(states)), concept=concept).explanations:
                for _ in range(6):
                    garbled = _garbled(rng, conflict, explanation.certificate())
                    try:
                        check(conflict, garbled)
                    except InvalidCertificate:
                        rejected += 1
                        continue
                    accepted += 1
                    held = states[garbled["state"] - 1] in expected[conflict.position(garbled["dm"])]
                    assert held == (garbled["verdict"] == "stable"), (seed, garbled)
    assert accepted > 100
    assert rejected > 1000


def _garbled(rng: random.Random, conflict: Conflict, certificate: Certificate) -> Certificate:
    """Return a certificate with one to three of its pieces put at random."""
    garbled: Certificate = json.loads(json.dumps(certificate))
    for _ in range(rng.randint(1, 3)):
        part = rng.choice([*_parts(garbled)])
        key = rng.choice([*part])
        part[key] = _any_value(rng, conflict, key, part[key])
    return garbled


def _parts(piece: Any) -> Iterator[Certificate]:
    """Yield all mappings of a certificate."""
    if isinstance(piece, dict):
        yield piece
    for each in piece.values() if isinstance(piece, dict) else piece if isinstance(piece, list) else ():
        yield from _parts(each)


def _any_value(rng: random.Random, conflict: Conflict, key: str, value: Any) -> Any:
    """Return something else, of the right kind, for a key of a certificate."""
    if key in {"dm", "mover"}:
        return rng.choice([dm.id for dm in conflict.decision_makers])
    if key == "verdict":
        return rng.choice(["stable", "unstable"])
    if key in {"state", "to", "from"}:
        return rng.randint(1, len(conflict.states))
    if key == "counter":
        return rng.choice([None, rng.randint(1, len(conflict.states))])
    if isinstance(value, list) and value:
        return rng.sample(value, rng.randint(0, len(value)))
    return value
