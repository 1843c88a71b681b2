"""Signposts equal those of a twin written from their definition, and obey its laws; their limits are kept."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Hashable
from functools import partial
from math import isclose

import numpy as np
import pytest
import scipy.sparse.linalg as solvers
from hypothesis import given
from hypothesis import strategies as st

from as_conflict import graph_conflict, option_conflict
from countermove import Conflict, Evolution, UnknownName, cases, evolve
from countermove.analysis.evolution import equations, outlooks, signpost_moves
from countermove.analysis.evolution.signposts import Outlook, Signpost
from countermove.io.yaml.reading import read_yaml
from countermove.model.variation import vary
from countermove.report.notebook import html
from long_runs import in_two
from oracle import GraphModel, OptionForm, coalesce
from random_conflicts import draw_graph_model, draw_interleaved_form, graph_models, option_forms
from signpost_oracle import Ends, Move, Post, Seen, Walk, possible_ends
from signpost_oracle import posts as twin
from test_agreement import coalesced_form
from test_evolution import CONCEPTS, CYCLE, credible, possible, with_tempo

CLOSE = 1e-9


def walk_of(model: GraphModel, concept: str, start: int, tempo: list[float]) -> Walk:
    """Return the chain from the oracle's definitions: who can gain is drawn by tempo, and takes its best."""
    walk = {}
    for state in possible(model, concept, start):
        ready = credible(model, concept, state)
        total = sum(tempo[dm] for dm in ready)
        walk[state] = [(tempo[dm] / total / len(ends), dm, end) for dm, ends in ready.items() for end in ends]
    return walk


def by_options(move: Move) -> Hashable:
    dm, state, end = move
    return dm, end & ~state, state & ~end, None


def by_state(states: list[int], move: Move) -> Hashable:
    return move[0], 0, 0, states.index(move[2]) + 1


def assert_agrees(found: Evolution, walk: Walk, states: list[int], seen: Seen) -> Counter[str]:
    """Compare all signposts, each of them in everything it says; return what there was to compare."""
    start = states[found.status_quo - 1]
    expected = twin(walk, start, seen)
    ends = [frozenset(states[number - 1] for number in end.states) for end in found.ends]
    names = found.conflict.options
    keys = []
    for post in found.signposts.signposts:
        starts, stops = (sum(1 << names.index(name) for name in which) for which in (post.starts, post.stops))
        event = (found.conflict.position(post.dm), starts, stops, post.to)
        left = frozenset(ends[each.end] for each in post.leaves if each.end is not None)
        keys.append((event, left))
        assert_alike(post, expected[event, left], ends, states)
    assert len(keys) == len({*keys})
    assert {*keys} == expected.keys()
    order = [(post.earliest, -round(post.probability, 9)) for post in found.signposts.signposts]
    assert order == sorted(order)
    posts = found.signposts.signposts
    return Counter(
        told=len(keys),
        ambiguous=sum((post.ever or 0) > 1.001 * post.probability for post in posts),
        never_settled=sum(not end.settles for end in found.ends if posts),
    )


def assert_alike(post: Signpost, expected: Post, ends: list[frozenset[int]], states: list[int]) -> None:
    assert {(states[a - 1], states[b - 1]) for a, b in post.moves} == expected.moves
    assert post.earliest == expected.earliest
    assert isclose(post.probability, expected.probability, rel_tol=CLOSE)
    assert post.ever is not None
    assert isclose(post.ever, expected.ever, rel_tol=CLOSE)
    outlook = {ends[each.end]: each for each in post.outlooks if each.end is not None}
    assert len(outlook) == len(post.outlooks)
    for end in ends:
        each = outlook.get(end, Outlook(None, 0.0, 0.0, expected.seen[end]))
        assert isclose(each.before, expected.before[end], abs_tol=CLOSE)
        assert isclose(each.after, expected.after[end], abs_tol=CLOSE)
        assert isclose(each.seen or 0.0, expected.seen[end], abs_tol=CLOSE)


