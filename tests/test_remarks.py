"""Remarks: what a conflict lacks of its file is part of every answer about it, for people and for programs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import countermove as cm
from countermove.cli.app import app
from countermove.io.gmcr import write_gmcr
from countermove.report.notebook import html

GMCR = """{
 "options": [{"name": "Give way"}, {"name": "Go on"}],
 "decisionMakers": [
   {"name": "Ann", "options": [0], "preferences": [[[1, "N"]]], "payoffs": [1, 2, 1, 2]},
   {"name": "Ben", "options": [1], "preferences": [[[0, "Y"]]], "misperceptions": [[[0, "Y"]]]}]}"""

BLIND = "ignored, which changes the meaning: misperceptions of Ben; here everybody sees the conflict as it is."

PAID = "ignored: payoffs of Ann."

BOTH = """
title: Both
fronts:
  east: {conflict: more.gmcr}
  west: {conflict: more.gmcr}
shared: {ann: {fronts: {east: ann, west: ann}, order: [east, west]}}
"""

GRAPH = """
title: Round
states: {x: Alpha, y: Beta}
decision_makers:
  a: {moves: [[x, y]], preferences: {ranking: [y, x]}}
  b: {moves: [[y, x]], preferences: {ranking: [x, y]}}
status_quo: x
"""

ASKED: dict[str, tuple[str, ...]] = {
    "solve": (),
    "explain": ("--state", "1"),
    "coalitions": (),
    "worlds": (),
    "sources": (),
}
"""The commands that answer a file without a status quo and without questions, with their options."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("more.gmcr").write_text(GMCR, "utf-8")
    Path("both.yaml").write_text(BOTH, "utf-8")
    Path("graph.yaml").write_text(GRAPH, "utf-8")
    return tmp_path


def said(*words: str) -> str:
    done = CliRunner().invoke(app, words, env={"COLUMNS": "120"})
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout


