"""`countermove evolve`: what it prints, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_line import called, process, run, written
from test_evolution import CYCLE


def test_tells_where_it_ends_and_the_way_there() -> None:
    out = run("evolve", "elmira").stdout
    assert "100 %      5" in out
    assert "The local government (LG)  starts: Insist on the original order; this leads to state 5" in out
    assert out.index("Equilibria that improvements lead to") < out.index("Equilibria that only other moves lead to")
    assert "On average that takes 1.00 moves." in out


def test_tells_what_never_settles(tmp_path: Path) -> None:
    out = run("evolve", written(tmp_path / "cycle.yaml", CYCLE), "--concept", "nash").stdout
    assert "never settles" in out
    assert "goes round among 2 states: 2, 3" in out


def test_tells_the_signposts_of_each_end() -> None:
    out = " ".join(run("evolve", "kazakhstan-2022", "--variation", "none").stdout.split())
    certain, fewer = out.split("These events narrow the ends but do not decide")
    first, second = ("(state 355), 50 %, is certain once", "(state 411), 25 %, is certain once")
    assert certain.index(f"Open break between the presidents {first}") < certain.index(second)
    assert "move 3 at the earliest, in state 365; in 12.5 % of the runs; just before, this end has 50 %" in certain
    assert "Alone it is weaker: it occurs in 75 % of the runs; 66.7 % of those end here." in certain
    assert "rules out Open break between the presidents (state 355, 50 %); leaves Open break" in fewer
    assert (
        "it occurs in 100 % of the runs, and does not rule out Open break between the presidents (state 411" in fewer
    )


def test_tells_the_signposts_in_graph_form(tmp_path: Path) -> None:
    out = run("evolve", written(tmp_path / "cycle.yaml", CYCLE), "--concept", "nash").stdout
    assert "Going round among 2 states, 50 %, is certain once\n  y  moves to state 2 (a)" in out
    assert "State 4, 50 %, is certain once\n  x  moves to state 4 (end)" in out


def test_tells_that_there_is_nothing_to_tell_apart() -> None:
    assert (
        "Only one end is possible from the status quo, so that no event tells more." in run("evolve", "elmira").stdout
    )


def test_tells_of_many_ends_the_likeliest(tmp_path: Path) -> None:
    names = ", ".join(f"e{k}" for k in range(70))
    text = f"title: Star\nstatus_quo: [s]\nstates: [s, {names}]\ndecision_makers:\n"
    text += f"  x: {{moves: {{s: [{names}]}}, preferences: {{ranking: [[{names}], s]}}}}\n"
    out = " ".join(run("evolve", written(tmp_path / "star.yaml", text), "--concept", "nash").stdout.split())
    assert "... and 58 less likely ends: --all shows them." in out
    assert "leaves any other end (10 % to 100 %)" in out
    assert "... and 4 less likely events: --all shows them." in out
    assert "The 63 likeliest ends are told apart, and the 7 others taken as one." in out


def test_as_json_only() -> None:
    done = process("evolve", "elmira", "--concept", "nash", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    document = json.loads(done.stdout)
    assert document["concept"] == "nash"
    assert abs(sum(end["probability"] for end in document["ends"]) - 1) < 1e-9
    assert done.stdout == called("evolve", "elmira", "--concept", "nash", "--json").stdout


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
    done = called("evolve", *call)
    assert (done.exit_code, done.stdout) == (2, "")
    assert complaint in done.stderr


def test_solve_does_not_wait_for_what_only_evolve_needs() -> None:
    import subprocess
    import sys

    code = "import sys; from countermove import cases; from countermove.analysis.solve import solve\n"
    code += "import countermove.report.solution, countermove.cli.app\n"
    code += "solve(cases.load('elmira')); sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