def from_form(form: OptionForm, start: int, concept: str) -> Counter[str]:
    conflict = with_tempo(option_conflict(form))
    states = sorted(form.feasible)
    found = evolve(conflict.with_(status_quo=conflict.states[start].on), concept)
    walk = walk_of(form.graph(), concept, states[start], [dm.tempo for dm in conflict.decision_makers])
    return assert_agrees(found, walk, states, by_options)


def from_graph(model: GraphModel, start: int, concept: str) -> Counter[str]:
    conflict = with_tempo(graph_conflict(model))
    assert conflict.graph
    states = sorted(model.states)
    found = evolve(conflict.with_(status_quo=(f"s{states[start]}",)), concept)
    walk = walk_of(model, concept, states[start], [dm.tempo for dm in conflict.decision_makers])
    return assert_agrees(found, walk, states, partial(by_state, states))


def ends_from(model: GraphModel, concept: str) -> list[Ends]:
    """Return the ends that are possible from each state."""
    states = sorted(model.states)
    walk: Walk = {s: [(1.0, dm, t) for dm, ends in credible(model, concept, s).items() for t in ends] for s in states}
    found = possible_ends(walk)
    return [found[state] for state in states]


def most_ends(model: GraphModel, concept: str) -> int | None:
    """Return the position of a state from which most ends are possible; None if nowhere more than one is."""
    ends = ends_from(model, concept)
    start = max(range(len(ends)), key=lambda k: len(ends[k]))
    return start if len(ends[start]) > 1 else None


@pytest.mark.thorough
@pytest.mark.parametrize("concept", CONCEPTS)
def test_agrees_in_option_form(concept: str) -> None:
    told = Counter[str]()
    for seed in range(40):
        form = draw_interleaved_form(random.Random(f"signposts {seed}"))
        start = most_ends(form.graph(), concept)
        told += from_form(form, start, concept) if start is not None else Counter()
    assert told["told"] > 30
    assert told["ambiguous"] > 3


@pytest.mark.parametrize("seeds", in_two(range(60), 15))
@pytest.mark.parametrize("concept", CONCEPTS)
def test_agrees_in_graph_form(concept: str, seeds: range) -> None:
    told = Counter[str]()
    for seed in seeds:
        model = draw_graph_model(random.Random(f"signposts in a graph {seed}"), max_states=12)
        start = most_ends(model, concept)
        told += from_graph(model, start, concept) if start is not None else Counter()
    assert told["told"] > len(seeds) // 4


def test_agrees_where_an_end_never_settles() -> None:
    told = Counter[str]()
    for seed in range(1_000):
        model = draw_graph_model(random.Random(f"rounds {seed}"), max_states=10)
        for start, ends in enumerate(ends_from(model, "nash")):
            if len(ends) > 1 and any(len(end) > 1 for end in ends):
                told += from_graph(model, start, "nash")
                break
    assert told["never_settled"] > 5
    assert told["ambiguous"] > 2


@pytest.mark.parametrize("seeds", in_two(range(60), 15))
def test_agrees_where_states_are_coalesced(seeds: range) -> None:
    told = Counter[str]()
    for seed in seeds:
        form, entry, one = coalesced_form(random.Random(f"signposts coalesced {seed}"))
        model, concept = coalesce(form, [one] if one else []), CONCEPTS[seed % 5]
        start = most_ends(model, concept)
        if start is None:
            continue
        conflict = option_conflict(form, (entry,))
        decimal = conflict.states[start].decimal
        quo = tuple(name for bit, name in enumerate(conflict.options) if decimal >> bit & 1)
        found = evolve(conflict.with_(status_quo=quo), concept)
        assert found.status_quo == start + 1
        walk = walk_of(model, concept, model.states[start], [1.0] * form.dms)
        told += assert_agrees(found, walk, [*model.states], fewest(form, one))
    assert told["told"] > len(seeds) // 3


