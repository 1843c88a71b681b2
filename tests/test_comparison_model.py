"""What changed between two conflicts, and the conflict with some changes undone."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import get_args

import pytest

import countermove as cm
from comparison_pairs import draw_pair
from countermove.analysis.comparison.change import ModelChange, What
from countermove.analysis.comparison.model import ModelDifference
from countermove.analysis.comparison.renames import matched
from countermove.report.comparison.changes import WORDS, changes_in_words


def changes(before: cm.Conflict, after: cm.Conflict) -> list[tuple[str, str, str]]:
    """Return the changes in short."""
    return [(each.what, each.how, each.id) for each in ModelDifference(before, after).changes]


def same(first: cm.Conflict, second: cm.Conflict) -> bool:
    """Whether two conflicts have the same states, moves, ranks and start."""
    alike = first.states.patterns() == second.states.patterns() and (first.ranks == second.ranks).all()
    stays = [[option.stays for _, option in each.owned] for each in (first, second)]
    return bool(alike) and stays[0] == stays[1] and first.status_quo_number == second.status_quo_number


def test_undoing_all_but_one_tempo_gives_the_first_conflict_in_all_that_counts() -> None:
    """With one change left that changes no verdict, every part is put together and none is taken as a whole."""
    rng = random.Random(4)
    for _ in range(300):
        drawn = draw_pair(rng)
        after = drawn.after
        assert after is not None
        hurried = after.with_(
            decision_makers=[replace(after.decision_makers[0], tempo=5.0), *after.decision_makers[1:]]
        )
        found = ModelDifference(drawn.before, hurried)
        undone = [each for each in found.changes if (each.what, each.of) != ("tempo", "a")]
        assert len(undone) == len(found.changes) - 1
        made = found.undone(undone)
        assert same(made, drawn.before)
        assert [dm.tempo for dm in made.decision_makers] == [5.0, 1.0]


def test_each_undone_change_is_a_change_less() -> None:
    rng = random.Random(5)
    for _ in range(200):
        drawn = draw_pair(rng)
        assert drawn.after is not None
        found = ModelDifference(drawn.before, drawn.after)
        for each in found.changes:
            try:
                made = found.undone([each])
            except cm.InvalidConflict:
                continue
            left = {about(left) for left in ModelDifference(drawn.before, made).changes}
            assert left <= {about(other) for other in found.changes if other != each}


def about(change: ModelChange) -> tuple[str, str]:
    """Return what a change is about; a statement that was put elsewhere may also be told as dropped and added."""
    return "statement" if change.what == "place" else change.what, change.of


@pytest.fixture
def river() -> cm.Conflict:
    return cm.loads(RIVER)


RIVER = """
title: A river
status_quo: [divert]
decision_makers:
  upper:
    name: The upper state
    options: {divert: Divert the river, share: {name: Share data, confidence: 0.6}}
    preferences: [divert if not protest, not protest, {holds: share, confidence: 0.7}]
  lower:
    name: The lower state
    options: {protest: Protest, sue: Go to court}
    preferences: [not divert, protest if divert, not sue]
feasible: [{holds: not (protest and sue)}]
irreversible: {sue: on}
tempo: {lower: 2}
reading: {upper: smr}
define: {peace: {when: not (protest or sue)}}
ends: [peace]
questions:
  court: {asks: Court?, when: sue}
