"""Certificates with one piece changed: a change is accepted only where the certificate still proves its verdict.

What proves a verdict is written here a second time, from the oracle's moves and ranks.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest

from as_conflict import graph_conflict, option_conflict
from countermove import Conflict, DecisionMaker, Graph, cases
from countermove.analysis.certificate import check
from countermove.analysis.explain import explain
from countermove.errors import InvalidCertificate
from oracle import CONCEPTS, CREDIBLE, SYMMETRIC, GraphModel, OptionForm, responses
from random_conflicts import draw_graph_model, draw_interleaved_form, draw_option_form

Certificate = dict[str, Any]
Drawn = OptionForm | GraphModel

DRAWS: dict[str, Callable[[random.Random], Drawn]] = {
    "options": lambda rng: draw_option_form(rng, max_options=4, max_dms=3),
    "interleaved": lambda rng: draw_interleaved_form(rng, max_options=4, max_dms=3),
    "graph": draw_graph_model,
}


# -- what proves a verdict, from the definitions ---------------------------------------------------

STEP = {"mover": str, "to": int}


def shape_of(concept: str, verdict: str) -> Certificate:
    """Return the keys of one improvement, with the types of their values; a tuple gives two of them to choose."""
    stable = verdict == "stable"
    if concept == "sim":
        return {"from": int, "to": int, "others": [STEP] if stable else None}
    counter = {"counter": (int, None)} if concept in SYMMETRIC else {}
    reach = {} if concept == "nash" else {"reach": ([int], None)}
    return {"to": int, "sanction": [STEP], **counter} if stable else {"to": int, "sanction": None, **reach}


def shaped(plain: object, shape: Any) -> bool:
    """Tell whether plain data has a shape."""
    if isinstance(shape, tuple):
        return any(shaped(plain, each) for each in shape)
    if isinstance(shape, list):
        return isinstance(plain, list) and all(shaped(each, shape[0]) for each in plain)
    if isinstance(shape, dict):
        return (
            isinstance(plain, dict) and {*plain} == {*shape} and all(shaped(plain[key], shape[key]) for key in shape)
        )
    return plain is None if shape is None else type(plain) is shape


def proves(drawn: Drawn, plain: Any) -> bool:
    """Tell whether a certificate proves its verdict."""
    heading = {"state": int, "dm": str, "concept": str, "verdict": str, "improvements": [dict]}
    if not shaped(plain, heading) or plain["verdict"] not in {"stable", "unstable"}:
        return False
    concept, entries = plain["concept"], plain["improvements"]
    if concept not in {*CONCEPTS, "sim"} or (concept == "sim" and isinstance(drawn, GraphModel)):
        return False
    model = drawn.graph() if isinstance(drawn, OptionForm) else drawn
    who, start = number_of(plain["dm"], len(model.rank)), at(model, plain["state"])
    if who is None or start is None or not shaped(entries, [shape_of(concept, plain["verdict"])]):
        return False
    numbers = {state: k + 1 for k, state in enumerate(model.states)}
    ends = [entry["to"] if concept == "sim" else at(model, entry["to"]) for entry in entries]
    if concept == "sim" and any(numbers.get(entry["from"]) != plain["state"] for entry in entries):
        return False
    improvements = model.improvements(who, start)
    complete = {*ends} == improvements if plain["verdict"] == "stable" else bool(ends) and {*ends} <= improvements
    claim = sanctioned if plain["verdict"] == "stable" else free
    joint = jointly_sanctioned if plain["verdict"] == "stable" else jointly_free
    if isinstance(drawn, OptionForm) and concept == "sim":
        return complete and all(joint(drawn, who, start, entry) for entry in entries)
    return complete and all(claim(model, concept, who, start, entry) for entry in entries)


def number_of(dm: str, count: int) -> int | None:
    return next((i for i in range(count) if dm == f"dm{i}"), None)


def at(model: GraphModel, number: int) -> int | None:
    return model.states[number - 1] if 1 <= number <= len(model.states) else None


def sanctioned(model: GraphModel, concept: str, who: int, start: int, entry: Certificate) -> bool:
    """Tell whether the sanction of an improvement is legal, credible if it has to be, and a sanction."""
    state, last = at(model, entry["to"]), who
    if concept == "nash" or not entry["sanction"] or state is None:
        return False
    for step in entry["sanction"]:
        mover, to = number_of(step["mover"], len(model.rank)), at(model, step["to"])
        if mover is None or mover in {who, last}:
            return False
        steps = model.improvements(mover, state) if concept in CREDIBLE else model.moves_from(mover, state)
        if to is None or to not in steps:
            return False
        state, last = to, mover
    rank = model.rank[who]
    if rank[state] > rank[start] or concept not in SYMMETRIC:
        return rank[state] <= rank[start]
    replies = {end: rank[end] for end in model.moves_from(who, state)}
    if entry["counter"] is None:
        return not replies
    best = at(model, entry["counter"])
    return best in replies and replies[best] == max(replies.values()) <= rank[start]


def free(model: GraphModel, concept: str, who: int, start: int, entry: Certificate) -> bool:
    """Tell whether nothing in the reach of the opponents sanctions an improvement."""
    if concept == "nash":
        return True
    first, rank = at(model, entry["to"]), model.rank[who]
    assert first is not None
    others = [other for other in range(len(model.rank)) if other != who]
    reach = responses(model, others, first, improving=concept in CREDIBLE)
    listed = None if entry["reach"] is None else {at(model, number) for number in entry["reach"]}
    counters = {end: model.moves_from(who, end) if concept in SYMMETRIC else frozenset() for end in reach}
    harmful = [end for end in reach if all(rank[each] <= rank[start] for each in (end, *counters[end]))]
    return not harmful and (listed is None or listed == reach - {first})


def jointly_sanctioned(form: OptionForm, who: int, start: int, entry: Certificate) -> bool:
    """Tell whether simultaneous improvements of different opponents sanction an improvement."""
    movers = [number_of(other["mover"], form.dms) for other in entry["others"]]
    if not movers or None in movers or who in movers or len({*movers}) < len(movers):
        return False
    end: int = entry["to"]
    for mover, other in zip(movers, entry["others"], strict=True):
        if mover is None or other["to"] not in form.improvements(mover, start):
            return False
        end ^= start ^ other["to"]
    return end in form.feasible and form.rank[who][end] <= form.rank[who][start]


def jointly_free(form: OptionForm, who: int, start: int, entry: Certificate) -> bool:
    """Tell whether no simultaneous improvements of the opponents sanction an improvement."""
    each = [(start, *form.improvements(other, start)) for other in range(form.dms) if other != who]
    for ends in product(*each):
        together: int = entry["to"]
        for end in ends:
            together ^= start ^ end
        if together in form.feasible and form.rank[who][together] <= form.rank[who][start]:
            return False
    return True


# -- changes ---------------------------------------------------------------------------------------


def changed(plain: Any) -> Iterator[Any]:
    """Yield plain data with one piece changed, each piece in many ways."""
    if isinstance(plain, dict):
        yield from ({**plain, key: each} for key in plain for each in changed(plain[key]))
        yield from ({other: plain[other] for other in plain if other != key} for key in plain)
        yield from ({**plain, key: None} for key in ("counter", "reach", "others", "odd") if key not in plain)
    elif isinstance(plain, list):
        yield from ([*plain[:k], each, *plain[k + 1 :]] for k in range(len(plain)) for each in changed(plain[k]))
        yield from (plain[:k] + plain[k + 1 :] for k in range(len(plain)))
        yield from (plain[:k] + plain[k:] * 2 for k in range(len(plain)))
        yield from (plain[::-1], tuple(plain), [], None, {}, "", 0, [1])
    else:
        yield from instead_of(plain)


def instead_of(leaf: object) -> Iterator[Any]:
    if isinstance(leaf, int):
        yield from (leaf + 1, leaf - 1, leaf + 2, -leaf, 0, float(leaf), leaf + 0.5, str(leaf), True, None, [leaf])
    elif isinstance(leaf, str):
        yield from ("dm0", "dm1", "dm2", "stable", "unstable", *CONCEPTS, "sim", "", leaf.upper(), None, 1, [leaf])
    else:
        yield from ([], 0, False, "", {}, 1, [1], [{"mover": "dm0", "to": 1}])


def is_accepted(conflict: Conflict, certificate: Any) -> bool:
    try:
        check(conflict, certificate)
    except InvalidCertificate:
        return False
    return True


def compare(kind: str, seed: int, sample: int) -> tuple[int, int]:
    """Change the certificates of some states; return how many changes were accepted, and how many refused."""
    rng = random.Random(f"mutated {kind} {seed}")
    drawn = DRAWS[kind](rng)
    conflict = option_conflict(drawn) if isinstance(drawn, OptionForm) else graph_conflict(drawn)
    counts = [0, 0]
    for concept in (*CONCEPTS, *(["sim"] if isinstance(drawn, OptionForm) else [])):
        for explanation in explain(conflict, rng.randint(1, len(conflict.states)), concept=concept):
            whole = explanation.certificate()
            assert is_accepted(conflict, whole)
            assert proves(drawn, whole), (seed, whole)
            every = [each for each in changed(whole) if not has_tuples(each)]
            for each in rng.sample(every, min(sample, len(every))):
                accepted = is_accepted(conflict, each)
                assert accepted == proves(drawn, each), (kind, seed, whole, each)
                counts[not accepted] += 1
    return counts[0], counts[1]


def has_tuples(plain: Any) -> bool:
    """Whether plain data differs from what JSON gives back; a tuple stands for a list in Python."""
    return bool(json.loads(json.dumps(plain)) != plain)


@pytest.mark.parametrize("kind", DRAWS)
def test_a_changed_certificate_is_accepted_only_where_it_still_proves_its_verdict(kind: str) -> None:
    counts = [compare(kind, seed, sample=20) for seed in range(6)]
    assert sum(accepted for accepted, _ in counts) > 0
    assert sum(refused for _, refused in counts) > 300


@pytest.mark.thorough
@pytest.mark.parametrize("kind", DRAWS)
def test_every_change_of_many_certificates(kind: str) -> None:
    counts = [compare(kind, seed, sample=1_000) for seed in range(100, 130)]
    assert sum(accepted for accepted, _ in counts) > 200
    assert sum(refused for _, refused in counts) > 10_000


# -- instances -------------------------------------------------------------------------------------


GOOD = {
    "state": 4,
    "dm": "a",
    "concept": "seq",
    "verdict": "stable",
    "improvements": [{"to": 3, "sanction": [{"mover": "b", "to": 1}]}],
}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"state": 4.5}, "4.5 is no whole number, and 'state' has to be one"),
        ({"state": "4"}, "'4' is no whole number"),
        ({"state": True, "improvements": []}, "True is no whole number"),
        ({"dm": ""}, "no decision maker ''; a certificate names each by its id"),
        ({"dm": "A"}, "no decision maker 'A'"),
        ({"improvements": {"to": 3}}, "{'to': 3} is no list, and 'improvements' has to be one"),
        ({"improvements": [{"to": 3, "sanction": [{"mover": "b", "to": 1.0}]}]}, "1.0 is no whole number"),
        ({"improvements": [{"to": 3, "sanction": [{"mover": "", "to": 1}]}]}, "no decision maker ''"),
        ({"surely": 1}, "'surely' does not belong there; the keys are: state, dm, concept, verdict, improvements"),
        ({"complete": False}, "'complete' does not belong there"),
    ],
)
def test_types_are_strict(change: Certificate, said: str) -> None:
    dilemma = cases.load("prisoners-dilemma")
    unnamed = dilemma.with_(
        decision_makers=tuple(
            DecisionMaker(id=dm.id, options=dm.options, preferences=dm.preferences) for dm in dilemma.decision_makers
        )
    )
    for conflict in (dilemma, unnamed):
        check(conflict, GOOD)
        with pytest.raises(InvalidCertificate) as fault:
            check(conflict, GOOD | change)
        assert said in str(fault.value)


def test_a_certificate_is_for_a_concept_that_the_conflict_defines() -> None:
    states = (("here", ""), ("there", ""))
    graph = Conflict(
        title="Graph",
        decision_makers=(DecisionMaker(id="x"),),
        graph=Graph(states=states, moves=(("x", "here", "there"),)),
    )
    claim = {"state": 1, "dm": "x", "concept": "nash", "verdict": "stable", "improvements": []}
    check(graph, claim)
    with pytest.raises(InvalidCertificate, match="sim is defined by options, not for a graph of states"):
        check(graph, claim | {"concept": "sim"})


def test_a_decision_maker_is_found_by_its_id_before_all_names() -> None:
    """The same hole outside the checker: a name took the place of an id, and an empty text that of a name."""
    dms = (DecisionMaker(id="x", name="y"), DecisionMaker(id="y", name="Z"), DecisionMaker(id="z", name="Z"))
    conflict = Conflict(title="Three", decision_makers=(*dms, DecisionMaker(id="w")))
    assert [conflict.position(text) for text in ("x", "y", "z", "w")] == [0, 1, 2, 3]
    with pytest.raises(LookupError, match="has no decision maker ''"):
        conflict.position("")
    with pytest.raises(LookupError, match="'Z' is the name of several decision makers; write the id of one: y and z"):
        conflict.position("Z")
