"""`countermove worlds`: what it prints, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_line import called, process, run, written
from countermove import read
from countermove.cli.worlds import worlds
from countermove.errors import Interrupted
from countermove.simulation import dask
from countermove.simulation import run as simulation
from test_worlds import DEAL


def test_tells_shares_of_all_worlds(tmp_path: Path) -> None:
    out = run("worlds", written(tmp_path / "deal.yaml", DEAL)).stdout
    assert "Uncertain: 1 statement. Method: all 2 worlds." in out
    assert "75.0 %" in out
    assert "A wants “offer”" in out
    assert "±" not in out


def test_tells_standard_errors_of_draws(tmp_path: Path) -> None:
    out = run("worlds", written(tmp_path / "deal.yaml", DEAL), "--count", "400", "--seed", "3").stdout
    assert "400 draws of 2 worlds, with seed 3." in out
    assert "±2.2" in out


def test_as_json_only_and_the_same_again(tmp_path: Path) -> None:
    file = written(tmp_path / "deal.yaml", DEAL)
    done = called("worlds", file, "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    document = json.loads(done.stdout)
    assert (document["method"], document["worlds"], document["solved"]) == ("all worlds", 2, 2)
    assert [each["settles"]["share"] for each in document["states"][:2]] == [0.75, 0.25]
    assert document["states"][0]["given"][0] == {
        "thing": "a: offer",
        "way": "holds",
        "worlds": 0.75,
        "settles": {"share": 1.0, "error": 0.0},
    }
    assert process("worlds", file, "--json", "--workers", "2").stdout == done.stdout


def test_what_is_certain_is_not_called_uncertain(tmp_path: Path) -> None:
    out = run("worlds", written(tmp_path / "deal.yaml", DEAL.replace("0.75", "1"))).stdout
    assert "Nothing is uncertain: there is one world." in out
    assert "Uncertain: " not in out


def test_shows_what_the_finished_draws_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken_off(*_: object, **__: object) -> None:
        raise Interrupted("interrupted after 400 of 900 worlds", found)

    file = written(tmp_path / "deal.yaml", DEAL)
    found = simulation.worlds(read(file), count=400, seed=3)
    monkeypatch.setattr(simulation, "worlds", broken_off)
    with pytest.raises(Interrupted, match=r"with --keep FOLDER .*; what is shown is of the first 400 draws"):
        worlds(file, count="900")
    assert "400 draws of 2 worlds" in capsys.readouterr().out
    with pytest.raises(Interrupted, match=r"would go on from there$"):
        worlds(file, count="900", json=True)
    assert capsys.readouterr().out == ""


def test_a_conflict_without_a_status_quo() -> None:
    out = run("worlds", "chicken").stdout
    assert "Nothing is uncertain: there is one world." in out
    assert "ends there" not in out


@pytest.mark.parametrize(
    ("call", "complaint"),
    [
        (("--count", "many"), "--count many: it is the number of draws"),
        (("--count", "-3"), "--count -3"),
        (("--count", "0"), "a count of 0"),
        (("--seed", "-1"), "a seed of -1"),
        (("--workers", "0"), "greater than or equal to 1"),
        (("--concept", "sim"), "no evolution under 'sim'"),
        (("--variation", "nothing"), "has no variation 'nothing'"),
        (("--scheduler", "tcp://127.0.0.1:1"), "no Dask scheduler answers at 'tcp://127.0.0.1:1'"),
        (("--scheduler", "tls://127.0.0.1:1"), "'tls://127.0.0.1:1' takes certificates"),
        (("--keep", "FILE"), "not a directory"),
        (("--count", "9" * 12), "would take about"),
    ],
)
def test_refuses(call: tuple[str, ...], complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask, "PATIENCE", 0.5)
    (tmp_path / "file").write_text("text")
    call = tuple(str(tmp_path / "file") if word == "FILE" else word for word in call)
    done = called("worlds", "kazakhstan-2022", *call)
    assert (done.exit_code, done.stdout) == (2, "")
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr
