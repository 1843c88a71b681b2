"""Local questions, in conflicts of up to 60 options: the verdicts of the definitions, or none."""

from __future__ import annotations

import random
import re
import tracemalloc
from typing import Any

import pytest

from as_conflict import option_conflict
from countermove import (
    Conflict,
    DecisionMaker,
    InvalidConflict,
    Option,
    Preferences,
    Rule,
    Statement,
    TooLarge,
    UnknownName,
    assumptions,
    cases,
    coalitions,
    evolve,
    explain,
    loads,
    solve,
    worlds,
)
from countermove.analysis.certificate import check
from countermove.analysis.local import local_verdict
from countermove.analysis.local.explanation import local_explanations
from countermove.analysis.local.problem import Budget, Problem
from countermove.analysis.local.sanctions import SequentialSanctions
from countermove.errors import InvalidRequest
from countermove.model.joining import join
from large_conflicts import combination, copies, small_conflict
from long_runs import Share, in_two
from oracle import CONCEPTS, stable
from random_conflicts import draw_interleaved_form
from random_fronts import draw_fronts
from random_joint import drawn_joint

AMPLE, SCANT = 1_000_000, (1, 2, 3, 10, 30)
EVERY = (*CONCEPTS, "sim")


# -- the same answers as the definitions, or none ---------------------------------------------------


@pytest.mark.thorough
@pytest.mark.parametrize("part", range(3))
def test_random_conflicts_by_the_oracle(part: int) -> None:
    for seed in range(part, 30, 3):
        compare_with_the_oracle(seed, most=4)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_random_conflicts_by_the_oracle_at_length(part: int, share: Share) -> None:
    for seed in share.of(range(100 + part, 3100, 10)):
        compare_with_the_oracle(seed, most=share.at_most(1 << 10))


def compare_with_the_oracle(seed: int, most: int) -> None:
    """Ask about so many states at most, under every concept, for everybody."""
    rng = random.Random(f"asked {seed}")
    form = draw_interleaved_form(rng)
    problem = Problem(option_conflict(form))
    for concept in EVERY:
        expected = stable(form, concept)
        for state in rng.sample(sorted(form.feasible), min(most, len(form.feasible))):
            for who in range(form.dms):
                assert ask(problem, who, state, concept, rng) == (state in expected[who]), (seed, concept, state, who)


@pytest.mark.thorough
@pytest.mark.parametrize("part", range(3))
def test_random_fronts_by_the_engine(part: int) -> None:
    for seed in range(part, 45, 3):
        compare_with_the_engine(seed, most=4)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(40))
def test_fronts_compared_by_order_and_by_weights(seed: int) -> None:
    """What a shared decision maker gains on one front and loses on another counts as in its ranks."""
    rng = random.Random(seed)
    conflict = join(drawn_joint(rng), title="fronts")
    found, problem = solve(conflict), Problem(conflict)
    for concept in EVERY:
        stable_ = found.stable[concept]
        assert stable_ is not None
        for position in rng.sample(range(len(conflict.states)), min(4, len(conflict.states))):
            mask = int(conflict.states.masks[position])
            for dm in range(len(conflict.decision_makers)):
                assert local_verdict(problem, dm, mask, concept, Budget(AMPLE)).stable == stable_[dm, position]
                scant = local_verdict(problem, dm, mask, concept, Budget(rng.choice(SCANT))).stable
                assert scant in {None, bool(stable_[dm, position])}


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_random_fronts_by_the_engine_at_length(part: int, share: Share) -> None:
    for seed in share.of(range(200 + part, 4200, 10)):
        compare_with_the_engine(seed, most=share.at_most(8))


def compare_with_the_engine(seed: int, most: int) -> None:
    rng = random.Random(f"fronts {seed}")
    conflict = draw_fronts(rng)
    problem, masks = Problem(conflict), conflict.states.masks.tolist()
    for concept, expected in solve(conflict).stable.items():
        assert expected is not None
        for position in rng.sample(range(len(masks)), min(most, len(masks))):
            for who in problem.dms:
                state = masks[position]
                assert ask(problem, who, state, concept, rng) == expected[who, position], (seed, concept, state, who)


