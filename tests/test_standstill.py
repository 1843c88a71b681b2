"""A model in which nobody leaves the status quo says that, why, and what would free it; it has no forecast."""

from __future__ import annotations

import json
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

import countermove as cm
from command_line import run
from countermove.analysis.assumptions.assumption import assumptions_of
from countermove.analysis.assumptions.changes import Change, changed
from countermove.analysis.assumptions.freeing import freeing
from countermove.analysis.evolution.chain import credible
from countermove.io.yaml.reading import read_yaml
from countermove.model.concepts import CONCEPTS
from countermove.report.brief.heading import sentences
from countermove.report.brief.lines import brief_lines
from long_runs import few_at_once
from uncertain_conflicts import draw_uncertain

if TYPE_CHECKING:
    from pathlib import Path

STRIKE = """
title: Strike
status_quo: []
sources: {paper: {title: The paper}}
decision_makers:
  union:
    name: The union
    options: {strike: Strike}
    preferences: [{holds: raise, evidence: [paper]}, {holds: not strike, evidence: [paper]}]
  firm:
    name: The firm
    options: {raise: Raise}
    preferences: [{holds: not strike, evidence: [paper]}, {holds: not raise, evidence: [paper]}]
questions:
  r: {asks: Will there be a strike?, when: strike, closes: 2030-01-01}
"""

# the union would strike, but for its own first wish
HELD = STRIKE.replace("[{holds: raise, evidence: [paper]}, {holds", "[not strike or raise, strike, {holds")


def strike(text: str = STRIKE) -> cm.Conflict:
    return read_yaml(text, "strike")


def frees(conflict: cm.Conflict, concept: str, changes: tuple[Change, ...]) -> tuple[str, ...]:
    """Return who leaves the status quo of a conflict that is changed in one piece."""
    try:
        made = changed(conflict, changes)
    except cm.InvalidConflict:
        return ()
    start = made.status_quo_number
    if start is None:
        return ()
    stable = credible(made, CONCEPTS[concept]).stable[:, start - 1]
    return tuple(dm.id for dm, stays in zip(made.decision_makers, stable, strict=True) if not stays)


@pytest.mark.parametrize("seed", few_at_once(range(30), 8))
def test_what_frees_is_found_by_trying_each_change(seed: int) -> None:
    conflict = strike((STRIKE, HELD)[seed % 2]) if seed < 2 else draw_uncertain(seed)
    if conflict.status_quo is None:
        return
    stated = [each for each in assumptions_of(conflict) if each.kind == "statement"]
    without, contrary = ([Change(each, how) for each in stated] for how in ("left out", "negated"))
    sets: list[list[tuple[Change, ...]]] = [[(each,) for each in without], [*combinations(without, 2)]]
    sets.append([(each,) for each in contrary])
    tried = [[(each, movers) for each in some if (movers := frees(conflict, "seq", each))] for some in sets]
    expected = next((some for some in tried if some), [])
    assert [(each.changes, each.movers) for each in freeing(conflict, "seq")] == expected


def test_an_empty_model_names_what_would_free_it() -> None:
    judged = cm.brief(strike())
    likely, sure = sentences(judged)
    assert likely.startswith("Nobody leaves the status quo. The model says nothing here")
    assert sure.startswith("Confidence: none.")
    lines = "\n".join(brief_lines(judged, "strike"))
    assert "no answer: nothing moves away from the start's no" in lines
    assert "if the union wanted “Strike” instead: then the union would move" in lines
    assert "%" not in lines
    document = judged.to_dict()
    assert document["questions"][0]["chance"] is None
    assert document["freed_by"][0]["changes"] == [{"assumption": "union: not strike", "change": "negated"}]


def test_the_statement_that_keeps_the_status_quo_is_named() -> None:
    said = sentences(cm.brief(strike(HELD)))[0]
    assert said.startswith("Nobody leaves the status quo: the union wants")
    assert said.endswith("and that keeps it.")


def test_a_bargain_that_fear_upholds_says_that_some_would_gain() -> None:
    judged = cm.brief(cm.cases.load("canal"))
    assert judged.deterred
    assert "some would gain by it, and are held back by what others would do then." in sentences(judged)[0]
    said = brief_lines(judged, "canal")
    assert "What would free it" in said
    assert len(said) <= 25


def test_a_forecast_from_it_is_none(tmp_path: Path) -> None:
    found = cm.forecast(strike())
    assert found["r"].moves is False
    assert found["r"].probability == 0
    file = tmp_path / "strike.yaml"
    file.write_text(STRIKE, "utf-8")
    said = " ".join(run("forecast", str(file)).stdout.split())
    assert "no answer" in said
    assert "0 % to 0 %" not in said
    assert "The start's answer is no forecast: “Will there be a strike?” (no)." in said
    assert json.loads(run("forecast", str(file), "--json").stdout)["questions"][0]["moves"] is False
    assert cm.forecast(cm.cases.load("kazakhstan-2022"), count=20, over=["seq"]).questions[0].moves


def test_a_source_without_which_nobody_wants_anything_is_needed(tmp_path: Path) -> None:
    found = cm.assumptions(strike(), pairs=False)
    [paper] = found.sources
    assert (paper.alone.finding.status, paper.alone.finding.survives) == ("nothing wanted", None)
    assert paper.citing.idle == ("union", "firm")
    assert found.to_dict()["sources"][0]["alone"]["idle"] == ["union", "firm"]
    file = tmp_path / "strike.yaml"
    file.write_text(STRIKE, "utf-8")
    said = " ".join(run("assumptions", str(file)).stdout.split())
    assert "can go without a difference" not in said
    assert "4 left out" in said