def fewest(form: OptionForm, one: frozenset[int]) -> Seen:
    """Return what is seen between coalesced states: the move between members that changes the fewest options."""

    def members(state: int) -> frozenset[int]:
        return one if state in one else frozenset({state})

    def seen(move: Move) -> Hashable:
        dm, state, end = move
        made = [(a, b) for a in members(state) for b in members(end) if b in form.moves_from(dm, a)]
        left, to = min(made, key=lambda pair: ((pair[0] ^ pair[1]).bit_count(), pair[0] ^ pair[1], pair[0]))
        return by_options((dm, left, to))

    return seen


@pytest.mark.thorough
@given(option_forms(), st.integers(0, 15), st.sampled_from(CONCEPTS))
def test_agrees_on_any_option_form(form: OptionForm, start: int, concept: str) -> None:
    from_form(form, start % len(form.feasible), concept)


@given(graph_models(), st.integers(0, 5), st.sampled_from(CONCEPTS))
def test_agrees_on_any_graph(model: GraphModel, start: int, concept: str) -> None:
    from_graph(model, start % len(model.states), concept)


# -- laws ----------------------------------------------------------------------------------------


def large(seed: int, options: int = 7) -> Conflict:
    """Draw a conflict of three decision makers, with weights that leave many ties, or none."""
    from countermove import DecisionMaker, Option, Preferences

    rng = random.Random(f"large {seed}")
    ids = [f"o{k}" for k in range(options)]
    owner = [rng.randrange(3) for _ in ids]
    pairs = [f"{a} xor {b}" for a in ids for b in ids if a < b]

    def wants() -> Preferences:
        return Preferences(weights=tuple((each, float(rng.randint(-9, 9))) for each in rng.sample(pairs, 9)))

    dms = tuple(
        DecisionMaker(
            id=f"dm{i}",
            options=tuple(Option(id=o) for o, j in zip(ids, owner, strict=True) if i == j),
            preferences=wants(),
        )
        for i in range(3)
    )
    return Conflict(title="large", decision_makers=dms, status_quo=())


@pytest.mark.parametrize("seeds", in_two(range(30), 10))
@pytest.mark.parametrize("concept", ["nash", "smr", "sseq"])
def test_every_end_is_settled_by_one_signpost_on_each_path(concept: str, seeds: range) -> None:
    told = 0
    for seed in seeds:
        found = evolve(large(seed), concept)
        posts = found.signposts.signposts
        assert found.signposts.left_out == 0
        for place, end in enumerate(found.ends if len(found.ends) > 1 else ()):
            settled = sum(post.probability for post in posts if post.settles == place)
            ruled_out = sum(post.probability for post in posts if place in {each.end for each in post.rules_out})
            assert isclose(settled, end.probability, rel_tol=CLOSE)
            assert ruled_out > 1 - end.probability - CLOSE
            told += 1
        for post in posts:
            assert isclose(sum(each.before for each in post.outlooks), 1, rel_tol=CLOSE)
            assert isclose(sum(each.after for each in post.leaves), 1, rel_tol=CLOSE)
            assert (post.ever or 0) > post.probability - CLOSE
    assert told > len(seeds) // 10


def test_walks_pass_signposts_as_often_as_solved() -> None:
    found = evolve(cases.load("kazakhstan-2022-coup"), "smr", variation="patron-joins")
    chain = found.absorbed.condensation.chain
    rng, times = random.Random("walks"), 4_000
    onward: dict[int, list[int]] = {}
    for k, origin in enumerate(chain.origin.tolist()):
        onward.setdefault(origin, []).append(k)
    passed: dict[tuple[int, int], int] = {}
    for _ in range(times):
        state = 0
        while state in onward:
            [k] = rng.choices(onward[state], [chain.chance[j] for j in onward[state]])
            move = (int(chain.states[state]) + 1, int(chain.states[chain.end[k]]) + 1)
            passed[move] = passed.get(move, 0) + 1
            state = int(chain.end[k])
    assert len(found.signposts.signposts) > 15
    for post in found.signposts.signposts:
        often = sum(passed.get(move, 0) for move in post.moves) / times
        assert abs(often - post.probability) < 0.03


