"""The box of a state in a figure: its number, its options, and the concepts by which it holds.

The box lists the options that differ from the status quo. Options that also differ from the predecessor of the state
on the drawn path come first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from countermove.model.concepts import strongest
from countermove.report.figures.text import width_of, wrapped
from countermove.report.words import count_of, option_names_apart, share, situation

if TYPE_CHECKING:
    from countermove.analysis.excerpt.result import DrawnMove, DrawnState, Excerpt


PAD, HEAD, SMALL = 9.0, 13.0, 12.0
"""Space between text and border, and the font sizes of the number and of notes."""

BOLD = 1.14
"""How much wider bold letters are."""

STOP_HEIGHT, INNER_HEIGHT = 8.0, 3.0
"""Height of the bar of a state without improvements, and space for the inner border of an equilibrium."""

SIZE, INDENT = 12.0, 11.0
"""Font size of options, and distance from a sign to its words."""

MOST_LINES, MOST_WHOLE, MOST_NEW, MOST_OLD, MOST_NAME = 6, 24, 4, 3, 4
"""Maximum lines in a box: of all options, the same on a page, of a new option, of another one, of a name."""

TAKEN_LENGTH, IMPROVING_LENGTH, OTHER_LENGTH = 1.0, 2.0, 3.0
"""Path length of a move: one that is taken, another improvement, any other move."""


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text: its CSS class, its start in pixels from the upper left corner of the box, and its text."""

    kind: str
    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """The box of a state: its size in pixels, its lines, and its probability as an end, as text."""

    width: float
    height: float
    texts: tuple[Text, ...]
    chance: str = ""
    chance_width: float = 0.0


@dataclass(frozen=True, slots=True)
class StateLabel:
    """How a page calls a state in a figure, and where it leads to.

    Attributes
    ----------
    name : str
        The name, with the letter of the end; empty for a state on the way, whose options are enough.
    tone : str
        The name of the colour of its end; empty for other states.
    link : str
        Where a click leads; empty for nowhere.
    came_about : bool
        Whether it is, or holds, what came about.
    ways : tuple of str
        The ids of the ways on which it lies.
    on_way : bool
        Whether the figure shows ways alone, and so in each box only what is new.
    """

    name: str = ""
    tone: str = ""
    link: str = ""
    came_about: bool = False
    ways: tuple[str, ...] = ()
    on_way: bool = False


def box(
    excerpt: Excerpt, state: DrawnState, width: float, before: int | None = None, label: StateLabel | None = None
) -> Box:
    """Return the box of a state.

    Parameters
    ----------
    excerpt : Excerpt
    state : DrawnState
    width : float
        The width of the box in pixels.
    before : int, optional
        The number of the preceding state; options that differ from it stand first.
    label : StateLabel, optional
        Its name on the page; by default it is called by its number.

    Examples
    --------
    >>> from countermove import cases, evolve, solve
    >>> from countermove.analysis.excerpt import excerpt
    >>> elmira = cases.load("elmira")
    >>> found = excerpt(solve(elmira), evolve(elmira))
    >>> [text.text for text in box(found, found.states[4], 200).texts]
    ['5', '+', 'Insist on the original order', 'holds by nash']
    """
    chance = "" if label else _chance(state)
    aside = width_of(chance, SMALL) + 10 if chance else 0.0
    texts = _named(label, width) if label else _heading(state, width - aside)
    y = texts[-1].y + 4 if texts else PAD - 4
    most = MOST_LINES if label is None else MOST_WHOLE
    for each, lines in broken_into_lines(_shown(excerpt, state, before, label), width - 2 * PAD, most):
        kind = "so" if each.new else "so old"
        texts += [Text(kind, PAD, y + SIZE + 2.5, each.sign)] * bool(each.sign)
        for line in lines:
            y += SIZE + 2.5
            texts.append(Text(kind, PAD + INDENT * bool(each.sign), y, line))
    y += 2
    for note in _short_notes(state, label) if label else _notes(state, width - 2 * PAD):
        y += SMALL + 3
        texts.append(Text("note", PAD, y, note))
    y += STOP_HEIGHT if state.dead_end else INNER_HEIGHT if excerpt.concept in state.holds else 0.0
    return Box(width, y + PAD, tuple(texts), chance, aside)


