"""No number contradicts another: what two commands, or two places of the report, say of one thing is the same."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pytest

from command_line import run
from countermove import cases

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGE = "kazakhstan-2022-two-fronts"
STARTED = [name for name in cases.names() if cases.load(name).status_quo is not None and name != LARGE]
SURFACES = {
    "brief": ("brief",),
    "solve": ("solve",),
    "evolve": ("evolve",),
    "worlds": ("worlds",),
    "forecast": ("forecast",),
    "report": ("report", "--format", "md"),
    "one sheet": ("report", "--brief", "--format", "md"),
}
PERCENT = r"(&lt;|&gt;|<|>)?(\d+(?:\.\d+)?) %"


def said(name: str, surface: str) -> str:
    """Return what a command prints, on lines as long as they need."""
    command, *options = SURFACES[surface]
    return run(command, name, *options, columns=400).stdout


def labels(document: dict[str, Any]) -> dict[str, str]:
    """Return the things with a probability in a judgement, by each of their names."""
    found = {each["name"]: f"end {each['letter']}" for each in document["ends"] if each["letter"] != "-"}
    asked = cases.load(document["case"]).questions
    return found | {text: f"question {each.id}" for each in asked for text in (each.asks, each.short) if text}


def numbers(text: str, names: dict[str, str]) -> Iterator[tuple[str, float]]:
    """Yield each thing that a line gives a probability of, from the standpoint and by the default reading.

    A line gives it in front of the name, or in a table of the report behind it. A name with a state number or a colon
    behind it is one situation of the end, and a table with a column for each concept has other readings.
    """
    by_concept = False
    for line in text.splitlines():
        by_concept = "(nash" in line or "| nash |" in line or (by_concept and line.startswith("|"))
        for label, thing in names.items():
            named = rf"(?:[A-Z] )?{re.escape(label)}(?! \(\d)(?!:)"
            heading = rf"^\**[A-Z][a-z ]+ \({PERCENT}(?: ±\d+)?\): [A-Z], {re.escape(label)}"
            row = rf"^ *(?:\* )?{PERCENT}(?: ±[\d.]+)? .*(?<![“\w]){named}"
            cell = rf"^\| {named}[^|]*\| {PERCENT} \|"
            shown = re.search(heading, line) or re.search(row, line)
            shown = shown or (None if by_concept else re.search(cell, line))
            if shown and not shown[1]:
                yield thing, float(shown[2])


@pytest.mark.thorough
@pytest.mark.parametrize("name", STARTED)
def test_no_two_numbers_of_one_thing_differ(name: str) -> None:
    document = json.loads(run("brief", name, "--json").stdout) | {"case": name}
    names, seen = labels(document), defaultdict[str, dict[str, set[float]]](lambda: defaultdict(set))
    asked = cases.load(name).questions
    for surface in SURFACES:
        if surface != "forecast" or asked:
            for thing, number in numbers(said(name, surface), names):
                seen[thing][surface].add(float(round(number)) if number % 1 else number)
    for thing, places in seen.items():
        shown = {number for found in places.values() for number in found}
        assert len(shown) == 1 or (max(shown) - min(shown) <= 1 and _rounded(document)), (thing, dict(places))
    if not document["deduction"]:
        assert {f"question {each['id']}" for each in document["questions"]} <= {*seen}
        assert all({"brief", "report", "one sheet"} <= {*places} for places in seen.values())
        assert {"brief", "solve", "evolve", "worlds", "report"} <= {*seen["end A"]}


def _rounded(document: dict[str, Any]) -> bool:
    """Whether shares of ends, which add up to 100 % in a column, are rounded otherwise than the nearest whole."""
    return bool(document["ends"])


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["kazakhstan-2022", "ukraine-2022"])
def test_the_documents_agree_to_the_last_digit(name: str) -> None:
    judged, drawn, forecast = (
        json.loads(run(command, name, "--json").stdout) for command in ("brief", "worlds", "forecast")
    )
    chances = {each["id"]: each["chance"]["share"] for each in judged["questions"]}
    assert {each["id"]: round(each["probability"], 6) for each in forecast["questions"]} == chances
    settles = {each["decimal"]: each["settles"]["share"] for each in drawn["states"]}
    for each in judged["ends"]:
        assert each["chance"]["share"] == pytest.approx(
            sum(settles[k] for k in each["decimals"] if k in settles), abs=1e-6
        )
    assert judged["worlds"] == drawn["solved"] == forecast["solved"] == 1_000
    assert judged["seed"] == drawn["seed"] == forecast["seed"] == 1
