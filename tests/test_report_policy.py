"""The content security policy of the report: its own script and style sheet, by hash, and nothing else."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

import pytest

from cached_answers import findings_of
from countermove.report.pages import html


def source(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@pytest.mark.parametrize("name", ["elmira", "canal", "prisoners-dilemma"])
def test_the_policy_names_what_is_in_the_page_by_its_hash(name: str) -> None:
    page = html(findings_of(name))
    [policy] = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
    [script] = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    [style] = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert "unsafe" not in policy
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src {source(style)}",
        f"script-src {source(script)}",
        "img-src data:",
    ]


def test_nothing_in_the_page_needs_more_than_the_policy_allows() -> None:
    page = html(findings_of("elmira"))
    body = re.sub(r"<(script|style)>.*?</\1>", "", page, flags=re.DOTALL)
    assert re.findall(r"<[^>]*\s(?:style|on[a-z]+)\s*=", body) == []
    assert "javascript:" not in body
