"""Tempos far apart: ends and expected moves in fractions, by definition, against evolution and worlds."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csc_array

import countermove as cm
from as_conflict import option_conflict
from command_line import exit_code
from countermove.analysis.batch import Batch, tempos
from countermove.analysis.evolution.chain import Chain, credible, explore
from countermove.analysis.evolution.equations import Equations
from countermove.analysis.structure import structure
from countermove.io.yaml.reading import read_yaml
from countermove.kernels.jit import Engine
from countermove.model.concepts import CONCEPTS
from countermove.model.graph import Graph
from long_runs import few_at_once
from random_conflicts import draw_interleaved_form

RING = {
    "a": ((("s0", "s1"), ("s2", "s0")), (("s1",), ("s0",), ("s2", "s3", "s4"))),
    "b": ((("s1", "s0"),), (("s0",), ("s1", "s2", "s3", "s4"))),
    "c": ((("s0", "s2"),), (("s2",), ("s0", "s1", "s3", "s4"))),
    "d": ((("s2", "s3"),), (("s3",), ("s2", "s0", "s1", "s4"))),
    "e": ((("s2", "s4"),), (("s4",), ("s2", "s0", "s1", "s3"))),
}
"""The moves and the ranking of each: a and b go round, and who leaves has to move twice running, c first."""


def ring(**tempo: float) -> cm.Conflict:
    """Return the conflict of `RING`; whose tempo is not given has a tempo of 1."""
    states = tuple((f"s{k}", "") for k in range(5))
    dms = tuple(
        cm.DecisionMaker(id=id_, preferences=cm.Preferences(ranking=ranking), tempo=tempo.get(id_, 1.0))
        for id_, (_, ranking) in RING.items()
    )
    moves = tuple((id_, start, end) for id_, (own, _) in RING.items() for start, end in own)
    graph = Graph(states=states, moves=moves)
    return cm.Conflict(title="Ring", decision_makers=dms, graph=graph, status_quo=("s0",))


def exact_chances(chain: Chain, tempos: list[float]) -> dict[int, dict[int, Fraction]]:
    """Return the probability of each move: drawn by tempo among those who move, ties shared equally."""
    moves: dict[int, dict[int, list[int]]] = {}
    for start, end, mover in zip(chain.origin.tolist(), chain.end.tolist(), chain.mover.tolist(), strict=True):
        moves.setdefault(start, {}).setdefault(mover, []).append(end)
    chances: dict[int, dict[int, Fraction]] = {}
    for start, by_mover in moves.items():
        total = sum(Fraction(tempos[mover]) for mover in by_mover)
        chances[start] = {}
        for mover, ends in by_mover.items():
            for end in ends:
                share = Fraction(tempos[mover]) / total / len(ends)
                chances[start][end] = chances[start].get(end, Fraction(0)) + share
    return chances


def exact_ends(chances: dict[int, dict[int, Fraction]]) -> tuple[dict[int, Fraction], Fraction]:
    """Return the probability of each end and the expected moves, by eliminating one state after the other.

    Every state has to lead to an end at last.
    """
    arrived, flows = {0: Fraction(1)}, {start: dict(ends) for start, ends in chances.items()}
    worth = {start: Fraction(1) for start in flows}
    for gone in sorted(flows, reverse=True)[:-1] if 0 in flows else ():
        out, length = _without_loop(flows.pop(gone), worth.pop(gone), gone)
        for start, ends in flows.items():
            if share := ends.pop(gone, None):
                worth[start] += share * length
                for end, chance in out.items():
                    ends[end] = ends.get(end, Fraction(0)) + share * chance
    if 0 in flows:
        arrived, length = _without_loop(flows[0], worth[0], 0)
        return arrived, length
    return arrived, Fraction(0)


def _without_loop(ends: dict[int, Fraction], length: Fraction, own: int) -> tuple[dict[int, Fraction], Fraction]:
    leaving = 1 - ends.get(own, Fraction(0))
    return {end: chance / leaving for end, chance in ends.items() if end != own}, length / leaving


def compare(conflict: cm.Conflict, concept: str) -> int:
    """Compare the ends with their definition, and return their number; 0 if some never settle."""
    start = (conflict.status_quo_number or 1) - 1
    chain = explore(conflict, start, credible(conflict, CONCEPTS[concept]))
    found = cm.evolve(conflict, concept=concept)
    if not all(end.settles for end in found.ends):
        return 0
    tempos = [dm.tempo for dm in conflict.decision_makers]
    ends, moves = exact_ends(exact_chances(chain, tempos))
    assert len(ends) == len(found.ends)
    worlds = cm.worlds(conflict, concept=concept)
    for position, probability in ends.items():
        number = int(chain.states[position]) + 1
        expected = pytest.approx(float(probability), rel=1e-7, abs=0)
        assert found.probability(number) == expected
        assert worlds.share(f"state {number}").value == expected
    assert found.expected_moves == pytest.approx(float(moves), rel=1e-7)
    assert worlds.expected_moves == pytest.approx(float(moves), rel=1e-7)
    return len(ends)


@pytest.mark.parametrize("slow", [1e-3, 1e-8, 1e-9, 1e-12])
def test_two_slow_moves_in_a_row_lead_out_of_a_ring_all_the_same(slow: float) -> None:
    """At 1e-9 the ring is left once in 1e18 rounds, and 1 - 1e-18 is 1 in floats."""
    assert compare(ring(c=slow, d=slow, e=slow / 2 if slow > 1e-12 else slow), "nash") == 2


@pytest.mark.parametrize("seed", few_at_once(range(25), 6))
def test_random_conflicts_with_tempos_far_apart(seed: int) -> None:
    rng = random.Random(seed)
    drawn = option_conflict(draw_interleaved_form(rng, max_options=4, max_dms=3))
    dms = [replace(dm, tempo=rng.choice([1.0, 3.0, 1e-6, 3e-12])) for dm in drawn.decision_makers]
    conflict = drawn.with_(decision_makers=tuple(dms))
    for state in conflict.states:
        start = conflict.with_(status_quo=state.on)
        compare(start, rng.choice(["nash", "seq"]))


def test_who_moves_alone_moves_however_slow_it_is() -> None:
    """The slow tempo divided by the other one is 0 in floats, and the probability of the only move was 0 / 0."""
    conflict = ring(a=1e308, b=1e308, c=5e-324, d=5e-324, e=1e-323).with_(status_quo=("s2",))
    assert conflict.graph is not None
    moves = tuple(each for each in conflict.graph.moves if each[0] not in {"a", "b"})
    alone = conflict.with_(graph=replace(conflict.graph, moves=moves))
    assert compare(alone, "nash") == 2
    assert [end.probability for end in cm.evolve(alone, concept="nash").ends] == pytest.approx([2 / 3, 1 / 3])


TOO_SLOW = """
title: t
states: [s0, s1, s2, s3, s4]
status_quo: s0
decision_makers:
  a: {moves: {s0: [s1], s2: [s0]}, ranking: [s1, s0, [s2, s3, s4]]}
  b: {moves: {s1: [s0]}, ranking: [s0, [s1, s2, s3, s4]]}
  c: {moves: {s0: [s2]}, ranking: [s2, [s0, s1, s3, s4]]}
  d: {moves: {s2: [s3]}, ranking: [s3, [s2, s0, s1, s4]]}
  e: {moves: {s2: [s4]}, ranking: [s4, [s2, s0, s1, s3]]}
