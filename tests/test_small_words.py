"""Small things that pages and the terminal said wrongly: each once, where it is made."""

from __future__ import annotations

from pathlib import Path

import countermove as cm
from command_line import run
from countermove import cases
from countermove.model.variation import vary
from countermove.report.family import share_text
from countermove.report.notebook.equilibria import evolution
from countermove.report.part_names import is_plural
from countermove.report.words import summary
from countermove.simulation.result import Share


def test_the_score_of_frozen_forecasts_names_a_call_that_can_be_made(tmp_path: Path) -> None:
    frozen = f"{tmp_path}/kazakhstan.forecast.json"
    run("freeze", "kazakhstan-2022", "--to", frozen, "--count", "20")
    assert run("score", frozen).stdout.rstrip().endswith(f"countermove score {frozen} --plot scores.svg")
    plotted = run("score", frozen, "--plot", f"{tmp_path}/scores.svg").stdout
    assert plotted.rstrip().endswith("Next: countermove family")
    assert run("score", "kazakhstan-2022").stdout.rstrip().endswith("Next: countermove brief kazakhstan-2022")


def test_a_share_of_nothing_is_in_percent_as_others_are() -> None:
    assert (share_text(Share(0.0)), share_text(None)) == ("0 %", "")


def test_where_nobody_moves_the_notebook_says_so() -> None:
    still = "title: t\nstatus_quo: []\ndecision_makers: {a: {options: [x], preferences: [not x]}}\n"
    shown = evolution(cm.evolve(cm.loads(still)))
    assert "nobody moves." in shown
    assert "0.00 moves" not in shown


def test_the_variations_of_a_start_may_be_fewer_than_those_of_the_file() -> None:
    conflict = cases.load("kazakhstan-2022")
    view = vary(conflict)
    assert len(view.variations) < len(conflict.variations)
    assert f"{len(view.variations)} variations that can be laid on this start" in summary(view)
    assert f"{len(conflict.variations)} variations, " in summary(conflict)


def test_what_is_left_out_begins_a_sentence() -> None:
    for command in ("fronts", "solve"):
        out = run(command, "canal").stdout
        assert "\nleft out:" not in out
    assert "\nLeft out: simultaneous stability" in run("fronts", "canal").stdout


def test_the_standpoint_is_laid_on_the_file_once() -> None:
    conflict = cases.load("kazakhstan-2022")
    assert vary(conflict) is vary(conflict)
    other = vary(conflict, "none")
    assert other is vary(conflict, "none")
    assert other != vary(conflict)


CHIEFS = """
title: Chiefs
status_quo: []
decision_makers:
  c: {name: The chiefs of the clans, options: {go: Go}, preferences: [{holds: go, confidence: 0.4}, not go]}
  r: {name: Reuters, options: {tell: Tell}, preferences: [{holds: tell, confidence: 0.4}, not tell]}
"""


def test_a_plural_name_takes_a_plural_verb(tmp_path: Path) -> None:
    chiefs = tmp_path / "chiefs.yaml"
    chiefs.write_text(CHIEFS, encoding="utf-8")
    assert [is_plural(each) for each in ("our allies", "the women", "the police of the north")] == [True] * 3
    assert [is_plural(each) for each in ("the boss", "the politics of it", "Ypres", "the Maldives", "")] == [
        False
    ] * 5
    said = " ".join(run("worlds", f"{chiefs}").stdout.split())
    assert "The chiefs of the clans want “Go”" in said
    assert "Reuters wants “Tell”" in said
