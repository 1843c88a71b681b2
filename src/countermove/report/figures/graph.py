"""The graph of a conflict as SVG: states in boxes, moves as arrows, coloured and lettered by decision maker.

The legend of a figure: who the decision makers are, and what lines and marks mean, as far as they occur.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from countermove.report.figures.arrows import bar, chance_of, head, kind_of, label_width, marks, path
from countermove.report.figures.boxes import Box, box, natural_width, preceding
from countermove.report.figures.layout import drawn
from countermove.report.figures.layout.rows import rows
from countermove.report.figures.templates import style, template
from countermove.report.figures.text import drawable, in_words, move_in_words, state_in_words, width_of, wrapped
from countermove.report.words import count_of, dm_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.analysis.excerpt.result import DrawnMove, DrawnState, Excerpt
    from countermove.report.figures.arrows import Mark
    from countermove.report.figures.layout.layered import Drawing, Piece, Rectangle


WIDEST, NARROWEST = 760.0, 340.0

BOX = {1: 210.0, 2: 210.0, 3: 200.0, 4: 154.0}
"""How wide a box is, by how many stand in the fullest row."""

PER_ROW = max(BOX)

ABOVE_LEGEND = 14.0

SIZE, ROW, BETWEEN = 11.0, 19.0, 18.0


def graph(excerpt: Excerpt, prefix: str = "graph") -> str:
    """Return the graph of a conflict, or of the part of it that matters, as an SVG element for a page of HTML.

    The page needs `style` once. The figure should stand in a container of the class ``cm-scroll``, which scrolls
    sideways on a narrow screen, so that the letters stay as large as they are.

    Parameters
    ----------
    excerpt : Excerpt
        The states and moves to draw.
    prefix : str
        What the ids in it begin with; it has to differ between the figures of a page.

    Returns
    -------
    str

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.excerpt import excerpt
    >>> from countermove.analysis.evolution.evolve import evolve
    >>> from countermove.analysis.solve import solve
    >>> elmira = cases.load("elmira")
    >>> graph(excerpt(solve(elmira), evolve(elmira)))[:4]
    '<svg'
    """
    return _filled(excerpt, prefix, "")


def standalone(excerpt: Excerpt) -> str:
    """Return the graph as an SVG file of its own, which carries its style."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_filled(excerpt, "graph", style())}\n'


@dataclass(frozen=True, eq=False)
class LaidOut:
    """A figure before it is written: the boxes and where everything is, in the order of the excerpt."""

    boxes: tuple[Box, ...]
    drawing: Drawing


def laid_out(excerpt: Excerpt) -> LaidOut:
    """Return what is written in the boxes, and where boxes, labels and arrows are drawn.

    Where arrows that pass a full row make it wider than a page, fewer boxes stand in a row.
    """
    tried: list[LaidOut] = []
    for per_row in range(PER_ROW, 1, -1):
        tried.append(_with(excerpt, per_row))
        if tried[-1].drawing.width < WIDEST + 0.01:
            break
    return min(tried, key=lambda each: each.drawing.width)


def _with(excerpt: Excerpt, per_row: int) -> LaidOut:
    levels = rows(excerpt, per_row)
    row_of = {number: k for k, row in enumerate(levels) for number in row}
    width = min(BOX[max(map(len, levels))], max(natural_width(excerpt, state) for state in excerpt.states))
    before, signs = preceding(excerpt), marks(excerpt.conflict)
    boxes = tuple(box(excerpt, state, width, before.get(state.number)) for state in excerpt.states)
    place = {state.number: k for k, state in enumerate(excerpt.states)}
    arrows = [(place[move.start], place[move.to], label_width(signs[move.dm], move)) for move in excerpt.moves]
    sizes = [(each.width, each.height) for each in boxes]
    return LaidOut(boxes, drawn([row_of[number] for number in place], sizes, arrows, WIDEST))


