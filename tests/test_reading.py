"""The reading: each decision maker judged by its own concept, as the definitions have it (theory 4.8)."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

import countermove as cm
from as_conflict import graph_conflict, option_conflict
from countermove import Conflict, cases, evolve, explain, solve
from countermove.analysis import certificate
from countermove.kernels.jit import ENGINES
from countermove.model.concepts import CONCEPTS
from countermove.model.reading import concepts_of, reading_of
from long_runs import few_at_once, in_two
from oracle import GraphModel, OptionForm, _is_sanctioned, is_sim_stable, is_stable
from random_conflicts import draw_graph_model, draw_interleaved_form, draw_option_form
from random_fronts import draw_fronts
from test_worlds import assert_as_written_out, both_ways
from uncertain_conflicts import draw_uncertain

MOVING = ("nash", "gmr", "smr", "seq", "sseq")
"""The concepts by which sanctions are moves one after the other; simultaneous stability needs options."""

DRAWS = (draw_option_form, draw_interleaved_form, draw_graph_model)


def read_by(conflict: Conflict, own: Sequence[str]) -> Conflict:
    """Return the conflict with a concept for each decision maker."""
    dms = zip(conflict.decision_makers, own, strict=True)
    return conflict.with_(decision_makers=tuple(replace(dm, concept=concept) for dm, concept in dms))


def drawn(seed: int, *, moving: bool = False) -> tuple[OptionForm | GraphModel, GraphModel, Conflict]:
    """Draw a conflict, with ties, infeasible states and irreversible options; each has a concept of its own."""
    rng = random.Random(f"reading {seed}")
    form = DRAWS[seed % len(DRAWS)](rng)
    if isinstance(form, GraphModel):
        model, conflict = form, graph_conflict(form)
    else:
        model, conflict = form.graph(), option_conflict(form)
    among = MOVING if moving or isinstance(form, GraphModel) else (*MOVING, "sim")
    return form, model, read_by(conflict, [rng.choice(among) for _ in conflict.decision_makers])


def stays(form: OptionForm | GraphModel, model: GraphModel, concept: str, dm: int, state: int) -> bool:
    """Whether a decision maker stays by its own concept, from the definition."""
    if concept == "sim":
        assert isinstance(form, OptionForm)
        return is_sim_stable(form, dm, state)
    return is_stable(model, concept, dm, state)


def agree_with_the_definition(seeds: range) -> set[tuple[str, str]]:
    """Compare solutions with the definition; return the pairs of concepts that two decision makers have had."""
    pairs: set[tuple[str, str]] = set()
    for seed in seeds:
        form, model, conflict = drawn(seed)
        own, states = concepts_of(conflict), sorted(model.states)
        expected = [[stays(form, model, id_, dm, state) for state in states] for dm, id_ in enumerate(own)]
        for engine in ENGINES if seed % 5 == 0 else ("plain",):
            found = solve(conflict, ["reading"], engine=engine)
            [where] = found.stable.values()
            assert np.array_equal(where, expected), f"seed {seed}"  # type: ignore[arg-type]
            assert np.array_equal(found.where(reading_of(conflict).id), np.all(expected, axis=0)), f"seed {seed}"
        pairs |= {*permutations(own, 2)}
    return pairs


@pytest.mark.parametrize("seeds", in_two(range(60), 15))
def test_each_is_judged_by_its_own_concept(seeds: range) -> None:
    assert agree_with_the_definition(seeds)


@pytest.mark.thorough
def test_each_is_judged_by_its_own_concept_on_thousands() -> None:
    pairs = agree_with_the_definition(range(1_000, 3_500))
    assert pairs == {(one, other) for one in CONCEPTS for other in CONCEPTS}


def test_coalesced_states_are_read_alike() -> None:
    """Simultaneous stability of a coalesced state is that of all its members; a mixed reading takes its row."""
    conflict = cases.load("elmira").with_(coalesce=("abandon",))
    alone = solve(conflict)
    mixed = solve(read_by(conflict, ["sim", "smr", "nash"]))
    for dm, id_ in enumerate(("sim", "smr", "nash")):
        assert np.array_equal(mixed.stable["reading"][dm], alone.stable[id_][dm])  # type: ignore[index]


@pytest.mark.parametrize("seed", few_at_once(range(60), 9))
def test_the_reasons_are_those_of_each_concept_and_pass_the_checker(seed: int) -> None:
    form, model, conflict = drawn(seed)
    own, states = concepts_of(conflict), sorted(model.states)
    for number, state in random.Random(seed).sample([*enumerate(states, start=1)], min(3, len(states))):
        found = explain(conflict, number).explanations
        assert [each.concept for each in found] == [*own]
        assert [each.stable for each in found] == [stays(form, model, own[k], k, state) for k in range(len(own))]
        for each in found:
            certificate.check(conflict, each.certificate())


def credible(model: GraphModel, own: Sequence[str], state: int) -> set[int]:
    """Return where the best improvements that are not sanctioned lead, each by its mover's own concept."""
    found: set[int] = set()
    for dm, rank in enumerate(model.rank):
        ends = [t for t in model.improvements(dm, state) if not _is_sanctioned(model, own[dm], dm, state, t)]
        found |= {t for t in ends if rank[t] == max(rank[u] for u in ends)}
    return found


