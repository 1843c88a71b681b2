"""Conflict files with fronts: read, written, complained about with file, line and a suggestion."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import countermove as cm
from command_line import refused, run
from countermove import InvalidConflict, read, write
from countermove.io.yaml.reading import read_yaml
from countermove.io.yaml.schema import schema
from countermove.io.yaml.tree import parse_yaml
from countermove.io.yaml.writing import as_document, write_yaml
from countermove.model.joining import join
from long_runs import few_at_once
from random_joint import drawn_joint

WEST = """title: West
status_quo: [press]
sources: {paper: {title: A paper}}
decision_makers:
  russia:
    options: {press: Keep pressing}
    preferences: [{holds: press, evidence: [paper]}]
  nato: {options: [arm, concede], preferences: [arm if press, not concede]}
questions:
  armed: {asks: Will it be armed?, when: arm, asked: 2022-01-07}
variations:
  meek: {drop: {nato: [arm if press]}}
"""

BOTH = """title: Both
fronts:
  east:
    title: East
    status_quo: []
    decision_makers:
      russia: {options: [stay, go], preferences: [not stay, go]}
      street: {options: [revolt], preferences: [revolt if not stay]}
  west: west.yaml
shared:
  russia: {name: Moscow, order: [west, east]}
feasible:
  - {holds: not (east.stay and west.press), because: two fronts}
capacity: {russia: {forces: {has: 3, because: so it is said}}}
draws: {east.stay: {forces: 2}, east.go: {forces: 2}, west.press: {forces: 1}}
questions:
  ends: {asks: Will both end?, when: not (west.press or east.stay), asked: 2022-01-07}
variations:
  doubled: {capacity: {russia: {forces: 6}}}
  no-west: {remove: [west]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "west.yaml").write_text(WEST)
    (tmp_path / "both.yaml").write_text(BOTH)
    return tmp_path


def test_read(folder: Path) -> None:
    both = read(folder / "both.yaml")
    assert both.options == ("east.stay", "east.go", "east.revolt", "west.press", "west.arm", "west.concede")
    assert [dm.id for dm in both.decision_makers] == ["russia", "east.street", "west.nato"]
    assert [dm.name for dm in both.decision_makers] == ["Moscow", "", ""]
    assert both.status_quo == ("west.press",)
    assert [rule.holds for rule in both.rules] == [
        "not (east.stay and west.press)",
        "at most 3 of (2 east.stay, 2 east.go, west.press)",
    ]
    russia = both.decision_makers[0].preferences.statements
    assert [level[0].holds for level in russia] == ["west.press", "not east.stay", "east.go"]
    assert russia[0][0].evidence[0].source == "west.paper"
    assert [each.id for each in both.questions] == ["ends", "west.armed"]
    assert [each.id for each in both.variations] == ["doubled", "no-west", "west.meek"]


def test_variations(folder: Path) -> None:
    both = read(folder / "both.yaml")
    doubled = cm.solve(both, ["nash"], variation="doubled").conflict
    assert "true" in [rule.holds for rule in doubled.rules]
    alone = cm.solve(both, ["nash"], variation="no-west").conflict
    assert alone.status_quo == ()
    assert all(state.on == () or {name[:4] for name in state.on} == {"east"} for state in alone.states)


def test_written_and_read_again(folder: Path) -> None:
    both = read(folder / "both.yaml")
    write(both, folder / "again.yaml")
    again = read(folder / "again.yaml")
    assert again == both
    Draft202012Validator(schema()).validate(parse_yaml(BOTH, "both.yaml").value)
    Draft202012Validator(schema()).validate(as_document(both))


@pytest.mark.parametrize("seed", few_at_once(range(40), 8))
def test_drawn_ones_written_and_read_again(seed: int) -> None:
    whole = join(drawn_joint(random.Random(seed)), title="drawn")
    assert read_yaml(write_yaml(whole), "drawn.yaml") == whole