# -- by hand -------------------------------------------------------------------------------------


def told(found: Evolution) -> list[tuple[str, tuple[str, ...], tuple[str, ...], int | None, float, float]]:
    return [
        (post.dm, post.starts, post.stops, post.settles, post.probability, post.leaves[0].before)
        for post in found.signposts.signposts
    ]


def test_whoever_goes_on_first_in_chicken() -> None:
    case = cases.load("chicken").with_(status_quo=("a.swerve", "b.swerve"))
    assert told(evolve(case, "nash")) == [
        ("a", (), ("a.swerve",), 1, 0.5, 0.5),
        ("b", (), ("b.swerve",), 0, 0.5, 0.5),
    ]
    assert evolve(case, "gmr").signposts.signposts == ()


def test_a_recurrent_class_is_an_end_and_goes_through_its_events_again() -> None:
    found = evolve(read_yaml(CYCLE, "cycle.yaml"), "nash")
    into, to_the_end = sorted(found.signposts.signposts, key=lambda post: post.dm, reverse=True)
    assert (into.dm, into.to, into.settles, into.probability, into.ever) == ("y", 2, 0, 0.5, 0.5)
    assert (to_the_end.dm, to_the_end.to, to_the_end.settles) == ("x", 4, 1)
    assert into.leaves == (Outlook(0, 0.5, 1.0, 1.0),)
    assert into.rules_out == (Outlook(1, 0.5, 0.0, 0.0),)
    assert found.signposts.settling(3) == (into,)
    with pytest.raises(UnknownName, match="does not end in state 1"):
        found.signposts.settling(1)


LATER = """
title: Later
status_quo: [s]
states: [s, a, b, c, end]
decision_makers:
  x: {moves: {s: [a], b: [a]}, preferences: {ranking: [a, [s, b, c, end]]}}
  y: {moves: {s: [c], c: [b]}, preferences: {ranking: [b, c, [s, a, end]]}}
  w: {moves: {s: [end], a: [c]}, preferences: {ranking: [[c, end], [s, a, b]]}}
"""
"""From s a third each: x to a, y to c, from where all go round a, c, b for ever; or w to the end."""


def test_an_event_can_happen_first_in_a_round_that_was_entered_otherwise() -> None:
    found = evolve(read_yaml(LATER, "later.yaml"), "nash")
    assert [end.states for end in found.ends] == [(2, 3, 4), (5,)]
    told = {(post.dm, post.to): post for post in found.signposts.signposts}
    assert {key: post.settles for key, post in told.items()} == {("x", 2): 0, ("y", 4): 0, ("w", 5): 1}
    by_x, by_y = told["x", 2], told["y", 4]
    assert isclose(by_x.probability, 1 / 3)
    assert isclose(by_x.ever or 0, 2 / 3)
    assert isclose(by_y.ever or 0, 1 / 3)
    assert by_x.leaves[0].seen == 1.0


TWICE = """
title: Twice
status_quo: []
decision_makers:
  x: {options: [ask], preferences: {ranking: [YNN, NNN, [YNY, YYN, YYY], [NNY, NYN, NYY]]}}
  y: {options: [help, refuse], preferences: {ranking: [[YNY, NNY], [YYN, NYN], YNN, NNN, [YYY, NYY]]}}
"""
"""From nothing: x asks, or y refuses; whatever is done first, y refuses in the end. One end only."""


def test_one_end_is_nothing_to_tell_apart() -> None:
    found = evolve(read_yaml(TWICE, "twice.yaml"), "nash")
    assert len(found.ends) == 1
    assert found.signposts.signposts == ()
    assert found.signposts.to_frame().empty
    assert found.to_dict()["signposts"] == []
    assert "signpost" not in html(found)


