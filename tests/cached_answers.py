"""Answers on the packaged cases that several tests need, computed once.

Conflicts and answers are frozen, so no test can change them for another.
"""

from __future__ import annotations

from functools import cache

from command_line import run
from countermove import Conflict, Solution, cases, solve
from countermove.report.pages import Findings, findings


@cache
def conflict_of(name: str) -> Conflict:
    """Return a packaged case."""
    return cases.load(name)


@cache
def solution_of(name: str) -> Solution:
    """Return which states of a packaged case hold, under every concept."""
    return solve(conflict_of(name))


@cache
def findings_of(name: str) -> Findings:
    """Return what the report of a packaged case is made of."""
    return findings(conflict_of(name))


@cache
def printed(*arguments: str, columns: int = 120) -> str:
    """Return what a command prints of packaged cases."""
    return run(*arguments, columns=columns).stdout
