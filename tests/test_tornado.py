"""The tornado plot: a valid drawing that says in words and in bars what the check found."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from countermove import Conflict, DecisionMaker, Option, Preferences, Statement, assumptions, cases
from countermove.analysis.assumptions.result import Assumptions
from countermove.report.figures.tornado import LEFT, RIGHT, WIDTH, style, tornado
from countermove.report.part_names import PartNames

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def found() -> Assumptions:
    """Two equal wishes, which no single change but a negation overturns, and a name that is full of marks."""
    wants = Preferences(statements=((Statement(holds="go"),), (Statement(holds="go or stay"),)))
    dm = DecisionMaker(id="a", options=(Option(id="go"), Option(id="stay")), preferences=wants)
    return assumptions(Conflict(title="Stay <or> go & 'see'", decision_makers=(dm,), status_quo=()), pairs=False)


def test_a_row_for_each_assumption_that_matters(found: Assumptions) -> None:
    drawn = ET.fromstring(tornado(found))
    assert drawn.find(f"{SVG}title").text == "What it hinges on: Stay <or> go & 'see'"  # type: ignore[union-attr]
    matter = [each for each in found.checked if each.worst.status != "same"]
    assert len(drawn.findall(f"{SVG}g")) == len(matter) > 1
    words = drawn.find(f"{SVG}desc").text or ""  # type: ignore[union-attr]
    assert all(PartNames(found.conflict)[each.assumption.name] in words for each in matter)


def test_no_id_stands_on_a_label() -> None:
    drawn = ET.fromstring(tornado(assumptions(cases.load("elmira"), pairs=False)))
    labels = " ".join("".join(each.itertext()) for each in drawn.iter(f"{SVG}text"))
    assert "“Draw out the appeal” is in reach" in labels
    assert "in reach: " not in labels
    assert ": not " not in labels


def test_bars_are_as_long_as_what_falls(found: Assumptions) -> None:
    drawn = ET.fromstring(tornado(found))
    base, [first, *_] = found.asked.base.probability, found.checked
    assert base is not None
    least = min(one.standing.probability or 0.0 for one in first.findings if one.standing)
    rect = drawn.find(f"{SVG}g/{SVG}rect[@class='falls']")
    assert rect is not None
    assert float(rect.attrib["width"]) == pytest.approx((RIGHT - LEFT) * (base - least), abs=0.1)
    assert float(rect.attrib["x"]) == pytest.approx(LEFT + (RIGHT - LEFT) * least, abs=0.1)


def test_what_does_not_survive_is_marked_without_colour(found: Assumptions) -> None:
    drawn = ET.fromstring(tornado(found))
    crosses = len(drawn.findall(f"{SVG}g/{SVG}path[@class='broken']"))
    assert crosses == len(found.linchpins)


def test_it_fits_a_page_and_every_class_has_a_style(found: Assumptions) -> None:
    drawn = ET.fromstring(tornado(found, "one"))
    assert float(drawn.attrib["width"]) == WIDTH <= 760
    assert drawn.attrib["aria-labelledby"] == "one-title one-desc"
    classes = {each.attrib["class"] for each in drawn.iter() if "class" in each.attrib} - {"cm-tornado"}
    assert all(f".{name}" in style() for name in classes)
