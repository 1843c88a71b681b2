"""What the notes of kazakhstan-2022 say holds, checked by the oracle and the matrix method."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from countermove import Conflict, cases, solve, worlds
from countermove.model.moves import arcs
from countermove.model.variation import vary
from dense import dense_stable
from oracle import CONCEPTS, GraphModel, is_stable

CASES = ("kazakhstan-2022", "kazakhstan-2022-coup", "kazakhstan-2022-mixture")
DEAL = ("appeal", "oust", "thank", "accept", "csto", "press")
PURGE = (*DEAL, "purge")
STRONG = {"nash", "gmr", "smr", "seq", "sseq"}


def conflict(variation: str | None) -> Conflict:
    """Return the case as the file stands, or with a variation of it."""
    return vary(cases.load("kazakhstan-2022"), "none" if variation is None else f"none+{variation}")


@cache
def model(variation: str | None) -> GraphModel:
    found = conflict(variation)
    moves = []
    for dm in range(len(found.decision_makers)):
        ends: dict[int, set[int]] = {}
        for start, end in arcs(found, dm).tolist():
            ends.setdefault(start, set()).add(end)
        moves.append({start: frozenset(each) for start, each in ends.items()})
    rank = tuple(dict(enumerate(row)) for row in found.ranks.tolist())
    return GraphModel(tuple(range(len(found.states))), tuple(moves), rank)


def holds(variation: str | None, on: tuple[str, ...]) -> set[str]:
    """Return the concepts by which the state with exactly these options on holds, by the definitions."""
    (where,) = conflict(variation).states.find(", ".join(on)).tolist()
    graph = model(variation)
    return {each for each in CONCEPTS if all(is_stable(graph, each, dm, where) for dm in range(len(graph.rank)))}


def dense(found: Conflict) -> dict[str, NDArray[np.bool_]]:
    moves = []
    for dm in range(len(found.decision_makers)):
        matrix = np.zeros((len(found.states), len(found.states)), np.bool_)
        pairs = arcs(found, dm)
        matrix[pairs[:, 0], pairs[:, 1]] = True
        moves.append(matrix)
    return dense_stable(moves, found.ranks)


@pytest.mark.thorough
@pytest.mark.parametrize("name", CASES)
def test_the_engine_equals_the_matrix_method(name: str) -> None:
    case = vary(cases.load(name))
    found = solve(case).stable
    for concept, stable in dense(case).items():
        where = found[concept]
        assert where is not None
        assert np.array_equal(where, stable)


def test_the_deal_holds_by_the_threat_of_the_leak() -> None:
    assert holds(None, DEAL) == {"gmr", "smr", "seq", "sseq"}
    assert holds("no-kompromat", DEAL) == {"gmr", "smr"}
    assert holds("no-kompromat", PURGE) == STRONG


def test_what_decides_the_thesis() -> None:
    assert holds("spared-anyway", DEAL) == STRONG
    assert holds("lopsided-leak", DEAL) == {"gmr", "smr"}
    assert holds("lopsided-leak", PURGE) == STRONG


def test_without_an_appeal_russia_goes_alone() -> None:
    assert holds("no-appeal", ("oust", "accept", "alone", "press")) == {"gmr", "smr", "seq", "sseq"}


@pytest.mark.parametrize("variation", ["two-fronts-no-burden", "hard-capacity"])
def test_the_second_front_does_not_decide_the_withdrawal(variation: str) -> None:
    assert holds(variation, DEAL) == holds(None, DEAL)


def test_a_split_elite_allows_both_ends() -> None:
    assert "nash" in holds("elites-split", ("appeal", "oust", "rally", "csto", "stay"))
    assert "nash" in holds("elites-split", ("appeal", "oust", "rally", "thank", "csto", "press"))


def test_a_wish_to_stay_leaves_both() -> None:
    assert "sseq" in holds("wants-to-stay", ("appeal", "oust", "accept", "csto", "stay"))
    assert "sseq" in holds("wants-to-stay", DEAL)


def test_the_coding_is_of_the_size_asked_for_and_says_why() -> None:
    case = cases.load("kazakhstan-2022")
    statements = [each for dm in case.decision_makers for level in dm.preferences.statements for each in level]
    assert 10 <= len(case.options) <= 16
    assert case.status_quo == ("revolt", "press")
    assert all(each.because and each.evidence for each in statements)


def test_where_the_worlds_of_7_january_lead() -> None:
    """The note on worlds: consent never where a break is wanted, the exact deal never, a lone leak by a tie only."""
    states = worlds(cases.load("kazakhstan-2022"), count=2_000, workers=1).to_dict()["states"]
    ends = [each for each in states if each["settles"]["share"]]
    consent = [
        each for each in ends if "accept" in each["on"] and not {"purge", "stay", "revolt", "leak"} & {*each["on"]}
    ]
    alone = [each for each in ends if "leak" in each["on"] and "purge" not in each["on"]]
    assert sum(each["settles"]["share"] for each in consent) > 0.15
    assert _given(consent, "president: purge", "holds") == 0
    assert 0.05 < sum(each["settles"]["share"] for each in alone) < 0.15
    assert _given(alone, "old_guard: leak iff purge", "holds") == 0
    assert not [each for each in ends if {*each["on"]} == {*DEAL}]


def _given(ends: list[dict[str, Any]], thing: str, way: str) -> float:
    """Return the share of worlds that settle in these ends, of those in which a thing is one way."""
    given = [found for each in ends for found in each["given"] if (found["thing"], found["way"]) == (thing, way)]
    return float(sum(each["settles"]["share"] for each in given))
