"""What is so in a state, as briefly as its box can say it: what is new first, then all else unlike the status quo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.report.figures.lettering import wrapped
from countermove.report.words import option_names, situation

if TYPE_CHECKING:
    from countermove.analysis.excerpt.result import DrawnState, Excerpt

SIZE, INDENT = 11.5, 11.0
"""The font size, and how far the words stand behind their sign."""

LINES, NEW, OLD = 6, 3, 2
"""How many lines there are, and how many of them what is new, and what is not, takes at most."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that is so in a state: its sign, its words, and whether it is new against the state before."""

    sign: str
    words: str
    new: bool = True


def said(excerpt: Excerpt, state: DrawnState, before: int | None = None) -> list[Said]:
    """Return what sets a state apart from the status quo; of the status quo, or without one, what is on.

    Parameters
    ----------
    excerpt : Excerpt
    state : DrawnState
    before : int, optional
        The number of the state that one comes from.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.excerpt import excerpt
    >>> from countermove.study import evolve, solve
    >>> elmira = cases.load("elmira")
    >>> found = excerpt(solve(elmira), evolve(elmira))
    >>> [(each.sign, each.words, each.new) for each in said(found, found.states[2], 4)]
    [('−', 'Draw out the appeal', False), ('+', 'Accept the order as it is at the time', False)]
    """
    conflict, start = excerpt.conflict, excerpt.status_quo
    if conflict.graph is not None:
        return [Said("", situation(conflict, state.number - 1)[0])]
    pattern = conflict.states.pattern
    here = pattern(state.number - 1)
    compared = start is not None and not state.status_quo
    there = pattern(start.number - 1) if start and compared else "N" * len(here)
    last = pattern(before - 1) if before else there
    sign = {"Y": "+" if compared else "•", "N": "−"}
    letters = zip(option_names(conflict), here, there, last, strict=True)
    open_ = "-" in here
    told = [
        Said(sign[now], name, now != had) for name, now, old, had in letters if now != "-" and (open_ or now != old)
    ]
    if open_:
        return [*told, Said("", "the rest on or off", new=False)]
    return told or [Said("", "as in the status quo" if compared else "nothing is on")]


def in_lines(everything: list[Said], room: float) -> list[tuple[Said, list[str]]]:
    """Return what is said, the new first, broken into lines, as far as there is room; and how much more there is.

    Examples
    --------
    >>> [lines for _, lines in in_lines([Said("+", f"option {k}", k == 7) for k in range(8)], 100)]
    [['option 7'], ['option 0'], ['option 1'], ['option 2'], ['option 3'], ['and 3 more']]
    """
    kept: list[tuple[Said, list[str]]] = []
    left, ordered = LINES, sorted(everything, key=lambda each: not each.new)
    for k, each in enumerate(ordered):
        others = ordered[k + 1 :]
        if left < 1 + bool(others):
            more = f"and {len(others) + 1} more"
            return [*kept, (Said("", more, new=False), [more])]
        kept.append((each, wrapped(each.words, room - INDENT * bool(each.sign), SIZE, _most(each, others, left))))
        left -= len(kept[-1][1])
    return kept


def _most(each: Said, others: list[Said], left: int) -> int:
    """Return how many lines one thing may take: as many as leave one to each other new thing, and one to the rest."""
    if each.new:
        new = sum(other.new for other in others)
        return max(1, min(NEW, left - new - (new < len(others))))
    return max(1, min(OLD, left - len(others)))
