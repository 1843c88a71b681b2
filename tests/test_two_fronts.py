"""Kazakhstan and Ukraine joined in Russia: what the notes of the case say must be what the model says."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

import countermove as cm
from countermove import Conflict, cases
from countermove.model.fronts import front_conflict
from countermove.model.scope import holds
from countermove.model.variation import vary
from countermove.simulation import one_by_one
from countermove.simulation.plan import plan


@cache
def both() -> Conflict:
    return cases.load("kazakhstan-2022-two-fronts")


@cache
def varied(name: str) -> Conflict:
    return vary(both(), name) if name else both()


def true_in_every_end(conflict: Conflict, statement: str, concept: str = "seq") -> bool:
    ends = cm.evolve(conflict, concept).ends
    masks = conflict.states.masks
    return all(holds(conflict, statement, int(masks[number - 1])) for end in ends for number in end.states)


def test_the_fronts_are_the_cases_of_their_own() -> None:
    """But for `press`, which is an option of the second front here, and for what the joint file says of Russia."""
    kazakhstan = vary(cases.load("kazakhstan-2022"), "as-of-7-january")
    here = front_conflict(both(), "kazakhstan")
    assert {f"kazakhstan.{name}" for name in kazakhstan.options if name != "press"} == {*here.options}
    ukraine = cases.load("ukraine-2022")
    there = front_conflict(both(), "ukraine")
    assert there.options == tuple(f"ukraine.{name}" for name in ukraine.options)
    assert there.states.masks.tolist() == ukraine.states.masks.tolist()
    assert there.ranks.tolist() == ukraine.ranks.tolist()  # Russia's wants there are all among the mixed ones


def test_a_mixed_statement_has_the_reasons_that_it_has_on_its_front() -> None:
    [russia] = [dm for dm in both().decision_makers if dm.id == "russia"]
    statements = [each for level in russia.preferences.statements for each in level]
    assert all(each.because for each in statements)
    [deterrent] = [each for each in statements if each.holds == "not ukraine.sanction"]
    assert deterrent.confidence == 0.7
    assert deterrent.evidence[0].source == "ukraine.call"


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("variation", "statement"),
    [
        ("", "not kazakhstan.stay and ukraine.attack"),
        ("no-ukraine", "not kazakhstan.stay"),
        ("no-burden", "kazakhstan.stay and ukraine.press and ukraine.talk and not ukraine.attack"),
        ("capacity-doubled", "not kazakhstan.stay and ukraine.attack"),
        ("ukraine-first", "kazakhstan.stay and not ukraine.attack"),
        ("ukraine.as-declared", "not kazakhstan.stay and not ukraine.attack"),
        ("kazakhstan.wants-to-stay", "kazakhstan.stay and not ukraine.press and ukraine.limits"),
    ],
)
def test_where_it_ends_is_as_the_notes_say(variation: str, statement: str) -> None:
    assert true_in_every_end(varied(variation), statement)


def test_a_later_attack_would_be_deterred() -> None:
    """Once the force is home and the talks go on, an attack is answered by sanctions, which weigh more."""
    on = ["kazakhstan.appeal", "kazakhstan.oust", "kazakhstan.csto", "ukraine.press", "ukraine.talk"]
    [explained] = cm.explain(both(), ", ".join(on), "russia", "seq").explanations
    assert explained.stable
    [answer] = explained.answers
    assert answer.move.starts == ("ukraine.attack",)
    assert answer.sanction is not None
    assert [move.starts for move in answer.sanction.moves] == [("ukraine.sanction",)]


def test_the_capacity_forbids_an_attack_beside_a_force_that_stays() -> None:
    masks = both().states.masks
    stays, attacks = (masks >> both().bits[name] & 1 == 1 for name in ("kazakhstan.stay", "ukraine.attack"))
    assert not (stays & attacks).any()
    assert stays.any()
    assert attacks.any()


def test_the_item_is_a_source_of_what_crosses() -> None:
    [rule] = [rule for rule in both().rules if rule.name]
    assert {each.source for each in rule.evidence} == {"kazakhstan.item", "kazakhstan.ap"}


@pytest.mark.thorough
def test_its_worlds_are_the_same_together_and_one_by_one() -> None:
    """Near the most states and moves that worlds are solved together for; one by one, each is a conflict."""
    asked = plan(both(), "seq", 2, 7)
    assert asked.arrays is not None
    together = asked.solve(0)
    alone = one_by_one.totals(asked.space, asked.axes, asked.draws(0), ("seq",))["seq"]
    np.testing.assert_allclose(together.by_state, alone.by_state)
    np.testing.assert_allclose(together.counts, alone.counts)
