"""What is asked of least edits: what is kept, costs, offers, agreements, interruptions, refusals, certificates."""

from __future__ import annotations

import random
from copy import deepcopy

import pytest

import countermove as cm
from countermove import cases
from countermove.analysis.certificate import check
from countermove.analysis.change.edits.least import least_edits
from countermove.analysis.change.goal import Stands, Throughout
from countermove.errors import InvalidCertificate, InvalidRequest
from countermove.io.yaml.writing import write_yaml
from edits_twin import draw
from long_runs import few_at_once

TWO = """
title: Two
decision_makers:
  a: {name: The union, options: {strike: {short: strike}}, preferences: [pay, strike if not pay, not strike]}
  b: {name: The company, options: {pay: {name: Pay more, short: pay}}, preferences: [not pay, pay if strike]}
status_quo: []
"""
PAID = Throughout("always pay", "pay")


def _says(answer: object) -> list[str]:
    return ["; ".join(each.says for each in one.edits) for one in answer.found]  # type: ignore[attr-defined]


def test_a_goal_that_is_met_costs_nothing() -> None:
    [only] = least_edits(cm.loads(TWO), Throughout("always not pay", "not pay")).found
    assert (only.cost, only.edits) == (0.0, ())


def test_edits_are_sentences_with_names() -> None:
    found = least_edits(cm.loads(TWO), PAID)
    assert "The company would have to put “pay if strike” above “no pay”" in _says(found)
    assert (found.found[0].came, found.found[0].went) == (("strike, pay",), ("strike",))


def test_what_is_fixed_or_kept_is_not_touched() -> None:
    conflict = cm.loads(TWO)
    fixed = cm.loads(TWO.replace("[not pay, pay", "[{holds: not pay, fixed: true}, pay"))
    assert "The company would have to give up “no pay”" in _says(least_edits(conflict, PAID))
    for answer in (least_edits(fixed, PAID), least_edits(conflict, PAID, keep=["not pay"])):
        assert not any("put “no pay”" in each or "give up “no pay”" in each for each in _says(answer))
    for keep in ("b", "the company"):
        assert not any("company" in each for each in _says(least_edits(conflict, PAID, keep=[keep])))
    with pytest.raises(cm.UnknownName, match="nothing called 'c' to keep"):
        least_edits(conflict, PAID, keep=["c"])


def test_an_option_or_a_rule_that_is_fixed_stays_as_it_is() -> None:
    text = TWO.replace("strike: {short: strike}", "strike: {short: strike, fixed: true}")
    text += "feasible: [{holds: not (strike and pay), fixed: true}]\n"
    found = least_edits(cm.loads(text), PAID, by=("field",), most=5)
    assert not any("strike” would have to be out of reach" in each or "the rule" in each for each in _says(found))


def test_costs_and_confidences_count() -> None:
    doubtful = cm.loads(TWO.replace("[not pay,", "[{holds: not pay, confidence: 0.5},"))
    costs = {one.edits[0].says: one.cost for one in least_edits(doubtful, PAID).found if len(one.edits) == 1}
    assert costs["The company would have to give up “no pay”"] == 1.0
    dearer = least_edits(doubtful, PAID, costs={"drop": 4})
    assert {one.cost for one in dearer.found if "give up “no pay”" in one.edits[0].says} == {2.0}
    with pytest.raises(InvalidRequest, match="a number above 0"):
        least_edits(doubtful, PAID, costs={"drop": 0})
    with pytest.raises(cm.UnknownName, match="no edit is called 'dorp'; did you mean 'drop'"):
        least_edits(doubtful, PAID, costs={"dorp": 1})


def test_doubtful_statements_change_by_default_and_all_on_request() -> None:
    doubtful = cm.loads(TWO.replace("strike if not pay,", "{holds: strike if not pay, confidence: 0.5},"))
    put_up = "The company would have to put “pay if strike” above “no pay”"
    assert put_up not in _says(least_edits(doubtful, PAID))
    assert put_up in _says(least_edits(doubtful, PAID, by=("statements", "all")))


def test_an_offer_is_an_option_on_which_statements_may_depend() -> None:
    found = least_edits(
        cm.loads(TWO),
        Stands("pay holds", "pay", "nash"),
        by=("field", "statements"),
        offers={"a": "Work on Sundays"},
        keep=["not pay"],
        most=5,
    )
    said = [each for each in _says(found) if "offer" in each or "Sundays" in each]
    assert any("The company would have to want “pay if Work on Sundays”" in each for each in said)
    for one in found.found:
        again = cm.loads(write_yaml(one.conflict))
        assert again == one.conflict
        assert ("offer" in again.options) == any(each.kind == "offer" for each in one.edits)


def test_an_offer_needs_the_field_of_play_and_options() -> None:
    with pytest.raises(InvalidRequest, match="an edit of the field of play"):
        least_edits(cm.loads(TWO), PAID, offers={"a": "Work on Sundays"})
    with pytest.raises(InvalidRequest, match="made of several fronts"):
        least_edits(cases.load("canal"), PAID, by=("field",), offers={"centre": "Pay twice"})


def test_an_agreement_is_a_joint_move_that_all_its_members_prefer() -> None:
    dilemma = cases.load("prisoners-dilemma").with_(status_quo=(), published=())
    goal = Throughout("both", "a.cooperate and b.cooperate")
    found = least_edits(dilemma, goal, by=("field",))
    [agreed] = [each for each in found.found if each.edits[0].kind == "agreement"]
    assert agreed.conflict.status_quo == ("a.cooperate", "b.cooperate")
    assert agreed.edits[0].says == "A and B would have to agree on “Cooperate with B” and “Cooperate with A”"


def test_an_interruption_leaves_what_was_found_and_the_bound() -> None:
    whole = least_edits(cm.loads(TWO), PAID, most=6)

    class Interrupting:
        text, calls = "always pay", 0

        def met(self, trial: object) -> bool:
            Interrupting.calls += 1
            if Interrupting.calls > 30:
                raise KeyboardInterrupt
            return PAID.met(trial)  # type: ignore[arg-type]

    cut = least_edits(cm.loads(TWO), Interrupting(), most=6)
    assert (cut.proof, whole.proof) == ("", "exhausted")
    assert 0 < cut.bound < 6
    assert 0 < cut.tried < whole.tried
    below = [each for each in whole.found if each.cost < cut.bound - 1e-9]
    assert [each.cost for each in cut.found][: len(below)] == [each.cost for each in below]


def test_too_long_a_search_is_refused_at_once() -> None:
    crisis = cm.loads(write_yaml(cases.load("kazakhstan-2022")))
    with pytest.raises(
        cm.TooLarge, match=r"sets of edits up to a cost of 12: that would take about .* What would help"
    ):
        least_edits(crisis, Throughout("always purge", "purge"), most=12)


@pytest.mark.parametrize("seed", few_at_once(range(25)))
def test_altered_certificates_are_refused(seed: int) -> None:
    conflict, rng = draw(seed), random.Random(seed)
    goal = Stands("holds", rng.choice(conflict.options), rng.choice(("nash", "seq", "smr")))
    for one in least_edits(conflict, goal, most=3).found:
        assert one.certificates
        for proof in one.certificates:
            check(one.conflict, proof)
            altered = deepcopy(dict(proof))
            altered["verdict"] = "unstable" if proof["verdict"] == "stable" else "stable"
            with pytest.raises(InvalidCertificate):
                check(one.conflict, altered)