BRANCH = """
title: Branch
status_quo: [s]
states: [s, a, b, e, f, g]
tempo: {x: 3}
decision_makers:
  x: {moves: {s: [a], b: [f]}, preferences: {ranking: [[a, f, e, g], [s, b]]}}
  y: {moves: {s: [b], a: [e], b: [g]}, preferences: {ranking: [[e, g], [b, a], [s, f]]}}
"""
"""From s: x to a (3/4), from where y goes to e; or y to b (1/4), from where x goes to f (3/4) or y to g."""


def test_an_end_that_is_settled_late_is_told_from_another_before() -> None:
    found = evolve(read_yaml(BRANCH, "branch.yaml"), "nash")
    assert [end.states for end in found.ends] == [(4,), (5,), (6,)]
    seen = [
        (
            post.dm,
            post.to,
            post.earliest,
            post.probability,
            post.settles,
            [(each.end, each.after) for each in post.leaves],
        )
        for post in found.signposts.signposts
    ]
    assert seen == [
        ("x", 2, 1, 0.75, 0, [(0, 1.0)]),
        ("y", 3, 1, 0.25, None, [(1, 0.75), (2, 0.25)]),
        ("x", 5, 2, 0.1875, 1, [(1, 1.0)]),
        ("y", 6, 2, 0.0625, 2, [(2, 1.0)]),
    ]
    assert [post.to for post in found.signposts.narrowing()] == [3]


def test_the_same_event_tells_something_else_in_another_state() -> None:
    """As docs/evolution.md has it: the purge settles the deal unless Russia has gone alone before."""
    found = evolve(vary(cases.load("kazakhstan-2022"), "none"), "seq")
    first, _, _, second, *_ = found.signposts.signposts
    assert first.starts == second.starts == ("appeal", "oust", "purge")
    assert (first.settles, second.settles) == (0, 1)
    assert (first.earliest, second.earliest) == (1, 2)
    assert [first.moves, second.moves] == [((254, 264),), ((366, 376),)]
    assert first.ever == second.ever
    assert isclose(first.ever or 0, 0.75)
    assert isclose(first.leaves[0].seen or 0, 2 / 3)
    assert isclose(second.leaves[0].seen or 0, 1 / 3)


# -- many ends, large chains, limits -------------------------------------------------------------


def star(arms: int) -> Conflict:
    ends = ", ".join(f"e{k}" for k in range(arms))
    text = f"title: Star\nstatus_quo: [s]\nstates: [s, {ends}]\n"
    text += f"decision_makers: {{x: {{moves: {{s: [{ends}]}}, preferences: {{ranking: [[{ends}], s]}}}}}}\n"
    return read_yaml(text, "star.yaml")


@pytest.mark.parametrize(("arms", "apart"), [(64, 64), (65, 63), (70, 63)])
def test_of_many_ends_the_likeliest_are_told_apart(arms: int, apart: int) -> None:
    found = evolve(star(arms), "nash")
    assert (len(found.ends), found.signposts.told_apart) == (arms, apart)
    posts = found.signposts.signposts
    assert len(posts) == arms
    assert sorted(post.settles for post in posts if post.settles is not None) == [*range(apart)]
    for post in found.signposts.narrowing():
        assert [each.end for each in post.leaves] == [None]
        assert isclose(post.leaves[0].before, (arms - apart) / arms)
        assert post.leaves[0].after == 1.0
    assert all(isclose(sum(each.before for each in post.outlooks), 1.0) for post in posts)
    assert all(isclose(post.probability, 1 / arms) for post in posts)