def document(*words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(said(*words, "--json"))
    return found


@pytest.mark.parametrize("command", [*ASKED])
def test_every_answer_has_the_remarks_of_its_file(command: str) -> None:
    assert document(command, "more.gmcr", *ASKED[command])["remarks"] == [BLIND, PAID]
    shown = " ".join(said(command, "more.gmcr", *ASKED[command]).split())
    assert f"{BLIND} {PAID}" in shown


def test_remarks_stand_where_the_answer_stands() -> None:
    assert said("solve", "more.gmcr").split("\n\n")[1] == f"{BLIND}\n{PAID}"
    assert said("solve", "more.gmcr", "--counts").split("\n\n")[1] == f"{BLIND}\n{PAID}"
    assert document("solve", "more.gmcr", "--counts")["remarks"] == [BLIND, PAID]
    assert f"{BLIND}\n{PAID}" in said("show", "more.gmcr")
    assert BLIND in said("report", "more.gmcr").split('id="account"')[0]
    assert BLIND in said("report", "more.gmcr", "--format", "md").split("## Tables and sources")[0]


def test_check_warns_of_what_is_ignored() -> None:
    done = CliRunner().invoke(app, ["check", "more.gmcr"])
    assert done.exit_code == 0
    assert done.stderr.splitlines()[:2] == [f"more.gmcr: {each} (a warning)" for each in (BLIND, PAID)]


def test_the_library_has_them_too() -> None:
    conflict = cm.read("more.gmcr")
    assert conflict.remarks == (BLIND, PAID)
    answers = [cm.solve(conflict), cm.explain(conflict, 1), cm.coalitions(conflict), cm.worlds(conflict)]
    for each in (*answers, cm.sources(conflict)):
        assert each.remarks == (BLIND, PAID)  # type: ignore[attr-defined]  # the list is one of objects
        assert f"<p>{BLIND}</p><p>{PAID}</p></div><div class=" in html(each)
    assert BLIND in str(answers[0])
    assert conflict == replace(conflict, remarks=())


def test_evolution_and_what_is_asked_of_a_start() -> None:
    conflict = replace(cm.read("more.gmcr"), status_quo=())
    assert cm.evolve(conflict).to_dict()["remarks"] == [BLIND, PAID]
    assert cm.assumptions(conflict, pairs=False).to_dict()["remarks"][:2] == [BLIND, PAID]


def test_a_front_brings_its_remarks() -> None:
    expected = [f"front {front}: {each}" for front in ("east", "west") for each in (BLIND, PAID)]
    assert document("solve", "both.yaml")["remarks"] == expected
    assert document("fronts", "both.yaml")["remarks"][:-1] == expected
    assert cm.solve(cm.read("both.yaml")).remarks == (*expected,)


def test_convert_says_what_changes_the_meaning_and_keeps_it() -> None:
    assert said("convert", "more.gmcr", "more.yaml") == (
        f"wrote more.yaml\n{BLIND}\n{PAID}\nNext: countermove check more.yaml\n"
    )
    assert cm.read("more.yaml").notes == (BLIND, PAID)
    text = said("convert", "elmira", "elmira.gmcr")
    assert text.startswith("wrote elmira.gmcr\nleft out, which changes the meaning: the coalescing;")
    assert "\nleft out: the title; on reading, the name of the file takes its place.\n" in text


def test_nothing_is_shown_for_a_reason() -> None:
    reason = "left out: simultaneous stability (sim), which is defined by options, not for a graph of states"
    assert said("solve", "graph.yaml", "--concepts", "sim").split("\n\n")[:2] == [
        "Round\n2 states. A and b decide.",
        reason.replace("left", "Left", 1),
    ]
    assert document("solve", "graph.yaml", "--concepts", "sim")["remarks"] == [reason]
    assert document("solve", "graph.yaml")["remarks"] == [reason]


def test_fronts_say_which_usual_concept_they_are_not_compared_by() -> None:
    canal = cm.cases.load("canal")
    reason = "left out: simultaneous stability (sim), by which fronts are not compared"
    assert cm.fronts(canal).remarks == (reason,)
    assert cm.fronts(canal, ["nash"]).remarks == ()


def of(**changes: Any) -> cm.Conflict:
    """Return a conflict that a .gmcr file can hold but for the title, and changes to its first decision maker."""
    dms = (cm.DecisionMaker(id="a", options=(cm.Option(id="go"),)), cm.DecisionMaker(id="b"))
    return cm.Conflict(title="t", decision_makers=(replace(dms[0], **changes), dms[1]))


@pytest.mark.parametrize(
    ("conflict", "remark"),
    [
        (of(tempo=2.0), "left out, which changes the meaning: the tempo of decision makers."),
        (
            of(options=(cm.Option(id="go", confidence=0.5),)),
            "left out, which changes the meaning: how sure the analyst is of options, rules, rankings and "
            "irreversibility.",
        ),
        (
            of(preferences=cm.Preferences(statements=((cm.Statement(holds="go", confidence=0.5),),))),
            "left out, which changes the meaning: how sure the analyst is of statements.",
        ),
        (of(name="Ann"), "left out: the id a; on reading, ids are made from names."),
    ],
)
def test_what_a_gmcr_file_cannot_hold(conflict: cm.Conflict, remark: str) -> None:
    title = "left out: the title; on reading, the name of the file takes its place."
    assert {*write_gmcr(conflict)[1]} == {title, remark}
    assert write_gmcr(of())[1] == (title,)


def test_a_variation_that_does_not_fit_among_the_fronts_is_remarked_on() -> None:
    Path("east.yaml").write_text(
        """
title: East
status_quo: []
decision_makers:
  ann: {options: [go], preferences: [go]}
standpoint: none
questions: {q: {asks: Gone?, when: go, variation: gone}}
variations: {gone: {status_quo: [go]}}
""",
        "utf-8",
    )
    Path("fit.yaml").write_text(
        """
title: Both
fronts: {east: {conflict: east.yaml}, west: {conflict: east.yaml}}
feasible: [not east.go]
""",
        "utf-8",
    )
    expected = (
        "left out: the variation east.gone, whose status quo breaks 'not east.go' across the fronts, with the "
        "questions asked of it: east.q."
    )
    assert document("solve", "fit.yaml")["remarks"] == [expected]
    assert cm.read("fit.yaml").notes == ()
