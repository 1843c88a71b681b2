"""What the notes of ukraine-2022 say, checked by the oracle and by what can be told without running anything."""

from __future__ import annotations

import datetime
from functools import cache

import pytest

from countermove import Conflict, cases
from countermove.model.moves import arcs
from countermove.model.variation import vary
from oracle import CONCEPTS, GraphModel, is_stable, responses

STRONG = {*CONCEPTS}
SEQUENTIAL = STRONG - {"nash"}
STANDOFF = ("press", "talk")
ARMED_TALKS = ("press", "talk", "limits", "reinforce")
WAR = ("press", "attack", "reinforce", "sanction", "mobilise")
GUARANTEE = ("talk", "concede", "limits")


@cache
def conflict(variation: str | None = None) -> Conflict:
    case = cases.load("ukraine-2022")
    return case if variation is None else vary(case, variation)


@cache
def model(variation: str | None = None) -> GraphModel:
    found = conflict(variation)
    moves = []
    for dm in range(len(found.decision_makers)):
        ends: dict[int, set[int]] = {}
        for start, end in arcs(found, dm).tolist():
            ends.setdefault(start, set()).add(end)
        moves.append({start: frozenset(each) for start, each in ends.items()})
    rank = tuple(dict(enumerate(row)) for row in found.ranks.tolist())
    return GraphModel(tuple(range(len(found.states))), tuple(moves), rank)


def place(on: tuple[str, ...], variation: str | None = None) -> int:
    (where,) = conflict(variation).states.find(", ".join(on)).tolist()
    return int(where)


def holds(on: tuple[str, ...], variation: str | None = None) -> set[str]:
    """Return the concepts by which the state with exactly these options on holds, by the definitions."""
    graph, where = model(variation), place(on, variation)
    return {each for each in CONCEPTS if all(is_stable(graph, each, dm, where) for dm in range(3))}


def leavers(on: tuple[str, ...], concept: str, variation: str | None = None) -> set[str]:
    """Return who would leave the state with exactly these options on."""
    graph, where = model(variation), place(on, variation)
    ids = [dm.id for dm in conflict(variation).decision_makers]
    return {ids[dm] for dm in range(3) if not is_stable(graph, concept, dm, where)}


def wants(dm: str, better: tuple[str, ...], worse: tuple[str, ...], variation: str | None = None) -> bool:
    row = conflict(variation).ranks[conflict(variation).position(dm)]
    return bool(row[place(better, variation)] > row[place(worse, variation)])


def test_russia_is_tempted_to_attack_and_deterred_by_sanctions() -> None:
    """Refused, it would attack; but sanctions stand above that, NATO would impose them, and it cannot go back."""
    attacked, punished = ("press", "attack"), ("press", "attack", "sanction")
    assert wants("russia", attacked, STANDOFF)
    assert wants("nato", punished, attacked)
    assert wants("russia", STANDOFF, punished)
    assert leavers(STANDOFF, "nash") == {"russia", "nato"}
    assert leavers(STANDOFF, "seq") == set()
    assert holds(STANDOFF) == SEQUENTIAL


def test_reinforcing_is_held_back_by_an_attack_only_if_refusal_is_answered_by_one() -> None:
    assert wants("nato", ARMED_TALKS, STANDOFF)
    assert wants("russia", ("press", "attack", "limits", "reinforce"), ARMED_TALKS)
    assert leavers(STANDOFF, "seq", "as-declared") == {"nato"}
    assert holds(ARMED_TALKS, "as-declared") == STRONG


@pytest.mark.parametrize("variation", [None, "as-declared", "demands-a-pretext", "sanctions-do-not-deter"])
def test_a_war_once_begun_goes_on(variation: str | None) -> None:
    """Russia has no move left but to add nothing; the others have done what they announced."""
    assert holds(WAR, variation) == STRONG