def natural_width(excerpt: Excerpt, state: DrawnState) -> float:
    """Return the width of the box of a state, in pixels, if no line had to be broken.

    Examples
    --------
    >>> from countermove import cases, solve
    >>> from countermove.analysis.excerpt import excerpt
    >>> swerve = excerpt(solve(cases.load("chicken")))
    >>> 80 < natural_width(swerve, swerve.states[1]) < 160
    True
    """
    heading = f"{state.number} {'status quo ' * state.status_quo}"
    widths = [width_of(heading, HEAD) + width_of(_chance(state), SMALL) + 10]
    widths += [width_of(each.words, SIZE) + INDENT * bool(each.sign) for each in clauses(excerpt, state, None)]
    widths += [width_of(note, SMALL) for note in _notes(state, 1e9)]
    return max(widths) + 2 * PAD


def _chance(state: DrawnState) -> str:
    if state.settles:
        return f"ends {share(state.settles)}"
    return f"no end {share(state.never_settles)}" if state.never_settles else ""


def _heading(state: DrawnState, room: float) -> list[Text]:
    """Return the number and, for the status quo, a tag beside or below it."""
    y = PAD + HEAD - 2
    number = Text("number", PAD, y, str(state.number))
    beside = PAD + width_of(number.text, HEAD) + 5
    if not state.status_quo:
        return [number]
    fits = beside + width_of("status quo", SIZE) + PAD < room
    return [number, Text("tag", beside, y, "status quo") if fits else Text("tag", PAD, y + SIZE + 3, "status quo")]


def _shown(excerpt: Excerpt, state: DrawnState, before: int | None, label: StateLabel | None) -> list[Clause]:
    """Return the options of a box; on a way, a state without a name has only what is new, and the start nothing."""
    found = clauses(excerpt, state, before)
    if label is None or not label.on_way:
        return found
    return [] if state.status_quo else found if label.name else [each for each in found if each.new] or found


def _named(label: StateLabel, width: float) -> list[Text]:
    """Return the name of a state in as many lines as it takes, with a dot before what came about."""
    name = f"● {label.name}".strip() if label.came_about else label.name
    lines = wrapped(name, (width - 2 * PAD) / BOLD, HEAD, MOST_NAME) if name else []
    return [Text("number", PAD, PAD + HEAD - 2 + k * (HEAD + 3), line) for k, line in enumerate(lines)]


def _short_notes(state: DrawnState, label: StateLabel) -> list[str]:
    """Return whether the state holds, and its number in brackets."""
    came = ["came about"] if label.came_about else []
    held = f"holds ({state.number})" if state.holds else f"({state.number})"
    return [*came, held]


def _notes(state: DrawnState, room: float) -> list[str]:
    """Return the notes: the concepts by which the state holds, and the number of improvements not shown."""
    holds = wrapped(f"holds by {', '.join(strongest(state.holds))}", room, SMALL, 2) if state.holds else []
    further = f"{count_of(state.further, 'improvement')} not shown"
    return holds + (wrapped(further, room, SMALL, 2) if state.further else [])


@dataclass(frozen=True, slots=True)
class Clause:
    """An option in a box: its sign, its words, and whether it differs from the preceding state."""

    sign: str
    words: str
    new: bool = True


