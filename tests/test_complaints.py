"""Complaints name their file, one fault gets one of them, and the form of an accent is no fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import countermove as cm
from countermove.cli.app import app
from countermove.io.gmcr.reading import slug
from countermove.io.yaml.reading import read_yaml

ONE = """
title: One
decision_makers:
  ann: {options: [go, stay], preferences: [go]}
  ben: {options: [come], preferences: [not go]}
status_quo: []
"""

BOTH = """
title: Both
fronts: {east: {conflict: one.yaml}, west: {conflict: one.yaml}}
shared: {ann: {fronts: {east: ann, west: ann}, COMPARED}}
"""

DECOMPOSED, COMPOSED = "cafe\u0301", "caf\u00e9"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("one.yaml").write_text(ONE, "utf-8")
    return tmp_path


def complaints(text: str) -> list[str]:
    with pytest.raises(cm.InvalidConflict) as caught:
        read_yaml(text, "a.yaml", Path())
    assert all(each.place and each.place.line for each in caught.value.complaints)
    return [each.message for each in caught.value.complaints]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[go]", "{weights: {go: much}}", "a number is expected here, not 'much'"),
        ("[go]", "{weights: {go: .nan}}", "a number is expected here, not '.nan'"),
        ("[go]", "{weights: {go: [1]}}", "a number is expected here, not a list"),
        ("[go]", "{weights: {go: }}", "a number is expected here, not nothing"),
        ("status_quo: []", "states: 5", "a mapping, a list or text is expected here, not 5"),
        ("status_quo: []", "tempo: {ann: fast}", "a number is expected here, not 'fast'"),
    ],
)
def test_a_value_of_the_wrong_kind_gets_one_complaint(old: str, new: str, message: str) -> None:
    assert complaints(ONE.replace(old, new, 1)) == [message]


@pytest.mark.parametrize(
    ("compared", "message"),
    [
        ("weights: {east: heavy, west: 1}", "a number is expected here, not 'heavy'"),
        ("weights: {east: heavy}", "a number is expected here, not 'heavy'"),
        ("weights: {east: -1, west: 1}", "the weight of east is -1; it has to be a positive number"),
        ("weights: {eest: 2, west: 1}", "ann takes no part in 'eest'; did you mean 'west'?"),
        ("order: [east, norh]", "ann takes no part in 'norh'; there are: east, west"),
        ("ordr: [east, west]", "unknown key 'ordr'; did you mean 'order'?"),
    ],
)
def test_what_follows_from_a_fault_is_not_complained_of(compared: str, message: str) -> None:
    assert complaints(BOTH.replace("COMPARED", compared)) == [message]


def test_a_fault_elsewhere_is_complained_of_as_well() -> None:
    found = complaints(
        BOTH.replace("COMPARED", "weights: {east: heavy, west: 1}") + "preferences: {zed: [east.go]}\n"
    )
    assert len(found) == 2
    assert found[1].startswith("'zed' is no decision maker of one front")


def test_an_id_may_be_written_with_accents_in_either_form() -> None:
    text = ONE.replace("come", DECOMPOSED).replace("[go]", f"[{COMPOSED}]").replace("ben", "be\u0301la")
    conflict = read_yaml(text, "a.yaml")
    assert conflict.options == ("go", "stay", COMPOSED)
    assert conflict.decision_makers[1].id == "b\u00e9la"
    assert conflict.position("be\u0301la") == 1
    assert cm.explain(conflict, DECOMPOSED, "BE\u0301LA").explanations[0].state == 5
    assert "duplicate key" in complaints(ONE.replace("ben:", f"{COMPOSED}: {{}}\n  {DECOMPOSED}:"))[0]


def test_accents_in_tables_files_and_statements() -> None:
    Path("moves.csv").write_text(f"dm,from,to\nann,{DECOMPOSED},b\n", "utf-8")
    wants = f"{{ann: {{preferences: {{ranking: [b, {COMPOSED}]}}}}}}"
    graph = f"title: G\nstates: [{COMPOSED}, b]\nmoves: moves.csv\ndecision_makers: {wants}\n"
    assert cm.solve(read_yaml(graph, "a.yaml", Path())).equilibria("nash")[0].number == 2
    Path(f"{DECOMPOSED}.yaml").write_text(ONE, "utf-8")
    named = BOTH.replace("COMPARED", "order: [east, west]").replace("one.yaml", f"{DECOMPOSED}.yaml")
    assert read_yaml(named, "a.yaml", Path()).title == "Both"
    assert slug("Cafe\u0301 Noir", "opt1") == "caf\u00e9_noir"
    dm = cm.DecisionMaker(id="a", options=(cm.Option(id=COMPOSED),))
    one = cm.Conflict(title="t", decision_makers=(dm,), rules=(cm.Rule(holds=DECOMPOSED),))
    assert one.states.patterns() == ("Y",)


def test_a_decomposed_id_from_a_program_is_refused_with_the_way_out() -> None:
    with pytest.raises(cm.InvalidConflict, match="with each accent and its letter as one character"):
        cm.Conflict(title="t", decision_makers=(cm.DecisionMaker(id=DECOMPOSED),))


@pytest.mark.parametrize(
    "call",
    [
        "solve big.yaml",
        "worlds big.yaml",
        "fronts one.yaml",
        "forecast one.yaml",
        "score one.yaml",
        "freeze one.yaml",
        "evolve still.yaml",
        "convert graph.yaml out.gmcr",
    ],
)
def test_every_complaint_about_a_file_names_it(call: str) -> None:
    many = ", ".join(f"o{k}" for k in range(25))
    Path("big.yaml").write_text(f"title: T\ndecision_makers: {{a: {{options: [{many}]}}}}\n", "utf-8")
    Path("still.yaml").write_text(ONE.replace("status_quo: []", ""), "utf-8")
    Path("graph.yaml").write_text("title: G\nstates: [x]\ndecision_makers: {a: {}}\n", "utf-8")
    done = CliRunner().invoke(app, call.split())
    assert (done.exit_code, done.stdout) == (2, "")
    assert [line for line in done.stderr.splitlines() if not line.startswith(f"{call.split()[1]}: ")] == []


def test_warnings_about_a_gmcr_file_name_it() -> None:
    dms = '[{"name": "A", "options": [0]}, {"name": "B", "options": []}]'
    gmcr = f'{{"options": [{{"name": "Go"}}], "decisionMakers": {dms}}}'
    Path("a.gmcr").write_text(gmcr, "utf-8")
    done = CliRunner().invoke(app, ["check", "a.gmcr"])
    assert done.exit_code == 0
    assert done.stderr
    assert all(line.startswith("a.gmcr: ") for line in done.stderr.splitlines())
