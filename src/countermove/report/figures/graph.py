"""The graph of a conflict as SVG: states as boxes, moves as arrows with the marks of decision makers, a legend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from countermove.report.figures.arrows import (
    arrow_head,
    arrow_line,
    chance_of,
    kind_of,
    label_width,
    marks,
    sanction_bar,
)
from countermove.report.figures.boxes import Box, StateLabel, box, natural_width, predecessors
from countermove.report.figures.layout import layered_layout
from countermove.report.figures.layout.rows import rows
from countermove.report.figures.templates import style, template
from countermove.report.figures.text import (
    drawable,
    figure_in_words,
    move_in_words,
    state_in_words,
    width_of,
    wrapped,
)
from countermove.report.words import count_of, dm_names, move

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.analysis.excerpt.result import DrawnMove, DrawnState, Excerpt
    from countermove.report.figures.arrows import Mark
    from countermove.report.figures.layout.layered import Drawing, Piece, Rectangle


WIDEST, NARROWEST = 760.0, 340.0
"""Maximum width of the drawing, if its rows allow it, and minimum width of the figure, in pixels."""

BOX_WIDTHS = {1: 210.0, 2: 210.0, 3: 200.0, 4: 154.0}
"""Maximum width of a box, by the number of boxes in the fullest row."""

PER_ROW = max(BOX_WIDTHS)
"""Maximum number of boxes in a row."""

ABOVE_LEGEND = 14.0
"""Space above the legend."""

SIZE, ROW, BETWEEN = 12.0, 20.0, 18.0
"""Font size, line height, and space between entries of the legend."""


PHONE = 358.0
"""Width of the drawing for a phone, in pixels."""

Labels = Mapping[int, StateLabel]
"""The names of states in a figure, by number."""

NO_LABELS: Labels = MappingProxyType({})


def graph(excerpt: Excerpt, prefix: str = "graph", labels: Labels | None = None, widest: float = WIDEST) -> str:
    """Return the graph of an excerpt as an SVG element for a page of HTML.

    The page has to include `style` once. Put the figure in a container of the class ``cm-scroll``: on a narrow screen
    it scrolls sideways, and the letters keep their size.

    Parameters
    ----------
    excerpt : Excerpt
        The states and moves to draw.
    prefix : str
        The prefix of all ids in the element; each figure of a page needs its own.
    labels : mapping of int to StateLabel, optional
        The names of the states and where they lead, by number; by default states are called by number alone.
    widest : float
        Maximum width of the drawing, in pixels, if its rows allow it.

    Returns
    -------
    str

    Examples
    --------
    >>> from countermove import cases, evolve, solve
    >>> from countermove.analysis.excerpt import excerpt
    >>> elmira = cases.load("elmira")
    >>> graph(excerpt(solve(elmira), evolve(elmira)))[:4]
    '<svg'
    """
    return _rendered(excerpt, prefix, "", labels or {}, widest)


def standalone(excerpt: Excerpt) -> str:
    """Return the graph as an SVG file with its style sheet inside."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_rendered(excerpt, "graph", style(), {}, WIDEST)}\n'


@dataclass(frozen=True, eq=False)
class GraphLayout:
    """The contents of the boxes and the coordinates of the drawing, both in the order of the excerpt."""

    boxes: tuple[Box, ...]
    drawing: Drawing


def graph_layout(excerpt: Excerpt, labels: Labels = NO_LABELS, widest: float = WIDEST) -> GraphLayout:
    """Return the boxes of an excerpt and their layout.

    Arrows that pass a full row can make the drawing wider than a page. It is then laid out again with fewer boxes in
    a row, and the narrowest layout is kept.
    """
    tried: list[GraphLayout] = []
    for per_row in range(PER_ROW if widest > PHONE else 2, 1, -1):
        tried.append(_layout(excerpt, per_row, labels, widest))
        if tried[-1].drawing.width < widest + 0.01:
            break
    return min(tried, key=lambda each: each.drawing.width)


def _layout(excerpt: Excerpt, per_row: int, labels: Labels, widest: float) -> GraphLayout:
    levels = rows(excerpt, per_row)
    row_of = {number: k for k, row in enumerate(levels) for number in row}
    fullest = max(map(len, levels))
    room = BOX_WIDTHS[fullest] if widest > PHONE else PHONE / fullest - 18
    width = min(room, max(natural_width(excerpt, state) for state in excerpt.states))
    before, signs = predecessors(excerpt), marks(excerpt.conflict)
    boxes = tuple(
        box(excerpt, state, width, before.get(state.number), labels.get(state.number)) for state in excerpt.states
    )
    place = {state.number: k for k, state in enumerate(excerpt.states)}
    arrows = [(place[move.start], place[move.to], label_width(signs[move.dm], move)) for move in excerpt.moves]
    sizes = [(each.width, each.height) for each in boxes]
    return GraphLayout(boxes, layered_layout([row_of[number] for number in place], sizes, arrows, widest))


def _rendered(excerpt: Excerpt, prefix: str, css: str, labels: Labels, widest: float) -> str:
    """Return the figure as SVG, with a style sheet or without."""
    figure, signs = graph_layout(excerpt, labels, widest), marks(excerpt.conflict)
    width = max(figure.drawing.width, NARROWEST)
    entries, high = legend(excerpt, signs, width - 16, remarks=not labels)
    arrows = zip(excerpt.moves, figure.drawing.labels, figure.drawing.arrows, strict=True)
    states = zip(excerpt.states, figure.boxes, figure.drawing.boxes, strict=True)
    return template("graph.svg.jinja").render(
        prefix=prefix,
        width=width,
        height=figure.drawing.height + ABOVE_LEGEND + high,
        aside=(width - figure.drawing.width) / 2,
        title=drawable(f"The graph of the conflict: {excerpt.conflict.title}"),
        words=[] if labels else [*map(drawable, figure_in_words(excerpt))],
        css=css,
        named=bool(labels),
        arrows=[_arrow(excerpt, move, signs[move.dm], label, pieces, labels) for move, label, pieces in arrows],
        states=[_state(excerpt, *each, labels.get(each[0].number)) for each in states],
        legend=entries,
        legend_y=figure.drawing.height + ABOVE_LEGEND,
    )