def test_what_was_changed_is_not_written_as_if_it_were_not(folder: Path) -> None:
    both = read(folder / "both.yaml")
    with pytest.raises(InvalidConflict, match="changed after its fronts were joined"):
        write_yaml(both.with_(rules=()))


COMPLAINTS = {
    "no such file": ("west: west.yaml", "west: east.yaml", "there is no file", 9),
    "no such case": ("west: west.yaml", "west: kazakstan-2022", "did you mean 'kazakhstan-2022'?", 9),
    "itself": ("west: west.yaml", "west: both.yaml", "a conflict cannot be a front of itself", 9),
    "left out": ("west: west.yaml", "west: {conflict: west.yaml, without: [pres]}", "did you mean 'press'?", 9),
    "no such variation": ("west: west.yaml", "west: {conflict: west.yaml, variation: mek}", "'mek'", 9),
    "not there": ("name: Moscow, ", "fronts: {east: street, wst: russia}, ", "unknown front 'wst'", 11),
    "missing from a front": (
        "name: Moscow, ",
        "fronts: {east: street, west: putin}, ",
        "no decision maker 'putin'",
        11,
    ),
    "order": ("order: [west, east]", "order: [west, esat]", "no part in 'esat'", 11),
    "two ways": ("order: [west, east]", "order: [west, east], weights: {west: 1, east: 1}", "order and weights", 11),
    "rule": ("east.stay and west.press", "east.stay and press", "unknown option 'press'", 13),
    "capacity": ("capacity: {russia: {forces: {has: 3,", "capacity: {russia: {forces: {has: -3,", "from 0", 14),
    "of nobody": ("capacity: {russia:", "capacity: {rusia:", "unknown decision maker 'rusia'", 14),
    "draws": ("west.press: {forces: 1}", "west.arm: {forces: 1}", "'west.arm' is no option of russia", 15),
    "drawn by nothing": ("draws: {", "questions: {}\nx: {", "unknown key 'x'", None),
    "question": ("west.press or east.stay", "west.press or stay", "unknown option 'stay'", 17),
    "variation": ("{remove: [west]}", "{remove: [wst]}", "unknown option 'wst'", 20),
    "unknown capacity": ("{forces: 6}", "{force: 6}", "did you mean 'forces of russia'?", 19),
    "inside": ("preferences: [not stay, go]", "preferences: [not sty, go]", "unknown option 'sty'", 7),
    "unknown key": ("shared:", "shard:", "unknown key 'shard'; did you mean 'shared'?", 10),
}


@pytest.mark.parametrize(("old", "new", "says", "line"), COMPLAINTS.values(), ids=COMPLAINTS)
def test_complaints(folder: Path, old: str, new: str, says: str, line: int | None) -> None:
    assert old in BOTH
    file = folder / "both.yaml"
    file.write_text(BOTH.replace(old, new))
    words = " ".join(refused("check", str(file)).split())
    assert says in words
    if line is not None:
        assert f"line {line}" in words


def test_complaints_in_another_file_name_it(folder: Path) -> None:
    (folder / "west.yaml").write_text(WEST.replace("arm if press", "arm if pres"))
    with pytest.raises(InvalidConflict, match=r"west\.yaml, line 8.*did you mean 'press'"):
        read(folder / "both.yaml")


def test_every_command_takes_a_conflict_on_two_fronts(folder: Path) -> None:
    file = str(folder / "both.yaml")
    for call in (
        ["solve", file],
        ["solve", file, "--json"],
        ["show", file],
        ["explain", file, "--state", "status-quo"],
        ["explain", file, "--state", "west.press", "--dm", "nato"],
        ["evolve", file],
        ["coalitions", file],
        ["worlds", file],
        ["assumptions", file],
        ["forecast", file],
        ["sources", file],
        ["freeze", file, "--to", str(folder / "both.forecast.json")],
        ["report", file, "-o", str(folder / "both.html")],
        ["check", file],
    ):
        run(*call)
