"""What all tests share: patience, how much of a long run to do, and a headless Chromium to look at pages."""

from __future__ import annotations

import gc
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer.main
from hypothesis import settings

from countermove import cases
from long_runs import QUICK_EXAMPLES, Share

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# How long an example takes says nothing on a machine that others use too.
settings.register_profile("unhurried", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=QUICK_EXAMPLES)
settings.load_profile("unhurried")

# A shell ignores SIGINT for what it puts into the background, and processes that tests start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

# What no test can change is made once in a process: the packaged cases, which are frozen, and the tree of commands.
once = pytest.MonkeyPatch()
once.setattr(cases, "load", cache(cases.load))
once.setattr(typer.main, "get_command", cache(typer.main.get_command))  # before `typer.testing` takes it from there

# Next to nothing of what tests are made of is garbage: none is looked for before they are all collected.
gc.disable()

NAMES = ("chromium", "chromium-browser", "google-chrome")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slice", metavar="SEED", help="do only a few cases of each long run, drawn by this seed")


def pytest_collection_finish() -> None:
    """Look for garbage from now on, and only in what comes after."""
    gc.freeze()
    gc.enable()


@pytest.fixture
def share(request: pytest.FixtureRequest) -> Share:
    """Return how much of a long run is done: all of it, or with --slice a slice, another one in each test."""
    seed = request.config.getoption("--slice")
    return Share(None if seed is None else f"{seed} {request.node.name}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        missing = "no browser: install Chromium (on Debian: apt-get install chromium)"
        if os.environ.get("COUNTERMOVE_BROWSER") == "required":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def page_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """Return what writes a page of a packaged case, whole or brief, once for all tests."""
    from cached_answers import findings_of
    from countermove.report.pages import brief_html, html

    folder = tmp_path_factory.mktemp("pages")

    @cache
    def write(name: str, kind: str = "whole") -> Path:
        file = folder / f"{name}-{kind}.html"
        file.write_text((html if kind == "whole" else brief_html)(findings_of(name)), encoding="utf-8")
        return file

    return write
