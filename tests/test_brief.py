"""The judgement: its numbers are those of all worlds written out, and its words stay within one screen."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import countermove as cm
import worlds_oracle
from countermove import Conflict, InvalidConflict, cases, evolve
from countermove.cli.app import app
from countermove.io.yaml.reading import read_yaml
from countermove.report.brief.heading import sentences, shown_percents
from countermove.report.brief.lines import brief_lines
from countermove.report.likelihood import BANDS, likelihood, whole_percents
from countermove.simulation.draws import space
from countermove.simulation.judgement.ends import end_groups, entropy
from countermove.simulation.judgement.result import Judgement
from countermove.simulation.plan import plan
from long_runs import examples, few_at_once
from uncertain_conflicts import draw_uncertain

STARTED = [name for name in cases.names() if name not in {"chicken", "garrison", "prisoners-dilemma"}]
"""The cases with a status quo: they are not read when tests are collected, which every worker does."""


@cache
def judged(name: str) -> Judgement:
    return cm.brief(cases.load(name), count=200)


def small(seed: int) -> Conflict | None:
    """Return an uncertain conflict of few worlds, with a question."""
    conflict = draw_uncertain(seed)
    question = cm.Question(id="q", asks="Is it on?", when=conflict.options[0])
    return conflict.with_(questions=(question,)) if space(conflict).count <= 32 else None


# -- numbers --------------------------------------------------------------------------------------


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(40))
def test_chances_are_those_of_all_worlds_written_out(seed: int) -> None:
    conflict = small(seed)
    if conflict is None:
        return
    found, concept = cm.brief(conflict, "nash"), ("seq", "smr")[seed % 2]
    expected = worlds_oracle.shares(conflict, concept)
    unsettled = found.unsettled.by_reading[concept]
    started = 1 - expected["nothing feasible"] - expected["status quo infeasible"]
    assert unsettled == pytest.approx(expected["never settles"], abs=1e-9)
    assert sum(end.chance.by_reading[concept] for end in found.ends) + unsettled == pytest.approx(started, abs=1e-9)
    settles = {key[1]: share for key, share in worlds_oracle.shares(conflict, "nash").items() if key[0] == "settles"}
    for end in found.ends:
        settled = sum(settles.get(decimal, 0.0) for decimal in end.decimals)
        assert end.chance.share.value == pytest.approx(settled, abs=1e-9)
    yes = sum(share for decimal, share in settles.items() if int(decimal) & 1)
    if settles:
        assert found.questions[0].chance.share.value == pytest.approx(yes / sum(settles.values()), abs=1e-9)


def shares_given(conflict: Conflict, found: Judgement) -> dict[tuple[str, str], list[float]]:
    """Return the share of each end in the worlds with each alternative, every world solved by itself."""
    end_of = {decimal: k for k, end in enumerate(found.ends) for decimal in end.decimals}
    shares: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0] * len(found.ends))
    every = space(conflict)
    for world in every.worlds(every.numbered(0, every.count)):
        for k, chance in ends_of(world.conflict, found.concept, end_of):
            for uncertainty, alternative in zip(world.coding.uncertainties, world.alternatives, strict=True):
                shares[uncertainty.name, alternative.says][k] += world.probability * chance
    return shares


def ends_of(conflict: Conflict, concept: str, end_of: dict[int, int]) -> list[tuple[int, float]]:
    """Return the position and chance of each end; none if the start is infeasible."""
    ends = evolve(conflict, concept).ends if conflict.status_quo is not None else ()
    return [(end_of[conflict.states[each.states[0] - 1].decimal], each.probability) for each in ends if each.settles]


@pytest.mark.parametrize("seed", few_at_once(range(40), 8))
def test_linchpins_are_the_assumptions_that_turn_the_likeliest_end(seed: int) -> None:
    conflict = small(seed)
    if conflict is None or conflict.variations or any(rule.confidence is not None for rule in conflict.rules):
        return
    found = cm.brief(conflict)
    if len(found.ends) < 2:
        return
    named = {(each.name, each.alternative) for each in found.linchpins}
    for key, (first, *others) in shares_given(conflict, found).items():
        if abs(max(others) - first) > 1e-9:  # a tie turns either way
            assert (key in named) == (max(others) > first)


def test_a_question_has_the_chance_and_the_error_of_the_forecast() -> None:
    """Also where part of the doubt lies within worlds, so that the error is smaller than that of a coin."""
    conflict = cases.load("kazakhstan-2022")
    forecast = cm.forecast(conflict, over=["nash"], count=200)
    for each in judged("kazakhstan-2022").questions:
        expected = forecast[each.question.id].chance
        assert each.chance.share.value == pytest.approx(expected.probability)
        assert each.chance.share.error == pytest.approx(expected.error)


def test_the_numbers_of_kazakhstan() -> None:
    """From 10,000 draws by another program the likeliest end has 48 %, and the open break 24 %."""
    found = cm.brief(cases.load("kazakhstan-2022"))
    assert [end.id for end in found.ends] == [
        "handover",
        "open_break",
        "unrest",
        "one_sided_leak",
        "force_stays",
    ]
    first, second = found.ends[0].chance, found.ends[1].chance
    assert abs(first.share.value - 0.48) < 3 * first.share.error
    assert abs(second.share.value - 0.24) < 3 * second.share.error
    assert first.certain == 1
    assert found.came_about == first.share.value
    assert found.leaders["nash"] == 1
    assert found.conflict.variation == "as-of-7-january"
    assert found.other_start is not None
    assert found.other_start[0] == 1


def test_a_file_that_doubts_nothing_is_a_deduction() -> None:
    found = judged("elmira")
    said = " ".join(sentences(found))
    assert found.deduction
    assert "a deduction, not a probability" in said
    assert "%" not in said
    assert [found.ends[k].id for k in found.leaders.values()] == [
        "deadlock",
        "deadlock",
        "standstill",
        "standstill",
        "deadlock",
    ]
    assert found.overturned == (("ministry", "uniroyal"),)


STRIKE = """
title: Strike
status_quo: []
sources: {paper: {title: The paper}}
decision_makers:
  union: {options: {strike: Strike}, preferences: [{holds: raise, evidence: [paper]}, not strike]}
  firm: {options: {raise: Raise}, preferences: [not strike, {holds: not raise, evidence: [paper]}]}
