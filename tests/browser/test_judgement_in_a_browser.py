"""The judgement in a real browser: whole on the first screen, on one sheet of paper, and figures that answer."""

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

PHONE, LAPTOP = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
BOTTOM = """() => {
    const parts = [...document.querySelector(".judgement").children];
    const first = parts.filter((each) => getComputedStyle(each).order === "0");
    return Math.max(...first.map((each) => each.getBoundingClientRect().bottom));
}"""
OVERFLOWING = """() => [...document.querySelectorAll("svg, .figure, table, details")]
    .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map((each) => each.outerHTML.slice(0, 80))"""

Written = Callable[[str, str], Path]

pytestmark = pytest.mark.thorough
every = pytest.mark.parametrize(
    "name", ["kazakhstan-2022", "kazakhstan-2022-coup", "ukraine-2022", "elmira", "cuban-missile-crisis", "chicken"]
)


@contextmanager
def shown(browser: Browser, file: Path, size: Any = LAPTOP, **context: Any) -> Iterator[Page]:
    """Open a page for one test in a window of this size."""
    made = browser.new_context(viewport=size, **context)
    page = made.new_page()
    page.goto(file.as_uri())
    yield page
    made.close()


def sheets(page: Page) -> list[str]:
    """Return the text of each printed page."""
    return [each.extract_text() for each in PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages]


@every
@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_the_judgement_is_whole_on_the_first_screen(browser: Browser, page_of: Written, name: str, size: Any) -> None:
    with shown(browser, page_of(name, "whole"), size) as page:
        assert page.evaluate(BOTTOM) <= size["height"]
        assert page.locator("nav").bounding_box()["y"] >= page.evaluate(BOTTOM)  # type: ignore[index]


@every
def test_the_brief_prints_on_one_sheet(browser: Browser, page_of: Written, name: str) -> None:
    with shown(browser, page_of(name, "brief")) as page:
        [sheet] = sheets(page)
    assert "1 / 1" in sheet


def test_the_whole_report_is_short_and_has_running_heads(browser: Browser, page_of: Written) -> None:
    with shown(browser, page_of("kazakhstan-2022", "whole")) as page:
        words = len(page.evaluate("document.body.textContent").split())
        paper = sheets(page)
    assert words <= 5_000
    assert len(paper) <= 12
    for k, sheet in enumerate(paper, start=1):
        assert f"{k} / {len(paper)}" in sheet
        assert "Kazakhstan, January 2022, as it stood on 7 January 2022" in " ".join(sheet.split())


@every
def test_nothing_on_a_phone_is_wider_than_it(browser: Browser, page_of: Written, name: str) -> None:
    with shown(browser, page_of(name, "whole"), PHONE) as page:
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert page.evaluate(OVERFLOWING) == []
        assert page.evaluate("getComputedStyle(document.querySelector('tbody tr')).display") == "block"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_brief(browser: Browser, page_of: Written, scheme: Any) -> None:
    with shown(browser, page_of("kazakhstan-2022", "brief"), color_scheme=scheme) as page:
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [each["id"] for each in found if each["impact"] in {"serious", "critical"}] == []


@pytest.mark.parametrize("by", ["click", "Enter"])
def test_a_state_in_the_graph_opens_its_why(browser: Browser, page_of: Written, by: str) -> None:
    with shown(browser, page_of("elmira", "whole")) as page:
        box = page.locator(".wide a[href='#state-8']")
        if by == "click":
            box.click()
        else:
            box.focus()
            page.keyboard.press("Enter")
        page.wait_for_function("document.getElementById('state-8').open")
        assert page.locator("#state-8 .inside").is_visible()


def test_a_state_on_the_way_leads_to_its_why_without_scripts(browser: Browser, page_of: Written) -> None:
    with shown(browser, page_of("kazakhstan-2022", "whole"), java_script_enabled=False) as page:
        page.locator(".upright a").nth(1).click()
        target = page.url.split("#")[1]
        assert page.locator(f"#{target}").is_visible()


def test_a_way_can_be_highlighted_by_keyboard_and_without_scripts(browser: Browser, page_of: Written) -> None:
    with shown(browser, page_of("kazakhstan-2022", "whole"), java_script_enabled=False) as page:
        page.locator("#way-0").focus()
        page.keyboard.press("ArrowRight")
        faint = page.locator(".upright .state:not(.to-1)").first
        clear = page.locator(".upright .state.to-1").first
        assert page.locator("#way-1").is_checked()
        assert float(faint.evaluate("each => getComputedStyle(each).opacity")) < 0.5
        assert float(clear.evaluate("each => getComputedStyle(each).opacity")) == 1


def test_what_came_about_is_marked_and_the_map_has_every_state(browser: Browser, page_of: Written) -> None:
    with shown(browser, page_of("kazakhstan-2022", "whole")) as page:
        assert "came about" in (page.locator(".upright .state.came").first.text_content() or "")
        page.locator("#map > summary").click()
        assert page.locator("#map circle").count() == 504


def test_one_typeface(browser: Browser, page_of: Written) -> None:
    with shown(browser, page_of("kazakhstan-2022", "whole")) as page:
        fonts = page.evaluate(
            "[...new Set([...document.querySelectorAll('body *')].map((each) => getComputedStyle(each).fontFamily))]"
        )
    assert len(fonts) == 1
