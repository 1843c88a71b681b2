"""Answers in a notebook: the front door registers with IPython, and each type has its renderer."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

import countermove as cm
from countermove.report.notebook import RENDERERS, html

pytestmark = pytest.mark.thorough

if TYPE_CHECKING:
    from pathlib import Path

SHELL = """
import sys
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

config = Config()
config.HistoryManager.enabled = False
shell = InteractiveShell.instance(config=config)
before = set(sys.modules)
import countermove as cm
assert {each for each in set(sys.modules) - before if each.startswith("countermove")} == {"countermove"}
elmira = cm.cases.load("elmira")
"""


def in_ipython(code: str, folder: Path) -> str:
    """Run code in a new Python with an IPython shell; return what it prints."""
    call = [sys.executable, "-c", SHELL + code]
    environment = os.environ | {"IPYTHONDIR": str(folder)}
    return subprocess.run(call, capture_output=True, text=True, check=True, env=environment).stdout


def test_ipython_shows_answers_as_html(tmp_path: Path) -> None:
    code = """
for answer in (cm.solve(elmira, ["nash"]), cm.explain(elmira, 1), cm.evolve(elmira)):
    shown, _ = shell.display_formatter.format(answer)
    print(shown["text/html"])
"""
    elmira = cm.cases.load("elmira")
    answers = (cm.solve(elmira, ["nash"]), cm.explain(elmira, 1), cm.evolve(elmira))
    assert in_ipython(code, tmp_path) == "".join(f"{html(each)}\n" for each in answers)


def test_conflicts_and_figures_are_shown_and_other_values_as_text(tmp_path: Path) -> None:
    code = """
for value in (elmira, elmira.plot(), elmira.decision_makers[0]):
    print([*shell.display_formatter.format(value)[0]])
"""
    kinds = "['text/plain', 'text/html']\n['text/plain', 'text/html', 'image/svg+xml']\n['text/plain']\n"
    assert in_ipython(code, tmp_path) == kinds


def test_each_type_is_where_the_door_says() -> None:
    assert {*cm.IN_NOTEBOOKS} == {*RENDERERS}
    for name, module in cm.IN_NOTEBOOKS.items():
        found = getattr(import_module(module), name)
        assert (found.__module__, found.__name__) == (module, name)
        assert not hasattr(found, "_repr_html_")


def test_a_solution_is_a_table_of_what_holds() -> None:
    shown = html(cm.solve(cm.cases.load("chicken"), ["nash"]))
    assert "<h4>Chicken: the states that hold</h4><p>2 states hold by some concept (nash 2).</p><table" in shown
    assert shown.count("<td>●</td>") == 2


def test_an_elicitation_shows_its_next_question_and_the_verdicts() -> None:
    asked = cm.elicitation(cm.cases.load("elmira"), dms=["uniroyal"], goal=8)
    assert "<p>After 0 questions of 36 pairs" in html(asked)
    assert "<p>Next: Which does Uniroyal" in html(asked)
    assert "open: it depends on Uniroyal" in html(asked)
    done = asked.answered("first")
    assert "Nothing is open." in html(done)
    assert "Next: " not in html(done)
    assert "does not hold: Uniroyal would leave" in html(done)


def test_sources_and_scores_are_tables() -> None:
    case = cm.cases.load("kazakhstan-2022")
    assert "<td>The street wants no “Keep up the revolt” if" in html(cm.sources(case))
    assert "forecasts scored: Brier" in html(cm.score([cm.forecast(case, count=50, workers=1)]))


def test_what_is_no_answer_is_refused() -> None:
    with pytest.raises(TypeError, match="a notebook does not show int"):
        html(1)
