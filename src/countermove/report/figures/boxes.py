"""What is written in the box of a state: its number, how it differs from the status quo, and its part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.analysis.concepts import strongest
from countermove.report.figures.lettering import width_of, wrapped
from countermove.report.words import option_names, share, situation

if TYPE_CHECKING:
    from countermove.analysis.excerpt.drawn import DrawnState, Excerpt

WIDTH, PAD = 152.0, 9.0
HEAD, LINE, SMALL = 13.0, 11.5, 10.0
"""Font sizes."""

LINES = 5
"""How many lines say what is so in a state."""


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text: a class for its style, and where its left end is, from the box's corner."""

    kind: str
    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """A state's box: how high it is, its lines, and the chance that the conflict ends here, if it may."""

    height: float
    texts: tuple[Text, ...]
    chance: str = ""
    chance_width: float = 0.0


def box(excerpt: Excerpt, state: DrawnState) -> Box:
    """Return what is written in the box of a state.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.excerpt import excerpt
    >>> from countermove.study import evolve, solve
    >>> elmira = cases.load("elmira")
    >>> found = excerpt(solve(elmira), evolve(elmira))
    >>> [text.text for text in box(found, found.states[4]).texts]
    ['5', '+', 'Insist that the', 'original order be', 'applied', 'holds by nash']
    """
    texts = [Text("number", PAD, PAD + HEAD - 2, str(state.number))]
    chance = _chance(state)
    chance_width = width_of(chance, SMALL) + 10 if chance else 0.0
    y = PAD + HEAD + 3
    if state.status_quo:
        at = PAD + width_of(str(state.number), HEAD) + 5
        beside = at + width_of("status quo", LINE) + chance_width + PAD < WIDTH
        y += 0.0 if beside else LINE + 2.5
        texts.append(Text("tag", at, PAD + HEAD - 2, "status quo") if beside else Text("tag", PAD, y, "status quo"))
    for sign, lines in _said(excerpt, state):
        for k, line in enumerate(lines):
            y += LINE + 2.5
            indent = 11.0 if sign else 0.0
            texts += [Text("sign", PAD, y, sign)] * bool(sign and k == 0)
            texts.append(Text("so", PAD + indent, y, line))
    y += 2 if _notes(state) else 0
    for note in _notes(state):
        y += SMALL + 3
        texts.append(Text("note", PAD, y, note))
    y += 8 if state.dead_end else 0
    return Box(y + PAD, tuple(texts), chance, chance_width)


def _chance(state: DrawnState) -> str:
    if state.settles:
        return f"ends {share(state.settles)}"
    return f"no end {share(state.never_settles)}" if state.never_settles else ""


def _notes(state: DrawnState) -> list[str]:
    """Return what else there is to say: by which concepts the state holds, and what is not shown."""
    notes = []
    if state.holds:
        notes += wrapped(f"holds by {', '.join(strongest(state.holds))}", WIDTH - 2 * PAD, SMALL, 2)
    if state.further:
        more = "improvement" if state.further == 1 else "improvements"
        notes.append(f"{state.further} {more} not shown")
    return notes


def _said(excerpt: Excerpt, state: DrawnState) -> list[tuple[str, list[str]]]:
    """Return what is so in a state, each with its sign, in lines that fit."""
    parts = _parts(excerpt, state)
    each = 3 if len(parts) < 2 else 2 if len(parts) < 3 else 1
    room = WIDTH - 2 * PAD
    shown = parts if len(parts) * each <= LINES else parts[: LINES - 1]
    said = [(sign, wrapped(text, room - 11 * bool(sign), LINE, each)) for sign, text in shown]
    more = len(parts) - len(shown)
    return said + [("", [f"and {more} more"])] * bool(more)


def _parts(excerpt: Excerpt, state: DrawnState) -> list[tuple[str, str]]:
    """Return what sets a state apart from the status quo; of the status quo, or without one, what is on."""
    conflict, start = excerpt.conflict, excerpt.status_quo
    if conflict.graph is not None:
        return [("", situation(conflict, state.number - 1)[0])]
    here = conflict.states.pattern(state.number - 1)
    there = conflict.states.pattern(start.number - 1) if start and not state.status_quo else "N" * len(here)
    letters = [*zip(option_names(conflict), here, there, strict=True)]
    changed = [("+" if letter == "Y" else "−", name) for name, letter, old in letters if letter not in (old, "-")]
    open_ = [("", "the rest on or off")] * ("-" in here)
    if start is None or state.status_quo:
        changed = [("•", name) for _, name in changed]
    return changed + open_ or [("", "nothing is on")]
