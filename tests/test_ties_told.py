"""An end by a tie is marked in each row that shows it, in every command that lists ends."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import pytest
from rich.console import Console, RenderableType

import countermove as cm
from command_line import run
from countermove import cases
from countermove.report.evolution import evolution
from countermove.report.solution import equilibria

TIE = "(a tie, no motive)"


def rows(text: str, name: str) -> Iterator[str]:
    """Yield what stands from a name of an end up to the next row."""
    lines = text.splitlines()
    for k, line in enumerate(lines):
        if f"{name}:" in line or f"{name} (state" in line:
            yield " ".join(" ".join(lines[k : k + 5]).split())


@pytest.mark.parametrize("command", ["solve", "worlds"])
def test_each_row_of_an_end_by_a_tie_says_so(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("countermove.report.stable_situations.MOST", 129)
    out = run(command, "kazakhstan-2022", *([] if command == "solve" else ["--all"])).stdout
    tied = [each for each in rows(out, "Leak without a break") if TIE in each]
    assert tied
    assert all("material published" in each for each in tied)
    assert out.count(TIE) <= len([*rows(out, "Leak without a break")])


@pytest.mark.parametrize("command", ["solve", "worlds", "evolve"])
def test_where_there_is_no_tie_no_row_says_so(command: str) -> None:
    assert TIE not in run(command, "elmira", "--all").stdout


def test_evolve_marks_the_states_that_a_judgement_calls_ties() -> None:
    found = cm.evolve(cases.load("kazakhstan-2022"))
    number = found.ends[0].states[0]
    parts = evolution(found, {int(found.conflict.states.masks[number - 1])})
    assert shown(*parts).count(TIE) == 2
    assert TIE not in shown(*evolution(found))


def test_solve_with_all_marks_the_states_that_a_judgement_calls_ties() -> None:
    found = cm.solve(cases.load("elmira"))
    number = found.equilibria("nash")[0].number
    assert shown(*equilibria(found, {int(found.conflict.states.masks[number - 1])})).count(TIE) == 1
    assert TIE not in shown(*equilibria(found))


def shown(*parts: RenderableType) -> str:
    """Return parts as a terminal shows them."""
    console = Console(width=200, record=True, file=StringIO())
    console.print(*parts)
    return console.export_text()
