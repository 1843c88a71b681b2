"""The numbers that the page on `change` gives for kazakhstan-2022, each from its one changed file."""

from __future__ import annotations

import pytest

import countermove as cm
from countermove.analysis.change.asking import goal_of
from countermove.analysis.change.edits.candidates import candidates_of
from countermove.analysis.change.edits.costs import costs_of
from countermove.analysis.change.edits.statements import Wanted
from countermove.analysis.change.edits.wording import sentence
from countermove.analysis.change.goal import ShareGoal, parts
from countermove.model.variation import vary
from countermove.simulation.change.sampled import doubtful
from countermove.simulation.change.shares import OverWorlds


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("variation", "end", "who", "cost", "share"),
    [("none", "handover", "President Tokayev", 1.2, 0.415), (None, "force_stays", "Russia", 1.8, 0.383)],
)
def test_a_contrary_want_leads_to_the_share_that_is_told(
    variation: str | None, end: str, who: str, cost: float, share: float
) -> None:
    crisis = vary(cm.cases.load("kazakhstan-2022"), variation)
    slots = Wanted(crisis, costs_of(None), frozenset(), every=False).edits(candidates_of(crisis, ()))
    contrary = f"{who} would have to want the contrary of"
    steps = [one for slot in slots for one in slot if one.cost == cost and sentence(crisis, one).startswith(contrary)]
    goals = [each for each in parts(goal_of(crisis, f"{end} >= 1 %", None)) if isinstance(each, ShareGoal)]
    judge = OverWorlds(goals, "seq")
    assert any(abs(judge.share(doubtful(crisis, (one,))) - share) < 0.0006 for one in steps)
