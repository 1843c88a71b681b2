"""Ends that no reading reaches are told with who could go there together; ends that come by a tie are marked."""

from __future__ import annotations

import pytest

import countermove as cm
from countermove import cases
from countermove.io.yaml.reading import read_yaml
from countermove.report.brief.heading import sentences
from countermove.report.brief.lines import brief_lines

# b shrugs where "call iff stop" is left out: whether it calls is then drawn, and no motive
SHRUG = """
title: Shrug
status_quo: []
decision_makers:
  a: {options: {stop: Stop}, preferences: [not stop]}
  b:
    options: {call: Call, come: Come}
    preferences: [{holds: call iff stop, confidence: 0.5}, come]
define: {noise: call, quiet: come and not call}
ends: [quiet, noise]
"""


def test_what_came_about_and_is_not_reached_is_told_in_elmira() -> None:
    judged = cm.brief(cases.load("elmira"))
    [settlement] = judged.unreached
    assert (settlement.id, settlement.came_about) == ("settlement", True)
    assert settlement.stable == ("nash", "gmr", "smr", "seq", "sseq")
    assert settlement.coalition == ("ministry", "uniroyal")
    assert "C, Settlement, came about instead." in sentences(judged)[0]
    said = " ".join(brief_lines(judged, "elmira"))
    assert "* C Settlement (stable, but not reached)" in said
    assert "Uniroyal both gain by going from A there together. Once there, nobody leaves, by any reading." in said
    assert judged.to_dict()["unreached"][0]["coalition"] == ["ministry", "uniroyal"]


COORDINATE = """
title: Coordinate
status_quo: []
decision_makers:
  a: {options: {x: X}, preferences: [x iff y]}
  b: {options: {y: Y}, preferences: [x iff y]}
  c: {options: {go: Go}, preferences: [go]}
define: {apart: not (x or y), both: x and y, half: x xor y}
ends: [apart, both, half]
"""


def test_an_end_that_is_stable_and_not_reached_is_a_row_of_its_own() -> None:
    judged = cm.brief(read_yaml(COORDINATE, "coordinate"))
    assert [(each.id, each.came_about, each.stable != ()) for each in judged.unreached] == [("both", False, True)]
    assert "       -   B both (stable, but not reached)" in brief_lines(judged, "coordinate")


def test_an_end_by_a_tie_is_marked() -> None:
    judged = cm.brief(read_yaml(SHRUG, "shrug"))
    by_id = {each.id: each for each in judged.ends}
    tie = by_id["noise"].tie
    assert by_id["quiet"].tie is None
    assert tie is not None
    assert (tie.dm, tie.option, tie.without) == ("b", "b.call", "call iff stop")
    assert any("noise" in line and line.endswith("a tie, no motive") for line in brief_lines(judged, "shrug"))
    document = {each["id"]: each["tie"] for each in judged.to_dict()["ends"]}
    assert document["quiet"] is None
    assert document["noise"] == {"dm": "b", "option": "b.call", "without": "call iff stop"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("come]", "come, call]"),  # a wish of its own
        ("come]", "come, call if come]"),  # which is one where it ends
        ("confidence: 0.5", "confidence: 1"),  # nothing is left out
    ],
)
def test_a_motive_is_no_tie(old: str, new: str) -> None:
    judged = cm.brief(read_yaml(SHRUG.replace(old, new), "shrug"))
    assert all(each.tie is None for each in judged.ends)


def test_to_go_on_as_before_is_no_tie() -> None:
    judged = cm.brief(read_yaml(SHRUG.replace("status_quo: []", "status_quo: [call]"), "shrug"))
    assert all(each.tie is None for each in judged.ends)


def test_the_leak_without_a_break_is_a_tie() -> None:
    judged = cm.brief(cases.load("kazakhstan-2022"), count=300)
    assert [each.id for each in judged.ends if each.tie] == ["one_sided_leak"]
