"""What a complaint says to write instead: for symbols, counts, and statements that YAML cut at a comma."""

from __future__ import annotations

import pytest

import countermove as cm

FILE = """
title: T
decision_makers:
  a:
    options: [x, y]
    preferences: {preferences}
{more}
"""


def complaint(preferences: str = "[x]", more: str = "") -> str:
    """Return what is complained of in a conflict with these preferences and further keys."""
    with pytest.raises(cm.InvalidConflict) as caught:
        cm.loads(FILE.format(preferences=preferences, more=more))
    return str(caught.value)


@pytest.mark.parametrize(
    ("statement", "instead"),
    [
        ("x <-> y", "'<->' does not belong in a statement; write 'iff'"),
        ("x <=> y", "'<=>' does not belong in a statement; write 'iff'"),
        ("x ⇔ y", "'⇔' does not belong in a statement; write 'iff'"),
        ("x -> y", "'->' does not belong in a statement; write 'implies', or 'iff' for both ways"),
        ("x ⇒ y", "'⇒' does not belong in a statement; write 'implies', or 'iff' for both ways"),
        ("x ∧ y", "'∧' does not belong in a statement; write 'and'"),
        ("¬x", "'¬' does not belong in a statement; write 'not'"),
        ("x <= y", "the most important first: [y, x]"),
        ("at most eleven of (x, y)", "'eleven' is not expected here: write a count in digits, or in words up to ten"),
        ("at least of (x, y)", "'of' is not expected here: write a count in digits, or in words up to ten"),
    ],
)
def test_symbols_and_counts_have_a_cure(statement: str, instead: str) -> None:
    assert instead in complaint(f'["{statement}"]')


@pytest.mark.parametrize(
    ("preferences", "more"),
    [
        ("[at most 1 of (x, y)]", ""),
        ("{weights: {at most 1 of (x, y): 2}}", ""),
        ("[x]", "define: {c: at most 1 of (x, y)}"),
        ("[{holds: at most 1 of (x, y)}]", ""),
    ],
)
def test_a_statement_cut_at_a_comma_is_to_be_quoted(preferences: str, more: str) -> None:
    told = complaint(preferences, more)
    assert all("quote a statement that holds one" in line for line in told.splitlines())
    assert "{braces}" in told
