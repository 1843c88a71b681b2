"""The key `reading`: what it says, what is refused by name, and what the commands make of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from command_line import refused, run, written
from countermove import (
    Conflict,
    InvalidConflict,
    UnknownName,
    brief,
    cases,
    coalitions,
    evolve,
    family,
    fronts,
    read_family,
    solve,
)
from countermove.analysis.certificate import check
from countermove.analysis.explain import explain
from countermove.errors import InvalidCertificate
from countermove.io.gmcr.writing import write_gmcr
from countermove.io.yaml.reading import read_yaml
from countermove.io.yaml.writing import write_yaml
from countermove.model.reading import concepts_of, reading_of
from tiny_family import FAMILY

DUEL = """
title: A duel
status_quo: [a.yield]
decision_makers:
  a: {name: Ann, options: {yield: Ann yields}, ranking: [NY, YY, YN, NN]}
  b: {name: Bob, options: {yield: Bob yields}, ranking: [YN, YY, NY, NN]}
"""
"""Chicken: where both yield each is tempted, which others can punish, though it hurts them (GMR, SMR, not SEQ)."""

FRONTS = """
title: Two fronts
shared: {centre: {order: [north, south]}}
fronts:
  north:
    title: North
    status_quo: []
    reading: {centre: nash}
    decision_makers:
      centre: {options: [go], preferences: [not come, go]}
      x: {options: [come], preferences: [come]}
  south:
    title: South
    status_quo: []
    reading: READING
    decision_makers:
      centre: {options: [stay], preferences: [stay]}
      y: {options: [pay], preferences: [pay]}
