"""The oracle against every answer that is known, a second and independent method, and the laws."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings

import oracle
from dense import dense_stable, matrices
from long_runs import examples
from oracle import CONCEPTS, GraphModel, OptionForm, coalesce, equilibria, is_stable, responses, stable
from published import CASES, Case, Verdict, elmira, garrison, hypergame, legal_sequences
from published.cuban import CUBAN_A, UI_DISTANCE_A
from published.notation import answers, feasible, fits, mask, named, ranks
from published.statements import PREFERENCES, Preference
from random_conflicts import (
    draw_graph_model,
    draw_interleaved_form,
    draw_option_form,
    graph_models,
    option_forms,
)

every = settings(max_examples=examples(100), deadline=None, derandomize=True)

EQUILIBRIA = [(case, concept) for case in CASES.values() for concept in case.known_equilibria()]
STABLE = [(case, concept, dm) for case in CASES.values() for concept, dm in case.known_stable()]
VERDICTS = [(case, verdict) for case in CASES.values() for verdict in case.verdicts]


# -- known answers -------------------------------------------------------------------------------


def title(value: object) -> str:
    return value.id if isinstance(value, Case | Preference) else str(value)


@pytest.mark.parametrize("case", CASES.values(), ids=title)
def test_every_decision_maker_ranks_every_state_of_a_case(case: Case) -> None:
    graph = case.setting.graph
    assert [set(rank) for rank in graph.rank] == [set(graph.states)] * len(case.setting.dms)


@pytest.mark.parametrize(("case", "concept"), EQUILIBRIA, ids=title)
def test_equilibria_known(case: Case, concept: str) -> None:
    assert equilibria(case.setting.conflict, concept) == case.known_equilibria()[concept]


@pytest.mark.parametrize(("case", "concept", "dm"), STABLE, ids=title)
def test_stable_states_known(case: Case, concept: str, dm: str) -> None:
    found = stable(case.setting.conflict, concept)[case.setting.dms.index(dm)]
    assert found == case.known_stable()[concept, dm]


@pytest.mark.parametrize(("case", "verdict"), VERDICTS, ids=title)
def test_verdicts_known(case: Case, verdict: Verdict) -> None:
    dm, (state,) = case.setting.dms.index(verdict.dm), case.setting.names[verdict.state]
    assert is_stable(case.setting.graph, verdict.concept, dm, state) == verdict.holds


@pytest.mark.parametrize(
    ("case", "count"),
    [
        ("prisoners-dilemma", 4),
        ("syria-iraq", 6),
        ("cuban-a", 12),
        ("elmira-12", 12),
        ("elmira", 9),
        ("garrison", 23),
    ],
)
def test_number_of_states(case: str, count: int) -> None:
    assert len(CASES[case].setting.graph.states) == count


def test_hypergame_equilibria() -> None:
    for concept, expected in answers(hypergame.HYPERGAME_EQUILIBRIA, hypergame.TRUE.setting.names).items():
        seen_by_1 = stable(hypergame.PERCEIVED.setting.conflict, concept)[0]
        assert seen_by_1 & stable(hypergame.TRUE.setting.conflict, concept)[1] == expected


@pytest.mark.parametrize("preference", PREFERENCES, ids=title)
def test_statements_give_the_ranking(preference: Preference) -> None:
    states = feasible(preference.options, preference.infeasible)
    names = {pattern: states & {mask(pattern)} for pattern in preference.ranking.replace("~", " ").split()}
    scores = {state: score(preference, state) for state in states}
    levels = sorted(set(scores.values()))
    assert {state: levels.index(value) for state, value in scores.items()} == ranks(preference.ranking, names)
    printed = preference.scores.split()
    assert all(scores[mask(p)] == int(value) for p, value in zip(printed[::2], printed[1::2], strict=True))


def score(preference: Preference, state: int) -> int:
    holds = [any(fits(p, state) for p in statement.holds.split()) for statement in preference.statements]
    return sum(1 << place for place, true in enumerate(reversed(holds)) if true)


# -- legal sequences -----------------------------------------------------------------------------


def test_three_decision_makers_credible_responses() -> None:
    model = legal_sequences.THREE.setting.graph
    dms = legal_sequences.THREE.setting.dms
    reached = {(mask(end), dms.index(last)) for end, last in legal_sequences.THREE_CREDIBLE.items()}
    assert by_induction(model, [1, 2], mask("NNN"), improving=True) == reached


def test_a_bounce_lets_an_opponent_move_twice() -> None:
    setting = legal_sequences.BOUNCE.setting
    (start,) = setting.names["a"]
    assert responses(setting.graph, [1, 2], start, improving=False) == named(
        legal_sequences.BOUNCE_REACH, setting.names
    )


def one_move(model: GraphModel, opponents: Collection[int], start: int, improving: bool) -> set[int]:
    return {end for dm in opponents for end in steps(model, dm, start, improving)}


def at_most_once(model: GraphModel, opponents: Collection[int], start: int, improving: bool) -> set[int]:
    ends = set()
    for dm in opponents:
        others = [other for other in opponents if other != dm]
        for end in steps(model, dm, start, improving):
            ends |= {end} | at_most_once(model, others, end, improving)
    return ends


def steps(model: GraphModel, dm: int, state: int, improving: bool) -> Collection[int]:
    return model.improvements(dm, state) if improving else model.moves_from(dm, state)


@pytest.mark.parametrize(
    ("reading", "shorter"),
    [("one move of one opponent", one_move), ("each opponent at most once", at_most_once)],
)
def test_garrison_tells_readings_of_a_response_apart(
    reading: str, shorter: Callable[..., set[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    setting = garrison.GARRISON.setting
    monkeypatch.setattr(oracle, "responses", shorter)
    expected = named(garrison.OTHER_GMR_EQUILIBRIA[reading], setting.names)
    assert equilibria(setting.graph, "gmr") == expected


def by_induction(model: GraphModel, members: list[int], start: int, improving: bool) -> set[tuple[int, int]]:
    """Return ends and last movers by the inductive definition of Fang, Hipel and Kilgour (1993)."""
    found = {(end, dm) for dm in members for end in steps(model, dm, start, improving)}
    while True:
        longer = {
            (end, dm)
            for (state, last), dm in product(found, members)
            if last != dm
            for end in steps(model, dm, state, improving)
        }
        if longer <= found:
            return found
        found |= longer


@every
@given(graph_models())
def test_search_finds_what_the_inductive_definition_does(model: GraphModel) -> None:
    dms = range(len(model.rank))
    for start, improving in product(model.states, (False, True)):
        for members in (list(members) for size in dms for members in combinations(dms, size)):
            by_steps = {end for end, _ in by_induction(model, members, start, improving)}
            assert responses(model, members, start, improving) == by_steps


def test_distance_by_improvements_in_the_cuban_crisis() -> None:
    graph, names = CUBAN_A.setting.graph, CUBAN_A.setting.names
    met = reached = set(names["0"])
    for distance in range(1, 5):
        reached = {t for s in reached for dm in (0, 1) for t in graph.improvements(dm, s)} - met
        assert reached == named(UI_DISTANCE_A.get(distance, ""), names)
        met = met | reached


# -- coalescing, and what is refused --------------------------------------------------------------


def test_coalescing_elmira_gives_the_moves_listed() -> None:
    setting = elmira.ELMIRA.setting
    for dm, moves in zip(setting.dms, setting.graph.moves, strict=True):
        assert {(s, t) for s, ends in moves.items() for t in ends} == arcs(elmira.MOVES[dm])


def test_elmira_joint_improvements() -> None:
    setting = elmira.ELMIRA.setting
    for members, expected in elmira.JOINT_IMPROVEMENTS.items():
        assert set(joint_improvements(setting.graph, [setting.dms.index(dm) for dm in members.split()])) == arcs(
            expected
        )


def joint_improvements(model: GraphModel, members: list[int]) -> Iterator[tuple[int, int]]:
    for start in model.states:
        for end in responses(model, members, start, improving=False):
            if all(model.rank[dm][end] > model.rank[dm][start] for dm in members):
                yield start, end


def arcs(text: str) -> set[tuple[int, int]]:
    stands_for = {name: state for name, (state,) in elmira.ELMIRA.setting.names.items()}
    return {(stands_for[start], stands_for[end]) for start, end in (arc.split(">") for arc in text.split())}


def test_the_largest_member_stands_for_a_class() -> None:
    assert elmira.ELMIRA.setting.graph.states == (2, 3, 4, 5, 18, 19, 20, 21, 25)
    numbers = {state: number for number, state in enumerate(elmira.ELMIRA_12.setting.graph.states, start=1)}
    for name, states in elmira.ELMIRA_12.setting.names.items():
        assert sorted(numbers[s] for s in states) == [int(n) for n in elmira.GMCR_PLUS_NUMBERS[name].split()]


def test_states_told_apart_by_a_preference_are_not_coalesced() -> None:
    with pytest.raises(ValueError, match="not equally preferred"):
        coalesce(elmira.ELMIRA_12.setting.form, [frozenset({2, 3})])


def test_states_that_cannot_occur_are_not_coalesced() -> None:
    with pytest.raises(ValueError, match="not feasible"):
        coalesce(elmira.ELMIRA_12.setting.form, [frozenset({0, 2})])


def test_a_misspelt_concept_is_refused() -> None:
    with pytest.raises(ValueError, match="no such concept: 'nsh'"):
        is_stable(CUBAN_A.setting.graph, "nsh", 0, 0)


def test_sim_is_refused_in_graph_form() -> None:
    with pytest.raises(TypeError, match="not defined in graph form"):
        stable(CUBAN_A.setting.graph, "sim")


# -- the matrix method ---------------------------------------------------------------------------


def assert_agrees_with_matrices(model: GraphModel) -> None:
    by_matrices = dense_stable(*matrices(model.states, model.moves, model.rank))
    for concept in CONCEPTS:
        rows = [{model.states[i] for i in np.flatnonzero(row)} for row in by_matrices[concept]]
        assert stable(model, concept) == rows, (concept, model)


@pytest.mark.parametrize("case", CASES.values(), ids=title)
def test_matrices_agree_on_cases(case: Case) -> None:
    assert_agrees_with_matrices(case.setting.graph)


@pytest.mark.parametrize(("seed", "count"), [(0, 40), pytest.param(1987, 400, marks=pytest.mark.thorough)])
def test_matrices_agree_in_graph_form(seed: int, count: int) -> None:
    rng = random.Random(seed)
    for _ in range(count):
        assert_agrees_with_matrices(draw_graph_model(rng))


@pytest.mark.parametrize(("seed", "count"), [(0, 20), pytest.param(1993, 200, marks=pytest.mark.thorough)])
@pytest.mark.parametrize("draw", [draw_option_form, draw_interleaved_form])
def test_matrices_agree_in_option_form(draw: Callable[[random.Random], OptionForm], seed: int, count: int) -> None:
    rng = random.Random(seed)
    for _ in range(count):
        assert_agrees_with_matrices(draw(rng).graph())


@pytest.mark.parametrize(("seed", "count"), [(0, 30), pytest.param(1979, 200, marks=pytest.mark.thorough)])
def test_sim_is_the_sum_of_fraser_and_hipel(seed: int, count: int) -> None:
    rng = random.Random(seed)
    for _ in range(count):
        form = draw_interleaved_form(rng, max_options=4)
        by_sums = [{s for s in form.feasible if sim_by_sums(form, dm, s)} for dm in range(form.dms)]
        assert stable(form, "sim") == by_sums


def sim_by_sums(form: OptionForm, dm: int, state: int) -> bool:
    """Tell the same by the printed formula: targets of the movers, less the state for all but one."""
    others = [sorted(form.improvements(j, state)) for j in range(form.dms) if j != dm]
    spoilt = set()
    for first in form.improvements(dm, state):
        for movers in (movers for size in range(len(others)) for movers in combinations(others, size + 1)):
            for targets in product([first], *movers):
                together = sum(targets) - (len(targets) - 1) * state
                if together in form.feasible and form.rank[dm][together] <= form.rank[dm][state]:
                    spoilt.add(first)
    return spoilt == form.improvements(dm, state)


# -- laws ----------------------------------------------------------------------------------------


def assert_implications(conflict: GraphModel | OptionForm) -> None:
    by = {concept: stable(conflict, concept) for concept in CONCEPTS}
    for nash, gmr, smr, seq, sseq in zip(*(by[concept] for concept in CONCEPTS), strict=True):
        assert nash <= sseq <= seq <= gmr
        assert sseq <= smr <= gmr


@every
@given(graph_models())
def test_implications_in_graph_form(model: GraphModel) -> None:
    assert_implications(model)


@every
@given(option_forms())
def test_implications_in_option_form(form: OptionForm) -> None:
    assert_implications(form)
    for nash, sim in zip(stable(form, "nash"), stable(form, "sim"), strict=True):
        assert nash <= sim


def is_free(form: OptionForm) -> bool:
    return len(form.feasible) == 1 << len(form.owner) and set(form.direction) <= {"both"}


@every
@given(option_forms())
def test_sim_implies_gmr_for_two_or_where_nothing_is_forbidden(form: OptionForm) -> None:
    if form.dms == 2 or is_free(form):
        assert all(sim <= gmr for sim, gmr in zip(stable(form, "sim"), stable(form, "gmr"), strict=True))


@every
@given(option_forms())
def test_moves_in_option_form(form: OptionForm) -> None:
    graph = form.graph()
    for s in graph.states:
        reached = [graph.moves_from(dm, s) for dm in range(form.dms)]
        assert all(not mine & theirs for mine, theirs in combinations(reached, 2))
        assert all(graph.moves_from(dm, t) <= ends | {s} for dm, ends in enumerate(reached) for t in ends)
        if set(form.direction) <= {"both"}:
            assert all(s in graph.moves_from(dm, t) for dm, ends in enumerate(reached) for t in ends)


def test_thresholds_where_nothing_is_forbidden() -> None:
    rng = random.Random(1971)
    for form in filter(is_free, (draw_interleaved_form(rng) for _ in range(300))):
        gmr, smr = stable(form, "gmr"), stable(form, "smr")
        for dm, rank in enumerate(form.rank):
            mine = sum(1 << option for option, owner in enumerate(form.owner) if owner == dm)
            maximin = max(min(row) for row in rows_of(rank, mine))
            minimax = min(max(row) for row in rows_of(rank, ~mine))
            assert gmr[dm] == {s for s in rank if rank[s] >= maximin}
            assert smr[dm] == {s for s in rank if rank[s] >= minimax}


def rows_of(rank: Mapping[int, int], fixed: int) -> list[list[int]]:
    """Return the ranks of the states that agree on the fixed bits, a row for each choice of these."""
    return [[rank[t] for t in rank if t & fixed == choice] for choice in {s & fixed for s in rank}]
