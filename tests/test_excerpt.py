"""What a figure of the graph shows: each mark equal to its definition, the budget kept, nothing hidden silently."""

from __future__ import annotations

import random
from itertools import pairwise
from math import isclose, prod

import pytest

from as_conflict import graph_conflict, option_conflict
from countermove import Conflict, DecisionMaker, cases, evolve, explain, solve
from countermove.analysis.excerpt import excerpt
from countermove.analysis.excerpt.result import DrawnMove, Excerpt
from countermove.io.yaml.reading import read_yaml
from countermove.model.variation import vary
from long_runs import few_at_once
from oracle import GraphModel, _is_sanctioned, equilibria
from random_conflicts import draw_graph_model, draw_interleaved_form
from test_evolution import CYCLE, credible, possible

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")

Drawn = tuple[GraphModel, Conflict, list[int]]


def drawn(seed: int, *, max_options: int = 5) -> Drawn:
    """Draw a conflict with a status quo in three of four cases: the oracle's, the package's, and its states."""
    rng = random.Random(f"excerpt {seed}")
    if seed % 2:
        form = draw_interleaved_form(rng, max_options=max_options)
        model, conflict = form.graph(), option_conflict(form)
    else:
        model = draw_graph_model(rng, max_states=10)
        conflict = graph_conflict(model)
    if rng.random() < 0.75:
        start = rng.randrange(len(model.states))
        quo = (conflict.graph.states[start][0],) if conflict.graph else conflict.states[start].on
        conflict = conflict.with_(status_quo=quo)
    return model, conflict, sorted(model.states)


def cut(conflict: Conflict, concept: str = "seq", states: int = 14, moves: int = 30) -> Excerpt:
    evolution = evolve(conflict, concept) if conflict.status_quo is not None else None
    return excerpt(solve(conflict), evolution, most_states=states, most_moves=moves)


@pytest.mark.thorough
@pytest.mark.parametrize("concept", CONCEPTS)
@pytest.mark.parametrize("seed", range(40))
def test_every_mark_as_defined(seed: int, concept: str) -> None:
    model, conflict, states = drawn(seed)
    found = cut(conflict, concept)
    assert found.concept == (concept if conflict.status_quo is not None else "seq")
    held = {id_: equilibria(model, id_) for id_ in CONCEPTS}
    for state in found.states:
        s = states[state.number - 1]
        onward = [(dm, t) for dm in range(len(model.rank)) for t in model.improvements(dm, s)]
        assert state.dead_end == (not onward)
        assert {id_ for id_ in state.holds if id_ != "sim"} == {id_ for id_ in CONCEPTS if s in held[id_]}
        assert state.status_quo == (state.number == conflict.status_quo_number)
        shown = {(move.dm, move.to) for move in found.moves if move.start == state.number}
        ids = [dm.id for dm in conflict.decision_makers]
        assert state.further == sum((ids[dm], states.index(t) + 1) not in shown for dm, t in onward)
    for move in found.moves:
        assert_move(model, conflict, states, found, move)


def assert_move(model: GraphModel, conflict: Conflict, states: list[int], found: Excerpt, move: DrawnMove) -> None:
    dm, start, to = conflict.position(move.dm), states[move.start - 1], states[move.to - 1]
    assert to in model.moves_from(dm, start)
    assert move.improves == (to in model.improvements(dm, start))
    assert move.sanctioned == (move.improves and _is_sanctioned(model, found.concept, dm, start, to))
    assert move.credible == (move.improves and not move.sanctioned)
    ready = credible(model, found.concept, start)
    taken = 1 / len(ready) / len(ready[dm]) if dm in ready and to in ready[dm] else 0.0
    number = conflict.status_quo_number
    met = possible(model, found.concept, states[number - 1]) if number else {}
    assert isclose(move.probability, taken if start in met else 0.0)


