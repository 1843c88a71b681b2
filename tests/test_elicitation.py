"""Verdicts with incomplete rankings, and sessions with scripted respondents, against all completions written out."""

from __future__ import annotations

import random
from collections.abc import Iterable
from itertools import product
from statistics import median

import pytest
from hypothesis import HealthCheck, given, settings

import countermove as cm
from countermove.analysis.elicitation.question import PairAnswer, PairQuestion
from countermove.analysis.elicitation.situations import SituationInquiry
from countermove.errors import InvalidRequest
from elicitation_oracle import Model, completed, completions, draw_answers, holds, states_of
from long_runs import Share, examples, in_two
from oracle import OptionForm
from random_conflicts import graph_models, option_forms
from scripted import BY_MOVES, Case, draw_case, truthful

MOST = 1500
"""Combinations of completions at most that are written out."""


def compare_with_all_completions(model: Model, rng: random.Random) -> int:
    """Compare all verdicts by all concepts; return how many were open."""
    states, dms = states_of(model), len(model.rank)
    who = sorted(rng.sample(range(dms), min(dms, rng.randint(1, 2))))
    ranks = {i: [model.rank[i][state] for state in states] for i in who}
    known = {i: draw_answers(rng, ranks[i], rng.randint(0, len(states))) for i in who}
    count = 1
    for each in known.values():
        count *= len(completions(each))
    if len(states) > 5 or count > MOST:
        return 0
    by_options = isinstance(model, OptionForm)
    conflict = Case(model, tuple(who), (1,), "nash").conflict
    models, left = [*completed(model, known)], 0
    for concept in (*BY_MOVES, "sim") if by_options else BY_MOVES:
        inquiry = SituationInquiry(conflict, tuple(range(len(states))), (concept,) * dms, tuple(who))
        found = inquiry.verdicts(known)
        for goal, dm in product(range(len(states)), range(dms)):
            held = {holds(each, concept, dm, states[goal]) for each in models}
            wanted = "possibly" if len(held) == 2 else "surely" if True in held else "no"
            assert found[goal][dm] == wanted, (concept, goal, dm)
            left += wanted == "possibly"
    return left


@pytest.mark.parametrize("seeds", in_two(range(150), 12))
def test_verdicts_are_those_of_all_completions(seeds: Iterable[int]) -> None:
    left = 0
    for seed in seeds:
        rng = random.Random(f"verdicts {seed}")
        left += compare_with_all_completions(draw_case(rng, max_states=5).model, rng)
    assert left > 10


@pytest.mark.thorough
@settings(max_examples=examples(100), suppress_health_check=[HealthCheck.too_slow])
@given(option_forms(max_options=2, max_dms=3))
def test_verdicts_on_options_that_hypothesis_draws(form: OptionForm) -> None:
    compare_with_all_completions(form, random.Random(repr(form)))


@pytest.mark.thorough
@settings(max_examples=examples(100), suppress_health_check=[HealthCheck.too_slow])
@given(graph_models(max_states=4))
def test_verdicts_on_graphs_that_hypothesis_draws(model: Model) -> None:
    compare_with_all_completions(model, random.Random(repr(model)))


def session(case: Case) -> cm.Elicitation:
    """Return an elicitation answered by the model's own ranking; no question comes twice, or is answered already."""
    asked, ask, met = case.begun(), truthful(case), set()
    while (question := asked.question) is not None:
        assert question.pair not in met
        assert asked.reply_to(question) is None
        met.add(question.pair)
        asked = asked.answered(ask(question))
    return asked


def check_against_the_whole_ranking(case: Case, asked: cm.Elicitation) -> None:
    states = states_of(case.model)
    assert asked.progress.open == ()
    completed_conflict = cm.solve(asked.conflict(), [case.concept]).where(case.concept)
    for goal in case.goals:
        wanted = {f"dm{i}": holds(case.model, case.concept, i, states[goal - 1]) for i in range(len(case.model.rank))}
        assert asked.holds(goal) == ("surely" if all(wanted.values()) else "no")
        for dm, found in asked.verdicts[goal].items():
            assert found == "possibly" or (found == "surely") == wanted[dm]
        assert completed_conflict[goal - 1] == all(wanted.values())


@pytest.mark.parametrize("seeds", in_two(range(300), 20))
def test_a_session_ends_with_the_verdicts_of_the_whole_ranking_after_few_questions(seeds: Iterable[int]) -> None:
    ask_all(seeds)


@pytest.mark.slow
def test_sessions_at_length(share: Share) -> None:
    ask_all(share.of(range(300, 6000)))


def ask_all(seeds: Iterable[int]) -> None:
    """Hold sessions on random conflicts; the median number of questions is less than a third of the pairs."""
    shares = []
    for seed in seeds:
        case = draw_case(random.Random(f"session {seed}"))
        asked = session(case)
        check_against_the_whole_ranking(case, asked)
        shares.append(asked.progress.asked / asked.progress.pairs)
    assert median(shares) < 1 / 3