@pytest.mark.parametrize("seed", few_at_once(range(120), 12))
def test_it_moves_on_by_each_movers_own_concept(seed: int) -> None:
    _, model, conflict = drawn(seed, moving=True)
    own, states = concepts_of(conflict), sorted(model.states)
    start = random.Random(seed).randrange(len(states))
    quo = (conflict.graph.states[start][0],) if conflict.graph else conflict.states[start].on
    found = evolve(conflict.with_(status_quo=quo))
    chain, waiting, met = found.chain, [states[start]], dict[int, set[int]]()
    while waiting:
        state = waiting.pop()
        if state not in met:
            met[state] = credible(model, own, state)
            waiting += met[state]
    moves = {(states[chain.states[a]], states[chain.states[b]]) for a, b in zip(chain.origin, chain.end, strict=True)}
    assert moves == {(state, to) for state, ends in met.items() for to in ends}
    held = {state for state in states if all(stays(model, model, own[k], k, state) for k in range(len(own)))}
    assert {states[k] for k in np.flatnonzero(found.equilibria)} == held
    assert {state for state, ends in met.items() if not ends} == held & met.keys()


def uncertain(seed: int) -> Conflict:
    """Draw a conflict in which much is uncertain, and a concept for each decision maker."""
    conflict, rng = draw_uncertain(seed), random.Random(f"uncertain reading {seed}")
    return read_by(conflict, [rng.choice(MOVING) for _ in conflict.decision_makers])


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(40))
def test_worlds_by_kernels_and_one_by_one(seed: int) -> None:
    conflict = uncertain(seed)
    found = both_ways(conflict, reading_of(conflict).id, ENGINES[seed % 2])
    assert found is not None
    for fast, slow in zip((found[0].by_state, found[0].counts), (found[1].by_state, found[1].counts), strict=True):
        assert np.allclose(fast, slow, rtol=1e-12, atol=1e-12)


@pytest.mark.thorough
def test_all_worlds_as_written_out() -> None:
    compared = 0
    for seed in range(100):
        conflict = uncertain(seed)
        try:
            few = cm.worlds(conflict, count=1).plan.space.count <= 64
        except cm.InvalidConflict:
            continue
        if few and reading_of(conflict).each:
            assert_as_written_out(conflict, "reading")
            compared += 1
    assert compared > 25


@pytest.mark.thorough
def test_assumptions_by_kernels_as_by_the_ordinary_analysis(monkeypatch: pytest.MonkeyPatch) -> None:
    conflicts = [read_by(c, ["nash", "smr", "seq"]) for c in (cases.load("elmira"),)]
    found = [cm.assumptions(each, pairs=False).to_dict() for each in conflicts]
    monkeypatch.setattr("countermove.analysis.assumptions.trials.solved_by_kernels", lambda *_: False)
    assert found == [cm.assumptions(each, pairs=False).to_dict() for each in conflicts]


@pytest.mark.parametrize("seeds", in_two(range(60), 10))
def test_on_fronts_it_is_composed_as_it_is_searched(seeds: range, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    for seed in seeds:
        rng = random.Random(f"read fronts {seed}")
        conflict = draw_fronts(rng)
        conflict = read_by(conflict, [rng.choice(MOVING) for _ in conflict.decision_makers])
        id_ = reading_of(conflict).id
        searched = solve(conflict, [id_], engine="plain").stable[id_]
        with monkeypatch.context() as patch:
            patch.setattr("countermove.analysis.solve.PLAIN_STATES", 0)
            assert np.array_equal(solve(conflict, [id_]).stable[id_], searched), f"seed {seed}"  # type: ignore[arg-type]
        compared += id_ == "reading"
    assert compared > len(seeds) // 2
