"""The least changes of rankings, for one and two decision makers, against all rankings with ties."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import countermove as cm
from as_conflict import graph_conflict, option_conflict
from countermove.analysis import certificate
from countermove.analysis.change.goal import Stands
from countermove.analysis.change.rankings.least import least_rankings
from countermove.analysis.change.result import LeastChange, LeastChanges
from countermove.errors import InvalidCertificate
from oracle import GraphModel
from random_conflicts import graph_models, option_forms
from ranking_oracle import (
    Found,
    Model,
    changed_pairs,
    concepts_of,
    draw_model,
    holds,
    least_changes,
    movers_of,
    ordered,
    ranking_of,
    states_of,
    weak_orders,
)

MOST_PROFILES = 6_000


def stands(state: int, concept: str, *, falls: bool = False) -> Stands:
    return Stands(f"{state} {'falls' if falls else 'holds'} by {concept}", str(state), concept, falls)


def pairs_of(model: Model, change: LeastChange) -> frozenset[tuple[int, int, int]]:
    dms = range(len(model.rank))
    each = (changed_pairs(ranking_of(model, dm), change.conflict.ranks[dm].tolist(), dm) for dm in dms)
    return frozenset().union(*each)


def compare(model: Model, rng: random.Random) -> None:
    """Compare the least changes of one goal, drawn at random, with those among all rankings."""
    conflict = graph_conflict(model) if isinstance(model, GraphModel) else option_conflict(model)
    concept, falls = rng.choice(concepts_of(model)), rng.random() < 0.4
    dms = sorted(rng.sample(movers_of(model), min(len(movers_of(model)), rng.choice((1, 2)))))
    if len(weak_orders(len(states_of(model)))) ** len(dms) > MOST_PROFILES:
        dms = dms[:1]
    state, most = rng.choice(states_of(model)), rng.choice((None, None, 1.0, 2.0, 4.0))
    expected = least_changes(
        model, dms, None if most is None else int(2 * most), lambda made: holds(made, concept, state) != falls
    )
    goal = stands(states_of(model).index(state) + 1, concept, falls=falls)
    found = least_rankings(conflict, goal, dms=[f"dm{dm}" for dm in dms], most=most)
    agree(model, found, expected)


def agree(model: Model, found: LeastChanges, expected: Found) -> None:
    listed = [(round(2 * each.cost), pairs_of(model, each)) for each in found.found]
    assert sorted(listed, key=ordered) == expected
    assert found.proof in {"optimal", "exhausted"}
    reasons = (found.why_not, *(note for note in found.notes if "would do it: --by rankings --most" in note))
    assert any(reasons) == (not expected)
    for each in found.found:
        assert sum(edit.cost for edit in each.edits) == each.cost
        for proof in each.certificates:
            certificate.check(each.conflict, proof)


@settings(max_examples=30, deadline=None)
@given(option_forms(max_options=2) | graph_models(max_states=4), st.randoms(use_true_random=False))
def test_least_changes_against_all_rankings(model: Model, rng: random.Random) -> None:
    if len(states_of(model)) > 1:
        compare(model, rng)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(100))
def test_least_changes_of_five_states(seed: int) -> None:
    rng = random.Random(seed)
    compare(draw_model(rng, 3, 5), rng)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(40))
def test_the_radius_is_no_less_than_the_least_change(seed: int) -> None:
    rng = random.Random(seed)
    model = draw_model(rng, 3, 8)
    conflict = graph_conflict(model) if isinstance(model, GraphModel) else option_conflict(model)
    concept, number = rng.choice(concepts_of(model)), rng.randrange(len(states_of(model))) + 1
    radius = cm.radius(conflict, number, concept)
    found = least_rankings(conflict, stands(number, concept, falls=radius.holds))
    least = min((each.cost for each in found.found), default=None)
    if radius.exact:
        assert radius.distance == least
    elif radius.distance is not None:
        assert least is not None
        assert least <= radius.distance


def test_syria_would_have_to_prefer_state_2_to_6() -> None:
    found = least_rankings(cm.cases.load("syria-iraq-1975"), stands(2, "seq"), most=1.0)
    [change] = found.found
    [edit] = change.edits
    assert edit.says == "Syria would have to find Release more water (2) as good as Escalate and Attack (6)"
    assert (edit.dm, edit.cost, found.proof, found.bound) == ("syria", 0.5, "optimal", 1.5)
    assert [state.number for state in cm.solve(change.conflict).equilibria("seq")] == [2, 6]
    assert change.conflict.decision_makers[1] == found.conflict.decision_makers[1]


def test_altered_certificates_are_refused() -> None:
    found = least_rankings(cm.cases.load("syria-iraq-1975"), stands(2, "seq"))
    [change] = found.found
    for proof in change.certificates:
        certificate.check(change.conflict, proof)
        with pytest.raises(InvalidCertificate):
            certificate.check(change.conflict, {**proof, "verdict": "unstable"})
    syria = next(proof for proof in change.certificates if proof["dm"] == "syria")
    with pytest.raises(InvalidCertificate):
        certificate.check(found.conflict, syria)
    with pytest.raises(InvalidCertificate):
        certificate.check(change.conflict, {**syria, "improvements": syria["improvements"][:1]})


def test_what_is_so_already_costs_nothing() -> None:
    found = least_rankings(cm.cases.load("syria-iraq-1975"), stands(6, "nash"))
    assert [(each.cost, each.edits) for each in found.found] == [(0.0, ())]
    assert found.proof == "exhausted"


def test_a_bound_that_is_too_small_is_said() -> None:
    found = least_rankings(cm.cases.load("syria-iraq-1975"), stands(2, "nash"), most=1.0)
    assert found.found == ()
    assert found.why_not == ""
    assert found.notes[0] == "Of rankings, a change that costs 2.5 would do it: --by rankings --most 2.5."


def test_what_no_ranking_brings_about_is_said() -> None:
    conflict = cm.cases.load("syria-iraq-1975")
    found = least_rankings(conflict, stands(2, "nash"), dms=["Iraq"])
    assert "the rankings of others would have to change" in found.why_not
    stuck = cm.Conflict("Stuck", [cm.DecisionMaker(id="a", options=[cm.Option(id="go", stays="on")])])
    assert "what can be done decides" in least_rankings(stuck, stands(2, "seq", falls=True)).why_not


def test_one_of_several_states_is_to_hold_or_all_are_to_fall() -> None:
    conflict = cm.cases.load("syria-iraq-1975")
    found = least_rankings(conflict, replace(stands(2, "seq"), state="not attack"))
    assert min(each.cost for each in found.found) == 0.5
    both = least_rankings(conflict, replace(stands(2, "nash", falls=True), state="escalate"))
    assert [
        each.number for each in cm.solve(both.found[0].conflict).equilibria("nash") if each.number in {3, 6}
    ] == []


def test_a_mixed_reading_is_judged_by_each_ones_own_concept() -> None:
    conflict = cm.cases.load("syria-iraq-1975")
    dms = [replace(dm, concept=by) for dm, by in zip(conflict.decision_makers, ("nash", "seq"), strict=True)]
    found = least_rankings(conflict.with_(decision_makers=dms, published=()), stands(2, "reading"))
    assert [each.cost for each in found.found] == [2.5]


def test_coalesced_states_are_ranked_by_their_members() -> None:
    found = least_rankings(cm.cases.load("elmira"), stands(1, "seq"))
    for change in found.found:
        assert 1 in [state.number for state in cm.solve(change.conflict).equilibria("seq")]


@pytest.mark.thorough
def test_the_best_found_is_kept_where_the_time_is_up() -> None:
    found = least_rankings(cm.cases.load("ukraine-2022"), stands(1, "seq"), seconds=0.0)
    assert (len(found.found), found.proof) == (1, "")
    assert found.bound <= found.found[0].cost
    assert found.notes[0] == "the solver's time was up"
    proved = least_rankings(cm.cases.load("ukraine-2022"), stands(1, "smr"), seconds=0.0)
    assert (proved.proof, proved.bound) == ("optimal", proved.found[0].cost)


@pytest.mark.thorough
@pytest.mark.parametrize("concept", ["nash", "gmr", "smr", "seq", "sseq", "sim"])
def test_the_solver_agrees_with_the_closed_form_on_garrison(concept: str) -> None:
    conflict = cm.cases.load("garrison")
    for number in (2, 9, 20):
        radius = cm.radius(conflict, number, concept)
        found = least_rankings(conflict, stands(number, concept, falls=radius.holds), seconds=120)
        least = min((each.cost for each in found.found), default=inf)
        assert least == radius.distance if radius.exact else least <= (radius.distance or inf)


def test_only_the_search_loads_the_solver() -> None:
    code = "import sys, countermove as cm; c = cm.cases.load('chicken'); cm.solve(c); cm.radius(c, 1); "
    code += "cm.count_rankings(c, 1, 'nash'); import countermove.analysis.change.rankings.least; "
    code += "import countermove.cli.app; sys.exit('ortools' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
