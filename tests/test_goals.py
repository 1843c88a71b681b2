"""Goals of a change: their language, what they name, and when a conflict meets them, by what evolve and solve say."""

from __future__ import annotations

import random
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

import countermove as cm
from as_conflict import option_conflict
from countermove.analysis.assumptions.trial import OrdinaryTrial
from countermove.analysis.change.asking import goal_of
from countermove.analysis.change.forbidding import forbidden
from countermove.analysis.change.language import goals_in
from countermove.errors import CountermoveError
from countermove.model.variation import vary
from countermove.simulation.change.shares import OverWorlds
from long_runs import few_at_once
from random_conflicts import draw_option_form

if TYPE_CHECKING:
    from countermove.analysis.change.goal import Goal, ShareGoal

FORMS = {
    "holds": "a, b holds",
    "falls": "(a and b) falls by nash",
    "always": "always a and not b",
    "never": "never a and b",
    "likeliest": "likeliest 2",
    "at least": "Y- >= 30 %",
    "yes": "asked yes >= .25",
}
"""A goal of each kind."""


@pytest.mark.parametrize(("kind", "text"), [*FORMS.items()])
def test_each_form_is_read(kind: str, text: str) -> None:
    [found] = goals_in(text)
    assert (found.kind, found.text) == (kind, text)


@pytest.mark.parametrize("pair", [*permutations(FORMS, 2)], ids=" and ".join)
def test_goals_are_told_apart_whichever_comes_first(pair: tuple[str, str]) -> None:
    found = goals_in(" and ".join(FORMS[kind] for kind in pair))
    assert [(each.kind, each.text) for each in found] == [(kind, FORMS[kind]) for kind in pair]


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("never a and b and c holds", ["a and b", "c"]),
        ("never (a and b) and c holds", ["(a and b)", "c"]),
        ("always a and never b and c", ["a", "b and c"]),
        ('"war and peace" holds and never a', ["war and peace", "a"]),
        ("(a holds and b) falls", ["(a holds and b)"]),
        ("ALWAYS a AND Never b", ["a", "b"]),
        ("never  at least 2 of (a, b)\n and c >= 1", ["at least 2 of (a, b)", "c"]),
    ],
)
def test_an_and_belongs_where_the_language_says(text: str, subjects: list[str]) -> None:
    assert [each.subject for each in goals_in(text)] == subjects


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        ("calm hold", 6, "'hold' is not expected here; did you mean 'holds'?"),
        ("alway calm", 1, "'alway' is not expected here; did you mean 'always'?"),
        ("calm", 1, "what is to become of 'calm' is missing"),
        ("a and b holds", 1, "what contains 'and' takes parentheses"),
        ("calm holds by", 12, "behind 'holds' comes 'by CONCEPT'"),
        ("calm > 3", 6, "write '>=' and a share"),
        ("calm >= 50", 9, "write 50 % for per cent"),
        ("calm >= 0", 9, "'0' is no share"),
        ("calm >= 130 %", 9, "'130 %' is no share"),
        ("never (a", 9, "a closing parenthesis is missing"),
        ("never a)", 8, "there is no parenthesis that it closes"),
        ("always a holds", 9, "'holds' cannot follow 'always'"),
        ("calm holds and", 15, "the goal breaks off"),
        ('"calm holds', 1, "a second quotation mark is missing"),
    ],
)
def test_what_is_no_goal_is_refused_with_place_words_and_cure(text: str, column: int, says: str) -> None:
    with pytest.raises(CountermoveError) as fault:
        goals_in(text)
    assert f"the goal {text!r}, column {column}: " in str(fault.value)
    assert says in str(fault.value)


@pytest.mark.parametrize("text", ["", "   ", "and", "a" * 10_001, "(" * 500 + "a" + ")" * 500 + " holds"])
def test_nothing_and_too_much_is_refused_or_read(text: str) -> None:
    try:
        assert goals_in(text)
    except CountermoveError as fault:
        assert "goal" in str(fault)


NAMES = {
    "handovr holds": "did you mean 'handover'?",
    "never leek": "did you mean 'leak'?",
    "withdrwn yes >= .5": "did you mean 'withdrawn'?",
    "handover holds by seqq": "did you mean 'seq'?",
    "9999 holds": "the states are numbered 1 to 504",
}


@pytest.mark.parametrize(("text", "says"), [*NAMES.items()])
def test_what_names_nothing_is_refused_with_a_suggestion(text: str, says: str) -> None:
    with pytest.raises(CountermoveError, match=says.replace("?", r"\?")):
        goal_of(vary(cm.cases.load("kazakhstan-2022")), text)


def test_ends_without_a_status_quo_are_refused() -> None:
    with pytest.raises(CountermoveError, match="no status quo"):
        goal_of(cm.cases.load("chicken"), "never a.swerve")
    assert goal_of(cm.cases.load("chicken"), "1 holds")


