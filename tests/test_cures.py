"""What a complaint says to do instead: for symbols, counts, statements that YAML cut at a comma, and dead links."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import countermove as cm
from countermove.cli.app import app
from countermove.io.yaml.composing import MAX_NODES, SECONDS
from countermove.io.yaml.tree import MAX_VALUES

FILE = """
title: T
decision_makers:
  a:
    options: [x, y]
    preferences: {preferences}
{more}
"""


def complaint(preferences: str = "[x]", more: str = "") -> str:
    """Return what is complained of in a conflict with these preferences and further keys."""
    with pytest.raises(cm.InvalidConflict) as caught:
        cm.loads(FILE.format(preferences=preferences, more=more))
    return str(caught.value)


@pytest.mark.parametrize(
    ("statement", "instead"),
    [
        ("x <-> y", "'<->' does not belong in a statement; write 'iff'"),
        ("x <=> y", "'<=>' does not belong in a statement; write 'iff'"),
        ("x ⇔ y", "'⇔' does not belong in a statement; write 'iff'"),
        ("x -> y", "'->' does not belong in a statement; write 'implies', or 'iff' for both ways"),
        ("x ⇒ y", "'⇒' does not belong in a statement; write 'implies', or 'iff' for both ways"),
        ("x ∧ y", "'∧' does not belong in a statement; write 'and'"),
        ("¬x", "'¬' does not belong in a statement; write 'not'"),
        ("x <= y", "the most important first: [y, x]"),
        ("at most eleven of (x, y)", "'eleven' is not expected here: write a count in digits, or in words up to ten"),
        ("at least of (x, y)", "'of' is not expected here: write a count in digits, or in words up to ten"),
    ],
)
def test_symbols_and_counts_have_a_cure(statement: str, instead: str) -> None:
    assert instead in complaint(f'["{statement}"]')


@pytest.mark.parametrize(
    ("preferences", "more"),
    [
        ("[at most 1 of (x, y)]", ""),
        ("{weights: {at most 1 of (x, y): 2}}", ""),
        ("[x]", "define: {c: at most 1 of (x, y)}"),
        ("[{holds: at most 1 of (x, y)}]", ""),
    ],
)
def test_a_statement_cut_at_a_comma_is_to_be_quoted(preferences: str, more: str) -> None:
    told = complaint(preferences, more)
    assert all("quote a statement that holds one" in line for line in told.splitlines())
    assert "{braces}" in told


@pytest.mark.parametrize("command", ["check", "family"])
@pytest.mark.parametrize("to", ["gone.yaml", "dead.yaml"])
def test_a_link_that_leads_nowhere_is_named_and_not_suggested(
    command: str, to: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("dead.yaml").symlink_to(to)
    done = CliRunner().invoke(app, [command, "dead.yaml"])
    assert (done.exit_code, done.stdout) == (2, "")
    nowhere = f"this link leads nowhere: it names {to!r}; name the file itself"
    round_ = "not a file: its symbolic links lead round in a circle"
    assert done.stderr == f"dead.yaml: {round_ if to == 'dead.yaml' else nowhere}\n"


def test_the_bounds_of_a_file_stand_in_the_documents() -> None:
    """What is answered, and what is refused, takes well under 10 seconds at 0.1 ms a key or value."""
    page = (Path(__file__).parents[1] / "docs" / "format.md").read_text("utf-8")
    assert f"{MAX_NODES:,} keys and values" in page
    assert MAX_NODES == MAX_VALUES
    assert MAX_NODES * SECONDS < 7


GRAPH = "title: G\nstates: [s, t]\ndecision_makers: {a: {moves: {s: t}, ranking: [t, s]}}\n"
GMCR = (
    '{"options": [{"name": "Go"}], "decisionMakers": [{"name": "A", "options": [0]}, {"name": "B", "options": []}]}'
)


@pytest.mark.parametrize("command", ["brief", "evolve", "assumptions", "explain"])
def test_a_start_is_asked_for_in_the_words_of_the_file(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("graph.yaml").write_text(GRAPH, "utf-8")
    Path("a.gmcr").write_text(GMCR, "utf-8")
    graph, gmcr = (CliRunner().invoke(app, [command, file]) for file in ("graph.yaml", "a.gmcr"))
    assert (graph.exit_code, gmcr.exit_code) == (2, 2)
    assert "which state is the first" in graph.stderr
    assert gmcr.stderr.endswith(". A .gmcr file holds none: write it as YAML first, with 'countermove convert'\n")
