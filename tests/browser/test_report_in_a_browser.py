"""The report in a real browser: at several sizes, light and dark, by keyboard, on paper, without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from countermove import cases
from countermove.io.yaml.reading import read_yaml
from countermove.report.pages import findings, html

GRAPH = """
title: Round
status_quo: [a]
states: {a: Alpha, b: "Beta <b> & more", c: Gamma}
decision_makers:
  x: {moves: {a: [b], b: [c]}, preferences: {ranking: [c, b, a]}}
  y: {name: Why, moves: {c: [a]}, preferences: {ranking: [a, [b, c]]}}
"""
ONE_STATE = "title: Alone\nstatus_quo: []\ndecision_makers: {a: }\n"
NAMES = ("kazakhstan-2022", "elmira", "prisoners-dilemma", "syria-iraq-1975", "canal", "graph", "one-state")
SIZES = {"phone": (390, 844), "laptop": (1280, 800)}

every = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    folder = tmp_path_factory.mktemp("reports")
    own = {"graph": GRAPH, "one-state": ONE_STATE}

    def write(name: str) -> Path:
        file = folder / f"{name}.html"
        if not file.exists():
            conflict = read_yaml(own[name], name) if name in own else cases.load(name)
            file.write_text(html(findings(conflict)), encoding="utf-8")
        return file

    return write


@contextmanager
def opened(browser: Browser, file: Path, size: str = "laptop", **context: Any) -> Iterator[Page]:
    width, height = SIZES[size]
    made = browser.new_context(viewport={"width": width, "height": height}, **context)
    page = made.new_page()
    page.goto(file.as_uri())
    yield page
    made.close()


@every
def test_nothing_is_fetched_and_nothing_is_complained_of(
    browser: Browser, written: Callable[[str], Path], name: str
) -> None:
    made = browser.new_context()
    page = made.new_page()
    said: list[str] = []
    fetched: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda fault: said.append(str(fault)))
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(written(name).as_uri())
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert said == []
    assert fetched == [written(name).as_uri()]
    made.close()


@every
def test_links_lead_somewhere(browser: Browser, written: Callable[[str], Path], name: str) -> None:
    with opened(browser, written(name)) as page:
        targets = page.eval_on_selector_all("a[href]", "all => all.map((each) => each.getAttribute('href'))")
        ids = page.eval_on_selector_all("[id]", "all => all.map((each) => each.id)")
    assert len(ids) == len(set(ids))
    assert targets
    assert {target.removeprefix("#") for target in targets} <= {*ids}


@every
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_violation(
    browser: Browser, written: Callable[[str], Path], name: str, size: str, scheme: str
) -> None:
    with opened(browser, written(name), size, color_scheme=scheme) as page:
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        found = Axe().run(page).response["violations"]
    serious = [each for each in found if each["impact"] in {"serious", "critical"}]
    told = [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in serious]
    assert told == []


@every
@pytest.mark.parametrize("size", SIZES)
def test_the_page_does_not_scroll_sideways(
    browser: Browser, written: Callable[[str], Path], name: str, size: str
) -> None:
    with opened(browser, written(name), size) as page:
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0


def test_fold_outs_open_by_keyboard(browser: Browser, written: Callable[[str], Path]) -> None:
    with opened(browser, written("elmira")) as page:
        fold = page.locator("details#state-5")
        inside = fold.locator(".verdict").first
        assert not inside.is_visible()
        page.locator("details#state-1 > summary").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert inside.is_visible()
        page.keyboard.press("Space")
        assert not inside.is_visible()


def test_a_link_to_a_state_opens_its_explanation(browser: Browser, written: Callable[[str], Path]) -> None:
    with opened(browser, written("elmira")) as page:
        page.locator("#holds a[href='#state-8']").click()
        page.wait_for_function("document.getElementById('state-8').open")
        assert page.locator("details#state-8 .verdict").first.is_visible()


def test_everything_can_be_read_without_scripts(browser: Browser, written: Callable[[str], Path]) -> None:
    with opened(browser, written("elmira"), java_script_enabled=False) as page:
        page.locator("details#state-5 > summary").click()
        assert page.locator("details#state-5 .verdict").first.is_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_paper_shows_what_is_folded_away(browser: Browser, written: Callable[[str], Path], *, scripts: bool) -> None:
    with opened(browser, written("elmira"), java_script_enabled=scripts) as page:
        paper = " ".join(
            "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format="A4"))).pages).split()
        )
    assert "The local government could gain by choosing" in paper
    assert "To the content" not in paper


def test_names_are_text_and_never_markup(browser: Browser, written: Callable[[str], Path]) -> None:
    with opened(browser, written("graph")) as page:
        assert page.locator("main b", has_text="& more").count() == 0
        assert "Beta <b> & more" in page.locator("main").inner_text()
