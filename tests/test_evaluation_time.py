"""Long statements in many states are refused with an estimate before memory or patience are gone."""

from __future__ import annotations

import tracemalloc

import pytest

import countermove as cm
from countermove.analysis.review import review
from countermove.model.evaluation_time import LONGEST, refuse_evaluation
from countermove.model.preferences import rank_or_complaints

LONG = " or ".join(f"o{k % 24}" for k in range(1_000))


def wide(statements: tuple[str, ...] = (), rules: tuple[str, ...] = (), options: int = 24) -> cm.Conflict:
    names = [f"o{k}" for k in range(options)]
    dm = cm.DecisionMaker(id="a", options=names, preferences=[*statements])
    return cm.Conflict(title="Wide", decision_makers=(dm,), rules=tuple(cm.Rule(holds=each) for each in rules))


def varied(number: int) -> tuple[str, ...]:
    """Return so many long statements, each another one."""
    return tuple(f"{LONG} or not o{k % 24}{' or o0' * (k // 24)}" for k in range(number))


def test_long_rules_at_24_options_are_refused_at_once() -> None:
    with pytest.raises(cm.TooLarge, match=r"has 30 rules and conditions of [\d,]+ characters in all, .* about"):
        wide(rules=varied(30))


def test_long_preferences_are_refused_where_all_states_are_ranked_and_not_before() -> None:
    fixed = tuple(f"not o{k}" for k in range(22))
    few = wide(varied(30), fixed)
    assert len(few.states) == 4
    assert few.ranks.shape == (1, 4)
    many = wide(varied(30))
    for question in (lambda: many.ranks, lambda: cm.solve(many), lambda: review(many)):
        with pytest.raises(cm.TooLarge, match=r"30 statements of preference .* What would help: fewer options"):
            question()


def test_what_takes_seconds_is_not_refused() -> None:
    refuse_evaluation(wide(options=2), ["o0 or o1"] * 100, 1 << 24, "statements")
    with pytest.raises(cm.TooLarge, match=f"{LONGEST:.0f} are the most"):
        refuse_evaluation(wide(options=2), ["o0 or o1"] * 1_000, 1 << 24, "statements")


def test_many_statements_take_the_memory_of_few() -> None:
    conflict = wide(tuple(f"o{k % 14} or o{(k * 5 + 1) % 14}" for k in range(60)), options=14)
    [dm] = conflict.decision_makers
    len(conflict.states)
    tracemalloc.start()
    rank_or_complaints(conflict, dm)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 12 * 8 * len(conflict.states)
