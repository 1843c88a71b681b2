"""Decision makers without options change no answer, and hardly cost anything."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import countermove as cm
from countermove.analysis.assumptions.trials import Trials
from countermove.analysis.structure import structure
from countermove.simulation.plan import plan
from long_runs import few_at_once
from uncertain_conflicts import draw_uncertain


def watched(conflict: cm.Conflict) -> cm.Conflict:
    """Return the conflict with watchers before, between and behind its decision makers, one of them uncertain."""
    first = cm.Statement(holds=conflict.options[0])
    levels = [((replace(first, confidence=0.5),),), ((first,),), ((first,),)]
    watchers = [
        cm.DecisionMaker(id=f"w{k}", preferences=cm.Preferences(statements=each)) for k, each in enumerate(levels)
    ]
    own, order = conflict.decision_makers, [conflict.decision_makers[i].full(option) for i, option in conflict.owned]
    dms = (watchers[0], own[0], watchers[1], *own[1:], watchers[2])
    return conflict.with_(decision_makers=dms, option_order=tuple(order))


def drawn(seed: int) -> cm.Conflict:
    return draw_uncertain(seed).with_(variations=(), published=())


@pytest.mark.parametrize("seed", few_at_once(range(12), 4))
def test_watchers_hold_every_state_and_the_others_hold_what_they_held(seed: int) -> None:
    conflict = drawn(seed)
    alone, beside = cm.solve(conflict), cm.solve(watched(conflict))
    for concept in alone.concepts:
        before, after = alone.stable[concept], beside.stable[concept]
        assert before is not None
        assert after is not None
        rows = dict(zip((dm.id for dm in beside.conflict.decision_makers), after, strict=True))
        assert all(rows[f"w{k}"].all() for k in range(3))
        for dm, where in zip(conflict.decision_makers, before, strict=True):
            assert np.array_equal(rows[dm.id], where)


@pytest.mark.parametrize("seed", few_at_once(range(12), 4))
def test_watchers_change_neither_evolution_nor_worlds(seed: int) -> None:
    conflict = drawn(seed)
    beside = watched(conflict)
    if conflict.status_quo is not None:
        ends = [[(end.states, end.probability) for end in cm.evolve(each).ends] for each in (conflict, beside)]
        assert ends[0] == ends[1]
    alone, with_others = (cm.worlds(each, count="all", workers=1).totals.by_state[0] for each in (conflict, beside))
    assert np.allclose(alone, with_others)


def crowd(count: int) -> cm.Conflict:
    """Return a conflict in which two of so many decision makers have an option."""
    wants = [cm.Preferences(statements=((cm.Statement(holds=each, confidence=0.5),),)) for each in ("x", "y")]
    options = [(cm.Option(id="x"),), (cm.Option(id="y"),)] + [()] * (count - 2)
    dms = tuple(cm.DecisionMaker(id=f"d{k}", options=own, preferences=wants[k % 2]) for k, own in enumerate(options))
    return cm.Conflict(title="crowd", decision_makers=dms, status_quo=())


def test_the_arrays_of_a_crowd_are_those_of_its_movers() -> None:
    conflict = crowd(40)
    assert structure(conflict, np.arange(4), 0, ()).home.shape == (2, 4)
    found = plan(conflict, "seq", 100, 1)
    assert found.arrays is not None
    assert found.arrays[0].tail.shape == (2, 4)
    assert found.arrays[0].truth.shape == (2, 4)


def test_what_a_watcher_wants_is_not_solved_again() -> None:
    conflict = crowd(40)
    found = cm.assumptions(conflict, pairs=False)
    watching = [each for each in found.checked if each.assumption.name.startswith("d30")]
    assert [effect.status for each in watching for effect in each.findings] == ["same", "same"]
    trials = Trials(conflict, "seq")
    [change] = [each.findings[0].changes for each in watching]
    assert trials.trial(change) is trials.trial(())


def test_many_uncertain_statements_count_as_work() -> None:
    """Two options and a hundred statements: Python would take half a minute for a thousand worlds."""
    levels = tuple((cm.Statement(holds="xy"[k % 2], confidence=0.5),) for k in range(100))
    a, b = (cm.Option(id=each) for each in "xy")
    dm = cm.DecisionMaker(id="a", options=(a, b), preferences=cm.Preferences(statements=levels))
    conflict = cm.Conflict(title="t", decision_makers=(dm,), status_quo=())
    assert plan(conflict, "seq", 1000, 1).engine == "compiled"
    assert plan(conflict, "seq", 10, 1).engine == "plain"
    assert "sets of two changes" in " ".join(cm.assumptions(conflict).notes)
