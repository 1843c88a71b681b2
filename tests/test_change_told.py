"""What `change` says of what it did not try, of families, and of what proves its answers."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

import countermove as cm
from command_line import refused, run
from countermove.analysis.certificate import check
from countermove.errors import InvalidCertificate, InvalidRequest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STRIKE = """
title: A strike over pay
status_quo: []
decision_makers:
  union: {name: The union, options: {strike: Go on strike}, preferences: [offer, not strike]}
  firm: {name: The firm, options: {offer: Offer more pay}, preferences: [not strike, DOUBT]}
"""

PLAIN = cm.loads(STRIKE.replace("DOUBT", "not offer"))
DOUBTFUL = cm.loads(STRIKE.replace("DOUBT", "{holds: not offer, confidence: 0.6}"))


def said(*call: str) -> str:
    """Return what a call prints, on one line."""
    return " ".join(run(*call).stdout.split())


def test_an_offer_in_no_change_is_named_with_the_cost_that_it_takes() -> None:
    note = "No change that was found has the offer “Threaten to close” of the firm in it."
    found = cm.change(PLAIN, "strike holds", offers={"firm": "Threaten to close"})
    assert f"{note} It takes a want of somebody else that depends on it, 5 in all: --most 5." in found.notes
    field = cm.change(PLAIN, "always strike", by="field", offers={"firm": "Threaten to close"})
    assert any("--by statements,field --most 5" in each for each in field.notes)
    assert not any("offer" in each for each in cm.change(PLAIN, "strike holds").notes)


def test_shares_of_a_doubtful_file_are_not_asked_of_offers_or_rankings() -> None:
    with pytest.raises(InvalidRequest, match="judged without offers; leave out --offer"):
        cm.change(DOUBTFUL, "offer >= 90 %", offers={"firm": "Threaten to close"})
    with pytest.raises(InvalidRequest, match="for 'STATE holds' and 'STATE falls' only"):
        cm.change(DOUBTFUL, "offer >= 90 %", by="rankings")


def test_rankings_are_refused_with_a_goal_that_they_answer() -> None:
    with pytest.raises(InvalidRequest, match=r"as in '\(accept\) holds', or with --by statements,field"):
        cm.change(cm.cases.load("elmira"), "always accept")
    assert cm.change(cm.cases.load("elmira"), "(accept) falls").found


def test_agreements_are_named_where_they_bear_on_nothing() -> None:
    falls = cm.change(PLAIN, "status-quo falls", by="field")
    assert any(each.startswith("Agreements move the status quo") for each in falls.notes)
    assert not any("Agreements" in each for each in cm.change(PLAIN, "never strike", by="field").notes)


def test_who_would_agree_is_not_asked_of_shares() -> None:
    found = cm.change(DOUBTFUL, "(strike and offer) >= 90 %", by="field")
    assert not any(edit.kind == "agreement" for each in found.found for edit in each.edits)
    assert any(each.startswith("Left out: agreements") for each in found.notes)


def test_what_is_proved_of_edits_and_of_rankings_is_said_apart() -> None:
    assert cm.change(PLAIN, "status-quo falls", by="all").proof == "both"
    text = said("change", "syria-iraq-1975", "--so-that", "2 holds by nash", "--by", "all", "--most", "1")
    assert "No change of statements and the field of play and rankings up to a cost of 1 would do it." in text
    assert "Proved by a solver, of rankings: none does it up to that cost." in text
    assert "a change that costs 2.5 would do it: --by rankings --most 2.5." in text


def test_a_status_quo_that_is_ruled_out_is_said(tmp_path: Path) -> None:
    file = tmp_path / "strike.yaml"
    file.write_text(STRIKE.replace("DOUBT", "not offer"), encoding="utf-8")
    assert "The status quo is then ruled out" in said("change", f"{file}", "--so-that", "1 falls", "--by", "field")


def test_assumptions_lead_to_what_it_would_take() -> None:
    assert said("assumptions", "elmira").endswith("Next: countermove change elmira --so-that '5 falls'")


def test_a_family_is_counted_and_its_cases_bear_their_ids(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert "for a family is printed" in refused("change", "csto-appeals", "--so-that", "always send", "-o", f"{page}")
    assert not page.exists()
    text = said("change", "csto-appeals", "--so-that", "always send")
    assert "Of 20 cases: in 1 it is so already; in 6 a change would do it; in 13 none would." in text
    assert "Kyrgyzstan, March 2005 (k2005)" in text


# -- certificates ----------------------------------------------------------------------------------


def altered(proof: dict[str, Any], states: int) -> Iterator[dict[str, Any]]:
    """Yield certificates with one piece changed: verdict, state, an improvement or its sanction."""
    yield proof | {"verdict": "unstable" if proof["verdict"] == "stable" else "stable"}
    for k, _ in enumerate(proof["improvements"]):
        if proof["verdict"] == "stable":
            yield proof | {"improvements": [each for n, each in enumerate(proof["improvements"]) if n != k]}
            sanction = deepcopy(proof)
            sanction["improvements"][k]["sanction"] = []
            yield sanction
        other = deepcopy(proof)
        other["improvements"][k]["to"] = proof["state"]
        yield other
    yield proof | {"state": states + 1}


@pytest.mark.parametrize("by", ["statements", "rankings", "field"])
@pytest.mark.parametrize("goal", ["2 holds", "2 holds by sseq", "6 falls", "6 falls by gmr"])
def test_altered_certificates_of_changes_are_refused(goal: str, by: str) -> None:
    found = cm.change(cm.cases.load("syria-iraq-1975"), goal, by=by)
    proofs = [(each.conflict, dict(proof)) for each in found.found for proof in each.certificates]
    for conflict, proof in proofs:
        check(conflict, proof)
        for forged in altered(proof, len(conflict.states)):
            with pytest.raises(InvalidCertificate):
                check(conflict, forged)
    assert proofs or by == "field"  # a state that is not feasible any more has no certificate that it falls
