"""The graph of a conflict as SVG: states in boxes, moves as arrows, coloured and lettered by decision maker."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from countermove.report.figures.boxes import WIDTH, Box, box
from countermove.report.figures.layout import drawn
from countermove.report.figures.layout.rows import rows
from countermove.report.figures.legend import legend
from countermove.report.figures.lettering import drawable
from countermove.report.figures.marks import chance_of, kind_of, label_width, marks
from countermove.report.figures.strokes import bar, head, path
from countermove.report.figures.telling import in_words, move_in_words, state_in_words
from countermove.report.words import count_of

if TYPE_CHECKING:
    from jinja2 import Template

    from countermove.analysis.excerpt.drawn import DrawnMove, DrawnState, Excerpt
    from countermove.report.figures.layout.drawing import Drawing, Piece, Place
    from countermove.report.figures.marks import Mark

HERE = Path(__file__).parent
WIDEST, NARROWEST = 760.0, 340.0
PER_ROW = 4
ABOVE_LEGEND = 14.0


def graph(excerpt: Excerpt, prefix: str = "graph") -> str:
    """Return the graph of a conflict, or of the part of it that matters, as an SVG element for a page of HTML.

    The page needs `style` once. On a narrow screen the figure should stand in a container that scrolls sideways.

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


def style() -> str:
    """Return the style sheet of all figures, which a page needs once."""
    return (HERE / "figures.css").read_text("utf-8")


def laid_out(excerpt: Excerpt) -> Drawing:
    """Return where boxes, labels and arrows are drawn, in the order of the excerpt's states and moves."""
    place = {state.number: k for k, state in enumerate(excerpt.states)}
    row_of = {number: k for k, row in enumerate(rows(excerpt, PER_ROW)) for number in row}
    signs = marks(excerpt.conflict)
    return drawn(
        [row_of[state.number] for state in excerpt.states],
        [(WIDTH, box(excerpt, state).height) for state in excerpt.states],
        [(place[move.start], place[move.to], label_width(signs[move.dm], move)) for move in excerpt.moves],
        WIDEST,
    )


def _filled(excerpt: Excerpt, prefix: str, css: str) -> str:
    """Fill the template."""
    signs, drawing = marks(excerpt.conflict), laid_out(excerpt)
    width = max(drawing.width, NARROWEST)
    entries, high = legend(excerpt, signs, width - 16)
    out = f"{count_of(excerpt.left_out, 'state')} left out" if excerpt.left_out else ""
    arrows = zip(excerpt.moves, drawing.labels, drawing.arrows, strict=True)
    return _template().render(
        prefix=prefix,
        width=width,
        height=drawing.height + ABOVE_LEGEND + high + (18 if out else 0),
        aside=(width - drawing.width) / 2,
        title=drawable(f"The graph of the conflict: {excerpt.conflict.title}"),
        words=[*map(drawable, in_words(excerpt))],
        css=css,
        arrows=[_arrow(excerpt, move, signs[move.dm], label, pieces) for move, label, pieces in arrows],
        states=[_state(excerpt, state, at) for state, at in zip(excerpt.states, drawing.boxes, strict=True)],
        legend=entries,
        legend_y=drawing.height + ABOVE_LEGEND,
        left_out=out,
        left_out_y=high + 12,
    )


def _arrow(excerpt: Excerpt, move: DrawnMove, mark: Mark, label: Place, pieces: tuple[Piece, ...]) -> dict[str, Any]:
    title = drawable(move_in_words(excerpt, move))
    lines = {"path": path(pieces), "head": head(pieces), "bar": bar(pieces) if move.sanctioned else ""}
    return lines | {
        "kind": kind_of(move),
        "mark": mark,
        "x": label.x,
        "y": label.y,
        "title": title,
        "move": move,
        "chance": chance_of(move),
    }


def _state(excerpt: Excerpt, state: DrawnState, at: Place) -> dict[str, Any]:
    written: Box = box(excerpt, state)
    title = drawable(state_in_words(excerpt, state))
    return {"state": state, "at": at, "box": written, "title": title, "equilibrium": excerpt.concept in state.holds}


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    surroundings = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    surroundings.filters["n"] = lambda number: f"{number:.1f}".removesuffix(".0")
    return surroundings.from_string((HERE / "graph.svg.jinja").read_text("utf-8"))
