"""Worlds: what is drawn, that the fast way equals the ordinary one, and that a sample comes near to all worlds."""

from __future__ import annotations

import numpy as np
import pytest

from countermove import Conflict, cases, solve, worlds
from countermove.io.yaml.reading import read_yaml
from countermove.kernels.jit import ENGINES
from countermove.simulation import one_by_one
from countermove.simulation.coded_arrays import coded_arrays
from countermove.simulation.draws import space
from countermove.simulation.fast import Solver
from countermove.simulation.plan import plan
from countermove.simulation.result import Share
from countermove.simulation.totals import BY_STATE, Totals, axes
from uncertain_conflicts import draw_uncertain, ranked
from worlds_oracle import shares
from worlds_oracle import worlds as written_out

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
MOST = 400


def both_ways(conflict: Conflict, concept: str, engine: str) -> tuple[Totals, Totals] | None:
    """Return the sums over (at most 400) worlds found by the kernels and in the ordinary way."""
    every = space(conflict)
    counted = axes(every)
    arrays = tuple(coded_arrays(*each) for each in zip(every.codings, counted.widest, strict=True))
    if None in arrays:
        return None
    draws = every.numbered(0, every.count) if every.count <= MOST else every.drawn(3, 0, 60)
    fast = Solver(every, counted, arrays, (concept,), engine).totals(draws)[concept]  # type: ignore[arg-type]
    return fast, one_by_one.totals(every, counted, draws, (concept,))[concept]


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(60))
def test_the_fast_way_equals_the_ordinary_one(seed: int) -> None:
    found = both_ways(draw_uncertain(seed), CONCEPTS[seed % 5], ENGINES[seed % 2])
    assert found is not None
    for fast, slow in zip((found[0].by_state, found[0].counts), (found[1].by_state, found[1].counts), strict=True):
        assert np.allclose(fast, slow, rtol=1e-12, atol=1e-12)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(40))
def test_rankings_alike(seed: int) -> None:
    conflict = ranked(seed)
    found = both_ways(conflict, CONCEPTS[seed % 5], "plain")
    if found is not None:
        assert np.allclose(found[0].by_state, found[1].by_state, rtol=1e-12, atol=1e-12)
    assert_as_written_out(conflict, CONCEPTS[seed % 5])


def assert_as_written_out(conflict: Conflict, concept: str) -> dict[tuple[str, int] | str, float]:
    """Compare the answer with all worlds written out."""
    found, expected = worlds(conflict, concept, count="all"), shares(conflict, concept)
    sums = found.totals.by_state[0]
    for id_ in (*CONCEPTS, "settles"):
        for key, value in zip(found.plan.axes.keys.tolist(), sums[BY_STATE.index(id_)], strict=True):
            assert value == pytest.approx(expected.pop((id_, key), 0.0), abs=1e-12)
    assert found.totals.counts[0, 0] == pytest.approx(expected.pop("worlds"))
    assert {name: share.value for name, share in found.apart.items()} == pytest.approx(
        {str(name): value for name, value in expected.items()}, abs=1e-12
    )
    return expected


@pytest.mark.thorough
def test_all_worlds_as_written_out() -> None:
    """On random conflicts: some without any feasible state, without a feasible status quo, or that never settle."""
    apart: set[object] = set()
    codings = compared = 0
    for seed in range(200):
        conflict = draw_uncertain(seed)
        if space(conflict).count <= 64 and any(world for world, _ in written_out(conflict)):
            apart |= assert_as_written_out(conflict, CONCEPTS[seed % 5]).keys()
            codings += len(space(conflict).codings) > 1
            compared += 1
    assert apart == {"nothing feasible", "status quo infeasible", "never settles"}
    assert codings > 10
    assert compared > 60


# -- by hand -------------------------------------------------------------------------------------

DEAL = """
title: A deal
status_quo: []
decision_makers:
  a:
    options: [offer]
    preferences: [{holds: offer, confidence: 0.75}]
  b:
    options: [take]
    preferences: [take iff offer]
"""
"""With 3/4 a offers and b then takes; with 1/4 a does not care, b takes nothing: two worlds."""