@pytest.mark.parametrize("variation", ["demands-a-pretext", "sanctions-do-not-deter"])
def test_deterrence_fails_where_sanctions_come_after_what_an_attack_brings(variation: str) -> None:
    assert "russia" in leavers(STANDOFF, "seq", variation)
    assert "russia" in leavers(STANDOFF, "sseq", variation)


def test_if_russia_means_what_it_declares_it_always_has_something_better_than_an_attack() -> None:
    """To press is better than not to, so even an attack can be a gain; but to press without one is better still."""
    found, graph = conflict("as-declared"), model("as-declared")
    bit = 1 << found.options.index("attack")
    begun = [bool(mask & bit) for mask in found.states.masks.tolist()]
    for start in (k for k in graph.states if not begun[k]):
        best = max(graph.moves_from(0, start) | {start}, key=graph.rank[0].__getitem__)
        assert not begun[best]


def test_nobody_gives_the_guarantee_but_it_would_hold() -> None:
    found, graph = conflict(), model()
    bit = 1 << found.options.index("concede")
    given = [bool(mask & bit) for mask in found.states.masks.tolist()]
    assert not any(given[end] for k in graph.states if not given[k] for end in graph.improvements(1, k))
    assert holds(GUARANTEE) == STRONG


def test_the_guarantee_can_be_traded_only_if_nato_would_trade_it_and_at_the_cost_of_ukraine() -> None:
    """Against an end of the pressure, which Russia has to give up in the same agreement."""
    trade = "open-door-for-trade"
    assert wants("russia", GUARANTEE, STANDOFF)
    assert wants("nato", STANDOFF, GUARANTEE)
    assert wants("russia", GUARANTEE, STANDOFF, trade)
    assert wants("nato", GUARANTEE, STANDOFF, trade)
    assert wants("ukraine", STANDOFF, GUARANTEE, trade)
    assert holds(GUARANTEE, trade) == STRONG


def test_minsk_is_kept_by_the_threat_and_not_sought() -> None:
    kept = (*ARMED_TALKS, "minsk")
    assert wants("ukraine", ARMED_TALKS, kept)
    assert "nash" not in holds(kept)
    assert holds(kept) >= {"seq", "sseq"}
    assert place((*ARMED_TALKS, "mobilise")) in model().moves_from(2, place(kept))
    assert place(("press", "attack", "limits", "reinforce")) in responses(model(), (0, 1), place(ARMED_TALKS), True)
    assert "nash" in holds(kept, "minsk-for-peace")


def test_without_the_pressure_there_is_no_attack() -> None:
    """An attack needs the force with which Russia presses."""
    found = conflict("hands-tied")
    attack = 1 << found.options.index("attack")
    assert not any(mask & attack for mask in found.states.masks.tolist())
    assert holds(("talk", "limits"), "hands-tied") == STRONG


def test_the_coding_says_why_and_from_where() -> None:
    case = conflict()
    statements = [each for dm in case.decision_makers for level in dm.preferences.statements for each in level]
    assert [dm.id for dm in case.decision_makers] == ["russia", "nato", "ukraine"]
    assert 6 <= len(case.options) <= 9
    assert case.status_quo == STANDOFF
    assert all(each.because and each.evidence and each.confidence for each in statements)
    assert all(variation.because and variation.evidence for variation in case.variations)


def test_pressing_is_the_same_option_as_on_the_other_front() -> None:
    def named(name: str) -> dict[str, str]:
        russia = next(dm for dm in cases.load(name).decision_makers if dm.id == "russia")
        return {option.id: option.name for option in russia.options}

    here, there = named("ukraine-2022"), named("kazakhstan-2022")
    assert here.keys() & there.keys() == {"press"}
    assert here["press"] == there["press"]


def test_forecasts_are_of_the_day_of_the_item_and_have_answers() -> None:
    day = datetime.date(2022, 1, 7)
    for question in conflict().questions:
        assert question.asked == day
        assert question.resolves
        assert question.answer
        assert question.answer.on
        assert question.closes
        assert day < question.answer.on <= question.closes