"""


def duel(reading: str) -> Conflict:
    return read_yaml(f"reading: {reading}{DUEL}", "duel.yaml")


def complaints(text: str) -> list[str]:
    with pytest.raises(InvalidConflict) as fault:
        read_yaml(text, "duel.yaml")
    return str(fault.value).splitlines()


# -- the file ------------------------------------------------------------------------------------


def test_one_for_all_one_for_each_and_the_default() -> None:
    assert concepts_of(read_yaml(DUEL, "duel.yaml")) == ("seq", "seq")
    assert concepts_of(duel("smr")) == ("smr", "smr")
    assert concepts_of(duel("{b: nash}")) == ("seq", "nash")
    assert (reading_of(duel("smr")).id, reading_of(duel("{b: nash}")).id) == ("smr", "reading")
    assert reading_of(duel("{b: seq}")).id == "seq"


@pytest.mark.parametrize("reading", ["smr", "{a: nash, b: smr}", "{b: sim}", "seq"])
def test_is_written_back(reading: str) -> None:
    conflict = duel(reading)
    text = write_yaml(conflict)
    assert read_yaml(text, "again.yaml") == conflict
    assert ("reading: " in text) is (":" not in reading)


def test_complaints_stand_at_the_words_with_a_suggestion() -> None:
    assert complaints(f"reading: {{a: nsh, c: smr, b: sequ}}{DUEL}") == [
        "duel.yaml, line 1, column 14: unknown stability concept 'nsh' (in reading); did you mean 'nash'?",
        "duel.yaml, line 1, column 19: unknown decision maker 'c' (in reading); there are: a, b",
        "duel.yaml, line 1, column 30: unknown stability concept 'sequ' (in reading); did you mean 'seq'?",
    ]
    assert complaints(f"reading: smt{DUEL}") == [
        "duel.yaml, line 1, column 10: unknown stability concept 'smt' (in reading); did you mean 'smr'?"
    ]
    assert complaints(f"reading: [seq]{DUEL}") == [
        "duel.yaml, line 1, column 1: text or a mapping is expected here, not a list"
    ]


def test_a_graph_is_not_read_by_what_needs_options() -> None:
    graph = "title: g\nstates: [s, t]\nreading: {x: sim}\ndecision_makers:\n  x: {moves: {s: [t]}, ranking: [t, s]}\n"
    assert complaints(graph) == [
        "duel.yaml, line 3, column 14: sim is defined by options, not for a graph of states; read it by another"
    ]


def test_what_a_gmcr_file_cannot_hold_is_remarked() -> None:
    remark = "left out, which changes the meaning: by which concept each decision maker goes."
    assert remark in write_gmcr(duel("{b: nash}"))[1]
    assert remark not in write_gmcr(read_yaml(DUEL, "duel.yaml"))[1]


def test_a_variation_keeps_it() -> None:
    varied = read_yaml(f"reading: {{b: smr}}{DUEL}variations: {{kept: {{status_quo: []}}}}\n", "duel.yaml")
    assert solve(varied, variation="kept").concepts[-1] == "reading"


# -- fronts --------------------------------------------------------------------------------------


def test_fronts_keep_theirs_and_a_shared_one_takes_what_one_front_says() -> None:
    joined = read_yaml(FRONTS.replace("READING", "{y: smr}"), "two.yaml")
    assert [dm.id for dm in joined.decision_makers] == ["centre", "north.x", "south.y"]
    assert concepts_of(joined) == ("nash", "seq", "smr")
    assert {front: concepts_of(each) for front, each in joined.alone.items()} == {
        "north": ("nash", "seq"),
        "south": ("nash", "smr"),
    }


def test_fronts_that_differ_on_a_shared_one_need_a_word() -> None:
    text = FRONTS.replace("READING", "smr")
    assert complaints(text) == [
        "duel.yaml, line 3, column 10: centre is read by nash on north and by smr on south; say by which in the file "
        "with the fronts, as in 'reading: {centre: nash}'"
    ]
    said = read_yaml(f"reading: {{centre: gmr, north.x: sseq}}{text}", "two.yaml")
    assert concepts_of(said) == ("gmr", "sseq", "smr")
    assert read_yaml(write_yaml(said), "again.yaml") == said
    assert concepts_of(read_yaml(f"reading: seq{text}", "two.yaml")) == ("seq", "seq", "seq")


def test_complaints_about_the_reading_of_fronts() -> None:
    assert complaints(f"reading: {{south.z: seq, north.x: nsh}}{FRONTS.replace('READING', 'nash')}") == [
        "duel.yaml, line 1, column 20: unknown decision maker 'south.z' (in reading); did you mean 'south.y'?",
        "duel.yaml, line 1, column 34: unknown stability concept 'nsh' (in reading); did you mean 'nash'?",
    ]


# -- what follows --------------------------------------------------------------------------------


def test_a_reading_is_solved_beside_the_usual_concepts() -> None:
    """Ann leaves where both yield, for by Nash nothing deters her; Bob fears what Ann could do, and so stays."""
    found = solve(duel("{a: nash, b: smr}"))
    assert found.concepts == ("nash", "gmr", "smr", "seq", "sseq", "sim", "reading")
    assert [state.number for state in found.equilibria("reading")] == [2, 3]
    assert [state.number for state in found.stable_for("reading", "Bob")] == [2, 3, 4]
    assert found.to_dict()["reading"] == {"a": "nash", "b": "smr"}
    assert "reading" not in solve(duel("smr")).concepts
    assert solve(duel("smr"), ["reading"]).concepts == ("smr",)


def test_the_reading_is_the_default_and_a_named_concept_wins() -> None:
    conflict = duel("{a: nash, b: smr}")
    assert evolve(conflict).concept == "reading"
    assert evolve(conflict, "gmr").concept == "gmr"
    assert evolve(duel("smr")).concept == "smr"
    assert [each.concept for each in explain(conflict, 4)] == ["nash", "smr"]
    assert [each.concept for each in explain(conflict, 4, concept="seq")] == ["seq", "seq"]
    assert [*brief(conflict).leaders] == ["reading", "nash", "gmr", "smr", "seq", "sseq"]
    assert [*brief(conflict, "seq").leaders] == ["seq", "nash", "gmr", "smr", "sseq", "reading"]
    assert [*brief(duel("smr")).leaders] == ["smr", "nash", "gmr", "seq", "sseq"]


def test_what_a_reading_does_not_have_is_refused_by_name() -> None:
    with pytest.raises(UnknownName, match="no evolution by the file's reading, where b goes by 'sim'; name one of"):
        evolve(duel("{b: sim}"), "reading")
    conflict = duel("{b: nash}")
    with pytest.raises(UnknownName, match="a coalition has no reading, for its members go by different concepts"):
        coalitions(conflict, concepts=["reading"])
    assert coalitions(conflict).remarks == (
        "left out: the reading of the file; the members of a coalition go by different concepts",
    )
    assert coalitions(duel("smr"), concepts=["reading"]).concepts == ("smr",)
    joined = read_yaml(FRONTS.replace("READING", "{y: smr}"), "two.yaml")
    with pytest.raises(UnknownName, match="fronts are not compared by a reading by different concepts"):
        fronts(joined, ["reading"])
    assert "left out: the reading of the file (reading), by which fronts are not compared" in fronts(joined).remarks


@pytest.mark.parametrize("reading", ["sim", "{b: sim}"])
@pytest.mark.parametrize("ask", [evolve, brief])
def test_a_reading_that_drives_no_evolution_is_a_fault_of_the_file(ask: Callable[..., Any], reading: str) -> None:
    """The complaint named no file: it was as if a wrong concept had been asked for."""
    with pytest.raises(InvalidConflict, match=r"where [ab] goes by 'sim'; change it, or name a concept") as fault:
        ask(duel(reading))
    assert [each.path for each in fault.value.complaints] == [("reading",)]


def test_a_certificate_is_by_one_concept() -> None:
    [first, _] = explain(duel("{a: nash, b: smr}"), 2)
    check(first.conflict, first.certificate())
    with pytest.raises(InvalidCertificate, match="'reading' is none"):
        check(first.conflict, first.certificate() | {"concept": "reading"})


def test_a_brief_by_a_concept_without_coalitions() -> None:
    assert brief(cases.load("elmira"), "sseq").overturned == ()


def test_cases_of_a_family_are_read_by_their_template(tmp_path: Path) -> None:
    text = FAMILY.replace("  decision_makers:", "  reading: {guard: smr}\n  decision_makers:", 1)
    cases_ = read_family(written(tmp_path / "guards.yaml", text))
    found = family(cases_)
    assert found.terms.concept == "reading"
    assert {concepts_of(each.case.conflict) for each in found.forecasts} == {("seq", "smr")}
    plain = family(read_family(written(tmp_path / "plain.yaml", FAMILY)))
    assert (plain.terms.concept, family(cases_, "seq").to_dict()) == ("seq", plain.to_dict())


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("reading") / "duel.yaml"
    path.write_text(f"reading: {{a: nash, b: smr}}{DUEL}", "utf-8")
    return str(path)


SAYS = "each goes by its own concept, Ann by nash and Bob by smr"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("solve", f"reading: {SAYS}"),
        ("solve --counts", "sim  reading"),
        ("explain --state 4 --check", f"state 4; {SAYS}"),
        ("explain --state 4 --concept seq", "by sequential stability"),
        ("evolve", f"It ends where nobody has one (reading: {SAYS})."),
        ("evolve --concept gmr", "would not punish (gmr)"),
        ("worlds", "ending there (reading)"),
        ("assumptions", "(reading)"),
        ("brief", f"Reading: {SAYS}; nash, gmr,"),
        ("brief --concept seq", "Reading: Sequential stability (seq), as asked;"),
        ("brief --concept smr", "Reading: Symmetric metarationality (smr), as asked;"),
    ],
)
def test_commands_take_it_and_say_so(file: str, call: str, said: str) -> None:
    command, *rest = call.split()
    printed = " ".join(run(command, file, *rest, columns=100).stdout.split())
    assert " ".join(said.split()) in printed


def test_the_bar_of_a_terminal_knows_it(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bar is shown where standard error is a terminal; it counts the concepts that are asked for."""
    monkeypatch.setattr("countermove.cli.solve.progress_bar", lambda _: nullcontext(lambda *_: None))
    assert "reading" in run("solve", file, "--concepts", "nash,reading").stdout


