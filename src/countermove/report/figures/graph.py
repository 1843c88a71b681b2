"""The graph of a conflict as SVG: states in boxes, moves as arrows, coloured and lettered by decision maker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from countermove.report.figures.boxes import Box, box, natural_width
from countermove.report.figures.layout import drawn
from countermove.report.figures.layout.rows import rows
from countermove.report.figures.legend import legend
from countermove.report.figures.lettering import drawable
from countermove.report.figures.marks import chance_of, kind_of, label_width, marks
from countermove.report.figures.preceding import preceding
from countermove.report.figures.strokes import bar, head, path
from countermove.report.figures.telling import in_words, move_in_words, state_in_words
from countermove.report.figures.templates import style, template

if TYPE_CHECKING:
    from countermove.analysis.excerpt.result import DrawnMove, DrawnState, Excerpt
    from countermove.report.figures.layout.shapes import Drawing, Piece, Place
    from countermove.report.figures.marks import Mark

WIDEST, NARROWEST = 760.0, 340.0
BOX = {1: 210.0, 2: 210.0, 3: 200.0, 4: 154.0}
"""How wide a box is, by how many stand in the fullest row."""

PER_ROW = max(BOX)
ABOVE_LEGEND = 14.0


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
    >>> from countermove.study import evolve, solve
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


def _arrow(excerpt: Excerpt, move: DrawnMove, mark: Mark, label: Place, pieces: tuple[Piece, ...]) -> dict[str, Any]:
    """Return what the template writes of an arrow."""
    lines = {"path": path(pieces), "head": head(pieces), "bar": bar(pieces) if move.sanctioned else ""}
    words = {"title": drawable(move_in_words(excerpt, move)), "chance": chance_of(move)}
    return lines | words | {"move": move, "mark": mark, "at": label, "kind": kind_of(move)}


def _state(excerpt: Excerpt, state: DrawnState, written: Box, at: Place) -> dict[str, Any]:
    """Return what the template writes of a state."""
    title = drawable(state_in_words(excerpt, state))
    return {"state": state, "at": at, "box": written, "title": title, "equilibrium": excerpt.concept in state.holds}
