"""Confidences of exactly 0 and 1: a coding in which no state is feasible is counted as such, and not refused."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from countermove import Conflict, DecisionMaker, InvalidConflict, Rule, brief, forecast, fronts, loads, solve, worlds
from countermove.io.yaml.reading import read_yaml
from countermove.io.yaml.writing import write_yaml
from countermove.model.conflict import Front, Joint
from countermove.model.joining import join
from countermove.simulation.draws import space
from countermove.simulation.totals import NOTHING
from test_worlds import assert_as_written_out, both_ways
from uncertain_conflicts import draw_uncertain

OUT_OF_REACH = """
title: Out of reach
status_quo: [x]
feasible: [{holds: x, confidence: SURE}]
decision_makers:
  a: {options: {x: {confidence: 0}, y: Y}, preferences: [y]}
  b: {options: [z], preferences: [{holds: z, confidence: 0.5}]}
questions: {q: {asks: y, when: y}}
"""

ONE_CODING = """
title: One of two codings
status_quo: []
decision_makers:
  a: {options: {x: {confidence: 0}, y: Y}, preferences: [y]}
variations: {forced: {weight: 0.25, status_quo: [x], feasible: [x]}}
"""


def shares(text: str) -> dict[str, float]:
    return {name: share.value for name, share in worlds(read_yaml(text, "w.yaml")).apart.items()}


@pytest.mark.parametrize("sure", ["1", "1.0", "null"])
def test_what_is_required_and_certainly_out_of_reach_leaves_no_state(sure: str) -> None:
    conflict = read_yaml(OUT_OF_REACH.replace("SURE", sure), "w.yaml")
    assert {name: share.value for name, share in worlds(conflict).apart.items()} == {"nothing feasible": 1.0}
    assert_as_written_out(conflict, "seq")
    assert [each.probability for each in forecast(conflict).questions] == [None]


def test_it_is_as_with_a_confidence_next_to_it() -> None:
    assert shares(
        OUT_OF_REACH.replace("SURE", "1").replace("{confidence: 0}", "{confidence: 0.001}")
    ) == pytest.approx({"nothing feasible": 0.999})
    assert shares(OUT_OF_REACH.replace("SURE", "0.999")) == pytest.approx(
        {"nothing feasible": 0.999, "status quo infeasible": 0.001}
    )


def test_a_rule_that_certainly_does_not_bind_forbids_nothing() -> None:
    assert shares(OUT_OF_REACH.replace("SURE", "0")) == {"status quo infeasible": 1.0}


def test_one_coding_without_a_state_is_told_apart_from_the_other() -> None:
    conflict = read_yaml(ONE_CODING, "w.yaml")
    found = worlds(conflict)
    assert {name: share.value for name, share in found.apart.items()} == {"nothing feasible": 0.25}
    assert found.share("y").value == 0.75
    assert_as_written_out(conflict, "seq")


def test_coalesced_states_are_counted_alike() -> None:
    text = OUT_OF_REACH.replace("SURE", "1").replace("[y]}", "[z]}") + "coalesce: [x and not z]\n"
    assert shares(text) == {"nothing feasible": 1.0}


def test_a_ranking_of_states_that_are_certainly_out_of_reach_is_refused_for_what_it_is() -> None:
    text = "title: t\ndecision_makers: {a: {options: {x: {confidence: 0}, y: Y}, preferences: {ranking: [LEVELS]}}}"
    with pytest.raises(InvalidConflict, match=r"depends on a confidence \(in reach: a.x\): give the preferences as"):
        worlds(read_yaml(text.replace("LEVELS", "YY, NY, YN, NN"), "w.yaml"))
    assert len(worlds(read_yaml(text.replace("LEVELS", "-Y, -N"), "w.yaml")).plan.axes.keys) == 2


def certain(conflict: Conflict, rng: random.Random) -> Conflict:
    """Return a conflict in which each uncertain option and rule has confidence 0 or 1, and each option may have."""

    def dm_of(dm: DecisionMaker) -> DecisionMaker:
        options = tuple(replace(each, confidence=rng.choice((0.0, 1.0, None))) for each in dm.options)
        return replace(dm, options=options)

    rules = [replace(each, confidence=rng.choice((0.0, 1.0, 1.0))) for each in conflict.rules]
    on = conflict.states[rng.randrange(len(conflict.states))].on
    rules += [Rule(holds=name) for name in on[:1]]
    dms = tuple(map(dm_of, conflict.decision_makers))
    return conflict.with_(decision_makers=dms, rules=tuple(rules), status_quo=on, variations=())


@pytest.mark.thorough
def test_certain_worlds_as_written_out_and_both_ways() -> None:
    empty = 0
    for seed in range(40):
        conflict = certain(draw_uncertain(seed), random.Random(seed))
        if (found := both_ways(conflict, "seq", "plain")) is None:
            continue
        for fast, slow in zip(
            (found[0].by_state, found[0].counts), (found[1].by_state, found[1].counts), strict=True
        ):
            assert np.allclose(fast, slow, rtol=1e-12, atol=1e-12)
        if space(conflict).count <= 16:
            assert_as_written_out(conflict, "seq")
        empty += bool(found[0].counts[0, NOTHING])
    assert empty > 5


CONTRADICTING = """
title: Contradicting
status_quo: [x]
decision_makers:
  a: {options: {x: X}, preferences: [not x]}
  b: {options: {y: Y}, preferences: [y]}
feasible: [{holds: x or y, confidence: SURE}, {holds: not (x or y), confidence: UNSURE}]
questions: {q: {asks: y, when: y}}
"""


@pytest.mark.parametrize(("sure", "unsure", "start"), [("1", "0", "x"), ("null", "0.0", "x"), ("0", "1", "")])
def test_rules_that_contradict_one_another_where_one_never_binds(sure: str, unsure: str, start: str) -> None:
    text = CONTRADICTING.replace("UNSURE", unsure).replace("SURE", sure).replace("[x]", f"[{start}]")
    conflict = read_yaml(text, "w.yaml")
    assert len(conflict.states) == (3 if start else 1)
    found = worlds(conflict)
    assert found.count == 1
    assert found.apart == {}
    assert_as_written_out(conflict, "seq")
    assert [each.probability for each in forecast(conflict).questions] == [1.0 if start else 0.0]
    assert brief(conflict).deduction
    assert solve(conflict).equilibria("nash")
    assert read_yaml(write_yaml(conflict), "w.yaml") == conflict


def test_a_status_quo_may_break_a_rule_that_never_binds() -> None:
    text = CONTRADICTING.replace("UNSURE", "0").replace("SURE", "1").replace("not (x or y)", "not x")
    assert solve(read_yaml(text, "w.yaml")).equilibria("nash")


def test_rules_that_contradict_one_another_where_both_may_bind_are_refused() -> None:
    with pytest.raises(InvalidConflict, match="no state is feasible"):
        read_yaml(CONTRADICTING.replace("UNSURE", "0.01").replace("SURE", "1"), "w.yaml")


def test_a_rule_that_never_binds_crosses_no_fronts() -> None:
    text = "title: F\nstatus_quo: []\ndecision_makers: {NAME: {options: {o_NAME: O}, preferences: [o_NAME]}}\n"
    fronts_ = tuple(Front(id=f"front_{name}", conflict=loads(text.replace("NAME", name))) for name in "pq")
    for confidence, separates in ((0, True), (0.5, False)):
        rule = Rule(holds="front_p.o_p implies front_q.o_q", confidence=confidence)
        assert (not fronts(join(Joint(fronts=fronts_, rules=(rule,)), title="J")).crossing) is separates
