"""Figures: `plot` of everything that has one, and the SVG files that they are saved to."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import countermove as cm
from countermove.analysis.excerpt import excerpt
from countermove.errors import InvalidRequest
from countermove.model.plotted import Picture, Plotted
from countermove.report.plots import PLOTS

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawn() -> dict[str, Plotted]:
    elmira, crisis = cm.cases.load("elmira"), cm.cases.load("kazakhstan-2022")
    answers: list[Plotted] = [
        elmira,
        cm.solve(elmira),
        cm.evolve(elmira),
        excerpt(cm.solve(elmira)),
        cm.worlds(crisis, count=40, workers=1),
        cm.brief(crisis, count=40),
        cm.assumptions(elmira, pairs=False),
        cm.score([cm.forecast(crisis, count=40, over=["seq"], workers=1)]),
    ]
    return {type(each).__name__: each for each in answers}


def test_each_type_with_a_figure_has_its_plot(drawn: dict[str, Plotted]) -> None:
    assert {*drawn} == {*PLOTS}


@pytest.mark.parametrize("name", PLOTS)
def test_a_figure_is_shown_and_saved(drawn: dict[str, Plotted], name: str, tmp_path: Path) -> None:
    figure: Picture = drawn[name].plot()
    assert figure.svg == cm.plot(drawn[name]).svg
    assert figure.title
    figure.save(tmp_path / "figure.svg")
    root = ET.parse(tmp_path / "figure.svg").getroot()
    assert root.tag == f"{SVG}svg"
    assert root.find(f"{SVG}style") is not None
    words = "".join(root.itertext())
    assert len(words) > 40
    ids = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(ids) == len({*ids})
    with pytest.raises(InvalidRequest, match="force=True overwrites it"):
        figure.save(tmp_path / "figure.svg")
    figure.save(tmp_path / "figure.svg", force=True)


def test_ids_of_two_figures_on_a_page_differ() -> None:
    one, other = (cm.cases.load(name).plot().svg for name in ("elmira", "chicken"))
    ids = [{word for word in svg.split('"') if word.startswith("cm-figure-")} for svg in (one, other)]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_bars_are_as_long_as_shares_and_named() -> None:
    drawn = cm.worlds(cm.cases.load("kazakhstan-2022"), count=40, workers=1)
    root = ET.fromstring(drawn.plot().svg)
    bars = [float(each.get("width", "0")) for each in root.iter(f"{SVG}rect") if each.get("class") == "bar"]
    shares = [drawn.at(k).value for k in drawn.ordered()[: len(bars)]]
    assert bars == pytest.approx([652 * share for share in shares], abs=0.06)
    assert "Keep up the revolt" in "".join(root.itertext())


@pytest.mark.parametrize(
    ("path", "said"), [("figure.png", "so the name ends in .svg"), ("figure", "so the name ends in .svg")]
)
def test_other_files_are_refused(path: str, said: str) -> None:
    with pytest.raises(InvalidRequest, match=said):
        cm.cases.load("chicken").plot().save(path)


def test_what_cannot_be_listed_cannot_be_drawn() -> None:
    with pytest.raises(cm.TooLarge, match="What would help"):
        cm.Conflict("Large", {"a": {"options": [f"o{k}" for k in range(30)]}}).plot()
