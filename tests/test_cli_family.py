"""`countermove family`: what it prints, writes and refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_line import called, process, refused, run
from countermove import read
from tiny_family import FAMILY, PLAIN, PLAIN_TABLE, plain

pytestmark = pytest.mark.thorough


def plainly(text: str) -> str:
    return " ".join(text.split())


def test_prints_each_case_and_the_scores(tmp_path: Path) -> None:
    out = plainly(run("family", str(plain(tmp_path))).stdout)
    assert "5 cases, one template" in out
    assert "b Case B 60.0 % no" in out
    assert "e Case E 50.0 % open" in out
    assert "disputed" not in out
    assert "Scores: goes, yes in 2 of 4 cases" in out
    assert "this template 0.2625 0.714 2 of 4 1 + 1" in out
    assert "rule: cold 0.5000 infinite 2 of 4 1 + 1 +0.23" in out
    assert "2 yes in 4: the rate behind it may be anything from 6.8 to 93.2 %" in out
    assert "Of 8 statements of up to three facts none is true of the cases with a yes and of no other." in out


def test_a_single_case_and_none_that_is_answered(tmp_path: Path) -> None:
    file = plain(tmp_path)
    (tmp_path / "plain.csv").write_text("id,chance,cold,wet,goes\na,0.9,yes,no,yes\n")
    out = plainly(run("family", str(file)).stdout)
    assert "1 case, one template" in out
    assert "rule: never 1.0000 infinite 0 of 1 0 + 0 +0.990" in out
    assert "All cases came out the same" in out
    (tmp_path / "plain.csv").write_text("id,chance,cold,wet\na,0.9,yes,no\n")
    out = plainly(run("family", str(file)).stdout)
    assert "a a 90.0 % open" in out
    assert "Scores" not in out


def test_a_table_parted_by_something_else(tmp_path: Path) -> None:
    file = plain(tmp_path)
    (tmp_path / "plain.csv").write_text(PLAIN_TABLE.replace(",", ";"))
    assert "has to name id, parted by commas rather than semicolons" in refused("family", str(file))


def test_one_case(tmp_path: Path) -> None:
    file = plain(tmp_path)
    file.write_text(PLAIN.replace("{by: chance}", "{by: cold, yes: 0.7, no: 0.1}"))
    out = plainly(run("family", str(file), "--case", "a").stdout)
    assert "Does it go? 70.0 % yes" in out
    assert "cold: no yes 10.0 %" in out


def test_as_json_only(tmp_path: Path) -> None:
    file = str(plain(tmp_path))
    done = process("family", file, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    document = json.loads(done.stdout)
    assert [case["questions"]["goes"]["answer"] for case in document["cases"]] == [True, False, False, True, None]
    assert done.stdout == called("family", file, "--json").stdout
    one = json.loads(called("family", file, "--json", "--case", "b").stdout)
    assert (one["id"], one["facts"]["wet"], len(one["otherwise"])) == ("b", "yes", 2)


def test_writes_conflict_files(tmp_path: Path) -> None:
    file = tmp_path / "guards.yaml"
    file.write_text(FAMILY)
    out = run("family", str(file), "--write", str(tmp_path / "cases")).stdout
    assert out.count("wrote ") == 3
    assert read(tmp_path / "cases" / "bank.yaml").title == "The bank"
    assert "solve" not in refused("family", str(file), "--write", str(tmp_path / "cases"))


def test_a_packaged_family_is_listed_and_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "csto-appeals" in run("cases").stdout
    run("cases", "copy", "csto-appeals")
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "csto-appeals-evidence.csv",
        "csto-appeals.csv",
        "csto-appeals.family.yaml",
    ]


def test_whatever_is_wrong_is_said_and_nothing_written(tmp_path: Path) -> None:
    file = plain(tmp_path)
    (tmp_path / "plain.csv").write_text(PLAIN_TABLE.replace("b,Case B,0.6,yes", "b,Case B,,perhaps"))
    said = refused("family", str(file), "--write", str(tmp_path / "cases"))
    assert "plain.csv, line 3: case 'b': the fact 'chance' is missing; it is a number from 0 to 1" in said
    assert "plain.csv, line 3: case 'b': 'perhaps' for the fact 'cold'; it is one of yes, no" in said
    assert not (tmp_path / "cases").exists()


@pytest.mark.parametrize(
    ("call", "complaint"),
    [
        (("nowhere.yaml",), "no such file, and no packaged family of this name"),
        (("csto-appeal",), "did you mean 'csto-appeals'?"),
        (("elmira",), "no packaged family"),
        (("FILE", "--case", "z"), "has no case 'z'"),
        (("FILE", "--variation", "z"), "has no variation 'z'"),
        (("FILE", "--concept", "sim"), "there is no evolution under 'sim'"),
        (("FILE", "--count", "many"), "--count many"),
        (("FILE", "--seed", "-1"), "a seed of -1"),
    ],
)
def test_bad_calls(tmp_path: Path, call: tuple[str, ...], complaint: str) -> None:
    file = str(plain(tmp_path))
    assert complaint in refused("family", *(file if each == "FILE" else each for each in call))


def test_families_and_conflicts_are_told_apart(tmp_path: Path) -> None:
    assert "this is a family of cases" in refused("solve", str(plain(tmp_path)))
    assert "countermove family csto-appeals runs it" in refused("solve", "csto-appeals")
    mine = tmp_path / "mine.yaml"
    run("new", str(mine))
    assert "this is a conflict file" in refused("family", str(mine))
