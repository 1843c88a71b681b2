"""Every registered concept, on every engine, equals the oracle on conflicts of every kind."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from functools import cache

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from numpy.typing import NDArray

from as_conflict import graph_conflict, option_conflict, pattern
from countermove import Conflict, solve
from countermove.cli.solve import complete_concepts
from countermove.kernels.jit import ENGINES, Engine
from countermove.model.concepts import CONCEPTS
from long_runs import Share
from oracle import CONCEPTS as BY_MOVES
from oracle import GraphModel, OptionForm, coalesce, stable
from published import CASES
from random_conflicts import (
    draw_graph_model,
    draw_interleaved_form,
    draw_option_form,
    graph_models,
    option_forms,
)

Drawn = OptionForm | GraphModel
DRAWS: dict[str, Callable[[random.Random], Drawn]] = {
    "options": draw_option_form,
    "interleaved options": draw_interleaved_form,
    "graph": draw_graph_model,
}
IN_A_TEST, IN_THE_LONG_RUN, PARTS = 700, 7_000, 2


def as_conflict(drawn: Drawn) -> Conflict:
    return option_conflict(drawn) if isinstance(drawn, OptionForm) else graph_conflict(drawn)


def states_of(drawn: Drawn) -> list[int]:
    return sorted(drawn.feasible if isinstance(drawn, OptionForm) else drawn.states)


def disagreements(drawn: Drawn, conflict: Conflict) -> list[tuple[Engine, str]]:
    """Return the engines and concepts with which the package and the oracle differ."""
    states = states_of(drawn)
    expected = cache(lambda id_: _expected(drawn, id_, states))
    return [
        (engine, id_)
        for engine in ENGINES
        for id_, where in solve(conflict, engine=engine).stable.items()
        if where is not None and not np.array_equal(where, expected(id_))
    ]


def _expected(drawn: Drawn, concept: str, states: list[int]) -> NDArray[np.bool_]:
    return np.array([[state in held for state in states] for held in stable(drawn, concept)])


@pytest.mark.thorough
@pytest.mark.parametrize("kind", DRAWS)
@pytest.mark.parametrize("part", range(PARTS))
def test_agrees_with_the_oracle(part: int, kind: str) -> None:
    agree_on(range(part, IN_A_TEST, PARTS), kind)


@pytest.mark.slow
@pytest.mark.parametrize("kind", DRAWS)
@pytest.mark.parametrize("part", range(PARTS))
def test_agrees_with_the_oracle_at_length(part: int, kind: str, share: Share) -> None:
    agree_on(share.of(range(part, IN_THE_LONG_RUN, PARTS)), kind)


def agree_on(seeds: Iterable[int], kind: str) -> None:
    for seed in seeds:
        drawn = DRAWS[kind](random.Random(f"{kind} {seed}"))
        assert disagreements(drawn, as_conflict(drawn)) == [], f"seed {seed}"


@pytest.mark.thorough
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(option_forms())
def test_agrees_on_what_hypothesis_draws(form: OptionForm) -> None:
    assert disagreements(form, option_conflict(form)) == []


@pytest.mark.thorough
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graph_models())
def test_agrees_on_graphs_that_hypothesis_draws(model: GraphModel) -> None:
    assert disagreements(model, graph_conflict(model)) == []


@pytest.mark.thorough
def test_agrees_where_states_are_coalesced() -> None:
    compared = 0
    for seed in range(400):
        rng = random.Random(f"coalesced {seed}")
        form, entry, one = coalesced_form(rng)
        if len(one) > 1:
            quotient, conflict = coalesce(form, [one]), option_conflict(form, (entry,))
            expected = {id_: _expected(quotient, id_, sorted(quotient.states)) for id_ in BY_MOVES}
            for engine in ENGINES:
                for id_, where in solve(conflict, BY_MOVES, engine=engine).stable.items():
                    assert np.array_equal(where, expected[id_]), f"seed {seed} {engine} {id_}"  # type: ignore[arg-type]
            compared += 1
    assert compared > 150


def coalesced_form(rng: random.Random) -> tuple[OptionForm, str, frozenset[int]]:
    """Draw a conflict, a pattern of one fixed option, and make everybody indifferent among its states."""
    form = draw_option_form(rng)
    count = len(form.owner)
    bit = rng.randrange(count) if count else 0
    one = frozenset(state for state in form.feasible if state >> bit & 1)
    if not one:
        return form, "", one
    rank = tuple({s: (r[max(one)] if s in one else r[s]) for s in form.feasible} for r in form.rank)
    entry = "".join("Y" if k == bit else "-" for k in range(count))
    return OptionForm(form.owner, form.direction, form.feasible, rank, form.dms), entry, one


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("concept", CONCEPTS)
def test_every_concept_gives_the_published_answers(concept: str, engine: Engine) -> None:
    """The published cases, and those on which existing tools answer wrongly, for each concept as registered."""
    compared = 0
    for case in CASES.values():
        drawn = case.setting.conflict
        known = case.known_equilibria()
        if concept not in known or (concept == "sim" and isinstance(drawn, GraphModel)):
            continue
        held = solve(as_conflict(drawn), [concept], engine=engine).where(concept)
        states = np.array(states_of(drawn))
        assert {*states[held].tolist()} == {*known[concept]}, case
        compared += 1
    assert compared > 0


def test_stable_sets_of_the_published_cases() -> None:
    for case in CASES.values():
        drawn = case.setting.conflict
        solution = solve(as_conflict(drawn))
        for (concept, dm), known in case.known_stable().items():
            where = solution.stable[concept]
            assert where is not None
            states = np.array(states_of(drawn))
            assert {*states[where[case.setting.dms.index(dm)]].tolist()} == {*known}, (case, concept, dm)


def test_the_command_offers_every_concept() -> None:
    assert complete_concepts("") == [*CONCEPTS]


def test_patterns_name_states() -> None:
    assert pattern(0b101, 4) == "YNYN"
