"""Words of a comparison: parts by their names, why verdicts are left out, and causes of many changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import countermove as cm
from countermove.analysis.comparison.answers import ChangedAnswer
from countermove.analysis.comparison.causes import CauseSet, Tried
from countermove.report.comparison.because import because, searched
from countermove.report.comparison.changes import changes_in_words
from countermove.report.comparison.tables import method

GRAPH = cm.loads(
    {
        "title": "g",
        "status_quo": "x",
        "states": {"x": "X", "y": "Y"},
        "decision_makers": {"a": {"moves": {"x": ["y"]}, "preferences": {"ranking": ["y", "x"]}}},
    }
)


def one(**more: Any) -> cm.Conflict:
    given = {"title": "t", "status_quo": [], "decision_makers": {"a": {"options": ["go"], "preferences": ["go"]}}}
    return cm.loads({**given, **more})


def test_a_condition_whose_meaning_changed_is_called_by_its_name() -> None:
    was, now = (one(define={"all_gone": {"name": "All gone", "when": when}}) for when in ("go", "not go"))
    assert changes_in_words(cm.compare(was, now)) == ("“All gone” means: no “go” (was: “go”)",)


def test_an_id_without_a_name_keeps_its_small_letter() -> None:
    was, now = (one(define={"all_gone": when}) for when in ("go", "not go"))
    assert changes_in_words(cm.compare(was, now)) == ("“all_gone” means: no “go” (was: “go”)",)


def test_named_ends_are_called_by_their_names() -> None:
    given = {"define": {"all_gone": {"name": "All gone", "when": "go"}, "rest": "not go"}}
    was, now = one(**given, ends=["all_gone"]), one(**given, ends=["all_gone", "rest"])
    assert changes_in_words(cm.compare(was, now)) == ("Named ends: “All gone” and “rest” (were: “All gone”)",)


def test_another_form_is_said_and_why_verdicts_are_left_out() -> None:
    found = cm.compare(one(), GRAPH)
    assert changes_in_words(found) == ("A conflict given as a graph, no longer a conflict given by its options",)
    assert found.left_out[-1] == (
        "left out: verdicts, since one of the two is given by its options and the other as a graph"
    )


def test_fronts_are_told_apart_from_one_conflict() -> None:
    found = cm.compare(cm.cases.load("canal"), one())
    assert changes_in_words(found) == ("A conflict given by its options, no longer fronts: north and south",)


def test_two_accounts_without_a_common_option_say_so() -> None:
    other = cm.loads(
        {"title": "u", "status_quo": [], "decision_makers": {"b": {"options": ["stop"], "preferences": ["stop"]}}}
    )
    assert cm.compare(one(), other).left_out == ("left out: verdicts, since the two have no option in common",)


def test_a_search_that_undid_not_every_single_change_says_so() -> None:
    found = replace(cm.compare(one(), one()), tried={"shares": Tried(23, 43, 0, 0)})
    assert searched(found) == (
        "Causes of ends and questions: not even every one of 23 changes was undone by itself (43 sets were undone); "
        "smaller causes may be missing.",
    )


def test_many_causes_are_a_range_and_what_alone_means_is_said_of_single_ones_only() -> None:
    many, single = (CauseSet(each, enough=True) for each in (tuple(range(23)), (4,)))
    assert because((many,)) == "changes 1 to 23 did it: undoing fewer is not enough"
    found = cm.compare(one(), one(status_quo=["go"]))
    answer = ChangedAnswer("verdict", "nash", (), before=False, after=True)
    told = [method(replace(found, answers=(replace(answer, causes=(each,)),), tried={})) for each in (many, single)]
    assert told[0] == ()
    assert told[1][0].startswith("A change did it alone if")