def _arrow(  # noqa: PLR0913, PLR0917  (what the template needs of an arrow)
    excerpt: Excerpt, move: DrawnMove, mark: Mark, label: Rectangle, pieces: tuple[Piece, ...], labels: Labels
) -> dict[str, Any]:
    """Return the values of an arrow for the template."""
    lines = {
        "path": arrow_line(pieces),
        "head": arrow_head(pieces),
        "bar": sanction_bar(pieces) if move.sanctioned else "",
    }
    said = move_in_words(excerpt, move) if not labels else _step_in_words(excerpt, move)
    both = [{*labels[number].ways} for number in (move.start, move.to) if number in labels]
    ways = sorted(set.intersection(*both)) if both else []
    words = {"title": drawable(said), "chance": chance_of(move), "ways": "".join(f" to-{way}" for way in ways)}
    return lines | words | {"move": move, "mark": mark, "at": label, "kind": kind_of(move)}


def _step_in_words(excerpt: Excerpt, step: DrawnMove) -> str:
    """Return who does what in a move, in few words."""
    who = dm_names(excerpt.conflict)[excerpt.conflict.position(step.dm)]
    return f"{who} {move(excerpt.conflict, step.starts, step.stops) or 'moves'}"


def _state(
    excerpt: Excerpt, state: DrawnState, written: Box, at: Rectangle, label: StateLabel | None
) -> dict[str, Any]:
    """Return the values of a state for the template."""
    title = drawable(state_in_words(excerpt, state))
    held = excerpt.concept in state.holds
    values = {"state": state, "at": at, "box": written, "title": title, "equilibrium": held, "label": label}
    return values | {"look": _look(label) if label else ""}


def _look(label: StateLabel) -> str:
    """Return the classes of a state that has a name on the page."""
    frame = " came" if label.came_about else f" framed t{label.tone}" if label.tone else ""
    return frame + "".join(f" to-{way}" for way in label.ways)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the legend: the kind and width of its mark, its text, and its position in pixels."""

    kind: str
    width: float
    text: str
    mark: Mark | None = None
    x: float = 0.0
    y: float = 0.0


def legend(
    excerpt: Excerpt, signs: dict[str, Mark], room: float, *, remarks: bool = True
) -> tuple[list[Entry], float]:
    """Return the entries of the legend and its height in pixels.

    Parameters
    ----------
    excerpt : Excerpt
    signs : dict of str to Mark
        The marks of the decision makers, by id.
    room : float
        The width of a line in pixels.
    remarks : bool
        Whether the last lines explain signs and count what is not shown.
    """
    movers = {move.dm for move in excerpt.moves}
    names = dict(zip(signs, dm_names(excerpt.conflict), strict=True))
    dms = [Entry("dm", signs[id_].width, names[id_], signs[id_]) for id_ in signs if id_ in movers]
    who, below = _flow(dms, room, 0.0)
    what, bottom = _flow([Entry(kind, 30.0, text) for kind, text in _kinds(excerpt)], room, below)
    notes, end = _flow([Entry("note", 0.0, text) for text in _remarks(excerpt)] if remarks else [], room, bottom)
    return who + what + notes, end


def _kinds(excerpt: Excerpt) -> Iterable[tuple[str, str]]:
    """Return the kinds of lines and marks that occur, with their meaning."""
    states, moves = excerpt.states, excerpt.moves
    other = "other improvement" if any(m.probability for m in moves) else "improvement"
    kinds = (
        ("taken", "improvement that is taken (100 % unless said)", any(m.probability for m in moves)),
        ("improves", other, any(m.credible and not m.probability for m in moves)),
        ("sanctioned", f"improvement that is punished, by {excerpt.concept}", any(m.sanctioned for m in moves)),
        ("other", "move that is no improvement", any(not m.improves for m in moves)),
        ("holds", f"equilibrium by {excerpt.concept}", any(excerpt.concept in s.holds for s in states)),
        ("dead", "nobody can improve", any(s.dead_end for s in states)),
    )
    return ((kind, text) for kind, text, occurs in kinds if occurs)


def _remarks(excerpt: Excerpt) -> Iterable[str]:
    """Yield the remarks of the legend: signs in the boxes, and states that are not shown."""
    if excerpt.conflict.graph is None and excerpt.status_quo and len(excerpt.states) > 1:
        yield "+ on, − off: unlike in the status quo; what is new comes first"
    if excerpt.left_out:
        yield f"{count_of(excerpt.left_out, 'state')} of {len(excerpt.conflict.states):,} not shown"


def _flow(entries: Iterable[Entry], room: float, top: float) -> tuple[list[Entry], float]:
    """Place entries side by side, and break the line if there is no room; return them and the lower edge."""
    placed, x, y = [], 0.0, top
    for each in entries:
        [text] = wrapped(each.text, room - each.width - 6, SIZE, 1)
        width = each.width + 6 * bool(each.width) + width_of(text, SIZE)
        if x and x + width > room:
            x, y = 0.0, y + ROW
        placed.append(replace(each, text=text, x=x, y=y))
        x += width + BETWEEN
    return placed, y + ROW if placed else top