@pytest.mark.parametrize("seed", few_at_once(range(60), 10))
def test_the_budget_is_kept_and_what_is_left_out_is_counted(seed: int) -> None:
    _, conflict, states = drawn(seed)
    rng = random.Random(seed)
    most_states, most_moves = rng.randint(1, 14), rng.randint(0, 30)
    found = cut(conflict, "seq", most_states, most_moves)
    assert 1 <= len(found.states) <= most_states
    assert len(found.moves) <= most_moves
    assert found.left_out == len(states) - len(found.states)
    numbers = [state.number for state in found.states]
    assert numbers == sorted(set(numbers))
    assert len({(move.dm, move.start, move.to) for move in found.moves}) == len(found.moves)
    assert {k for move in found.moves for k in (move.start, move.to)} <= set(numbers)
    assert conflict.status_quo_number is None or conflict.status_quo_number in numbers
    assert found == cut(conflict, "seq", most_states, most_moves)


@pytest.mark.parametrize("seed", few_at_once(range(40), 10))
def test_a_small_conflict_is_shown_in_full(seed: int) -> None:
    model, conflict, states = drawn(seed, max_options=3)
    found = cut(conflict, moves=10_000)
    assert len(states) <= 12
    assert found.left_out == 0
    shown = {(conflict.position(move.dm), states[move.start - 1], states[move.to - 1]) for move in found.moves}
    for dm in range(len(model.rank)):
        for s in states:
            for t in model.moves_from(dm, s):
                back = s in model.moves_from(dm, t) and s in model.improvements(dm, t)
                if t in model.improvements(dm, s) or not back:
                    assert (dm, s, t) in shown


@pytest.mark.parametrize("seed", few_at_once(range(60), 10))
def test_the_likeliest_way_is_as_likely_as_any(seed: int) -> None:
    _, conflict, _ = drawn(seed)
    if conflict.status_quo is None:
        return
    for concept in ("nash", "seq"):
        found = evolve(conflict, concept)
        chain, likeliest = found.chain, found.likeliest
        chance: dict[tuple[int, int], float] = {}
        for a, b, p in zip(chain.origin.tolist(), chain.end.tolist(), chain.chance.tolist(), strict=True):
            ends = (int(chain.states[a]) + 1, int(chain.states[b]) + 1)
            chance[ends] = chance.get(ends, 0.0) + p
        for number in (chain.states[:12] + 1).tolist():
            moves = likeliest.moves(number)
            assert [found.status_quo, number] == [moves[0][1], moves[-1][2]] if moves else number == found.status_quo
            assert all(a[2] == b[1] for a, b in pairwise(moves))
            way = prod(chance[start, to] for _, start, to in moves)
            assert isclose(way, best_chance(chance, found.status_quo, number), rel_tol=1e-6)
            assert [(step.start, step.to) for step in likeliest.path(number)] == [move[1:] for move in moves]


def best_chance(chance: dict[tuple[int, int], float], start: int, end: int) -> float:
    """Return the largest product of chances on a way, by going on as long as one of them grows (Bellman, Ford)."""
    best = {start: 1.0}
    for _ in {state for ends in chance for state in ends}:
        for (a, b), p in chance.items():
            best[b] = max(best.get(b, 0.0), best.get(a, 0.0) * p)
    return best[end]


def test_the_ends_and_the_ways_to_them() -> None:
    case = vary(cases.load("kazakhstan-2022"), "none")
    evolution = evolve(case)
    found = cut(case)
    assert {state.number: state.settles for state in found.states if state.settles} == {
        end.states[0]: end.probability for end in evolution.ends
    }
    shown = {(move.dm, move.start, move.to) for move in found.moves}
    for end in evolution.ends:
        way = evolution.likeliest.path(end.states[0])
        assert way
        assert {(step.dm, step.start, step.to) for step in way} <= shown
    assert found.left_out == 504 - 14


def test_the_likeliest_end_comes_first_where_there_is_little_room() -> None:
    case = vary(cases.load("kazakhstan-2022"), "none")
    found = cut(case, states=6)
    assert [state.number for state in found.states if state.settles] == [355]
    assert len(found.states) == 6


