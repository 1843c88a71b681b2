"""Where worlds settle takes no state that nothing leads to: the same numbers, as exactly, in a part of the time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import countermove as cm
from countermove import cases
from countermove.analysis.batch import Batch
from countermove.kernels.jit import ENGINES, Engine
from countermove.model.reading import of_movers
from countermove.simulation import coded_arrays, run
from countermove.simulation.estimates import estimated_seconds
from countermove.simulation.judgement import judge
from countermove.simulation.one_pass import plans_by, worlds_by
from countermove.simulation.plan import Plan, plan
from countermove.simulation.totals import BY_STATE, COUNTED
from long_runs import few_at_once
from uncertain_conflicts import draw_uncertain

SETTLES = BY_STATE.index("settles")


def batches(conflict: cm.Conflict, engine: Engine) -> list[Batch]:
    """Return a batch of drawn worlds for each combination of states and moves that has a start."""
    planned = plan(conflict, "seq", 60, 1)
    draws, found = planned.draws(0), []
    for coding, arrays in enumerate(planned.arrays or ()):
        own = draws.alternatives[draws.coding == coding]
        for structural in np.unique(own[:, arrays.columns["structure"]], axis=0).tolist():
            alike = own[(own[:, arrays.columns["structure"]] == structural).all(axis=1)]
            shape = coded_arrays.shape_of(arrays, tuple(structural))
            if shape.structure.start >= 0:
                found.append(Batch(shape.structure, arrays.ranks(shape, alike, engine), arrays.tempo, engine))
    return found


def led_to(batch: Batch, world: int) -> set[int]:
    """Return the states that improvements lead to from the start, by the definition: one after the other."""
    home, begin, first, out = batch.structure.moves
    lists = [{*np.flatnonzero((home == z).any(axis=0)).tolist()} for z in range(len(begin) - 1)]
    reached, waiting = {batch.structure.start}, [batch.structure.start]
    while waiting:
        state = waiting.pop()
        for dm, rank in enumerate(batch.rank[world]):
            there = {t for z in out[first[home[dm, state]] : first[home[dm, state] + 1]] for t in lists[z]}
            better = {t for t in there if rank[t] > rank[state]} - reached
            reached |= better
            waiting += better
    return reached


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("seed", few_at_once(range(80), 6))
def test_only_what_improvements_lead_to_is_attained(seed: int, engine: Engine) -> None:
    for batch in batches(draw_uncertain(seed), engine):
        for world, attained in enumerate(batch.attained):
            assert {*np.flatnonzero(attained == -1).tolist()} == led_to(batch, world)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("seed", few_at_once(range(80), 6))
def test_ends_by_the_prospects_of_attained_states_are_the_ends(seed: int, engine: Engine) -> None:
    conflict = draw_uncertain(seed)
    for batch in batches(conflict, engine):
        for concept in COUNTED:
            each = of_movers(conflict, concept)[: len(batch.structure.home)]
            some, every = batch.ends(batch.own_prospects(each, batch.attained)), batch.ends(batch.own_prospects(each))
            for k in range(len(every)):
                assert np.array_equal(some[k], every[k])


def uncounted(plans: dict[str, Plan]) -> dict[str, Plan]:
    return {id_: replace(each, counted=()) for id_, each in plans.items()}


@pytest.mark.parametrize("seed", few_at_once(range(80), 8))
def test_worlds_settle_alike_whether_it_is_counted_which_states_hold_or_not(seed: int) -> None:
    plans = plans_by(draw_uncertain(seed), COUNTED, 70, 1)
    whole, some = worlds_by(plans), worlds_by(uncounted(plans))
    for concept, each in whole.items():
        assert np.allclose(
            each.totals.by_state[:, SETTLES:], some[concept].totals.by_state[:, SETTLES:], 1e-12, 1e-15
        )
        assert np.allclose(each.totals.counts, some[concept].totals.counts, 1e-12, 1e-15)


def test_what_was_not_counted_is_told_by_name() -> None:
    found = worlds_by(uncounted(plans_by(cases.load("elmira"), ["seq"], 10, 1)))["seq"]
    assert found.counted == ()
    assert found.share("delay, insist").value == 1.0
    with pytest.raises(cm.UnknownName, match="no share of 'seq' is counted"):
        found.share("delay, insist", "seq")
    assert all(each["holds"] == {} for each in found.to_dict()["states"])


def leaves(value: object, at: str = "") -> dict[str, object]:
    """Return the single values of a document by their place."""
    if not isinstance(value, (dict, list)):
        return {at: value}
    each = value.items() if isinstance(value, dict) else enumerate(value)
    return {place: leaf for key, part in each for place, leaf in leaves(part, f"{at}/{key}").items()}


def test_a_large_conflict_is_judged_without_counting_and_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    conflict = cases.load("kazakhstan-2022")
    small = cm.brief(conflict, count=60)
    monkeypatch.setattr(judge, "MOST_COUNTED", 100)
    large = cm.brief(conflict, count=60)
    assert (small.worlds.counted, large.worlds.counted) == (COUNTED, ())
    assert leaves(large.to_dict()) == pytest.approx(leaves({**small.to_dict(), "unreached": []}))


def test_two_fronts_are_estimated_within_what_a_judgement_may_take() -> None:
    plans = uncounted(plans_by(cases.load("kazakhstan-2022-two-fronts"), COUNTED, 1_000, 1))
    assert estimated_seconds(plans["seq"], 1_000, COUNTED) < judge.LONGEST / 4


@pytest.mark.thorough
def test_two_fronts_have_a_judgement() -> None:
    judged = cm.brief(cases.load("kazakhstan-2022-two-fronts"))
    assert [each.id for each in judged.ends] == ["home", "home_and_attack", "force_stays"]
    assert judged.came_about == pytest.approx(judged.ends[1].chance.share.value)


def test_worlds_of_one_block_are_told_as_they_are_solved() -> None:
    seen: list[tuple[int, int]] = []
    found = cm.worlds(
        cases.load("kazakhstan-2022"), count=300, progress=lambda done, total: seen.append((done, total))
    )
    assert seen == sorted(seen)
    assert len({done for done, _ in seen if 0 < done < 300}) >= 3
    assert seen[-1] == (300, 300)
    assert found.totals.equals(run.run(found.plan, workers=1))


FORKS = """
title: Forks
status_quo: []
decision_makers:
  a:
    options: {x: X, y: Y, z: Z}
    preferences: [{holds: x, confidence: 0.5}, {holds: y, confidence: 0.5}, {holds: z, confidence: 0.5}]
  b: {options: {u: U, v: V, w: W}, preferences: [{holds: u, confidence: 0.5}, {holds: v, confidence: 0.5}]}
"""


def test_what_is_seldom_is_no_likeliest_end_of_a_file_that_names_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("countermove.simulation.judgement.ends.SMALL", 0.2)
    judged = cm.brief(cm.loads(FORKS))
    likeliest, rest = judged.ends[judged.leaders[judged.concept]], judged.ends[-1]
    assert rest.letter == "-"
    assert rest.chance.share.value > likeliest.chance.share.value
    assert likeliest.letter == "A"


def test_worlds_of_too_many_states_are_refused_with_what_helps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("countermove.simulation.plan.MOST_STATES", 8)
    said = (
        r"'Elmira .* has 9 states, and its worlds take 8 at most. What would help: rules that leave fewer states, or"
    )
    with pytest.raises(cm.TooLarge, match=said):
        cm.worlds(cases.load("elmira"))