def tips(case: Case, asked: cm.Elicitation, question: PairQuestion) -> bool:
    """Return whether two rankings differ in a pair, and otherwise in nothing that counts, and a verdict differs."""
    states, dms = states_of(case.model), range(len(case.model.rank))
    known = {int(dm[2:]): ranking for dm, ranking in asked.incomplete.items()}
    who, pair = int(question.dm[2:]), {states[int(each) - 1] for each in (question.first, question.second)}
    models = [*completed(case.model, known)]
    for goal, dm in product((states[each - 1] for each in case.goals), dms):
        verdicts: dict[object, set[bool]] = {}
        for model in models:
            upper = {state for state in states if model.rank[dm][state] > model.rank[dm][goal]}
            moves = {
                (j, start, end)
                for j, start in product(dms, states)
                if j != dm
                for end in model.moves_from(j, start)
                if model.rank[j][end] > model.rank[j][start] and not (j == who and {start, end} == pair)
            }
            equal = alike(models, who, pair - {goal}, states) if who == dm and goal in pair else set()
            counts = frozenset(upper - equal), frozenset(moves)
            verdicts.setdefault(counts, set()).add(holds(model, case.concept, dm, goal))
        if any(len(each) > 1 for each in verdicts.values()):
            return True
    return False


def alike(models: list[Model], dm: int, pair: set[int], states: list[int]) -> set[int]:
    """Return the states that a decision maker holds equal to one in all completions."""
    return {s for s in states if all(each.rank[dm][s] == each.rank[dm][t] for each in models for t in pair)}


@pytest.mark.parametrize("seeds", in_two(range(100), 6))
def test_every_question_can_tip_a_verdict(seeds: Iterable[int]) -> None:
    for seed in seeds:
        two = seed % 2
        case = draw_case(random.Random(f"tips {seed}"), most_asked=1 + two, max_options=2, max_states=4 - two)
        asked, ask = case.begun(), truthful(case)
        while (question := asked.question) is not None:
            assert tips(case, asked, question), (seed, question)
            asked = asked.answered(ask(question))


@pytest.mark.parametrize("seeds", in_two(range(120), 12))
def test_what_nobody_knows_is_not_asked_again_and_nothing_is_concluded_from_it(seeds: Iterable[int]) -> None:
    left = 0
    for seed in seeds:
        rng = random.Random(f"unknown {seed}")
        case = draw_case(rng)
        asked, ask, met = case.begun(), truthful(case), set()
        while (question := asked.question) is not None:
            assert question.pair not in met
            met.add(question.pair)
            asked = asked.answered("unknown" if rng.random() < 0.4 else ask(question))
        states = states_of(case.model)
        for goal in case.goals:
            for dm, found in asked.verdicts[goal].items():
                truth = holds(case.model, case.concept, int(dm[2:]), states[goal - 1])
                assert found == "possibly" or (found == "surely") == truth
        left += bool(asked.progress.open)
    assert left


def test_an_answer_of_same_is_no_gain() -> None:
    dms = [cm.DecisionMaker("a", options=["go"])]
    asked = cm.elicitation(cm.Conflict("One", dms), goal=1, concept="nash")
    assert asked.question == PairQuestion("a", "situations", 2, 1, 'Which does a prefer, "go", or nothing at all?')
    assert [asked.answered(reply).holds(1) for reply in ("first", "second", "same", "unknown")] == [
        "no",
        "surely",
        "surely",
        "possibly",
    ]
    unknown = asked.answered("unknown")
    assert unknown.question is None
    with pytest.raises(InvalidRequest, match="leave open whether these states are equilibria: 1"):
        unknown.conflict()


def test_kazakhstan_takes_few_questions() -> None:
    conflict = cm.cases.load("kazakhstan-2022")
    asked = cm.elicitation(conflict, dms=["russia"], goal=[311, 351, 423])
    ranks = asked.view.ranks[asked.view.position("russia")]
    while (question := asked.question) is not None:
        first, second = (ranks[int(each) - 1] for each in (question.first, question.second))
        asked = asked.answered("same" if first == second else "first" if first > second else "second")
    assert [asked.holds(goal) for goal in asked.goals] == ["surely", "surely", "no"]
    assert asked.progress.pairs == 126_756
    assert asked.progress.asked < 30
    told = asked.conflict()
    assert cm.solve(told, ["seq"]).where("seq")[[310, 350, 422]].tolist() == [True, True, False]
    left_out = {each.id for each in asked.view.variations} - {each.id for each in told.variations}
    assert left_out == {"wants-to-stay", "two-fronts-no-burden"}  # they drop a statement of Russia
    assert all(id_ in told.remarks[-1] for id_ in left_out)


def test_volunteered_answers_count() -> None:
    asked = cm.elicitation(cm.cases.load("garrison"), dms=["us_support"], goal=3)
    more = asked.with_answer(PairAnswer(PairQuestion("us_support", "situations", 3, 4), "first"))
    assert (asked.holds(3), more.holds(3)) == ("possibly", "surely")