questions: {r: {asks: Will there be a strike?, when: strike, closes: 2030-01-01}}
"""


def test_a_model_that_says_nothing_says_so() -> None:
    found = cm.brief(read_yaml(STRIKE, "strike"))
    likely, sure = sentences(found)
    assert likely.startswith("Nobody leaves the status quo. The model says nothing here")
    assert sure.startswith("Confidence: none.")


def test_a_bargain_that_fear_upholds_is_no_empty_model() -> None:
    assert "nobody gains by any move" not in sentences(judged("canal"))[0]


def test_too_many_states_for_the_worlds_are_refused_with_a_number() -> None:
    with pytest.raises(cm.TooLarge, match=r"would take about [\d,]+ seconds; .* as with --count \d+"):
        cm.brief(cases.load("kazakhstan-2022-two-fronts"), longest=1.0)


def test_a_model_in_graph_form_that_says_nothing_says_so() -> None:
    ranked = "decision_makers: {x: {moves: {a: [b]}, ranking: [a, b]}}"
    graph = f"title: g\nstatus_quo: [a]\nstates: {{a: A, b: B}}\n{ranked}\n"
    assert "nobody gains by any move" in sentences(cm.brief(read_yaml(graph, "graph")))[0]


def test_an_end_that_the_file_does_not_name_may_be_the_likeliest() -> None:
    named = STRIKE.replace("questions:", "define: {never: strike and raise}\nends: [never]\nquestions:")
    found = cm.brief(read_yaml(named.replace(" not strike]", " {holds: strike, confidence: 0.9}]", 1), "strike"))
    assert found.likeliest is not None
    assert found.likeliest.letter == "-"
    assert "an end that the file does not name." in sentences(found)[0]


def test_a_start_that_is_feasible_in_no_world_is_refused() -> None:
    text = STRIKE.replace("strike: Strike", "strike: {name: Strike, confidence: 0}").replace(
        "quo: []", "quo: [strike]"
    )
    with pytest.raises(InvalidConflict, match="in no world"):
        cm.brief(read_yaml(text, "strike"))


def test_without_a_status_quo_it_is_refused() -> None:
    with pytest.raises(InvalidConflict, match="has no status quo"):
        cm.brief(cases.load("chicken"))


# -- groups ---------------------------------------------------------------------------------------


@settings(max_examples=examples(60))
@given(st.integers(0, 500))
def test_groups_part_the_states_in_which_worlds_settle(seed: int) -> None:
    conflict = draw_uncertain(seed)
    axes = plan(conflict, "seq", 1, 1).axes
    letters = np.array([[mask >> bit & 1 for bit in range(len(conflict.options))] for mask in axes.keys], np.int8)
    weight = np.random.default_rng(seed).random(len(axes.keys)) * (
        np.random.default_rng(seed + 1).random(len(axes.keys)) < 0.7
    )
    groups = end_groups(axes, letters.reshape(len(axes.keys), -1), weight)
    assert len(groups) <= 7
    assert np.array_equal(sum((each.members.astype(int) for each in groups), np.zeros(len(weight), int)), weight > 0)


def test_entropy_by_hand() -> None:
    assert entropy(np.array([1.0, 1.0, 2.0])) == pytest.approx(1.5)
    assert entropy(np.zeros(3)) == 0


# -- words ----------------------------------------------------------------------------------------


@pytest.mark.thorough
@pytest.mark.parametrize("name", [name for name in STARTED if name != "kazakhstan-2022-two-fronts"])
def test_a_brief_is_one_screen(name: str) -> None:
    found = judged(name)
    lines = brief_lines(found, name)
    assert len(lines) <= 25
    assert max(map(len, lines)) <= 80
    likely, sure = sentences(found)
    assert "onfidence" not in likely
    assert not any(word in sure for _, _, word in BANDS)
    if found.ends and not found.deduction:
        assert sum(shown_percents(found)) == 100


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_whole_percents_add_up(weights: list[float]) -> None:
    total = sum(weights)
    if total > 0:
        shares = [each / total for each in weights]
        whole = whole_percents(shares)
        assert sum(whole) == 100
        assert all(abs(number - 100 * share) < 1 for number, share in zip(whole, shares, strict=True))


def test_every_percent_has_one_word() -> None:
    assert [likelihood(number) for number in (0, 100)] == ["", ""]
    assert all(likelihood(number) for number in range(1, 100))
    assert likelihood(20) == "unlikely"
    assert likelihood(80) == "likely"


# -- the command ----------------------------------------------------------------------------------


def test_the_command_prints_it_and_json() -> None:
    plain = CliRunner().invoke(app, ["brief", "elmira"])
    assert plain.exit_code == 0
    assert plain.stdout == "\n".join(brief_lines(cm.brief(cases.load("elmira")), "elmira")) + "\n"
    document = json.loads(CliRunner().invoke(app, ["brief", "elmira", "--json"]).stdout)
    assert document == json.loads(json.dumps(cm.brief(cases.load("elmira")).to_dict()))
    assert CliRunner().invoke(app, ["brief", "chicken"]).exit_code == 2
    assert CliRunner().invoke(app, ["brief", "elmira", "--concept", "sim"]).exit_code == 2


def test_the_frame_has_a_row_for_each_question_and_end() -> None:
    found = judged("kazakhstan-2022")
    assert len(found.to_frame()) == len(found.questions) + len(found.ends)
