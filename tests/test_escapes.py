"""No command prints control characters of a file: a title could otherwise colour, clear or rewrite the terminal."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import countermove
from countermove.cli.app import app

NASTY = r"\e[31mred\x9b2J\u202eend\a\r"
"""An escape sequence, the same in one byte, a mark of direction, a bell and a return, as YAML writes them."""

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

CONFLICT = f"""
title: "{NASTY} title"
about: "{NASTY} about"
citation: ["{NASTY} citation"]
notes: ["{NASTY} note"]
sources:
  wire: {{title: "{NASTY} text", publisher: "{NASTY} wire", author: "{NASTY} author"}}
  radio: {{title: "{NASTY} radio"}}
decision_makers:
  a:
    name: "{NASTY} Ann"
    note: "{NASTY} note"
    options: {{go: {{name: "{NASTY} go", because: "{NASTY} why", evidence: [{{source: wire}}]}}, stop: }}
    preferences:
      - {{holds: go, because: "{NASTY} why", confidence: 0.7, evidence: [{{source: wire, says: "{NASTY} page"}}]}}
      - not come
  b:
    name: "{NASTY} Ben"
    options: {{come: "{NASTY} come"}}
    preferences: [{{holds: "not go", because: "{NASTY} why"}}, come]
feasible: [{{holds: not (go and stop), because: "{NASTY} rule", evidence: [{{source: wire}}]}}]
irreversible: {{go: {{stays: "on", because: "{NASTY} stays", evidence: [{{source: wire}}]}}}}
status_quo: []
questions:
  q: {{asks: "{NASTY} goes?", when: go, answer: {{value: true, on: 2024-01-01}}, because: "{NASTY} why"}}
variations:
  other: {{name: "{NASTY} other", because: "{NASTY} why", remove: [stop]}}
published:
  - {{source: "{NASTY} source", equilibria: {{nash: [go]}}}}
"""

FRONTS = f"""
title: "{NASTY} both"
fronts: {{one: {{conflict: one.yaml}}, two: {{conflict: one.yaml}}}}
shared: {{all: {{name: "{NASTY} all", fronts: {{one: a, two: a}}, order: [one, two]}}}}
feasible: [{{holds: not (one.go and two.go), because: "{NASTY} rule"}}]
"""

CALLS = [
    "solve one.yaml",
    "solve one.yaml --counts",
    "explain one.yaml",
    "explain one.yaml --all --check",
    "evolve one.yaml",
    "coalitions one.yaml",
    "fronts both.yaml --concepts nash",
    "show both.yaml",
    "report one.yaml",
    "report one.yaml --format md",
    "worlds one.yaml",
    "forecast one.yaml --over nash",
    "score one.yaml",
    "assumptions one.yaml",
    "check one.yaml",
    "sources one.yaml",
    "show one.yaml --all",
    "convert one.yaml one.gmcr",
    "solve one.yaml --json",
    "score one.yaml --json",
    "sources add text.txt",
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("one.yaml").write_text(CONFLICT, "utf-8")
    Path("both.yaml").write_text(FRONTS, "utf-8")
    Path("text.txt").write_text("\x1b[31mNews\x9b\n\nThe president\x07 said \x1b[2J“no more talks today”.\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize("call", CALLS)
def test_no_control_character_comes_through(call: str) -> None:
    done = CliRunner().invoke(app, call.split())
    assert done.exit_code == 0, done.stderr
    assert CONTROL.findall(done.stdout) == []
    assert CONTROL.findall(done.stderr) == []


def test_text_is_printed_through_the_doors_only() -> None:
    """Tables go through `console.show`, JSON through `print_json`, lines through `say` and `warn`, YAML as it is."""
    package = Path(countermove.__file__).parent
    texts = {file: file.read_text("utf-8") for file in package.rglob("*.py")}
    writing = {
        f"{file.relative_to(package)}: {ast.unparse(node)}"
        for file, text in texts.items()
        if re.search(r"std(out|err)\b|print\(|\.print\b", text)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and re.search(r"(stdout|stderr)\.write|^print\(|\bConsole\(\)\.print", ast.unparse(node))
        and not ast.unparse(node).startswith(("'", '"'))
    }
    doors = {"cli/__init__.py", "cli/errors.py", "cli/sources.py", "report/console.py"}
    assert {each.split(":")[0] for each in writing} == doors
