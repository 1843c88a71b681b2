"""Past fifty complaints or warnings the rest is counted, and `--all` shows them, whatever command prints them."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import countermove as cm
from countermove.cli.app import app

HEAD = "title: t\ndecision_makers:\n  a:\n    options: [x]\n    preferences:\n"


def faulty(tmp_path: Path, count: int) -> Path:
    """Write a file with so many faults, one a line from line 6."""
    file = tmp_path / "faulty.yaml"
    file.write_text(HEAD + "".join(f"    - unknown{k}\n" for k in range(count)), encoding="utf-8")
    return file


def lines(*arguments: str) -> list[str]:
    result = CliRunner().invoke(app, [*arguments])
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr.splitlines()


@pytest.mark.parametrize("command", [["check"], ["solve"], ["explain", "--state", "1"], ["sources"]])
def test_past_fifty_complaints_the_rest_is_counted(command: list[str], tmp_path: Path) -> None:
    name, *more = command
    file = faulty(tmp_path, 120)
    *shown, last = lines(name, str(file), *more)
    assert [each.partition(":")[0] for each in shown] == [f"{file}, line {k}, column 7" for k in range(6, 56)]
    call = " ".join([name, str(file), *more])
    assert last == f"and 70 more complaints; countermove --all {call} shows them"
    assert len(lines("--all", name, str(file), *more)) == 120


def test_all_is_an_option_of_check_as_well(tmp_path: Path) -> None:
    assert len(lines("check", str(faulty(tmp_path, 120)), "--all")) == 120


@pytest.mark.parametrize(("count", "last"), [(50, "'unknown49'"), (51, "and 1 more complaint; ")])
def test_fifty_are_shown(count: int, last: str, tmp_path: Path) -> None:
    found = lines("check", str(faulty(tmp_path, count)))
    assert len(found) == count
    assert last in found[-1]


def test_a_file_that_is_no_conflict_counts_too(tmp_path: Path) -> None:
    """A source is added to a faulty file: the advice is the same call."""
    file, text = faulty(tmp_path, 60), tmp_path / "item.txt"
    text.write_text("The council met.", encoding="utf-8")
    last = lines("sources", "add", str(text), "--to", str(file))[-1]
    assert last == f"and 10 more complaints; countermove --all sources add {text} --to {file} shows them"


def test_warnings_of_check_are_counted_alike(tmp_path: Path) -> None:
    file = tmp_path / "idle.yaml"
    file.write_text(HEAD + "    - x\n" * 120, encoding="utf-8")
    result = CliRunner().invoke(app, ["check", str(file)])
    assert result.exit_code == 0
    *shown, last = result.stderr.splitlines()
    assert len(shown) == 50
    assert last == "and 69 more warnings; --all shows them"
    assert len(CliRunner().invoke(app, ["check", str(file), "--all"]).stderr.splitlines()) == 119


def test_the_library_has_them_all(tmp_path: Path) -> None:
    with pytest.raises(cm.InvalidConflict) as caught:
        cm.read(faulty(tmp_path, 120))
    assert len(caught.value.complaints) == 120