def test_documents_name_it(file: str) -> None:
    solved = json.loads(run("solve", file, "--json").stdout)
    assert (solved["reading"], solved["equilibria"]["reading"]) == ({"a": "nash", "b": "smr"}, [2, 3])
    for command in ("evolve", "worlds", "assumptions", "explain"):
        assert json.loads(run(command, file, "--json").stdout)["concept"] == "reading"


def test_a_report_has_it_among_its_concepts(file: str, tmp_path: Path) -> None:
    run("report", file, "--output", str(tmp_path / "duel.md"))
    text = (tmp_path / "duel.md").read_text("utf-8")
    assert f"The reading of the file (reading) | {SAYS}" in text
    assert "the default is the reading of the file (reading)" in text


def test_one_reading_for_all_is_marked_in_the_legend(tmp_path: Path) -> None:
    (tmp_path / "duel.yaml").write_text(f"reading: smr{DUEL}", "utf-8")
    printed = " ".join(run("solve", str(tmp_path / "duel.yaml")).stdout.split())
    assert "no countermove escapes (by which this file is read)" in printed
    assert "smr), as the file says" in " ".join(run("brief", str(tmp_path / "duel.yaml")).stdout.split())


def test_a_file_without_a_reading_says_why_it_is_read_so(tmp_path: Path) -> None:
    printed = " ".join(run("brief", written(tmp_path / "duel.yaml", DUEL.lstrip())).stdout.split())
    assert "Reading: seq (only threats that pay count); nash, gmr, smr and sseq agree." in printed


def test_the_command_refuses_what_has_no_evolution(tmp_path: Path) -> None:
    (tmp_path / "duel.yaml").write_text(f"reading: {{b: sim}}{DUEL}", "utf-8")
    for command in ("evolve", "worlds", "assumptions", "brief", "report"):
        assert "where b goes by 'sim'" in refused(command, str(tmp_path / "duel.yaml"))
    assert "line 1, column 14: b goes by sim, which drives no" in run("check", str(tmp_path / "duel.yaml")).stderr
    assert "Bob by sim" in run("solve", str(tmp_path / "duel.yaml")).stdout
