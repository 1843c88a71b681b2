"""What a command does with files that it finds: no output replaces one without --force, no input is taken twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from countermove import cases
from countermove.cli.app import app

CASE = "kazakhstan-2022"

WRITERS = {
    "report": ("report", "chicken", "-o", "out.html"),
    "score": ("score", CASE, "--count", "1", "--plot", "out.svg"),
    "convert": ("convert", "chicken", "out.gmcr"),
    "new": ("new", "out.yaml"),
    "cases copy": ("cases", "copy", "chicken", "out.yaml"),
    "freeze": ("freeze", CASE, "--count", "1", "--to", "out.forecast.json"),
    "sources add": ("sources", "add", "text.txt", "-o", "out.yaml"),
}
"""Each command that writes one file, with its name last."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.txt").write_text("Unrest in the city\n\nThe president said he would stay.\n", "utf-8")
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(app, words)


@pytest.mark.parametrize("name", [*WRITERS])
def test_a_file_that_is_there_stays_as_it_is(name: str, folder: Path) -> None:
    target = folder / WRITERS[name][-1]
    target.write_text("mine", "utf-8")
    done = run(*WRITERS[name])
    assert (done.exit_code, done.stdout) == (2, "")
    assert target.name in done.stderr
    assert "--force overwrites it" in done.stderr
    assert target.read_text("utf-8") == "mine"


@pytest.mark.parametrize("name", ["report", "score", "convert", "new", "cases copy", "sources add"])
def test_force_overwrites_it(name: str, folder: Path) -> None:
    target = folder / WRITERS[name][-1]
    target.write_text("mine", "utf-8")
    assert run(*WRITERS[name], "--force").exit_code == 0
    assert target.read_text("utf-8") != "mine"


def test_one_file_under_two_names_is_scored_once(folder: Path) -> None:
    packaged = cases.file(CASE)
    own = folder / "own.yaml"
    own.write_bytes(packaged.read_bytes())
    (folder / "link.yaml").symlink_to(own)
    for first, second in (("own.yaml", "./own.yaml"), ("own.yaml", str(own)), ("own.yaml", "link.yaml")):
        done = run("score", first, second, "--count", "1")
        assert (done.exit_code, done.stdout) == (2, "")
        assert f"{second} stands twice among the files, also as {first}" in done.stderr
    assert f"also as {CASE}" in run("score", CASE, str(packaged)).stderr
    assert "stands twice among the files;" in run("score", CASE, CASE).stderr


def test_one_frozen_forecast_in_two_files_is_scored_once(folder: Path) -> None:
    assert run("freeze", CASE, "--count", "1", "--to", "one.forecast.json").exit_code == 0
    (folder / "two.forecast.json").write_bytes((folder / "one.forecast.json").read_bytes())
    done = run("score", "one.forecast.json", "two.forecast.json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "two.forecast.json holds the same forecast as one.forecast.json; each is scored once\n"


def test_two_files_are_two_files(folder: Path) -> None:
    (folder / "own.yaml").write_bytes(cases.file(CASE).read_bytes())
    assert run("score", CASE, "own.yaml", "--count", "1").exit_code == 0