def test_the_likeliest_signposts_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    case, variation = cases.load("kazakhstan-2022-coup"), "patron-joins"
    every = evolve(case, "smr", variation=variation).signposts
    monkeypatch.setattr(signpost_moves, "MOST_SETTLING", 1)
    monkeypatch.setattr(signpost_moves, "MOST_NARROWING", 2)
    few = evolve(case, "smr", variation=variation).signposts
    assert len(few.signposts) + few.left_out == len(every.signposts)
    assert len(few.narrowing()) == 2
    for place in range(6):
        [kept] = [post for post in few.signposts if post.settles == place]
        assert kept in every.signposts
        assert kept.probability == max(post.probability for post in every.signposts if post.settles == place)


def test_what_is_too_much_work_is_not_said(monkeypatch: pytest.MonkeyPatch) -> None:
    case = vary(cases.load("kazakhstan-2022"), "none")
    monkeypatch.setattr(outlooks, "MOST_WORK", 0)
    found = evolve(case, "seq").signposts
    ambiguous, plain = found.signposts[0], found.signposts[1]
    assert (ambiguous.ever, ambiguous.leaves[0].seen) == (None, None)
    assert (plain.ever, plain.leaves[0].seen) == (plain.probability, plain.leaves[0].after)
    assert found.to_dict()["signposts"][0]["ever"] is None


SMALL: list[tuple[object, str, object]] = [
    (equations, "DIRECT", 1),
    (equations, "AT_ONCE", 1),
    (outlooks, "AT_ONCE", 1),
    (solvers, "bicgstab", lambda operator, right, **_: (0 * right, 1)),
    (solvers, "gmres", lambda operator, right, **_: (0 * right, 1)),
]


@pytest.mark.thorough
def test_parts_that_are_solved_otherwise_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    asked: list[Callable[[], Evolution]] = [partial(evolve, large(seed), "nash") for seed in range(15)]
    plain = [ask() for ask in asked]
    before = [found.signposts.to_dict() for found in plain]
    for module, name, value in SMALL:
        monkeypatch.setattr(module, name, value)
        for ask, found, known in zip(asked, plain, before, strict=True):
            assert_close(ask().signposts.to_dict(), known)
            compared += any(not each.triangular for each in found.absorbed.condensation.parts) and len(found.ends) > 1
    assert compared > 4


def assert_close(found: object, known: object) -> None:
    if isinstance(found, float) and isinstance(known, float):
        assert isclose(found, known, abs_tol=1e-8)
    elif isinstance(found, dict) and isinstance(known, dict):
        assert found.keys() == known.keys()
        for key in found:
            assert_close(found[key], known[key])
    elif isinstance(found, list) and isinstance(known, list):
        assert len(found) == len(known)
        for one, other in zip(found, known, strict=True):
            assert_close(one, other)
    else:
        assert found == known


def test_what_is_too_unlikely_for_a_number_is_still_told() -> None:
    text = BRANCH.replace("{x: 3}", "{x: 1.0e-200, y: 1.0e200}")
    found = evolve(read_yaml(text, "branch.yaml"), "nash").signposts
    assert {post.to for post in found.signposts} == {2, 3, 5, 6}
    for post in found.signposts:
        assert all(np.isfinite([each.before, each.after, each.seen or 0.0]).all() for each in post.outlooks)
        assert post.leaves


def test_as_plain_values_and_as_a_frame() -> None:
    found = evolve(vary(cases.load("kazakhstan-2022"), "none"), "seq")
    document, frame = found.to_dict(), found.signposts.to_frame()
    first = document["signposts"][0]
    assert first["starts"] == ["appeal", "oust", "purge"]
    assert first["ends"][0] == {"end": 0, "before": 0.5, "after": 1.0, "seen": round(2 / 3, 12)}
    assert first["moves"] == [[254, 264]]
    assert (document["told_apart"], document["signposts_left_out"]) == (4, 0)
    assert frame["settles"].tolist() == ["state 355", "", "", "state 411", "state 369", "state 371"]
    assert frame["rules_out"].tolist()[1] == "state 355"
    assert "signpost" in html(found)
