"""The improvements from one state are those among all moves that lead to a preferred state."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from as_conflict import graph_conflict, option_conflict
from countermove import Conflict, DecisionMaker, Option, Preferences, Statement, UnknownName
from countermove.analysis import improvements as best_first
from countermove.analysis.improvements import improvements
from countermove.model.moves import arcs
from long_runs import few_at_once
from random_conflicts import draw_graph_model, draw_interleaved_form


def assert_agrees(conflict: Conflict) -> None:
    for i, dm in enumerate(conflict.decision_makers):
        rank = conflict.ranks[i]
        moves = arcs(conflict, i).tolist()
        for start in range(len(conflict.states)):
            expected = {end + 1 for begin, end in moves if begin == start and rank[end] > rank[start]}
            found = improvements(conflict, dm.id, start + 1)
            assert {each.to for each in found.best} == expected
            assert found.count == len(found.best) == len(expected)
            assert [each.rank for each in found.best] == sorted((each.rank for each in found.best), reverse=True)
            assert all(each.rank == rank[each.to - 1] for each in found.best)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(150))
def test_option_form(seed: int) -> None:
    assert_agrees(option_conflict(draw_interleaved_form(random.Random(seed))))


@pytest.mark.parametrize("seed", few_at_once(range(100), 12))
def test_graph_form(seed: int) -> None:
    assert_agrees(graph_conflict(draw_graph_model(random.Random(seed))))


def conflict(*, coalesce: tuple[str, ...] = (), stays: str | None = None) -> Conflict:
    wants = Preferences(statements=((Statement(holds="go or leave"),), (Statement(holds="leave"),)))
    options = (Option(id="go", stays=stays), Option(id="leave"), Option(id="pay"))  # type: ignore[arg-type]
    other = DecisionMaker(id="b", options=(Option(id="ask"),))
    return Conflict(
        title="t",
        decision_makers=(DecisionMaker(id="a", options=options, preferences=wants), other),
        coalesce=coalesce,
    )


def test_best_comes_first_and_says_what_changes() -> None:
    found = improvements(conflict(), "a", 1)
    assert (found.count, found.equally_good) == (6 - 0, 4)
    assert (found.best[0].to, found.best[0].starts, found.best[0].stops) == (3, ("leave",), ())
    assert improvements(conflict(), "a", 1, most=1).best == found.best[:1]
    assert improvements(conflict(), "a", 2).best[0].stops == ()
    assert improvements(conflict(), "b", 1).count == 0


def test_coalesced_states() -> None:
    merged = conflict(coalesce=("leave",))
    assert_agrees(merged)
    last = len(merged.states)
    assert improvements(merged, "a", 1).best[0].to == last
    assert improvements(merged, "a", 1).best[0].starts == ("leave",)
    assert improvements(merged, "a", last).count == 0


def test_what_cannot_be_taken_back() -> None:
    assert_agrees(conflict(stays="on"))


def test_unknown_names() -> None:
    with pytest.raises(UnknownName, match="there is no state number 99"):
        improvements(conflict(), "a", 99)
    with pytest.raises(UnknownName, match="has no decision maker 'c'"):
        improvements(conflict(), "c", 1)


@pytest.mark.parametrize("seed", few_at_once(range(60), 8))
@pytest.mark.parametrize("at_once", [1, 3])
def test_the_foremost_are_the_first_of_all_however_many_moves_are_looked_at_at_once(
    seed: int, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    conflict = option_conflict(draw_interleaved_form(random.Random(seed)))
    whole = {(dm.id, k): improvements(conflict, dm.id, k) for dm in conflict.decision_makers for k in each(conflict)}
    monkeypatch.setattr("countermove.analysis.moves.MOST_AT_ONCE", at_once)
    for (dm, number), every in whole.items():
        assert every.equally_good == sum(one.rank == every.best[0].rank for one in every.best)
        for most in (1, 2, 5):
            assert improvements(conflict, dm, number, most=most) == replace(every, best=every.best[:most])


def each(conflict: Conflict) -> range:
    """Return the numbers of all states."""
    return range(1, len(conflict.states) + 1)


def test_only_the_foremost_moves_of_many_are_sorted(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = tuple(Option(id=f"o{k}") for k in range(14))
    wants = Preferences(statements=((Statement(holds="o0"),), (Statement(holds="not o1"),)))
    conflict = Conflict(title="t", decision_makers=(DecisionMaker(id="a", options=wide, preferences=wants),))
    sorted_, original = [], best_first.best_first

    def noted(rank: NDArray[np.int32], moves: NDArray[np.int64]) -> NDArray[np.int64]:
        sorted_.append(len(moves))
        return original(rank, moves)

    monkeypatch.setattr("countermove.analysis.moves.MOST_AT_ONCE", 1 << 9)
    monkeypatch.setattr(best_first, "best_first", noted)
    found = improvements(conflict, "a", 1, most=1)
    assert (found.count, found.best[0].starts) == (1 << 13, ("o0",))
    assert max(sorted_) < 1 << 10
