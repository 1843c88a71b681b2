"""What all tests share: patience, how much of a long run to do, and a headless Chromium to look at pages."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from long_runs import Share

# How long an example takes says nothing on a machine that others use too.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

# A shell ignores SIGINT for what it puts into the background, and processes that tests start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

NAMES = ("chromium", "chromium-browser", "google-chrome")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slice", metavar="SEED", help="do only a few cases of each long run, drawn by this seed")


@pytest.fixture
def share(request: pytest.FixtureRequest) -> Share:
    """Return how much of a long run is done: all of it, or with --slice a slice, another one in each test."""
    seed = request.config.getoption("--slice")
    return Share(None if seed is None else f"{seed} {request.node.name}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
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
