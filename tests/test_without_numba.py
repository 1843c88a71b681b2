"""Without numba: small conflicts have the same answers, and what is too large says what it needs."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache

import pytest

from command_line import run
from countermove import TooLarge, assumptions, cases
from countermove.analysis.assumptions import check
from countermove.report.pages import findings
from countermove.simulation import plan
from countermove.simulation.judgement import judge

pytestmark = pytest.mark.thorough

BLOCKED = """
import json, sys

class NoNumba:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "numba":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, NoNumba())
from typer.testing import CliRunner
from countermove.cli.app import app

for call in json.loads(sys.stdin.read()):
    found = CliRunner().invoke(app, call, env={"COLUMNS": "120"})
    print(json.dumps([found.exit_code, found.stdout, found.stderr]), flush=True)
assert "numba" not in sys.modules
"""
"""Runs commands in one process that cannot import numba; a line of JSON for each."""

ONE = ("--workers", "1", "--json")
ANSWERED = (
    ("solve", "elmira", "--json"),
    ("explain", "elmira", "--state", "5", "--json"),
    ("evolve", "elmira", "--json"),
    ("fronts", "canal", "--json"),
    ("assumptions", "elmira", "--json"),
    ("worlds", "ukraine-2022", "--count", "60", *ONE),
    ("forecast", "ukraine-2022", "--over", "seq", "--count", "60", *ONE),
    ("family", "csto-appeals", "--json"),
    ("report", "canal", "--format", "md"),
)
"""Some of these are compiled where numba is there."""

TOO_LARGE = (
    ("solve", "kazakhstan-2022-two-fronts"),
    ("evolve", "kazakhstan-2022-two-fronts"),
    ("fronts", "kazakhstan-2022-two-fronts"),
    ("report", "kazakhstan-2022-two-fronts"),
    ("assumptions", "kazakhstan-2022-two-fronts"),
    ("worlds", "kazakhstan-2022", "--workers", "1"),
    ("forecast", "kazakhstan-2022", "--workers", "1"),
    ("family", "csto-appeals", "--count", "1000000"),
)

COMPILED = """
import sys
sys.modules["numba"] = None
import countermove as cm
try:
    cm.solve(cm.cases.load("elmira"), ["gmr"], engine="compiled")
except cm.errors.CountermoveError as fault:
    print(fault)
"""


@cache
def without_numba() -> dict[tuple[str, ...], tuple[int, str, str]]:
    """Return exit code, output and complaint of every command above."""
    calls = (*ANSWERED, *TOO_LARGE)
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED], input=json.dumps(calls), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return dict(zip(calls, (tuple(json.loads(line)) for line in done.stdout.splitlines()), strict=True))


@pytest.mark.thorough
@pytest.mark.parametrize("call", ANSWERED, ids=lambda call: call[0])
def test_small_conflicts_have_the_same_answers(call: tuple[str, ...]) -> None:
    assert without_numba()[call] == (0, run(*call).stdout, "")


@pytest.mark.parametrize("call", TOO_LARGE, ids=lambda call: call[0])
def test_what_is_too_large_says_what_it_needs(call: tuple[str, ...]) -> None:
    code, shown, complaint = without_numba()[call]
    assert (code, shown) == (2, "")
    assert "pip install numba" in complaint
    assert "Traceback" not in complaint


def test_sets_of_two_are_left_out_where_they_would_take_long(monkeypatch: pytest.MonkeyPatch) -> None:
    elmira = cases.load("elmira")
    monkeypatch.setattr(check, "can_compile", lambda: False)
    assert assumptions(elmira).pairs == assumptions(elmira, pairs=True).pairs
    monkeypatch.setattr(check, "MOST_UNCOMPILED", 85)
    found = assumptions(elmira)
    assert found.pairs is None
    assert found.notes[0].endswith("that takes numba: pip install numba")
    with pytest.raises(TooLarge, match="seconds without numba"):
        assumptions(elmira, pairs=True)


def test_a_report_has_no_judgement_where_it_would_take_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "can_compile", lambda: False)
    monkeypatch.setattr(judge, "can_compile", lambda: False)
    found = findings(cases.load("ukraine-2022"))
    assert found.judged is None
    assert "worlds" in found.unjudged
    assert "pip install numba" in found.unjudged


def test_the_compiled_engine_is_refused_by_name() -> None:
    done = subprocess.run([sys.executable, "-c", COMPILED], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("the compiled engine takes numba, which cannot be imported")
