"""The ends of a conflict that doubts nothing: in how many readings each comes, and why not what came about."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from countermove.report.brief.heading import WIDTH, called, lettered_unreached
from countermove.report.brief.standstill import ways_out
from countermove.report.references import capitalised, names_of
from countermove.report.words import listed, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countermove.simulation.judgement.result import Judgement
    from countermove.simulation.judgement.unreached import UnreachedEnd

MOST_ENDS = 5
"""Rows of ends; the rest is counted."""


def deduction(judged: Judgement) -> Iterator[str]:
    """Yield in how many readings each end comes, where nothing is doubted."""
    number = len(judged.leaders)
    yield f"readings{'* came about' if judged.came_about is not None else '':>{WIDTH - 8}}".rstrip()
    for k, each in enumerate(judged.ends[:MOST_ENDS]):
        times = sum(led == k for led in judged.leaders.values())
        star = "*" if each.came_about else " "
        count = f"{times} of {number}" if times else "-"
        yield from _row(count, star, each.letter, called(judged, each))
    for letter, unreached in lettered_unreached(judged):
        said = "stable, but not reached" if unreached.stable else "not reached, and stable by no reading"
        told = f"{tidy(unreached.name)} ({said})"
        yield from _row("-", "*" if unreached.came_about else " ", letter, told)
    never = sum(led < 0 for led in judged.leaders.values())
    if never:
        yield f"{f'{never} of {number}':>8}   - never settles"
    yield from freeing(judged)
    for letter, unreached in lettered_unreached(judged):
        if unreached.came_about:
            yield from wrap(" ".join(_why_not(judged, letter, unreached)), WIDTH)


def freeing(judged: Judgement) -> Iterator[str]:
    """Yield what would free a model in which nobody leaves the status quo, if anything would."""
    if judged.freed:
        yield "What would free it"
        for way in ways_out(judged.conflict, judged.freed):
            yield from wrap(way, WIDTH, initial_indent="  ", subsequent_indent="    ")


def _row(count: str, star: str, letter: str, told: str) -> Iterator[str]:
    for j, line in enumerate(wrap(told, WIDTH - 13)):
        yield f"{count:>8} {star} {letter} {line}" if not j else f"{'':13}{line}"


def _why_not(judged: Judgement, letter: str, end: UnreachedEnd) -> Iterator[str]:
    """Say why what came about is not reached, who could go there together, and whether anybody would leave."""
    yield f"Why not {letter}: if each takes its best move, nobody gets there."
    first = judged.likeliest
    if end.coalition and first is not None:
        both = "both" if len(end.coalition) == 2 else "all"
        who = capitalised(names_of(judged.conflict, end.coalition))
        yield f"{who} {both} gain by going from {first.letter} there together."
    if len(end.stable) == len(judged.leaders):
        yield "Once there, nobody leaves, by any reading."
    elif end.stable:
        yield f"Once there, nobody leaves by {listed(end.stable)}."
