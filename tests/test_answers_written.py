"""Answers written into files of random conflicts: all of them hold there, and give the verdicts that were found."""

from __future__ import annotations

import random

import pytest

import countermove as cm
from as_conflict import graph_conflict, option_conflict
from countermove.analysis.elicitation.question import PairQuestion, Reply
from countermove.io.yaml.reading import read_yaml
from countermove.io.yaml.writing import write_yaml
from countermove.simulation.answers.written import with_answers
from long_runs import few_at_once
from random_conflicts import draw_graph_model, draw_interleaved_form


def plain(text: str) -> cm.Conflict:
    return read_yaml(text, "t.yaml")


@pytest.mark.parametrize("seed", few_at_once(range(60)))
def test_what_is_written_agrees_with_the_answers_and_gives_their_verdicts(seed: int) -> None:
    chance = random.Random(seed)
    drawn = (
        graph_conflict(draw_graph_model(chance)) if seed % 3 == 0 else option_conflict(draw_interleaved_form(chance))
    )
    conflict = plain(write_yaml(drawn))
    dm = chance.choice(conflict.decision_makers)
    truth = [chance.randrange(5) for _ in conflict.states]

    def ask(question: PairQuestion) -> Reply:
        first, second = (truth[int(each) - 1] for each in (question.first, question.second))
        known: Reply = "first" if first > second else "second" if second > first else "same"
        return "unknown" if chance.random() < 0.1 else known

    goals = chance.sample(range(1, len(conflict.states) + 1), min(3, len(conflict.states)))
    asked = cm.elicit(conflict, ask, dms=[dm.id], goal=goals)
    if not any(each.relation for each in asked.answers):
        return
    written = plain(with_answers(write_yaml(conflict), "t.yaml", asked, plain))
    rank = written.ranks[written.position(dm.id)]
    for each in asked.answers:
        first, second = (rank[int(name) - 1] for name in (each.question.first, each.question.second))
        assert {"first": first > second, "second": first < second, "same": first == second, "unknown": True}[
            each.reply
        ]
    holding = {each.number for each in cm.solve(written, [asked.concept]).equilibria(asked.concept)}
    for goal in goals:
        assert asked.holds(goal) in {"possibly", "surely" if goal in holding else "no"}


ACCOUNT = """\
title: Wages
status_quo: [strike]
decision_makers:
  union:
    options: [strike, demand]
    preferences:
      - raise  # the main thing
      - not lockout
      # it costs
      - not strike
      - strike if lockout
      - demand
  company:
    options: [lockout, raise]
    preferences: [not strike, not raise, [not lockout, not demand], lockout if strike]
"""


@pytest.mark.parametrize("seed", few_at_once(range(25)))
def test_an_order_of_statements_is_written_likewise(seed: int) -> None:
    chance = random.Random(seed)
    conflict = plain(ACCOUNT)
    dm = chance.choice(["union", "company"])
    place: dict[str, int] = {}

    def ask(question: PairQuestion) -> Reply:
        first, second = (
            place.setdefault(str(each), chance.randrange(4)) for each in (question.first, question.second)
        )
        return "first" if first > second else "second" if first < second else "same"

    goals = [each.number for each in conflict.states]
    asked = cm.elicit(conflict, ask, dms=[dm], about="wishes", goal=goals)
    text = with_answers(ACCOUNT, "t.yaml", asked, plain) if asked.answers else ACCOUNT
    written = plain(text)
    levels = {each.holds: k for k, level in enumerate(_wants(written, dm)) for each in level}
    for each in asked.answers:
        first, second = levels[str(each.question.first)], levels[str(each.question.second)]
        assert {"first": first < second, "second": first > second, "same": first == second}[each.reply]
    holding = {each.number for each in cm.solve(written, [asked.concept]).equilibria(asked.concept)}
    assert {goal for goal in goals if asked.holds(goal) == "surely"} == holding
    assert all(each in text for each in ("# the main thing", "# it costs"))


def _wants(conflict: cm.Conflict, dm: str) -> tuple[tuple[cm.Statement, ...], ...]:
    return conflict.decision_makers[conflict.position(dm)].preferences.statements
