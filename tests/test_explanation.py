"""Explanations: their verdicts, their paths and their words."""

from __future__ import annotations

import json
import random
from collections.abc import Callable

import numpy as np
import pytest

from as_conflict import graph_conflict, option_conflict
from cached_answers import conflict_of, solution_of
from countermove import (
    Conflict,
    DecisionMaker,
    Option,
    Preferences,
    Statement,
    TooLarge,
    UnknownName,
    cases,
    explain,
    solve,
)
from countermove.analysis.certificate import check
from countermove.analysis.differences import difference
from countermove.analysis.explanation import explanation_of
from countermove.analysis.explanation.result import Explanation
from countermove.analysis.moves import walk
from countermove.model.variation import vary
from countermove.report.explanation import Account
from long_runs import Share
from oracle import CONCEPTS, CREDIBLE, SYMMETRIC, GraphModel, OptionForm, stable
from random_conflicts import draw_graph_model, draw_interleaved_form, draw_option_form
from test_agreement import Drawn, coalesced_form

DRAWS: dict[str, Callable[[random.Random], Drawn]] = {
    "options": draw_option_form,
    "interleaved": draw_interleaved_form,
    "graph": draw_graph_model,
}
IN_A_TEST, IN_THE_LONG_RUN = 60, 667
DEAL = "appeal, oust, thank, accept, csto, press"
ALL_CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq", "sim")


# -- verdicts and certificates ---------------------------------------------------------------------