tempo: {a: 1.0e+308, b: 1.0e+308, c: 5.0e-324, d: 5.0e-324, e: 5.0e-324}
"""


@pytest.mark.parametrize("command", ["evolve t.yaml", "evolve t.yaml --json", "assumptions t.yaml", "worlds t.yaml"])
def test_what_cannot_be_computed_is_refused(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "t.yaml").write_text(TOO_SLOW)
    monkeypatch.chdir(tmp_path)
    code = exit_code([*command.split(), "--concept", "nash"])
    printed = capsys.readouterr()
    assert (code, printed.out) == (2, "")
    assert "what would help: tempos that differ less" in printed.err
    assert [each.name for each in tmp_path.iterdir()] == ["t.yaml"]


def test_the_report_says_that_it_left_out_what_cannot_be_computed(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text(TOO_SLOW)
    page = tmp_path / "t.md"
    assert exit_code(["report", str(tmp_path / "t.yaml"), "-o", str(page), "--concept", "nash"]) == 0
    assert "left out" in page.read_text()
    assert "tempos that differ less" in page.read_text()


def test_a_ring_too_large_to_leave_in_floats_is_refused() -> None:
    """Equations of a ring that is left with a probability of 0 have no solution; no number is made up."""
    stays = np.array([[1.0, -1.0], [-1.0, 1.0]])
    broken = Equations(csc_array(stays), np.zeros(2), triangular=False)
    with np.errstate(all="ignore"), pytest.raises(cm.TooLarge, match="tempos that differ less"):
        broken.solve(np.array([1.0, 0.0]))


def pennies(slow: float, fast: float) -> cm.Conflict:
    """Return matching pennies without end, until somebody slow ends it."""
    wants = {"a": ("x", "z or (x iff y)"), "b": ("y", "z or (x xor y)"), "c": ("z", "z")}
    dms = tuple(
        cm.DecisionMaker(
            id=id_,
            options=(cm.Option(id=option),),
            preferences=cm.Preferences(statements=((cm.Statement(holds=text),),)),
            tempo=slow if id_ == "c" else fast,
        )
        for id_, (option, text) in wants.items()
    )
    return cm.Conflict(title="Pennies", decision_makers=dms, status_quo=())


@pytest.mark.parametrize("engine", ["plain", pytest.param("compiled", marks=pytest.mark.thorough)])
@pytest.mark.parametrize(("slow", "fast"), [(1e-3, 1), (1e-20, 1), (1.0, 1e200), (5e-324, 1e308)])
def test_the_kernel_loses_no_digits_and_no_world(slow: float, fast: float, engine: Engine) -> None:
    conflict = pennies(slow, fast)
    moves = structure(conflict, np.arange(8), 0, conflict.status_quo)
    batch = Batch(moves, conflict.ranks[None], tempos(conflict), engine)
    end, unsettled, lasting, unsolved = batch.ends(batch.prospects("nash"))
    if slow < 1e-300:
        assert unsolved.tolist() == [1]
        assert not np.concatenate([end[0], unsettled, lasting]).any()
        return
    start = conflict.with_(status_quo=())
    chain = explore(start, 0, credible(start, CONCEPTS["nash"]))
    ends, expected = exact_ends(exact_chances(chain, [fast, fast, slow]))
    for position, probability in ends.items():
        assert end[0, chain.states[position]] == pytest.approx(float(probability), rel=1e-12)
    assert (unsettled.tolist(), unsolved.tolist()) == ([0.0], [0])
    assert lasting[0] == pytest.approx(float(expected), rel=1e-12)


@pytest.mark.parametrize(("slow", "fast"), [(1e-20, 1), (1.0, 1e200)])
def test_worlds_and_evolution_agree_on_who_is_slow(slow: float, fast: float) -> None:
    assert compare(pennies(slow, fast), "nash") == 4


def test_paths_of_tempos_far_apart_are_found_without_a_warning() -> None:
    """A chance that is too small for a number is still a step; warnings are errors in these tests."""
    text = """
title: t
status_quo: []
tempo: {a: 5e-324, b: 1e+308}
decision_makers: {a: {options: [x], preferences: [x]}, b: {options: [y], preferences: [y]}}
"""
    found = cm.evolve(read_yaml(text, "t.yaml"))
    assert found.likeliest.nearest((4,)) == 4
