"""A decision maker of many options and few feasible states: nothing goes through all changes of its options."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Literal

import numpy as np
import pytest

import countermove as cm
from countermove.analysis.arrays import OptionArrays, member_arrays
from countermove.analysis.stability import simultaneous
from countermove.analysis.stability.simultaneous import sim, steps
from countermove.kernels.jit import ENGINES
from countermove.model.moves import arcs


def conflict_of(*widths: int, rules: tuple[str, ...], rng: Random) -> cm.Conflict:
    """Return a conflict of decision makers with so many options each, and random wants."""
    names = [[f"{who}{k}" for k in range(width)] for who, width in zip("abc", widths, strict=False)]
    ways: tuple[Literal["on", "off"] | None, ...] = (None, None, None, "on", "off")
    stays = {name: rng.choice(ways) for some in names for name in some}
    every = [name for some in names for name in some]

    def wants() -> tuple[tuple[cm.Statement, ...], ...]:
        chosen = [rng.choice([f"not {name}", name]) for name in rng.sample(every, min(4, len(every)))]
        return tuple((cm.Statement(holds=text),) for text in chosen)

    dms = tuple(
        cm.DecisionMaker(
            id=f"dm_{some[0]}",
            options=tuple(cm.Option(id=name, stays=stays[name]) for name in some),
            preferences=cm.Preferences(statements=wants()),
        )
        for some in names
    )
    return cm.Conflict(title="wide", decision_makers=dms, rules=tuple(cm.Rule(holds=rule) for rule in rules))


def few(width: int, most: int = 2) -> str:
    return f"at most {most} of ({', '.join(f'a{k}' for k in range(width))})"


def moves_by_definition(conflict: cm.Conflict, dm: int) -> list[list[int]]:
    """Return a decision maker's moves: pairs of states that differ in its options only and reverse nothing."""
    masks = conflict.states.masks.tolist()

    def allowed(bit: int, left: int, to: int) -> bool:
        owner, option = conflict.owned[bit]
        changes = left >> bit & 1 != to >> bit & 1
        return not changes or (owner == dm and option.stays != ("on" if left >> bit & 1 else "off"))

    bits = range(len(conflict.options))
    return [
        [i, j]
        for (i, left), (j, to) in product(enumerate(masks), repeat=2)
        if i != j and all(allowed(bit, left, to) for bit in bits)
    ]


def sim_by_definition(conflict: cm.Conflict) -> list[list[bool]]:
    """Return simultaneous stability, (n, S), by going through all joint improvements of the others."""
    masks, ranks, dms = conflict.states.masks.tolist(), conflict.ranks.tolist(), range(len(conflict.decision_makers))
    at = {mask: k for k, mask in enumerate(masks)}
    better: list[list[list[int]]] = [[[] for _ in masks] for _ in dms]
    for i in dms:
        for start, to in moves_by_definition(conflict, i):
            better[i][start] += [masks[start] ^ masks[to]] if ranks[i][to] > ranks[i][start] else []

    def held(i: int, s: int, flip: int) -> bool:
        others = [[0, *better[j][s]] for j in dms if j != i]
        ends = (at.get(masks[s] ^ flip ^ int(np.bitwise_xor.reduce([0, *each]))) for each in product(*others))
        return any(end is not None and ranks[i][end] <= ranks[i][s] for end in ends)

    return [[all(held(i, s, flip) for flip in better[i][s]) for s in range(len(masks))] for i in dms]


def compared(rng: Random) -> None:
    width = rng.randint(4, 6)
    rules = (few(width, rng.randint(1, 2)), *rng.sample(["b0 or a0", "not (b1 and a1)", "c0 implies a2"], 2))
    conflict = conflict_of(width, 2, 1, rules=rules, rng=rng)
    for dm in range(3):
        assert arcs(conflict, dm).tolist() == moves_by_definition(conflict, dm)
    expected, arrays = sim_by_definition(conflict), member_arrays(conflict)
    for engine in ENGINES:
        assert sim(arrays, engine)[:, arrays.members].tolist() == expected


def test_moves_and_simultaneous_stability_agree_with_their_definitions() -> None:
    compared(Random(1))


@pytest.mark.thorough
def test_moves_and_simultaneous_stability_agree_with_their_definitions_often() -> None:
    rng = Random(2)
    for _ in range(60):
        compared(rng)


def wide(width: int, *rules: str) -> OptionArrays:
    return member_arrays(conflict_of(width, 1, rules=rules, rng=Random(3)))


def test_steps_are_those_of_the_states_where_these_are_few() -> None:
    assert steps(wide(18, few(18))) < 1 << 19


@pytest.mark.parametrize("width", [18, pytest.param(22, marks=pytest.mark.thorough)])
def test_many_options_in_few_states_are_solved_by_the_plain_engine(width: int) -> None:
    conflict = conflict_of(width, 1, rules=(few(width, 1),), rng=Random(4))
    found = cm.solve(conflict, engine="plain")
    assert found.concepts == ("nash", "gmr", "smr", "seq", "sseq", "sim")
    assert len(arcs(conflict, 0)) > width


def test_what_would_take_the_plain_engine_too_long_is_left_out_with_an_estimate(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(simultaneous, "MOST_PLAIN", 1 << 20)
    conflict = conflict_of(11, 1, rules=(), rng=Random(5))
    found = cm.solve(conflict, engine="plain")
    assert "sim" not in found.concepts
    assert found.notes[0].startswith("left out: simultaneous stability (sim) would try about ")
    with pytest.raises(cm.TooLarge, match="1,048,576 are the most"):
        cm.solve(conflict, ["sim"], engine="plain")


def test_without_numba_the_advice_is_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simultaneous, "MOST_PLAIN", 1 << 10)
    monkeypatch.setattr(simultaneous, "can_compile", lambda: False)
    with pytest.raises(cm.TooLarge, match="pip install numba"):
        cm.solve(conflict_of(8, 1, rules=(), rng=Random(6)), ["sim"])


def test_a_decision_maker_without_a_want_is_counted_by_what_is_looked_at() -> None:
    """Nobody improves, so nothing combines; the changes that are looked at are too many all the same."""
    dms = (cm.DecisionMaker(id="a", options=tuple(cm.Option(id=f"a{k}") for k in range(18))),)
    with pytest.raises(cm.TooLarge, match="would try about 68,"):
        sim(member_arrays(cm.Conflict(title="idle", decision_makers=dms)), "compiled")
