"""Verdicts of an elicitation do not depend on how it came to its answers: one by one, or all at once."""

from __future__ import annotations

import random

import pytest

import countermove as cm
from scripted import draw_case, truthful

CONFLICT = """
title: Two goals
decision_makers:
  one: {options: [b], ranking: [NY, YN, YY]}
  other: {options: [a], ranking: [[YN, NY], YY]}
option_order: [other.a, one.b]
feasible: [a or b]
"""


def test_a_verdict_is_brought_up_to_date_where_somebody_else_is_sure_to_leave() -> None:
    begun = cm.elicitation(cm.loads(CONFLICT), dms=["other"], goal=["YY", "NY"], concept="sim")
    assert begun.verdicts[3] == {"one": "no", "other": "possibly"}
    assert begun.question is not None
    more = begun.answered("first" if begun.question.first == 2 else "second")
    assert more.verdicts[3] == {"one": "no", "other": "no"}
    assert more.holds(3) == "no"


@pytest.mark.thorough
def test_verdicts_are_those_of_the_same_answers_given_at_once() -> None:
    for seed in range(60):
        case = draw_case(random.Random(f"one by one {seed}"), most_asked=2, max_options=2, max_states=4)
        asked, ask = case.begun(), truthful(case)
        while (question := asked.question) is not None:
            asked = asked.answered(ask(question))
        at_once = case.begun().with_answers(asked.answers)
        assert asked.verdicts == at_once.verdicts, seed
        assert [*map(asked.holds, asked.goals)] == [*map(at_once.holds, at_once.goals)]