def test_two_worlds_by_hand() -> None:
    """Where a wants to offer, that holds alone. Where not, a never moves, and b stays where take iff offer.

    By general metarationality a could answer b's improvements at any cost: so b stays put at offer, and a does too;
    at take, a stays only where it does not care.
    """
    found = worlds(read_yaml(DEAL, "deal.yaml"))
    assert (found.exact, found.count) == (True, 2)
    expected = {"offer, take": (1.0, 0.75), "nothing": (0.25, 0.25), "offer": (0.0, 0.0), "take": (0.0, 0.0)}
    for state, (held, settles) in expected.items():
        assert [found.share(state, id_) for id_ in ("nash", "smr", "seq", "sseq")] == [Share(held)] * 4
        assert found.share(state) == Share(settles)
    assert [found.share(state, "gmr").value for state in expected] == [1.0, 0.25, 1.0, 0.25]
    assert found.share("nothing", given=("a: offer", "holds")) == Share(0.0)
    assert found.share("nothing", given=("a: offer", "does not hold")) == Share(1.0)
    assert [(each.alternative, each.worlds, each.share.value) for each in found.given("nothing")] == [
        ("holds", 0.75, 0.0),
        ("does not hold", 0.25, 1.0),
    ]
    assert found.expected_moves == 0.75 * 2
    assert found.apart == {}


def test_either_order_by_hand() -> None:
    """A tie between go and rest (they exclude each other) is decided by which comes first: a coin toss."""
    text = """
title: Which first
status_quo: []
decision_makers:
  a: {options: [go, rest], preferences: [go, {holds: rest, order: uncertain}]}
feasible: ["at most one of (go, rest)"]
"""
    found = worlds(read_yaml(text, "first.yaml"))
    assert [found.share(state).value for state in ("go", "rest", "nothing")] == [0.5, 0.5, 0.0]
    assert [each.says() for each in found.plan.space.worlds(found.plan.space.numbered(0, 2))] == [
        ("a: order of go | rest: go, then rest",),
        ("a: order of go | rest: rest, then go",),
    ]


def test_three_in_any_order_by_hand() -> None:
    """The first of three that exclude one another is what a settles on: each with 1/3; six orders."""
    text = """
title: Which of three
status_quo: []
decision_makers:
  a:
    options: [x, y, z]
    preferences: [x, {holds: y, order: uncertain}, {holds: z, order: uncertain}]
feasible: ["at most one of (x, y, z)"]
"""
    found = worlds(read_yaml(text, "three.yaml"))
    assert found.count == 6
    assert [found.share(state).value for state in "xyz"] == pytest.approx([1 / 3] * 3)


def test_reach_rule_direction_and_coding_by_hand() -> None:
    """One thing of each kind: go is in reach with 0.9, is ruled out with 0.5, and a rival coding prefers to stay."""
    text = """
title: One of each
status_quo: []
decision_makers:
  a: {options: {go: {confidence: 0.9}, back: }, preferences: [go, back]}
feasible: [{holds: not go, confidence: 0.5}]
irreversible: {back: {stays: off, confidence: 0.25}}
variations: {stays: {weight: 0.2, first: {a: [not go]}}}
"""
    found = worlds(read_yaml(text, "each.yaml"))
    assert found.count == 2 * 8
    goes, moves_back = 0.8 * 0.9 * 0.5, 0.75
    assert found.share("go, back").value == pytest.approx(goes * moves_back)
    assert found.share("go").value == pytest.approx(goes * (1 - moves_back))
    assert found.share("back").value == pytest.approx((1 - goes) * moves_back)
    assert found.share("nothing").value == pytest.approx((1 - goes) * (1 - moves_back))
    assert found.share("go", given=("coding", "stays")).value == 0
    assert found.share("go, back", given=("in reach: a.go", "out of reach")).value == 0


def test_worlds_that_do_not_settle_stand_apart() -> None:
    """x and y chase each other where both want what they want; no status quo where on is out of reach."""
    text = """
title: Cat and mouse
status_quo: [hide]
decision_makers:
  cat: {options: [seek], preferences: [{holds: seek iff hide, confidence: 0.5}]}
  mouse: {options: {hide: {confidence: 0.8}}, preferences: [seek xor hide]}
"""
    found = worlds(read_yaml(text, "cat.yaml"), "nash")
    assert {name: share.value for name, share in found.apart.items()} == pytest.approx(
        {"status quo infeasible": 0.2, "never settles": 0.4}
    )
    assert found.share("hide").value == pytest.approx(0.4)


def test_nothing_uncertain_is_one_world() -> None:
    elmira = cases.load("elmira")
    found = worlds(elmira)
    assert (found.count, found.uncertain) == (1, ())
    solution = solve(elmira, CONCEPTS)
    for concept in CONCEPTS:
        held = {state.decimal for state in solution.equilibria(concept)}
        shares_ = found.totals.by_state[0, CONCEPTS.index(concept)]
        assert {*found.plan.axes.keys[shares_ == 1].tolist()} == held
    assert found.share("delay, insist").value == 1