def clauses(excerpt: Excerpt, state: DrawnState, before: int | None = None) -> list[Clause]:
    """Return the options that differ from the status quo or, for the status quo and without one, those that are on.

    Parameters
    ----------
    excerpt : Excerpt
    state : DrawnState
    before : int, optional
        The number of the preceding state.

    Examples
    --------
    >>> from countermove import cases, evolve, solve
    >>> from countermove.analysis.excerpt import excerpt
    >>> elmira = cases.load("elmira")
    >>> found = excerpt(solve(elmira), evolve(elmira))
    >>> [(each.sign, each.words, each.new) for each in clauses(found, found.states[2], 4)]
    [('−', 'Draw out the appeal', False), ('+', 'Accept the order as it is at the time', False)]
    """
    conflict, start = excerpt.conflict, excerpt.status_quo
    if conflict.graph is not None:
        return [Clause("", situation(conflict, state.number - 1)[0])]
    pattern = conflict.states.pattern
    here = pattern(state.number - 1)
    compared = start is not None and not state.status_quo
    there = pattern(start.number - 1) if start and compared else "N" * len(here)
    last = pattern(before - 1) if before else there
    sign = {"Y": "+" if compared else "•", "N": "−"}
    letters = zip(option_names_apart(conflict), here, there, last, strict=True)
    open_ = "-" in here
    found = [
        Clause(sign[now], name, now != had) for name, now, old, had in letters if now != "-" and (open_ or now != old)
    ]
    if open_:
        return [*found, Clause("", "the rest on or off", new=False)]
    return found or [Clause("", "as in the status quo" if compared else "nothing is on")]


def broken_into_lines(wanted: list[Clause], room: float, most: int = MOST_LINES) -> list[tuple[Clause, list[str]]]:
    """Break clauses into lines, new ones first; the last line counts the clauses that have no room.

    Examples
    --------
    >>> [lines for _, lines in broken_into_lines([Clause("+", f"option {k}", k == 7) for k in range(8)], 100)]
    [['option 7'], ['option 0'], ['option 1'], ['option 2'], ['option 3'], ['and 3 more']]
    """
    kept: list[tuple[Clause, list[str]]] = []
    left, ordered = most, sorted(wanted, key=lambda each: not each.new)
    for k, each in enumerate(ordered):
        others = ordered[k + 1 :]
        if left < 1 + bool(others):
            more = f"and {len(others) + 1} more"
            return [*kept, (Clause("", more, new=False), [more])]
        kept.append(
            (
                each,
                wrapped(
                    each.words,
                    room - INDENT * bool(each.sign),
                    SIZE,
                    most if most > MOST_LINES else _most_lines(each, others, left),
                ),
            )
        )
        left -= len(kept[-1][1])
    return kept


def _most_lines(each: Clause, others: list[Clause], left: int) -> int:
    """Return the maximum lines of a clause: one line stays for each other new clause, and one for the rest."""
    if each.new:
        new = sum(other.new for other in others)
        return max(1, min(MOST_NEW, left - new - (new < len(others))))
    return max(1, min(MOST_OLD, left - len(others)))


def predecessors(excerpt: Excerpt) -> dict[int, int]:
    """Return the predecessor of each state on the drawn path from the status quo, by number.

    The path is a shortest one by Dijkstra's algorithm. Moves that are taken are the shortest, moves that are no
    improvement the longest.

    Examples
    --------
    >>> from countermove import cases, evolve, solve
    >>> from countermove.analysis.excerpt import excerpt
    >>> elmira = cases.load("elmira")
    >>> predecessors(excerpt(solve(elmira), evolve(elmira)))
    {5: 1, 2: 1, 3: 1, 9: 1, 6: 5, 7: 5, 4: 2, 8: 6}
    """
    if excerpt.status_quo is None:
        return {}
    graph = nx.DiGraph()
    graph.add_nodes_from(state.number for state in excerpt.states)
    for move in sorted(excerpt.moves, key=lambda move: -_length(move)):
        graph.add_edge(move.start, move.to, length=_length(move))
    paths = nx.single_source_dijkstra_path(graph, excerpt.status_quo.number, weight="length")
    return {number: path[-2] for number, path in paths.items() if len(path) > 1}


def _length(move: DrawnMove) -> float:
    if move.probability:
        return TAKEN_LENGTH - 0.1 * move.probability
    return IMPROVING_LENGTH if move.improves else OTHER_LENGTH
