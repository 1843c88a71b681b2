"""`countermove evolve`: what it prints, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from test_cli import process, run, written
from test_evolution import CYCLE


def test_tells_where_it_ends_and_the_way_there() -> None:
    out = run("evolve", "elmira").stdout
    assert "100 %      5" in out
    assert "Local government (LG)  starts: Insist on the original order; this leads to state 5" in out
    assert out.index("Equilibria that improvements lead to") < out.index("Equilibria that only other moves lead to")
    assert "Expected number of moves until then: 1.00." in out


def test_tells_what_never_settles(tmp_path: Path) -> None:
    out = run("evolve", written(tmp_path / "cycle.yaml", CYCLE), "--concept", "nash").stdout
    assert "never settles" in out
    assert "goes round among 2 states: 2, 3" in out


def test_as_json_only() -> None:
    done = process("evolve", "kazakhstan-2022", "--concept", "nash", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    document = json.loads(done.stdout)
    assert document["concept"] == "nash"
    assert abs(sum(end["probability"] for end in document["ends"]) - 1) < 1e-9
    assert done.stdout == process("evolve", "kazakhstan-2022", "--concept", "nash", "--json").stdout


@pytest.mark.parametrize(
    ("call", "complaint"),
    [
        (("prisoners-dilemma",), "no status quo"),
        (("elmira", "--concept", "sim"), "no evolution under 'sim'"),
        (("elmira", "--concept", "nahs"), "did you mean 'nash'"),
        (("elmira", "--variation", "nothing"), "has no variation 'nothing'"),
    ],
)
def test_refuses(call: tuple[str, ...], complaint: str) -> None:
    done = process("evolve", *call)
    assert (done.returncode, done.stdout) == (2, "")
    assert complaint in done.stderr


def test_solve_does_not_wait_for_what_only_evolve_needs() -> None:
    import subprocess
    import sys

    code = "import sys; from countermove import cases; from countermove.study import solve\n"
    code += "import countermove.report.equilibria, countermove.cli.app\n"
    code += "solve(cases.load('elmira')); sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
