"""What is attained, and where a conflict ends: equal to searches and walks written from the definitions."""

from __future__ import annotations

import random
from collections import Counter, deque
from itertools import pairwise
from math import isclose

import numpy as np
import pytest
import scipy.sparse.linalg as solvers

from as_conflict import graph_conflict, option_conflict
from countermove import Conflict, Evolution, InvalidConflict, UnknownName, cases, evolve, solve
from countermove.analysis.evolution import attained, equations
from countermove.analysis.evolution.absorption import End
from countermove.analysis.evolution.attainment import attain
from countermove.io.yaml.reading import read_yaml
from countermove.io.yaml.writing import write_yaml
from countermove.model.variation import vary
from countermove.report.notebook import html
from long_runs import few_at_once
from oracle import GraphModel, _is_sanctioned, equilibria
from random_conflicts import draw_graph_model, draw_interleaved_form

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")

ROUND = """
title: Round
status_quo: [a]
states: [a, b, c, d]
tempo: {x: 3}
decision_makers:
  x: {moves: {a: [b], c: [a]}, preferences: {ranking: [b, [d, a], c]}}
  y: {moves: {b: [c], a: [d]}, preferences: {ranking: [[c, d], [a, b]]}}
"""
"""From a: x to b (tempo 3) or y to d, which is an end; from b round by c and back to a."""

CYCLE = """
title: Cycle
status_quo: [s]
states: [s, a, b, end]
decision_makers:
  x: {moves: {s: [a, end], a: [b]}, preferences: {ranking: [[b, end], a, s]}}
  y: {moves: {s: [a], b: [a]}, preferences: {ranking: [a, [b, s, end]]}}
"""
"""Half of the time x ends it at once; else y leads into a and b, between which both go to and fro for ever."""


def drawn(seed: int) -> tuple[GraphModel, Conflict, list[int], int]:
    """Draw a conflict with a status quo: the oracle's, the package's, the states, and the status quo's position."""
    rng = random.Random(f"evolution {seed}")
    if seed % 2:
        form = draw_interleaved_form(rng)
        model, conflict = form.graph(), option_conflict(form)
    else:
        model = draw_graph_model(rng)
        conflict = graph_conflict(model)
    states = sorted(model.states)
    start = rng.randrange(len(states))
    first = conflict.states[start]
    quo = (conflict.graph.states[start][0],) if conflict.graph else first.on
    return model, conflict.with_(status_quo=quo), states, start


def distances(model: GraphModel, start: int, improving: bool) -> dict[tuple[int, int | None], int]:
    """Search on (state, last mover), as the definition has it."""
    met: dict[tuple[int, int | None], int] = {(start, None): 0}
    waiting = deque(met)
    while waiting:
        state, last = waiting.popleft()
        for dm in (dm for dm in range(len(model.rank)) if dm != last):
            for end in model.improvements(dm, state) if improving else model.moves_from(dm, state):
                if (end, dm) not in met:
                    met[end, dm] = met[state, last] + 1
                    waiting.append((end, dm))
    return met


@pytest.mark.parametrize("improving", [False, True])
@pytest.mark.parametrize("seed", few_at_once(range(80), 12))
def test_attained_as_a_search_on_state_and_last_mover(seed: int, improving: bool) -> None:
    model, conflict, states, start = drawn(seed)
    found, expected = attain(conflict, start, improving=improving), distances(model, states[start], improving)
    for k, state in enumerate(states):
        for dm in range(len(model.rank)):
            assert found.by_last[dm, k] == expected.get((state, dm), -1)
        least = min((moves for (end, _), moves in expected.items() if end == state), default=-1)
        assert found.distance[k] == least
        path = found.path(k) if found.leads_to(k) else ()
        assert len(path) == max(least, 0)
        assert_legal(model, states, [start, k], path, improving)
    if improving:
        assert np.array_equal(attained(conflict, start + 1), found.distance >= 0)


def assert_legal(
    model: GraphModel, states: list[int], ends: list[int], path: tuple[tuple[int, int, int], ...], improving: bool
) -> None:
    for dm, left, to in path:
        onward = model.improvements(dm, states[left]) if improving else model.moves_from(dm, states[left])
        assert states[to] in onward
    assert all(a[2] == b[1] and a[0] != b[0] for a, b in pairwise(path))
    assert not path or [path[0][1], path[-1][2]] == ends


def credible(model: GraphModel, concept: str, state: int) -> dict[int, list[int]]:
    """Return, by decision maker, its best improvements that are not sanctioned."""
    found = {}
    for dm, rank in enumerate(model.rank):
        ends = [t for t in model.improvements(dm, state) if not _is_sanctioned(model, concept, dm, state, t)]
        if ends:
            found[dm] = [t for t in ends if rank[t] == max(rank[u] for u in ends)]
    return found


def possible(model: GraphModel, concept: str, start: int) -> dict[int, set[int]]:
    """Return the states that credible improvements lead to, with where each leads."""
    met: dict[int, set[int]] = {}
    waiting = [start]
    while waiting:
        state = waiting.pop()
        if state not in met:
            met[state] = {t for ends in credible(model, concept, state).values() for t in ends}
            waiting += met[state]
    return met


@pytest.mark.thorough
@pytest.mark.parametrize("concept", CONCEPTS)
@pytest.mark.parametrize("seed", range(40))
def test_ends_are_what_cannot_be_left(seed: int, concept: str) -> None:
    model, conflict, states, start = drawn(seed)
    found = evolve(conflict, concept)
    onward = possible(model, concept, states[start])
    ends = [{states[k - 1] for k in end.states} for end in found.ends]
    assert isclose(sum(end.probability for end in found.ends), 1.0, rel_tol=1e-12)
    assert all(end.probability > 0 for end in found.ends)
    assert {frozenset(end) for end in ends} == closed(onward)
    held = equilibria(model, concept)
    assert {s for s, to in onward.items() if not to} == held & onward.keys()
    assert {states[k] for k in np.flatnonzero(found.equilibria)} == held
    assert np.array_equal(found.equilibria, solve(conflict, [concept]).where(concept))


def closed(onward: dict[int, set[int]]) -> set[frozenset[int]]:
    """Return the sets of states that lead to one another and nowhere else."""
    reached = {state: {state} for state in onward}
    for _ in onward:
        reached = {state: ends.union(*(onward[t] for t in ends)) for state, ends in reached.items()}
    return {frozenset(ends) for ends in reached.values() if all(reached[t] == ends for t in ends)}


def walks(model: GraphModel, concept: str, start: int, tempo: list[float], count: int) -> tuple[Counter[int], float]:
    """Walk at random until nobody has a credible improvement; return where the walks end, and their mean length."""
    rng, ends, moves = random.Random("walk"), Counter[int](), 0
    ready = {state: credible(model, concept, state) for state in possible(model, concept, start)}
    for _ in range(count):
        state = start
        while ready[state]:
            dms = [*ready[state]]
            state = rng.choice(ready[state][rng.choices(dms, [tempo[dm] for dm in dms])[0]])
            moves += 1
        ends[state] += 1
    return ends, moves / count


@pytest.mark.thorough
def test_walks_end_as_solved() -> None:
    compared = 0
    for seed in range(150):
        model, conflict, states, start = drawn(seed)
        if len(states) < 2:
            continue
        conflict = with_tempo(conflict)
        for concept in ("nash", "seq"):
            found = evolve(conflict, concept)
            if len(found.ends) < 2 or not all(end.settles for end in found.ends):
                continue
            tempo = [dm.tempo for dm in conflict.decision_makers]
            ends, moves = walks(model, concept, states[start], tempo, 4_000)
            for end in found.ends:
                assert abs(ends[states[end.states[0] - 1]] / 4_000 - end.probability) < 0.04, (seed, concept)
            assert abs(moves - found.expected_moves) < 0.1 * found.expected_moves, (seed, concept)
            compared += 1
    assert compared > 15