TALKS = """
title: Talks that can be left
status_quo: []
decision_makers:
  host:
    options: {leave: {confidence: 0.75}, offer: }
    preferences: [{holds: not leave, confidence: 0.5}, accept and not leave, leave or not offer]
  guest:
    options: [accept]
    preferences: [not leave, {holds: offer and not leave, confidence: 0.25}, leave or (accept iff offer)]
coalesce: [leave]
feasible: [{holds: not (leave and accept), confidence: 0.5}]
"""

STEPS = """
title: Step by step
status_quo: calm
states: [calm, threat, clash]
decision_makers:
  north: {moves: {calm: threat, threat: clash}, preferences: {ranking: [clash, threat, calm], confidence: 0.5}}
  south: {moves: [[threat, calm]], ranking: [calm, threat, clash]}
"""


@pytest.mark.parametrize("text", [TALKS, STEPS])
@pytest.mark.parametrize("concept", ["nash", "seq"])
def test_coalesced_states_and_graphs_go_the_ordinary_way(text: str, concept: str) -> None:
    conflict = read_yaml(text, "conflict.yaml")
    assert plan(conflict, concept, None, 1).arrays is None
    assert_as_written_out(conflict, concept)


def test_a_coalesced_state_is_one_in_all_worlds() -> None:
    """Left is left, whether or not the other options are ruled out with it."""
    found = worlds(read_yaml(TALKS, "talks.yaml"), "nash")
    assert [state.pattern for state in found.equilibria].count("Y--") == 1
    assert found.share("Y--", "nash").value > 0


# -- samples -------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(12))
def test_a_sample_comes_near_to_all_worlds(seed: int) -> None:
    """Within three standard errors; those of all worlds, since a rare state may be missing from the sample."""
    conflict, draws = draw_uncertain(1000 + seed), 4000
    exact, sample = worlds(conflict, "nash", count="all"), worlds(conflict, "nash", count=draws, seed=7)
    wide, count = exact.totals.by_state[0], exact.totals.counts[0, 0]
    near = 0
    for measure, what in enumerate((*CONCEPTS, "settles")):
        for position in range(wide.shape[1]):
            value = wide[measure, position] / count
            square = wide[-1, position] / count if what == "settles" else value
            error = max(square - value**2, 0.0) ** 0.5 / draws**0.5
            off = abs(sample.at(position, what).value - value)
            assert off <= 4 * error + 1e-12
            near += off <= 3 * error + 1e-12
    assert near >= 0.99 * (len(CONCEPTS) + 1) * wide.shape[1]


def test_standard_errors_are_those_of_repeated_samples() -> None:
    samples = [worlds(draw_uncertain(11), "nash", count=400, seed=seed) for seed in range(60)]
    compared = 0
    for position in range(len(samples[0].plan.axes.keys)):
        shares_ = np.array([each.at(position).value for each in samples])
        errors = np.array([each.at(position).error for each in samples])
        if shares_.std() > 0.005:
            assert 0.7 < errors.mean() / shares_.std(ddof=1) < 1.4
            compared += 1
    assert compared


def test_draw_k_depends_on_the_seed_and_k_alone() -> None:
    every = space(cases.load("kazakhstan-2022"))
    whole = [*every.worlds(every.drawn(3, 0, 50))]
    single = {world.says() for k in range(50) for world in every.worlds(every.drawn(3, k, k + 1))}
    assert {world.says() for world in whole} == single
    assert {world.says() for world in every.worlds(every.drawn(4, 0, 50))} != single


def test_draws_have_the_probabilities_of_the_file() -> None:
    every = space(cases.load("kazakhstan-2022"))
    draws = every.drawn(1, 0, 20_000)
    for k, thing in enumerate(every.codings[0].uncertainties):
        often = draws.world_weight[draws.alternatives[:, k] == 0].sum() / 20_000
        assert abs(often - thing.alternatives[0].probability) < 4 * (0.25 / 20_000) ** 0.5


def test_probabilities_of_all_worlds_add_up_to_one() -> None:
    for seed in range(30):
        every = space(draw_uncertain(seed))
        draws = every.numbered(0, min(every.count, 5000))
        assert draws.world_weight.sum() <= 1 + 1e-9
        if every.count <= 5000:
            assert draws.world_weight.sum() == pytest.approx(1)
        for world, weight in zip(every.worlds(draws), draws.world_weight[:20], strict=False):
            assert world.probability == pytest.approx(weight)
