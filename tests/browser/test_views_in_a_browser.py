"""Views of notebooks in a real browser: each fits a page, and names what it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

import countermove as cm
from countermove.report.notebook import html

pytestmark = pytest.mark.thorough

HIGHEST, WIDE = 1000, 800

CASES = (
    "kazakhstan-2022",
    "elmira",
    "garrison",
    "ukraine-2022",
    "cuban-missile-crisis",
    "prisoners-dilemma",
    "canal",
)

QUESTIONS: dict[str, Callable[[cm.Conflict], object]] = {
    "conflict": lambda case: case,
    "solution": cm.solve,
    "evolution": cm.evolve,
    "account": lambda case: cm.explain(case, 1),
    "judgement": lambda case: cm.brief(case, count=60),
    "worlds": lambda case: cm.worlds(case, count=60, workers=1),
    "assumptions": lambda case: cm.assumptions(case, pairs=False),
    "coalitions": lambda case: cm.coalitions(case, up_to=2),
    "comparison": lambda case: cm.compare(cm.cases.load("kazakhstan-2022"), case, count=60),
    "grounds": cm.sources,
}

ODD: dict[str, Any] = {
    "graph": {
        "title": "Round",
        "states": ["a", "b"],
        "status_quo": "a",
        "decision_makers": {"x": {"moves": {"a": "b"}}},
    },
    "alone": {"title": "Alone", "decision_makers": {"a": None}},
    "long": {"title": "Long " * 300, "about": "words " * 900, "decision_makers": {f"d{k}": {} for k in range(400)}},
    "large": {"title": "Large", "decision_makers": {"a": {"options": [f"o{k}" for k in range(40)]}}},
}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_page(viewport={"width": WIDE, "height": 300}) as opened:
        yield opened


def height_of(page: Page, shown: object) -> int:
    """Return the height of a view in pixels; it is not wider than the page."""
    page.set_content(f"<!doctype html><html lang=en><title>t</title><main>{html(shown)}</main>")
    assert page.evaluate("document.documentElement.scrollWidth") == WIDE
    height: int = page.evaluate("document.querySelector('.cm-view').getBoundingClientRect().height")
    return height


@pytest.mark.parametrize("asked", QUESTIONS)
def test_every_answer_fits_a_page(page: Page, asked: str) -> None:
    high = {}
    for name in CASES:
        case = cm.cases.load(name)
        if case.status_quo is not None or asked not in {"evolution", "judgement", "assumptions"}:
            high[name] = height_of(page, QUESTIONS[asked](case))
    assert high
    assert {name: height for name, height in high.items() if not 40 < height <= HIGHEST} == {}


@pytest.mark.parametrize("name", ODD)
def test_so_does_every_form_of_conflict(page: Page, name: str) -> None:
    odd = cm.loads(ODD[name])
    assert height_of(page, odd) <= HIGHEST
    if name != "large":
        assert height_of(page, cm.solve(odd, ["nash", "gmr"])) <= HIGHEST


def test_a_view_has_no_serious_fault_for_screen_readers(page: Page) -> None:
    crisis = cm.cases.load("kazakhstan-2022")
    for shown in (crisis, cm.evolve(crisis), cm.worlds(crisis, count=20, workers=1)):
        height_of(page, shown)
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [each["id"] for each in found if each["impact"] in {"serious", "critical"}] == []
