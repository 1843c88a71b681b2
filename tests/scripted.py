"""Scripted respondents for elicitation, and the conflicts that they are asked about."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import countermove as cm
from as_conflict import graph_conflict, option_conflict
from countermove.analysis.elicitation.question import PairQuestion, Reply
from elicitation_oracle import Model, states_of
from oracle import OptionForm
from random_conflicts import draw_graph_model, draw_option_form

BY_MOVES = ("nash", "gmr", "smr", "seq", "sseq")

Ask = Callable[[PairQuestion], Reply]


@dataclass(frozen=True)
class Case:
    """A random conflict, the decision makers that are asked about, the goal states and a concept."""

    model: Model
    asked: tuple[int, ...]
    goals: tuple[int, ...]
    concept: str

    @property
    def conflict(self) -> cm.Conflict:
        model = self.model
        return option_conflict(model) if isinstance(model, OptionForm) else graph_conflict(model)

    @property
    def dms(self) -> list[str]:
        return [f"dm{i}" for i in self.asked]

    def begun(self) -> cm.Elicitation:
        return cm.elicitation(self.conflict, dms=self.dms, goal=[*self.goals], concept=self.concept)


def draw_case(rng: random.Random, *, most_asked: int = 3, max_options: int = 3, max_states: int = 6) -> Case:
    """Draw a case with two states or more."""
    while True:
        by_options = rng.random() < 0.6
        model: Model = (
            draw_option_form(rng, max_options=max_options, max_dms=3)
            if by_options
            else draw_graph_model(rng, max_states=max_states, max_dms=3)
        )
        size, dms = len(states_of(model)), len(model.rank)
        if 2 <= size <= max_states:
            break
    asked = tuple(sorted(rng.sample(range(dms), min(dms, rng.randint(1, most_asked)))))
    goals = tuple(sorted(rng.sample(range(1, size + 1), rng.randint(1, min(3, size)))))
    return Case(model, asked, goals, rng.choice((*BY_MOVES, "sim") if by_options else BY_MOVES))


def truthful(case: Case) -> Ask:
    """Return a respondent that knows the ranking of the model."""
    states = states_of(case.model)

    def ask(question: PairQuestion) -> Reply:
        rank = case.model.rank[int(question.dm[2:])]
        first, second = (rank[states[int(number) - 1]] for number in (question.first, question.second))
        return "same" if first == second else "first" if first > second else "second"

    return ask


def ranked(*numbers: int) -> Ask:
    """Return a respondent that prefers states in this order, and knows nothing of others."""
    place = {number: -k for k, number in enumerate(numbers)}
    assert all(place[a] > place[b] for a, b in pairwise(numbers))

    def ask(question: PairQuestion) -> Reply:
        if not {question.first, question.second} <= {*place}:
            return "unknown"
        return "first" if place[int(question.first)] > place[int(question.second)] else "second"

    return ask