def with_tempo(conflict: Conflict) -> Conflict:
    from dataclasses import replace

    dms = conflict.decision_makers
    return conflict.with_(decision_makers=tuple(replace(dm, tempo=1.0 + k) for k, dm in enumerate(dms)))


def test_a_round_that_is_left_in_the_end() -> None:
    """From a on to d with 1/4; 3/4 go round in 3 moves: so (1/4 + 3/4 * 3) / (1/4) = 10 moves."""
    found = evolve(read_yaml(ROUND, "round.yaml"), "nash")
    [end] = found.ends
    assert end.states == (4,)
    assert isclose(end.probability, 1.0)
    assert isclose(found.expected_moves, 10.0)


def test_what_never_settles() -> None:
    found = evolve(read_yaml(CYCLE, "cycle.yaml"), "nash")
    assert found.ends == (End((2, 3), 0.5), End((4,), 0.5))
    assert [end.settles for end in found.ends] == [False, True]
    assert found.probability(4) == 0.5
    assert found.probability(2) == 0
    assert found.expected_moves == 1


def test_a_large_component_is_solved_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(equations, "DIRECT", 1)
    found = evolve(read_yaml(ROUND, "round.yaml"), "nash")
    assert isclose(found.ends[0].probability, 1.0)
    assert isclose(found.expected_moves, 10.0)


def test_a_component_on_which_iteration_fails_is_solved_by_factors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(equations, "DIRECT", 1)
    for method in ("bicgstab", "gmres"):
        monkeypatch.setattr(solvers, method, lambda system, arriving, **_: (0 * arriving, 1))
        assert isclose(evolve(read_yaml(ROUND, "round.yaml"), "nash").expected_moves, 10.0)


def test_a_component_without_factors_is_solved_by_either_iteration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(equations, "DIRECT", 1)
    monkeypatch.setattr(solvers, "splu", None)
    assert isclose(evolve(read_yaml(ROUND, "round.yaml"), "nash").expected_moves, 10.0)
    monkeypatch.setattr(solvers, "bicgstab", lambda system, arriving, **_: (0 * arriving, 1))
    assert isclose(evolve(read_yaml(ROUND, "round.yaml"), "nash").expected_moves, 10.0)


def elmira(start: str, concept: str) -> Evolution:
    case = cases.load("elmira")
    return evolve(case.with_(status_quo=case.states[int(start) - 1].on), concept)


def test_elmira_by_moves() -> None:
    """The table of legal sequences from state 1 (Li, Kilgour, Hipel 2005): by steps, for the last mover."""
    by_last = attain(cases.load("elmira"), 0, improving=False).by_last
    table = {
        1: ("2", "3 9", "5"),
        2: ("2 4 6", "3 4 7 9", "5 6 7"),
        3: ("2 4 6 8", "3 4 7 8 9", "2 3 5 6 7 8"),
        4: ("2 4 6 8", "3 4 7 8 9", "2 3 4 5 6 7 8"),
    }
    for moves, row in table.items():
        for last, listed in zip(by_last, row, strict=True):
            assert [k + 1 for k in np.flatnonzero((last > 0) & (last <= moves)) if k] == [*map(int, listed.split())]
    assert by_last.max() == 4


def test_elmira_from_the_status_quo() -> None:
    found = evolve(cases.load("elmira"), "seq")
    assert np.flatnonzero(found.by_improvements.distance >= 0).tolist() == [0, 4]
    assert {k: found.way(k) for k in (1, 5, 8, 9)} == {1: "improvements", 5: "improvements", 8: "moves", 9: "moves"}
    assert [(each.dm, each.to, each.starts, each.stops) for each in found.path(9)] == [
        ("uniroyal", 9, ("abandon",), ("delay",))
    ]
    assert len(found.path(8)) == 3
    assert found.path(1) == ()
    assert found.ends == (End((5,), 1.0),)


@pytest.mark.parametrize("start", ["3", "4", "7"])
def test_elmira_where_any_better_response_leads_alike(start: str) -> None:
    """There nobody has a choice that matters, so taking any improvement, and taking the best, end alike."""
    assert [end.states for end in elmira(start, "nash").ends] == [({"3": 9, "4": 8, "7": 9}[start],)]


