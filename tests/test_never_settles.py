"""Where part never settles, a probability is of the worlds that settle, everywhere alike, and its rest is said."""

from __future__ import annotations

import pytest

import countermove as cm
from countermove.errors import InvalidRequest
from countermove.io.yaml.reading import read_yaml
from countermove.report.assumptions import headline

# whoever moves first decides: x ends it, or y begins a chase of z and w that never ends
CHASE = """
title: Chase
status_quo: []
decision_makers:
  x: {options: {over: Over}, preferences: [over]}
  y: {options: {begin: Begin}, preferences: [begin]}
  z: {options: {left: Left}, preferences: [(left xor right) if begin]}
  w: {options: {right: Right}, preferences: [(left iff right) if begin]}
feasible: [not (over and begin)]
irreversible: {over: on, begin: on}
questions:
  q: {asks: Is it over?, when: over, closes: 2030-01-01}
"""


def chase() -> cm.Conflict:
    return read_yaml(CHASE, "chase")


def doubted() -> cm.Conflict:
    sure = {"[over]": "[{holds: over, confidence: 0.4}]", "[begin]": "[{holds: begin, confidence: 0.5}]"}
    text = CHASE
    for old, new in sure.items():
        text = text.replace(old, new)
    return read_yaml(text, "chase")


def test_every_command_divides_by_what_settles() -> None:
    """Of both x and y half settles, of x alone all, of y alone none, and of neither all: 0.1 + 0.2 + 0.3, 0.3 yes."""
    told, forecast, judged = cm.worlds(doubted(), "nash"), cm.forecast(doubted(), "nash"), cm.brief(doubted(), "nash")
    assert told.apart["never settles"].value == pytest.approx(0.4)
    assert told.questions["q"].value == pytest.approx(0.5)
    assert forecast["q"].probability == pytest.approx(0.5)
    assert judged.questions[0].chance.share.value == pytest.approx(0.5)
    assert judged.unsettled.share.value == pytest.approx(0.4)


def test_assumptions_divide_like_a_forecast() -> None:
    forecast = cm.forecast(chase(), "nash")["q"]
    found = cm.assumptions(chase(), "q", "nash", pairs=False)
    assert forecast.probability == found.asked.base.probability == dict(found.questions)["q"] == 1.0
    assert forecast.chance.unsettled == pytest.approx(found.asked.base.unsettled) == pytest.approx(0.5)
    assert found.to_dict()["headline"]["never_settles"] == 0.5
    assert "yes, with probability 100 % where it settles; 50 % never settles (nash)" in headline(found)[0]


def test_a_change_after_which_it_never_settles_is_undecided() -> None:
    found = cm.assumptions(chase(), "q", "nash", pairs=False)
    first = {each.assumption.name: each.findings[0] for each in found.checked}["x: over"]
    assert (first.status, first.survives, first.reason) == ("never settles", None, "the conflict goes round for ever")


def test_a_question_of_a_conflict_that_never_settles_has_no_answer() -> None:
    conflict = read_yaml(CHASE.replace("[over]", "[not over]"), "chase")
    with pytest.raises(InvalidRequest, match="settles nowhere"):
        cm.assumptions(conflict, "q", "nash")
    assert cm.worlds(conflict, "nash").questions == {}
    assert cm.forecast(conflict, "nash")["q"].probability is None
    judged = cm.brief(conflict, "nash")
    assert judged.questions[0].answered is False
    assert judged.to_dict()["questions"][0]["chance"] is None