def test_a_concept_that_needs_options_is_refused_for_a_graph() -> None:
    graph = cm.loads(
        "{title: t, states: [p, q], decision_makers: {x: {moves: {p: [q]}, preferences: {ranking: [q, p]}}}}"
    )
    with pytest.raises(CountermoveError, match="defined by options"):
        goal_of(graph, "p holds by sim")
    assert goal_of(graph, "p holds by nash").met(OrdinaryTrial(graph, "seq")) is False


def met(conflict: cm.Conflict, text: str, concept: str = "seq") -> bool:
    goal: Goal = goal_of(conflict, text, concept)
    return goal.met(OrdinaryTrial(conflict, concept))


@pytest.mark.parametrize("seed", few_at_once(range(30)))
def test_goals_agree_with_solve_and_evolve(seed: int) -> None:
    conflict = option_conflict(draw_option_form(random.Random(seed), max_options=4, max_dms=3))
    conflict = conflict.with_(status_quo=conflict.states[0].on)
    for concept in ("nash", "gmr", "smr", "seq", "sseq", "sim"):
        held = {each.number for each in cm.solve(conflict, [concept]).equilibria(concept)}
        for number in range(1, len(conflict.states) + 1):
            assert met(conflict, f"{number} holds by {concept}") == (number in held)
            assert met(conflict, f"{number} falls by {concept}") == (number not in held)
    found = cm.evolve(conflict, "seq")
    ends = {each.states[0]: each.probability for each in found.ends if each.settles}
    option = conflict.options[0]
    on = [option in conflict.states[number - 1].on for number in ends]
    assert met(conflict, f"always {option}") == (bool(ends) and all(on))
    assert met(conflict, f"never {option}") == (bool(ends) and not any(on))
    never = 1 - sum(ends.values())
    for number, chance in ends.items():
        others = [each for other, each in ends.items() if other != number]
        assert met(conflict, f"likeliest {number}") == (chance > max([never, *others, 0.0]) + 1e-9)
        assert met(conflict, f"{number} >= {min(1.0, chance):.6f}") or chance < 1e-6 or round(chance, 6) > chance


def share_of(view: cm.Conflict, text: str) -> float:
    goal: ShareGoal = goal_of(view, text)  # type: ignore[assignment]  # the text is of a goal about a share
    return OverWorlds([goal], "seq").share(view)


@pytest.mark.thorough
def test_shares_are_those_of_brief_to_the_last_digit() -> None:
    crisis = cm.cases.load("kazakhstan-2022")
    judged, view = cm.brief(crisis), vary(crisis)
    for end in judged.ends:
        share = share_of(view, f"likeliest {end.id}")
        assert share == pytest.approx(end.chance.share.value, abs=1e-12)
    for asked in judged.questions:
        share = share_of(view, f"{asked.question.id} yes >= 50 %")
        assert share == pytest.approx(asked.chance.share.value, abs=1e-12)


@pytest.mark.parametrize(
    ("goal", "says"),
    [
        (
            "(csto and alone) holds",
            "the rule 'at most one of (csto, alone)' (the force is either collective or Russian) forbids it",
        ),
        (
            "never csto",
            "the irreversible option 'russia.csto' (what was sent stays sent; whether it remains is another option) "
            "forbids it",
        ),
        (
            "(purge and not oust) holds",
            "the condition 'president.purge implies (oust)' (to lift his immunity, prosecute or expose him; while he "
            "chairs the Security Council he is out of reach) forbids it",
        ),
        (
            "(csto and not appeal and accept and rally) holds",
            "the rule 'csto implies appeal' (a collective force needs a member's request (Article 4)) and "
            "the rule 'at most one of (accept, rally)' (one cannot hand over in public and mobilise at once) forbid "
            "it together",
        ),
        ("open_break holds", ""),
        ("likeliest handover", ""),
    ],
)
def test_what_forbids_a_goal_is_named(goal: str, says: str) -> None:
    crisis = vary(cm.cases.load("kazakhstan-2022"))
    assert forbidden(crisis, goal_of(crisis, goal)) == says


def test_a_state_that_nobody_can_leave_cannot_fall() -> None:
    stuck = cm.loads("{title: t, decision_makers: {a: {options: [go], preferences: [go]}}, irreversible: {go: on}}")
    assert forbidden(stuck, goal_of(stuck, "go falls")) == "the irreversible option 'a.go' forbids it"
    assert forbidden(stuck, goal_of(stuck, "nothing falls")) == ""


def test_what_forbids_a_goal_is_named_where_questions_are_asked_from_elsewhere() -> None:
    crisis = vary(cm.cases.load("kazakhstan-2022"), "none")
    assert forbidden(crisis, goal_of(crisis, "(csto and alone) holds")).startswith("the rule 'at most one of")
    assert forbidden(crisis, goal_of(crisis, "always leak")) == ""
