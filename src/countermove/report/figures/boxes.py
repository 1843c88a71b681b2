"""What is written in the box of a state: its number, how it differs from the status quo, and its part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.model.concepts import strongest
from countermove.report.figures.lettering import width_of, wrapped
from countermove.report.figures.situating import INDENT, SIZE, in_lines, said
from countermove.report.percentages import share
from countermove.report.words import count_of

if TYPE_CHECKING:
    from countermove.analysis.excerpt.result import DrawnState, Excerpt

PAD, HEAD, SMALL = 9.0, 13.0, 10.0
"""How far letters keep from the border; and font sizes."""

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
    for each, lines in in_lines(said(excerpt, state, before), width - 2 * PAD):
        kind = "so" if each.new else "so old"
        texts += [Text(kind, PAD, y + SIZE + 2.5, each.sign)] * bool(each.sign)
        for line in lines:
            y += SIZE + 2.5
            texts.append(Text(kind, PAD + INDENT * bool(each.sign), y, line))
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
    widths += [width_of(each.words, SIZE) + INDENT * bool(each.sign) for each in said(excerpt, state, None)]
    widths += [width_of(note, SMALL) for note in _notes(state, 1e9)]
    return max(widths) + 2 * PAD


def _chance(state: DrawnState) -> str:
    if state.settles:
        return f"ends {share(state.settles)}"
    return f"no end {share(state.never_settles)}" if state.never_settles else ""


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
    further = f"{count_of(state.further, 'improvement')} not shown"
    return holds + (wrapped(further, room, SMALL, 2) if state.further else [])