def test_elmira_where_the_best_is_taken() -> None:
    """By any better response state 6 ends half in 8, half in 9; Uniroyal prefers 8, and so takes it."""
    assert {end.states: end.probability for end in elmira("6", "nash").ends} == {(8,): 1.0}


def test_chicken() -> None:
    case = cases.load("chicken").with_(status_quo=("a.swerve", "b.swerve"))
    assert {end.states: end.probability for end in evolve(case, "nash").ends} == {(2,): 0.5, (3,): 0.5}
    assert evolve(case, "gmr").ends == (End((4,), 1.0),)


def test_dilemma_by_improvements() -> None:
    case = cases.load("prisoners-dilemma").with_(status_quo=("a.cooperate", "b.cooperate"))
    assert evolve(case, "nash").by_improvements.distance.tolist() == [2, 1, 1, 0]


def test_complaints() -> None:
    with pytest.raises(InvalidConflict, match="no status quo"):
        evolve(cases.load("prisoners-dilemma"))
    with pytest.raises(UnknownName, match="no evolution under 'sim'"):
        evolve(cases.load("elmira"), "sim")
    with pytest.raises(UnknownName, match="did you mean 'sseq'"):
        evolve(cases.load("elmira"), "sseqq")
    with pytest.raises(UnknownName, match="no state number 10"):
        evolve(cases.load("elmira")).way(10)


def test_tempo_in_a_file() -> None:
    conflict = read_yaml(ROUND, "round.yaml")
    assert [dm.tempo for dm in conflict.decision_makers] == [3, 1]
    text = write_yaml(conflict)
    assert "tempo:\n  x: 3" in text
    assert read_yaml(text, "again.yaml") == conflict
    assert "tempo" not in write_yaml(cases.load("elmira"))


@pytest.mark.parametrize(
    ("tempo", "complaint"),
    [
        ("{x: 0}", "a number above 0 is expected here, not 0"),
        ("{x: .inf}", "a number is expected here"),
        ("{z: 2}", "unknown decision maker 'z'"),
        ("{x: fast}", "number"),
    ],
)
def test_a_tempo_that_means_nothing(tempo: str, complaint: str) -> None:
    with pytest.raises(InvalidConflict) as fault:
        read_yaml(ROUND.replace("{x: 3}", tempo), "round.yaml")
    assert [each.place.line for each in fault.value.complaints if each.place] == [5]
    assert complaint in str(fault.value)


def test_a_tempo_that_means_nothing_in_python() -> None:
    from dataclasses import replace

    conflict = read_yaml(ROUND, "round.yaml")
    with pytest.raises(InvalidConflict, match="the tempo of x is -1; it has to be a positive number"):
        conflict.with_(decision_makers=(replace(conflict.decision_makers[0], tempo=-1.0),))


def test_as_plain_values_and_as_a_frame() -> None:
    found = evolve(cases.load("elmira"))
    document, frame = found.to_dict(), found.to_frame()
    assert document["distance"]["moves"] == [0, 1, 1, 2, 1, 2, 2, 3, 1]
    assert [each["attained_by"] for each in document["equilibria"]] == ["improvements", "moves", "moves"]
    assert document["ends"] == [{"states": [5], "settles": True, "probability": 1.0}]
    assert frame["probability"].tolist() == [1.0, 0.0, 0.0]
    assert frame["by_improvements"].tolist() == [1, -1, -1]


def test_in_a_notebook() -> None:
    shown = html(evolve(vary(cases.load("kazakhstan-2022"), "none")))
    assert "By sequential stability; 4.25 moves expected until then." in shown
    assert "<td>Open break between the presidents (355)</td><td>President Tokayev: Ask the CSTO for troops" in shown
    assert "<td>State 355 is certain.</td>" in shown
    assert "... and 2 more: evolution.ends has all." in shown
    assert "never settles: going round among" in html(evolve(read_yaml(CYCLE, "cycle.yaml"), "nash"))