def ask(problem: Problem, who: int, state: int, concept: str, rng: random.Random) -> bool | None:
    """Return the answer, once it is clear that one with less of a budget is the same or none."""
    answer = local_verdict(problem, who, state, concept, Budget(AMPLE)).stable
    assert local_verdict(problem, who, state, concept, Budget(rng.choice(SCANT))).stable in {answer, None}
    return answer


# -- too large to be listed --------------------------------------------------------------------------


@pytest.mark.thorough
@pytest.mark.parametrize("options", [25, 40, 60])
def test_copies_of_a_small_conflict_answer_as_it_does(options: int) -> None:
    """Local decision makers in copies of five options each; the small answers come from the engine."""
    for seed in range(4):
        rng = random.Random(f"copies {options} {seed}")
        small = small_conflict(rng, 5)
        large, found = copies(small, options // 5), solve(small).stable
        assert len(large.options) == options
        problem, masks, local = Problem(large), small.states.masks.tolist(), len(small.decision_makers)
        at = [rng.randrange(len(masks)) for _ in range(options // 5)]
        state = combination([masks[k] for k in at], 5)
        for concept in EVERY:
            expected = found[concept]
            assert expected is not None
            for copy in (0, len(at) - 1):
                for who in range(local):
                    answer = local_verdict(problem, copy * local + who, state, concept, Budget(AMPLE))
                    assert answer.stable == expected[who, at[copy]], (seed, concept, copy, who)


def stalemate(fronts: int, want: str) -> Conflict:
    """Return fronts in which a common decision maker can advance; a local one strikes back only where it has."""
    common = DecisionMaker(
        id="common",
        options=tuple(Option(id=f"advance_{k}") for k in range(fronts)),
        preferences=Preferences(
            statements=tuple((Statement(holds=text.format(k)),) for k in range(fronts) for text in want.split(";"))
        ),
    )
    local = tuple(
        DecisionMaker(
            id=f"local_{k}",
            options=(Option(id=f"strike_{k}"),),
            preferences=Preferences(statements=((Statement(holds=f"strike_{k} iff advance_{k}"),),)),
        )
        for k in range(fronts)
    )
    return Conflict(title="stalemate", decision_makers=(common, *local), status_quo=())


def test_whoever_is_struck_back_wherever_it_advances_stays() -> None:
    """8,191 improvements; where it advances first it is struck, which matters more.

    By SSEQ it may then advance on a front before that, on which nobody has a reason to strike yet.
    """
    problem = Problem(stalemate(13, "not strike_{0};advance_{0}"))
    verdicts = {concept: local_verdict(problem, 0, 0, concept, Budget(AMPLE)).stable for concept in EVERY}
    assert verdicts == {"nash": False, "gmr": True, "smr": True, "seq": True, "sseq": False, "sim": False}


def test_more_improvements_than_the_budget_are_not_decided() -> None:
    problem = Problem(stalemate(30, "not strike_{0};advance_{0}"))
    for concept in ("gmr", "smr", "seq"):
        assert local_verdict(problem, 0, 0, concept, Budget(10_000)).stable is None


@pytest.mark.thorough
def test_whoever_does_not_mind_being_struck_advances_everywhere() -> None:
    problem = Problem(stalemate(30, "advance_{0};not strike_{0}"))
    start = (1 << 30) - 2  # everywhere but on the first front
    for concept in EVERY:
        found = local_verdict(problem, 0, start, concept, Budget(AMPLE))
        assert (found.stable, found.improvements.tolist() == []) == (False, False), concept
        everywhere = local_verdict(problem, 0, (1 << 30) - 1, concept, Budget(AMPLE))
        assert everywhere.stable, concept


@pytest.mark.thorough
def test_a_decision_maker_of_twenty_options_is_answered_for_in_bounded_memory() -> None:
    """All but one of 2^20 moves are improvements, and all of them are punished."""
    problem = Problem(stalemate(20, "not strike_{0};advance_{0}"))
    tracemalloc.start()
    found = local_verdict(problem, 0, 0, "seq", Budget(16_000_000))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (found.stable, len(found.improvements)) == (True, (1 << 20) - 1)
    assert most < 400e6


# -- bad input -----------------------------------------------------------------------------------------


LARGE = stalemate(13, "not strike_{0};advance_{0}").with_(rules=(Rule(holds="advance_1 implies advance_0"),))


@pytest.mark.parametrize(
    ("state", "complaint"),
    [
        ("5", r"'5' names no state: with 26 options the states are not numbered"),
        ("state 5", "are not numbered"),
        ("-" * 26, "may mean more than one state: write Y or N for each option"),
        ("YN", "a pattern has a letter for each of the 26 options, and this one has 2"),
        ("n" * 26, "a pattern is written in capitals"),
        ("advance_1", r"'advance_1' is not feasible \('advance_1 implies advance_0' must hold\)"),
        ("advanse_0", "unknown option 'advanse_0'; did you mean 'advance_0'"),
    ],
)
def test_a_state_that_cannot_be_meant_is_refused(state: str, complaint: str) -> None:
    with pytest.raises(UnknownName, match=complaint):
        explain(LARGE, state, "common")


def test_without_a_status_quo_there_is_none_to_ask_about() -> None:
    with pytest.raises(UnknownName, match="has no status quo; name the state by what is on in it"):
        explain(LARGE.with_(status_quo=None), "status-quo")


@pytest.mark.parametrize("budget", [0, -1])
def test_a_budget_of_nothing_is_refused(budget: int) -> None:
    for conflict in (LARGE, cases.load("chicken")):
        with pytest.raises(InvalidRequest, match=r"a budget of -?\d states; it is how many may be looked at"):
            explain(conflict, "nothing", budget=budget)


def test_what_needs_all_states_is_refused_with_what_can_be_asked() -> None:
    for question in (solve, evolve, worlds, coalitions, assumptions):
        with pytest.raises(TooLarge, match=r"2\^26 states .* ask about one state, with 'countermove explain FILE"):
            question(LARGE)


def test_more_than_sixty_options_are_refused_when_read() -> None:
    with pytest.raises(TooLarge, match="has 62 options, and 60 are the most"):
        stalemate(31, "advance_{0}")


def test_complaints_that_need_no_list_of_states_are_made_all_at_once() -> None:
    common, *local = LARGE.decision_makers
    ranks = Preferences(ranking=(("3",), ("Y" * 26,), ("advance_0", "nobody")))
    with pytest.raises(InvalidConflict) as caught:
        LARGE.with_(
            decision_makers=(DecisionMaker(id="common", options=common.options, preferences=ranks), *local),
            status_quo=("advance_1",),
            coalesce=("advance_0",),
        )
    text = str(caught.value)
    assert "the status quo (advance_1) is infeasible: it breaks the rule 'advance_1 implies advance_0'" in text
    assert "states cannot be coalesced above 24 options, and here are 26" in text
    assert "'3' names no state: with 26 options the states are not numbered" in text
    assert "unknown option 'nobody'" in text


def test_a_ranking_that_leaves_out_a_state_is_found_out_where_it_matters() -> None:
    common, *local = LARGE.decision_makers
    ranks = Preferences(ranking=((f"Y{'-' * 25}",), (f"NN{'-' * 23}Y",)))
    dms = (DecisionMaker(id="common", options=common.options, preferences=ranks), *local)
    with pytest.raises(InvalidConflict, match="the ranking of common omits 'nothing'"):
        explain(LARGE.with_(decision_makers=dms), "nothing", "common")


# -- why ------------------------------------------------------------------------------------------------


@pytest.mark.thorough
def test_the_why_speaks_of_options_never_of_numbers() -> None:
    for concept in EVERY:
        account = explain(LARGE, "status-quo", concept=concept)
        words = str(account) + "".join(paragraph for part in account.parts(None) for paragraph in part)
        assert not re.search(r"states? \d", words), words
        document = account.to_dict()
        assert document["state"] == {"number": None, "decimal": 0, "on": [], "name": ""}


def test_an_unpunished_improvement_is_told() -> None:
    [told] = explain(LARGE, "strike_0, strike_1", "common", "seq").explanations
    assert told.stable is False
    assert told.free is not None
    assert "would go unpunished: whatever the others, gaining by each step, could lead on to" in str(
        explain(LARGE, "strike_0, strike_1", "common")
    )


def test_what_is_not_decided_says_so() -> None:
    account = explain(LARGE, "status-quo", "common", budget=5)
    assert account.summary() == "It is not decided whether common would leave it."
    assert account.parts() == [["Whether common would stay is not decided within 5 states."]]
    told = account.to_dict()["explanations"][0]
    assert (told["stable"], told["within"], told["certificate"]["verdict"]) == (None, 5, "not decided")


@pytest.mark.parametrize("seeds", in_two(range(12), 2))
@pytest.mark.parametrize("concept", EVERY)
def test_what_is_told_of_a_conflict_that_can_be_listed_passes_the_checker(concept: str, seeds: range) -> None:
    """The same local explanation, with its states by number, where a checker that knows all states can follow it."""
    for seed in seeds:
        rng = random.Random(f"told {seed}")
        conflict = draw_fronts(rng)
        masks = conflict.states.masks.tolist()
        for position in rng.sample(range(len(masks)), min(3, len(masks))):
            dms = range(len(conflict.decision_makers))
            for told in local_explanations(conflict, dict.fromkeys(dms, concept), masks[position], AMPLE):
                check(conflict, numbered(told.certificate(), masks))


def numbered(certificate: dict[str, Any], masks: list[int]) -> dict[str, Any]:
    """Return a certificate with numbers for decimals; under simultaneous stability only the state has one."""
    assert certificate["complete"]

    def number(plain: Any, key: str = "") -> Any:
        if isinstance(plain, dict):
            return {name: number(value, name) for name, value in plain.items()}
        if isinstance(plain, list):
            return [number(each) for each in plain]
        return masks.index(plain) + 1 if key in {"to", "counter"} and plain is not None else plain

    entries = certificate["improvements"] if certificate["concept"] == "sim" else number(certificate["improvements"])
    return certificate | {"state": masks.index(certificate["state"]) + 1, "improvements": entries}


SHARED_SEARCH = """
title: J
fronts:
  m: {title: M, status_quo: [], decision_makers: {p: {OPTIONS, preferences: [x0, x1, not y0]}, REST}}
  n: {title: N, status_quo: [], decision_makers: {p: {OPTIONS, preferences: {weights: {x0: 3, x1: 2, y0: -1}}}, REST}}
shared: {p: {weights: {m: 2, n: 0.5}}, q: {order: [n, m]}}
feasible: [not (m.x3 and n.x3)]
""".replace("OPTIONS", "options: [x0, x1, x2, x3, x4, x5, x6, x7]").replace(
    "REST", "q: {options: [y0, y1, y2, y3, y4], preferences: [not x0, y1]}"
)


@pytest.mark.thorough
def test_improvements_that_share_a_search_too_large_for_a_round_wait_for_the_next_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[int] = []
    path = SequentialSanctions.path

    def counted(self: SequentialSanctions, first: int) -> list[tuple[int, int]] | None:
        tried.append(first)
        return path(self, first)

    monkeypatch.setattr(SequentialSanctions, "path", counted)
    account = explain(loads(SHARED_SEARCH), "status-quo", "p")
    assert account.summary() == "It does not hold: p would leave it."
    assert len(tried) < 4000
