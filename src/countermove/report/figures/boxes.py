"""What is written in the box of a state: its number, how it differs from the status quo, and its part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.analysis.concepts import strongest
from countermove.report.figures.lettering import width_of, wrapped
from countermove.report.figures.marks import percent
from countermove.report.words import count_of, option_names, situation

if TYPE_CHECKING:
    from countermove.analysis.excerpt.drawn import DrawnState, Excerpt

PAD, INDENT = 9.0, 11.0
HEAD, SIZE, SMALL = 13.0, 11.5, 10.0
"""Font sizes."""

LINES = 6
"""How many lines say what is so in a state."""

STOP, INNER = 8.0, 3.0
"""How much room the bar takes that says that nobody can improve, and the second border of an equilibrium."""


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text: a class for its style, and where it begins, from the box's corner."""

    kind: str
    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """A state's box: its size, its lines, and the chance that the conflict ends here, if it may."""

    width: float
    height: float
    texts: tuple[Text, ...]
    chance: str = ""
    chance_width: float = 0.0


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that is so in a state: its sign, its words, and whether it is new against the state before."""

    sign: str
    words: str
    new: bool = True


def box(excerpt: Excerpt, state: DrawnState, width: float, before: int | None = None) -> Box:
    """Return what is written in the box of a state.

    Parameters
    ----------
    excerpt : Excerpt
    state : DrawnState
    width : float
        How wide the box is.
    before : int, optional
        The number of the state that one comes from; what is new against it stands first.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.excerpt import excerpt
    >>> from countermove.study import evolve, solve
    >>> elmira = cases.load("elmira")
    >>> found = excerpt(solve(elmira), evolve(elmira))
    >>> [text.text for text in box(found, found.states[4], 200).texts]
    ['5', '+', 'Insist on the original order', 'holds by nash']
    """
    chance = _chance(state)
    aside = width_of(chance, SMALL) + 10 if chance else 0.0
    texts = _heading(state, width - aside)
    y = texts[-1].y + 4
    for said, lines in _lines(excerpt, state, width - 2 * PAD, before):
        kind = "so" if said.new else "so old"
        texts += [Text(kind, PAD, y + SIZE + 2.5, said.sign)] * bool(said.sign)
        for line in lines:
            y += SIZE + 2.5
            texts.append(Text(kind, PAD + INDENT * bool(said.sign), y, line))
    y += 2
    for note in _notes(state, width - 2 * PAD):
        y += SMALL + 3
        texts.append(Text("note", PAD, y, note))
    y += STOP if state.dead_end else INNER if excerpt.concept in state.holds else 0.0
    return Box(width, y + PAD, tuple(texts), chance, aside)


def natural_width(excerpt: Excerpt, state: DrawnState) -> float:
    """Return how wide the box of a state would be if nothing had to be broken into lines.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.excerpt import excerpt
    >>> from countermove.study import evolve, solve
    >>> swerve = excerpt(solve(cases.load("chicken")))
    >>> 80 < natural_width(swerve, swerve.states[1]) < 160
    True
    """
    heading = f"{state.number} {'status quo ' * state.status_quo}"
    widths = [width_of(heading, HEAD) + width_of(_chance(state), SMALL) + 10]
    widths += [width_of(each.words, SIZE) + INDENT * bool(each.sign) for each in _said(excerpt, state, None)]
    widths += [width_of(note, SMALL) for note in _notes(state, 1e9)]
    return max(widths) + 2 * PAD


def _chance(state: DrawnState) -> str:
    if state.settles:
        return f"ends {percent(state.settles)}"
    return f"no end {percent(state.never_settles)}" if state.never_settles else ""


def _heading(state: DrawnState, room: float) -> list[Text]:
    """Return the number and, beside it or below, that this is the status quo."""
    y = PAD + HEAD - 2
    number = Text("number", PAD, y, str(state.number))
    beside = PAD + width_of(number.text, HEAD) + 5
    if not state.status_quo:
        return [number]
    fits = beside + width_of("status quo", SIZE) + PAD < room
    return [number, Text("tag", beside, y, "status quo") if fits else Text("tag", PAD, y + SIZE + 3, "status quo")]


def _notes(state: DrawnState, room: float) -> list[str]:
    """Return what else there is to say: by which concepts the state holds, and what is not shown."""
    holds = wrapped(f"holds by {', '.join(strongest(state.holds))}", room, SMALL, 2) if state.holds else []
    return holds + [f"{count_of(state.further, 'improvement')} not shown"] * bool(state.further)


def _lines(excerpt: Excerpt, state: DrawnState, room: float, before: int | None) -> list[tuple[Said, list[str]]]:
    """Return what is said of a state, broken into lines, as far as there is room."""
    everything = sorted(_said(excerpt, state, before), key=lambda said: not said.new)
    kept: list[tuple[Said, list[str]]] = []
    left = LINES
    for k, said in enumerate(everything):
        others = everything[k + 1 :]
        if left < 1 + bool(others):
            more = f"and {len(others) + 1} more"
            return [*kept, (Said("", more, new=False), [more])]
        kept.append((said, wrapped(said.words, room - INDENT * bool(said.sign), SIZE, _most(said, others, left))))
        left -= len(kept[-1][1])
    return kept


def _most(said: Said, others: list[Said], left: int) -> int:
    """Return how many lines one thing may take: as many as leave one to each other new thing, and one to the rest."""
    if said.new:
        new = sum(each.new for each in others)
        return max(1, min(3, left - new - (new < len(others))))
    return max(1, min(2, left - len(others)))


def _said(excerpt: Excerpt, state: DrawnState, before: int | None) -> list[Said]:
    """Return what sets a state apart from the status quo; of the status quo, or without one, what is on."""
    conflict, start = excerpt.conflict, excerpt.status_quo
    if conflict.graph is not None:
        return [Said("", situation(conflict, state.number - 1)[0])]
    compared = start is not None and not state.status_quo
    here = conflict.states.pattern(state.number - 1)
    there = conflict.states.pattern(start.number - 1) if start and compared else "N" * len(here)
    last = conflict.states.pattern(before - 1) if before else there
    letters = zip(option_names(conflict), here, there, last, strict=True)
    sign = {"Y": "+", "N": "−"} if compared else {"Y": "•", "N": "−"}
    said = [Said(sign[now], name, now != latest) for name, now, old, latest in letters if now not in (old, "-")]
    return said + [Said("", "the rest on or off")] * ("-" in here) or [Said("", "nothing is on")]