def test_what_is_told_is_shown() -> None:
    """State 369 holds only because what President Tokayev could gain there would be punished."""
    case = vary(cases.load("kazakhstan-2022"), "none")
    solution, evolution = solve(case), evolve(case)
    told = [each for each in explain(case, 369, None, "seq").explanations if each.answers]
    assert told
    found = excerpt(solution, evolution, told, most_states=40, most_moves=60)
    shown = {(move.dm, move.start, move.to): move for move in found.moves}
    for each in told:
        first = each.answers[0]
        assert first.sanction is not None
        assert shown[first.move.mover, first.move.start, first.move.to].sanctioned
        for step in first.sanction.moves:
            assert shown[step.mover, step.start, step.to].improves


def test_no_box_stands_alone_where_there_is_a_status_quo() -> None:
    for case in ("kazakhstan-2022", "kazakhstan-2022-coup", "kazakhstan-2022-mixture"):
        solution, evolution = solve(cases.load(case)), evolve(cases.load(case))
        told = [
            one
            for state in solution.equilibria("seq")
            for one in explain(solution.conflict, state.number).explanations
        ]
        found = excerpt(solution, evolution, told)
        touched = {number for move in found.moves for number in (move.start, move.to)}
        assert {state.number for state in found.states} == touched


def test_what_never_settles() -> None:
    found = cut(read_yaml(CYCLE, "cycle.yaml"), "nash")
    assert [(state.settles, state.never_settles) for state in found.states] == [(0, 0), (0, 0.5), (0, 0.5), (0.5, 0)]


def test_a_large_conflict_shows_only_the_moves_that_pay_or_are_told() -> None:
    case = vary(cases.load("kazakhstan-2022"), "none")
    found = cut(case)
    ways = {(step.dm, step.start, step.to) for k in (1, 5, 13) for step in evolve(case).path(k)}
    assert all(move.improves or (move.dm, move.start, move.to) in ways for move in found.moves)


def test_without_a_status_quo_what_leads_to_the_strongest_equilibria() -> None:
    found = cut(cases.load("garrison"))
    assert found.status_quo is None
    strongest = [state.number for state in found.states if "nash" in state.holds]
    held = [state.number for state in solve(found.conflict).equilibria("nash")]
    assert strongest == held
    assert all(move.improves for move in found.moves)
    assert {move.to for move in found.moves} & {*strongest}


def test_one_state() -> None:
    alone = Conflict(title="Alone", decision_makers=(DecisionMaker(id="a"),), status_quo=())
    found = cut(alone)
    assert [state.number for state in found.states] == [1]
    assert found.states[0].dead_end
    assert found.moves == ()
    assert str(found) == "Alone: 1 of 1 states, and 0 moves between them"


def test_elmira_as_drawn_in_the_literature() -> None:
    """All unilateral moves of Hipel et al. 1993, but for those that only take an improvement back."""
    found = cut(cases.load("elmira"))
    assert {(move.start, move.to) for move in found.moves if move.dm == "ministry"} == {
        (1, 2),
        (3, 4),
        (5, 6),
        (7, 8),
    }
    uniroyal = {(move.start, move.to) for move in found.moves if move.dm == "uniroyal"}
    assert uniroyal == {(k, 9) for k in range(1, 9)} | {(1, 3), (2, 4), (5, 7), (6, 8)}
    local = {frozenset((move.start, move.to)) for move in found.moves if move.dm == "local_government"}
    assert local == {frozenset(pair) for pair in ((1, 5), (2, 6), (3, 7), (4, 8))}
    assert [state.number for state in found.states if state.dead_end] == [5, 8, 9]


def test_as_plain_values_and_as_a_frame() -> None:
    found = cut(cases.load("elmira"))
    document, frame = found.to_dict(), found.to_frame()
    assert document["left_out"] == 0
    assert document["states"][4] == {
        "number": 5,
        "status_quo": False,
        "holds": ["nash", "gmr", "smr", "seq", "sseq", "sim"],
        "settles": 1.0,
        "never_settles": 0.0,
        "dead_end": True,
        "further": 0,
    }
    assert len(frame) == len(document["moves"]) == 20
    assert [*frame.columns] == [*document["moves"][0]]