def _filled(excerpt: Excerpt, prefix: str, css: str) -> str:
    """Fill the template."""
    figure, signs = laid_out(excerpt), marks(excerpt.conflict)
    width = max(figure.drawing.width, NARROWEST)
    entries, high = legend(excerpt, signs, width - 16)
    arrows = zip(excerpt.moves, figure.drawing.labels, figure.drawing.arrows, strict=True)
    states = zip(excerpt.states, figure.boxes, figure.drawing.boxes, strict=True)
    return template("graph.svg.jinja").render(
        prefix=prefix,
        width=width,
        height=figure.drawing.height + ABOVE_LEGEND + high,
        aside=(width - figure.drawing.width) / 2,
        title=drawable(f"The graph of the conflict: {excerpt.conflict.title}"),
        words=[*map(drawable, in_words(excerpt))],
        css=css,
        arrows=[_arrow(excerpt, move, signs[move.dm], label, pieces) for move, label, pieces in arrows],
        states=[_state(excerpt, *each) for each in states],
        legend=entries,
        legend_y=figure.drawing.height + ABOVE_LEGEND,
    )


def _arrow(
    excerpt: Excerpt, move: DrawnMove, mark: Mark, label: Rectangle, pieces: tuple[Piece, ...]
) -> dict[str, Any]:
    """Return what the template writes of an arrow."""
    lines = {"path": path(pieces), "head": head(pieces), "bar": bar(pieces) if move.sanctioned else ""}
    words = {"title": drawable(move_in_words(excerpt, move)), "chance": chance_of(move)}
    return lines | words | {"move": move, "mark": mark, "at": label, "kind": kind_of(move)}


def _state(excerpt: Excerpt, state: DrawnState, written: Box, at: Rectangle) -> dict[str, Any]:
    """Return what the template writes of a state."""
    title = drawable(state_in_words(excerpt, state))
    return {"state": state, "at": at, "box": written, "title": title, "equilibrium": excerpt.concept in state.holds}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: the kind of mark, how wide it is, the words beside it, and where it stands."""

    kind: str
    width: float
    text: str
    mark: Mark | None = None
    x: float = 0.0
    y: float = 0.0


def legend(excerpt: Excerpt, signs: dict[str, Mark], room: float) -> tuple[list[Entry], float]:
    """Return the entries in lines no wider than `room`, and how high they are together.

    Parameters
    ----------
    excerpt : Excerpt
    signs : dict of str to Mark
        The marks of the decision makers, by id.
    room : float
    """
    movers = {move.dm for move in excerpt.moves}
    names = dict(zip(signs, dm_names(excerpt.conflict), strict=True))
    dms = [Entry("dm", signs[id_].width, names[id_], signs[id_]) for id_ in signs if id_ in movers]
    who, below = _flowing(dms, room, 0.0)
    what, bottom = _flowing([Entry(kind, 30.0, text) for kind, text in _kinds(excerpt)], room, below)
    notes, end = _flowing([Entry("note", 0.0, text) for text in _remarks(excerpt)], room, bottom)
    return who + what + notes, end


def _kinds(excerpt: Excerpt) -> Iterable[tuple[str, str]]:
    """Yield the kinds of lines and marks that occur, with their meaning."""
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
    """Yield what else has to be known to read the figure."""
    if excerpt.conflict.graph is None and excerpt.status_quo and len(excerpt.states) > 1:
        yield "+ on, − off: unlike in the status quo; what is new comes first"
    if excerpt.left_out:
        yield f"{count_of(excerpt.left_out, 'state')} of {len(excerpt.conflict.states):,} not shown"


def _flowing(entries: Iterable[Entry], room: float, top: float) -> tuple[list[Entry], float]:
    """Put entries beside each other, and in a new line where there is no room."""
    placed, x, y = [], 0.0, top
    for each in entries:
        [text] = wrapped(each.text, room - each.width - 6, SIZE, 1)
        width = each.width + 6 * bool(each.width) + width_of(text, SIZE)
        if x and x + width > room:
            x, y = 0.0, y + ROW
        placed.append(replace(each, text=text, x=x, y=y))
        x += width + BETWEEN
    return placed, y + ROW if placed else top
