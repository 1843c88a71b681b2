"""What is written in the box of a state: its number, how it differs from the status quo, and its part.

What is so in a state, as briefly as its box can say it: what is new first, then all else unlike the status quo.

From which state a reader comes to each other one: so that what is new in it can stand first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from countermove.model.concepts import strongest
from countermove.report.figures.text import width_of, wrapped
from countermove.report.words import count_of, option_names, share, situation

if TYPE_CHECKING:
    from countermove.analysis.excerpt.result import DrawnMove, DrawnState, Excerpt


PAD, HEAD, SMALL = 9.0, 13.0, 10.0
"""How far letters keep from the border; and font sizes."""

STOP, INNER = 8.0, 3.0
"""How much room the bar takes that says that nobody can improve, and the second border of an equilibrium."""

SIZE, INDENT = 11.5, 11.0
"""The font size, and how far the words stand behind their sign."""

LINES, NEW, OLD = 6, 3, 2
"""How many lines there are, and how many of them what is new, and what is not, takes at most."""

TAKEN, IMPROVING, ANY = 1.0, 2.0, 3.0
"""How long a move seems that is taken, that is another improvement, or that is none."""


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
    >>> from countermove.analysis.evolution.evolve import evolve
    >>> from countermove.analysis.solve import solve
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
    >>> from countermove.analysis.evolution.evolve import evolve
    >>> from countermove.analysis.solve import solve
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
    >>> from countermove.analysis.evolution.evolve import evolve
    >>> from countermove.analysis.solve import solve
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


def preceding(excerpt: Excerpt) -> dict[int, int]:
    """Return the state before each state on the way from the status quo that strikes the eye, by number.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.excerpt import excerpt
    >>> from countermove.analysis.evolution.evolve import evolve
    >>> from countermove.analysis.solve import solve
    >>> elmira = cases.load("elmira")
    >>> preceding(excerpt(solve(elmira), evolve(elmira)))
    {5: 1, 2: 1, 3: 1, 9: 1, 6: 5, 7: 5, 4: 2, 8: 6}
    """
    if excerpt.status_quo is None:
        return {}
    graph = nx.DiGraph()
    graph.add_nodes_from(state.number for state in excerpt.states)
    for move in sorted(excerpt.moves, key=lambda move: -_length(move)):
        graph.add_edge(move.start, move.to, length=_length(move))
    ways = nx.single_source_dijkstra_path(graph, excerpt.status_quo.number, weight="length")
    return {number: way[-2] for number, way in ways.items() if len(way) > 1}


def _length(move: DrawnMove) -> float:
    if move.probability:
        return TAKEN - 0.1 * move.probability
    return IMPROVING if move.improves else ANY