"""


def edited(old: str, new: str) -> cm.Conflict:
    assert old in RIVER
    return cm.loads(RIVER.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("status_quo: [divert]", "status_quo: []", ("status quo", "changed", "")),
        ("not sue]", "not sue, share]", ("statement", "added", "share")),
        (", not sue]", "]", ("statement", "dropped", "not sue")),
        ("not sue]", "sue]", ("statement", "negated", "sue")),
        ("not sue]", "not (sue and divert)]", ("statement", "replaced", "not (sue and divert)")),
        ("confidence: 0.7", "confidence: 0.2", ("statement", "changed", "share")),
        (
            "[not divert, protest if divert,",
            "[protest if divert, not divert,",
            ("place", "moved up", "protest if divert"),
        ),
        ("sue: Go to court", "sue: {name: Go to court, when: protest or divert}", ("condition", "added", "sue")),
        ("confidence: 0.6", "confidence: 0.5", ("reach", "changed", "share")),
        ("irreversible: {sue: on}", "irreversible: {}", ("irreversible", "changed", "sue")),
        ("not (protest and sue)}", "not (protest and share)}", ("rule", "added", "not (protest and share)")),
        (
            "not (protest and sue)}",
            "not (protest and sue), confidence: 0.5}",
            ("rule", "changed", "not (protest and sue)"),
        ),
        ("tempo: {lower: 2}", "tempo: {lower: 3}", ("tempo", "changed", "")),
        ("{upper: smr}", "{upper: nash}", ("reading", "changed", "")),
        ("when: not (protest or sue)", "when: not sue", ("named condition", "changed", "peace")),
        ("Court?, when: sue", "Court?, when: protest", ("question", "changed", "court")),
        (
            "options: {protest: Protest, sue: Go to court}",
            "options: {protest: , sue: , wait: }",
            ("option", "added", "wait"),
        ),
        ("ends: [peace]", "ends: []", ("ends", "changed", "")),
    ],
)
def test_each_kind_of_change_is_told_and_undone(
    river: cm.Conflict, old: str, new: str, told: tuple[str, str, str]
) -> None:
    after = edited(old, new)
    assert told in changes(river, after)
    found = ModelDifference(river, after)
    assert not ModelDifference(river, found.undone(found.changes)).changes
    words = changes_in_words(cm.compare(river, after))
    assert len({*words}) == len(found.changes)
    assert not any(id_ in said for said in words for id_ in ("upper.", "lower.", "_"))


def test_every_change_has_its_words() -> None:
    assert {*WORDS} == {*get_args(What)}


def test_what_says_the_same_twice_is_undone_by_itself(river: cm.Conflict) -> None:
    """A certain rule beside a doubtful one that says the same stays when that goes, and so with weights."""
    twice = river.with_(rules=[*river.rules, cm.Rule("not (sue and protest)", confidence=0.5), cm.Rule("divert")])
    found = ModelDifference(river, twice)
    assert len(found.changes) == 2
    for each in found.changes:
        assert len(found.undone([each]).rules) == 2
    weighed = _weighed(river, [("divert", 2.0), ("(divert)", 3.0), ("share", 1.0)])
    found = ModelDifference(_weighed(river, [("divert", 2.0)]), weighed)
    assert [each.how for each in found.changes] == ["added", "added"]
    made = found.undone([found.changes[1]])
    assert sum(weight for _, weight in made.decision_makers[0].preferences.weights) == 5


def _weighed(conflict: cm.Conflict, weights: list[tuple[str, float]]) -> cm.Conflict:
    upper, lower = conflict.decision_makers
    return conflict.with_(decision_makers=[replace(upper, preferences=cm.Preferences(weights=weights)), lower])


def test_what_only_says_the_same_in_other_words_is_no_change(river: cm.Conflict) -> None:
    for other in ("not  ((protest) and lower.sue)", "not (sue and protest)"):
        assert not changes(river, edited("not (protest and sue)", other))
    assert not changes(river, edited("protest if divert", "divert implies protest"))
    assert changes(river, edited("protest if divert", "protest implies divert"))


def test_an_option_under_another_id_is_the_same_if_all_that_names_it_names_it_so(river: cm.Conflict) -> None:
    after = cm.loads(RIVER.replace("sue", "go_to_law"))
    found, renamed = matched(river, after)
    assert renamed == (("lower", "sue", "go_to_law"),)
    assert not found.changes
    assert found.before.options == after.options


def test_an_option_under_another_id_that_is_wanted_otherwise_is_another_option(river: cm.Conflict) -> None:
    after = cm.loads(RIVER.replace("not sue]", "go_to_law]").replace("sue", "go_to_law"))
    found, renamed = matched(river, after)
    assert not renamed
    assert {("option", "added"), ("option", "dropped")} <= {(each.what, each.how) for each in found.changes}


def test_an_option_under_another_id_and_name_is_another_option() -> None:
    found, renamed = matched(cm.cases.load("chicken"), cm.cases.load("prisoners-dilemma"))
    assert not renamed
    assert sum(each.what == "option" for each in found.changes) == 4


def test_conflicts_without_a_common_option_are_not_matched() -> None:
    found = cm.compare(cm.cases.load("elmira"), cm.cases.load("garrison"))
    assert (found.common, found.concepts) == ((), ())
    assert any("no option in common" in each for each in found.left_out)


def test_a_decision_maker_that_came_is_undone_with_its_options_and_wishes(river: cm.Conflict) -> None:
    third = cm.DecisionMaker("bank", options=["lend"], preferences=["lend"])
    after = river.with_(decision_makers=[*river.decision_makers, third])
    assert changes(river, after) == [("decision maker", "added", "bank")]


def test_what_names_an_option_that_is_gone_cannot_be_undone_by_itself(river: cm.Conflict) -> None:
    after = edited("sue: Go to court}", "sue: Go to court, wait: }")
    after = after.with_(
        decision_makers=[
            replace(dm, preferences=cm.Preferences(["wait", *dm.preferences.statements])) if dm.id == "upper" else dm
            for dm in after.decision_makers
        ]
    )
    found = ModelDifference(river, after)
    [option] = [each for each in found.changes if each.what == "option"]
    with pytest.raises(cm.InvalidConflict):
        found.undone([option])
    assert not ModelDifference(river, found.undone(found.changes)).changes


def test_a_ranking_is_compared_by_situations_where_numbers_mean_others() -> None:
    before = cm.cases.load("prisoners-dilemma").with_(published=(), variations=())
    after = before.with_(rules=["not (a.cooperate and not b.cooperate)"], decision_makers=_ranked_again(before))
    assert [each.what for each in ModelDifference(before, after).changes] == ["rule"]


def _ranked_again(conflict: cm.Conflict) -> list[cm.DecisionMaker]:
    """Rank the three states that a rule leaves as before, by their new numbers."""
    left = [k for k in range(4) if conflict.states[k].pattern != "YN"]
    number = {k: str(new) for new, k in enumerate(left, start=1)}
    return [
        replace(
            dm,
            preferences=cm.Preferences(
                ranking=[
                    level
                    for old in dm.preferences.ranking
                    if (level := [number[int(k)] for text in old for k in conflict.states.find(text) if k in number])
                ]
            ),
        )
        for dm in conflict.decision_makers
    ]


def test_two_states_that_change_places_are_one_change_and_a_ranking_turned_round_is_one_too() -> None:
    before = cm.cases.load("elmira")
    [lower] = [dm for dm in before.decision_makers if dm.id == "local_government"]
    ranking = [*lower.preferences.ranking]
    swapped = [ranking[1], ranking[0], *ranking[2:]]
    for again, count in ((swapped, 1), (ranking[::-1], 1)):
        after = before.with_(
            decision_makers=[
                replace(dm, preferences=cm.Preferences(ranking=again)) if dm is lower else dm
                for dm in before.decision_makers
            ],
            published=(),
            variations=(),
        )
        found = ModelDifference(before, after)
        assert len(found.changes) == count
        assert not ModelDifference(before, found.undone(found.changes)).changes


def test_moves_of_a_graph_are_undone_one_by_one() -> None:
    graph = cm.Graph(["calm", "war", "talks"], [("n", "calm", "war"), ("s", "war", "talks")])
    before = cm.Conflict(
        "Two",
        [
            cm.DecisionMaker("n", preferences=cm.Preferences(ranking=[["calm"], ["talks"], ["war"]])),
            cm.DecisionMaker("s", preferences=cm.Preferences(ranking=[["talks"], ["calm"], ["war"]])),
        ],
        graph=graph,
        status_quo=["calm"],
    )
    after = before.with_(graph=cm.Graph(["calm", "war", "talks"], [("s", "war", "talks"), ("s", "talks", "calm")]))
    found = ModelDifference(before, after)
    assert [(each.what, each.how, each.before) for each in found.changes] == [
        ("move", "dropped", "calm"),
        ("move", "added", "talks"),
    ]
    [dropped, _] = found.changes
    made = found.undone([dropped]).graph
    assert made is not None
    assert {*made.moves} == {("n", "calm", "war"), ("s", "war", "talks"), ("s", "talks", "calm")}


def test_conflicts_of_two_forms_have_one_change() -> None:
    chicken = cm.cases.load("chicken")
    graph = cm.Conflict(
        "G",
        [cm.DecisionMaker("n", preferences=cm.Preferences(ranking=[["calm"], ["war"]]))],
        graph=cm.Graph(["calm", "war"], [("n", "calm", "war")]),
    )
    assert ModelDifference(chicken, graph).changes == (ModelChange("whole", "changed", "", ""),)
    assert cm.compare(chicken, graph).concepts == ()
