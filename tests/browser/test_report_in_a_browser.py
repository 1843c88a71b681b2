"""The report in a real browser: at several sizes, light and dark, by keyboard, on paper, without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from cached_answers import findings_of
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

Scheme = Literal["light", "dark"]

pytestmark = pytest.mark.thorough
every = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return what writes the report of a conflict, once for all tests."""
    folder = tmp_path_factory.mktemp("reports")
    own = {"graph": GRAPH, "one-state": ONE_STATE}

    @cache
    def write(name: str) -> Path:
        found = findings(read_yaml(own[name], name)) if name in own else findings_of(name)
        file = folder / f"{name}.html"
        file.write_text(html(found), encoding="utf-8")
        return file

    return write


@dataclass(frozen=True)
class Loaded:
    """A page, and what was fetched and complained of while it was loaded and looked at."""

    page: Page
    fetched: list[str]
    said: list[str]


@pytest.fixture(scope="session")
def loaded(browser: Browser, written: Callable[[str], Path]) -> Iterator[Callable[[str], Loaded]]:
    """Return what loads the report of a conflict, once for all tests that only look at it."""
    context = browser.new_context()

    @cache
    def load(name: str) -> Loaded:
        one = Loaded(context.new_page(), [], [])
        one.page.on("console", lambda message: one.said.append(message.text))
        one.page.on("pageerror", lambda fault: one.said.append(str(fault)))
        one.page.on("request", lambda request: one.fetched.append(request.url))
        one.page.goto(written(name).as_uri())
        return one

    yield load
    context.close()


def looked_at(loaded: Loaded, size: str = "laptop", *, scheme: Scheme = "light", unfolded: bool = False) -> Page:
    """Return a loaded page in a window of this size and these colours, with everything folded away or nothing."""
    width, height = SIZES[size]
    loaded.page.set_viewport_size({"width": width, "height": height})
    loaded.page.emulate_media(color_scheme=scheme)
    loaded.page.evaluate(
        "open => document.querySelectorAll('details').forEach((each) => { each.open = open; })", unfolded
    )
    return loaded.page


@contextmanager
def opened(browser: Browser, file: Path, **context: Any) -> Iterator[Page]:
    """Open a page for one test, which may do with it what it likes."""
    width, height = SIZES["laptop"]
    made = browser.new_context(viewport={"width": width, "height": height}, **context)
    page = made.new_page()
    page.goto(file.as_uri())
    yield page
    made.close()


@every
def test_nothing_is_fetched_and_nothing_is_complained_of(
    loaded: Callable[[str], Loaded], written: Callable[[str], Path], name: str
) -> None:
    looked_at(loaded(name), unfolded=True)
    assert loaded(name).said == []
    assert loaded(name).fetched == [written(name).as_uri()]


@every
def test_links_lead_somewhere(loaded: Callable[[str], Loaded], name: str) -> None:
    page = looked_at(loaded(name))
    targets = page.eval_on_selector_all("a[href]", "all => all.map((each) => each.getAttribute('href'))")
    ids = page.eval_on_selector_all("[id]", "all => all.map((each) => each.id)")
    assert len(ids) == len(set(ids))
    assert targets
    assert {target.removeprefix("#") for target in targets} <= {*ids}


@every
@pytest.mark.parametrize("size", SIZES)
def test_the_page_does_not_scroll_sideways(loaded: Callable[[str], Loaded], name: str, size: str) -> None:
    page = looked_at(loaded(name), size)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0


def violations(page: Page, **options: Any) -> list[tuple[str, list[str]]]:
    """Return the serious violations that axe finds: the rule of each, and up to three of its places."""
    found = Axe().run(page, options={"resultTypes": ["violations"], **options}).response["violations"]
    serious = [each for each in found if each["impact"] in {"serious", "critical"}]
    return [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in serious]


def unreadable_colours(page: Page) -> list[tuple[str, list[str]]]:
    """Return the violations of the one rule that a page may break in the dark alone: it differs in colours only."""
    return violations(page, runOnly=["color-contrast"])


@every
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_no_serious_violation(loaded: Callable[[str], Loaded], name: str, size: str) -> None:
    assert violations(looked_at(loaded(name), size, unfolded=True)) == []


@every
def test_colours_can_be_read_in_the_dark(loaded: Callable[[str], Loaded], name: str) -> None:
    """No colour depends on the size of the window, so one size is enough."""
    assert unreadable_colours(looked_at(loaded(name), scheme="dark", unfolded=True)) == []


def test_a_colour_that_cannot_be_read_in_the_dark_is_found(browser: Browser, written: Callable[[str], Path]) -> None:
    with opened(browser, written("one-state")) as page:
        page.emulate_media(color_scheme="light")
        page.evaluate("document.querySelector('.lead').style.color = 'light-dark(#111, #222)'")
        page.evaluate("document.documentElement.style.colorScheme = 'light dark'")
        assert unreadable_colours(page) == []
        page.emulate_media(color_scheme="dark")
        [(rule, places)] = unreadable_colours(page)
    assert (rule, len(places)) == ("color-contrast", 1)
    assert places[0].startswith('<p class="lead"')


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
        page.locator("#holds > summary").click()
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
        assert page.locator("main b b").count() == 0
        assert " & more" not in page.locator("main b").all_text_contents()
        assert "Beta <b> & more" in page.locator("main").inner_text()
