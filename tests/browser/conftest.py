"""What the tests of pages in a browser share: the pages of packaged cases, written once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from cached_answers import findings_of
from countermove.report.pages import brief_html, html


@pytest.fixture(scope="session")
def page_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """Return what writes a page of a packaged case, whole or brief, once for all tests."""
    folder = tmp_path_factory.mktemp("pages")

    @cache
    def write(name: str, kind: str = "whole") -> Path:
        file = folder / f"{name}-{kind}.html"
        file.write_text((html if kind == "whole" else brief_html)(findings_of(name)), encoding="utf-8")
        return file

    return write
