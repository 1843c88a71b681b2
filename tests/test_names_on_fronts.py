"""Names where only numbers or repeated words stood: ends of fronts, and readings that reckon alike."""

from __future__ import annotations

from pathlib import Path

import countermove as cm
from command_line import run
from countermove.model.fronts import front_conflict
from countermove.report.notebook.equilibria import coalitions as view_of_coalitions
from countermove.report.notebook.equilibria import evolution as view_of_evolution
from countermove.report.notebook.equilibria import solution as view_of_solution
from countermove.report.pages.readings import group_names

FRONT = """
title: {title}
status_quo: []
decision_makers:
  {dm}: {{name: {title}, options: {{go: Go}}, preferences: [go]}}
define: {{gone: {{name: {title} has gone, when: go}}}}
ends: [gone]
"""

JOINT = """
title: Both
fronts: {a: a.yaml, b: b.yaml}
define: {all_gone: {name: All have gone, when: a.go and b.go}}
ends: [all_gone]
"""


def written(folder: Path) -> Path:
    """Return the file of a conflict on two fronts, each with an end that has a name."""
    for id_, title in (("a", "North"), ("b", "South")):
        (folder / f"{id_}.yaml").write_text(FRONT.format(title=title, dm=f"{title.lower()}_dm"), encoding="utf-8")
    (folder / "both.yaml").write_text(JOINT, encoding="utf-8")
    return folder / "both.yaml"


def test_a_front_by_itself_keeps_its_ends_and_not_those_of_others(tmp_path: Path) -> None:
    both = cm.read(written(tmp_path))
    alone = front_conflict(both, "a")
    assert (alone.ends, [each.name for each in alone.definitions]) == (("a.gone",), ["North has gone"])


def test_fronts_call_what_holds_on_each_by_the_name_of_its_end(tmp_path: Path) -> None:
    out = run("fronts", f"{written(tmp_path)}").stdout
    assert "North has gone" in out
    assert "South has gone" in out


def test_readings_that_reckon_alike_are_told_apart() -> None:
    names = group_names(cm.cases.load("elmira"), [["nash"], ["seq"], ["sseq"], ["gmr", "smr"]])
    assert [*names.values()] == [
        "nobody looks ahead",
        "threats must pay (seq)",
        "threats must pay (sseq)",
        "any threat counts",
    ]


def test_views_in_a_notebook_call_states_by_the_names_of_their_ends() -> None:
    elmira = cm.cases.load("elmira")
    views = [view_of_solution(cm.solve(elmira)), view_of_evolution(cm.evolve(elmira))]
    assert all("<td>Deadlock (5)</td>" in each for each in views)
    assert "<td>Settlement (8)</td>" in view_of_coalitions(cm.coalitions(elmira))
    assert "<td>9</td>" in views[0]