def verdicts(shape: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Return all verdicts, or of very many a sample: of each state about as many as another."""
    every = [*np.ndindex(shape)]
    return every if len(every) < 10_000 else random.Random(1).sample(every, 100)


@pytest.mark.thorough
@pytest.mark.parametrize("concept", ALL_CONCEPTS)
@pytest.mark.parametrize("name", cases.names())
def test_every_verdict_of_a_case_has_its_certificate(name: str, concept: str) -> None:
    conflict = vary(conflict_of(name))
    found, ways = solution_of(name).stable[concept], walk(conflict)
    assert found is not None
    for who, position in verdicts(found.shape):
        explanation = explanation_of(ways, who, position, concept)
        assert explanation.stable == found[who, position]
        check(conflict, explanation.certificate())


@pytest.mark.thorough
@pytest.mark.parametrize("kind", DRAWS)
@pytest.mark.parametrize("part", range(3))
def test_every_verdict_on_2000_random_conflicts_has_its_certificate(kind: str, part: int) -> None:
    """Each concept in a state of its own; the checker shares nothing with the search, so no oracle is needed."""
    for seed in range(part, IN_THE_LONG_RUN, 3):
        rng = random.Random(f"certified {kind} {seed}")
        drawn = DRAWS[kind](rng)
        conflict = option_conflict(drawn) if isinstance(drawn, OptionForm) else graph_conflict(drawn)
        ways = walk(conflict)
        for concept in ALL_CONCEPTS if isinstance(drawn, OptionForm) else CONCEPTS:
            position = rng.randrange(len(conflict.states))
            for who in range(len(conflict.decision_makers)):
                certificate = explanation_of(ways, who, position, concept).certificate()
                check(conflict, json.loads(json.dumps(certificate)))


@pytest.mark.thorough
@pytest.mark.parametrize("kind", DRAWS)
def test_random_conflicts(kind: str) -> None:
    for seed in range(IN_A_TEST):
        certify(kind, seed, most=8)


@pytest.mark.slow
@pytest.mark.parametrize("kind", DRAWS)
def test_random_conflicts_at_length(kind: str, share: Share) -> None:
    for seed in share.of(range(IN_THE_LONG_RUN)):
        certify(kind, seed, share.at_most(1 << 10))


def certify(kind: str, seed: int, most: int) -> None:
    """Compare the verdicts on a conflict, in so many states at most, with the oracle; have certificates checked."""
    drawn = DRAWS[kind](random.Random(f"explained {kind} {seed}"))
    model = drawn.graph() if isinstance(drawn, OptionForm) else drawn
    conflict = option_conflict(drawn) if isinstance(drawn, OptionForm) else graph_conflict(drawn)
    states = sorted(model.states)
    for concept in (*CONCEPTS, *(["sim"] if isinstance(drawn, OptionForm) else [])):
        expected = stable(drawn, concept)
        for position, state in random.Random(seed).sample([*enumerate(states)], min(most, len(states))):
            for who, each in enumerate(explain(conflict, position + 1, concept=concept).explanations):
                assert each.stable == (state in expected[who]), (seed, concept, position, who)
                check(conflict, each.certificate())
                if concept in {*CREDIBLE, *SYMMETRIC, "gmr"}:
                    assert_shortest(model, states, who, each)


def assert_shortest(model: GraphModel, states: list[int], who: int, each: Explanation) -> None:
    for answer in each.answers:
        path = None if answer.sanction is None else len(answer.sanction.moves)
        start, first = states[each.state - 1], states[answer.move.to - 1]
        assert path == shortest(model, who, each.concept, start, first)


def shortest(model: GraphModel, who: int, concept: str, start: int, first: int) -> int | None:
    """Return the length of a shortest sanction, by brute force over pairs of a state and its last mover."""
    layer, met, length = {(first, -1)}, set[tuple[int, int]](), 0
    step = model.improvements if concept in CREDIBLE else model.moves_from
    others = [other for other in range(len(model.rank)) if other != who]
    while layer:
        length += 1
        layer = {(t, other) for s, last in layer for other in others if other != last for t in step(other, s)} - met
        met |= layer
        if any(punishes(model, who, concept, start, end) for end, _ in layer):
            return length
    return None


def punishes(model: GraphModel, who: int, concept: str, start: int, end: int) -> bool:
    ends = {end} | (model.moves_from(who, end) if concept in SYMMETRIC else set())
    return all(model.rank[who][each] <= model.rank[who][start] for each in ends)


@pytest.mark.thorough
@pytest.mark.parametrize("kind", ["options", "interleaved"])
def test_sweeps_over_blocks_find_what_single_moves_do(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("countermove.analysis.explanation.sanctions.PER_MOVE", 1 << 20)
    for seed in range(IN_A_TEST):
        certify(kind, seed, most=4)


@pytest.mark.thorough
def test_coalesced_states() -> None:
    compared = 0
    for seed in range(60):
        form, entry, one = coalesced_form(random.Random(f"coalesced {seed}"))
        if len(one) < 2:
            continue
        conflict = option_conflict(form, (entry,))
        for concept, found in solve(conflict).stable.items():
            for position in range(len(conflict.states)):
                explained = explain(conflict, position + 1, concept=concept).explanations
                assert found is not None
                assert [each.stable for each in explained] == found[:, position].tolist()
                for each in explained:
                    check(conflict, each.certificate())
        compared += 1
    assert compared > 20


# -- what decides ----------------------------------------------------------------------------------


def one(preferences: Preferences) -> Conflict:
    options = (Option(id="go"), Option(id="pay"), Option(id="ask"))
    return Conflict(title="One", decision_makers=(DecisionMaker(id="a", options=options, preferences=preferences),))


def test_the_most_important_statement_decides() -> None:
    statements = [Statement(holds="pay"), Statement(holds="go", because="it is time"), Statement(holds="ask")]
    conflict = one(Preferences(statements=tuple((each,) for each in statements)))
    found = difference(conflict, 0, 0, 5)  # go and ask against nothing
    assert (found.better, found.worse, found.place, found.statements) == (6, 1, 2, (statements[1],))


def test_statements_of_equal_importance_are_counted() -> None:
    conflict = one(Preferences(statements=((Statement(holds="pay"), Statement(holds="go"), Statement(holds="ask")),)))
    assert difference(conflict, 0, 1, 2).kind == "equal"
    assert [each.holds for each in difference(conflict, 0, 1, 6).statements] == ["pay", "ask"]


def test_weights_and_rankings_speak_in_their_own_terms() -> None:
    weights = one(Preferences(weights=(("go", 0.5), ("pay", 0.25)), because="so it was said"))
    found = difference(weights, 0, 1, 2)
    assert (found.kind, found.levels, found.because) == ("weights", (0.5, 0.25), "so it was said")
    ranking = difference(cases.load("chicken"), 0, 0, 3)
    assert (ranking.kind, ranking.levels) == ("ranking", (2, 4))


# -- as data ----------------------------------------------------------------------------------------


def test_to_dict_is_plain() -> None:
    account = explain(cases.load("elmira"), "status-quo", concept="smr")
    assert isinstance(account, Account)
    plain = account.to_dict()
    assert [each["dm"] for each in plain["explanations"]] == ["ministry", "uniroyal", "local_government"]
    assert plain["explanations"][2]["certificate"]["improvements"][0]["counter"] == 2


# -- what is refused -------------------------------------------------------------------------------


def test_simultaneous_stability_needs_options() -> None:
    conflict = graph_conflict(draw_graph_model(random.Random(1)))
    with pytest.raises(UnknownName, match="defined by options"):
        explain(conflict, 1, concept="sim")


def test_too_many_moves_are_refused_with_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("countermove.analysis.explanation.sanctions.MOST_MOVES", 1)
    with pytest.raises(TooLarge, match="What would help"):
        explain(cases.load("kazakhstan-2022"), DEAL)
    monkeypatch.undo()
    monkeypatch.setattr("countermove.analysis.explanation.MOST_RESPONSES", 1)
    with pytest.raises(TooLarge, match="more than 1 improvements would have to be gone through"):
        explain(cases.load("kazakhstan-2022"), DEAL)
    monkeypatch.setattr("countermove.analysis.explanation.simultaneous.MOST_COMBINATIONS", 1)
    with pytest.raises(TooLarge, match="combinations"):
        explain(cases.load("chicken"), 4, concept="sim")
