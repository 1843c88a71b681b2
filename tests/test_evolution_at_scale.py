"""Evolution with many moves: what a search leaves out changes nothing, and what is too much is refused."""

from __future__ import annotations

import random

import numpy as np
import pytest

from as_conflict import option_conflict
from countermove import Conflict, DecisionMaker, Option, Preferences, TooLarge, cases, evolve
from countermove.analysis.evolution import chain, moves, result
from countermove.analysis.evolution.absorption import End
from countermove.analysis.evolution.attainment import attain, prunings
from countermove.analysis.evolution.moves import ListedMoves
from countermove.io.yaml.reading import read_yaml
from countermove.model.moves import arcs
from countermove.model.variation import vary
from long_runs import in_two
from random_conflicts import draw_interleaved_form
from test_evolution import CYCLE, drawn


@pytest.mark.parametrize("seeds", in_two(range(60), 10))
@pytest.mark.parametrize("improving", [False, True])
def test_a_few_states_of_a_list_lead_wherever_all_do(
    improving: bool, seeds: range, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms = [draw_interleaved_form(random.Random(f"lists {seed}"), max_options=6) for seed in seeds]
    conflicts = [option_conflict(form) for form in forms]
    spared = [attain(each, len(each.states) // 2, improving=improving) for each in conflicts]
    every = prunings(ListedMoves(conflicts[0]), np.zeros((4, 1), np.int32), improving=improving)
    monkeypatch.setattr("countermove.analysis.evolution.attainment.prunings", lambda *_, **__: every)
    for conflict, found in zip(conflicts, spared, strict=True):
        slow = attain(conflict, len(conflict.states) // 2, improving=improving)
        assert np.array_equal(slow.by_last, found.by_last)
        assert np.array_equal(slow.before, found.before)


@pytest.mark.parametrize("seeds", in_two(range(60), 10))
@pytest.mark.parametrize("at_once", [1, 1 << 20])
def test_moves_are_looked_up_as_they_are_listed(at_once: int, seeds: range, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moves, "AT_ONCE", at_once)
    for seed in seeds:
        _, conflict, states, _ = drawn(seed)
        for dm in range(len(conflict.decision_makers)):
            some = random.Random(seed).sample(range(len(states)), (1 + len(states)) // 2)
            starts = np.array(sorted(some), np.int32)
            found = [
                pair for parts in moves.move_lookup(conflict).leaving(dm, starts) for pair in zip(*parts, strict=True)
            ]
            assert found == [(a, b) for a, b in arcs(conflict, dm).tolist() if a in some]


def crowded(stays: str | None = None) -> Conflict:
    """Return a conflict of 2^18 states in which one decision maker owns 16 of the 18 options, and wants them all."""
    ids = [f"o{k}" for k in range(16)]
    options = tuple(Option(id=each, stays=stays) for each in ids)  # type: ignore[arg-type]
    wants = Preferences(weights=tuple((each, 1.0) for each in ids))
    many = DecisionMaker(id="many", options=options, preferences=wants)
    few = DecisionMaker(id="few", options=(Option(id="a"), Option(id="b")))
    return Conflict(title="crowded", decision_makers=(many, few), status_quo=())


def test_one_decision_maker_with_very_many_options() -> None:
    found = evolve(crowded(), "nash")
    its, theirs = np.arange(1 << 18) & 0xFFFF, np.arange(1 << 18) >> 16
    assert np.array_equal(found.by_moves.distance, (its > 0).astype(int) + (theirs > 0))
    assert np.array_equal(found.by_improvements.distance, np.where(theirs > 0, -1, its > 0))
    assert found.ends == (End((1 << 16,), 1.0),)


def test_what_would_take_too_long_is_refused() -> None:
    with pytest.raises(TooLarge, match="many alone chooses among up to 65,536 states; what would help: fewer"):
        evolve(crowded("on"), "nash")


def test_more_best_improvements_than_can_be_held_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "MOST_MOVES", 1)
    tied = read_yaml(CYCLE.replace("[[b, end], a, s]", "[[b, end, a], s]"), "cycle.yaml")
    with pytest.raises(TooLarge, match="more than 1 best improvements, for x finds too many states equally good"):
        evolve(tied, "nash")


def test_paths_are_written_to_some_of_very_many_equilibria(monkeypatch: pytest.MonkeyPatch) -> None:
    case = vary(cases.load("kazakhstan-2022"), "none")
    whole = evolve(case).to_dict()
    monkeypatch.setattr(result, "MOST_PATHS", 2)
    short = evolve(case).to_dict()
    ways = [each["attained_by"] for each in whole["equilibria"]]
    assert whole["paths_left_out"] == 0
    assert short["paths_left_out"] == ways.count("improvements") - 2 + ways.count("moves") - 2
    for k, (each, known) in enumerate(zip(short["equilibria"], whole["equilibria"], strict=True)):
        assert each == known | {"path": known["path"] if ways[:k].count(ways[k]) < 2 else None}
