"""Arrows as the path data of SVG: the line, the head, and the bar before it where a move is sanctioned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.report.figures.templates import brief

if TYPE_CHECKING:
    from countermove.report.figures.layout.shapes import Piece

LENGTH, HALF = 9.0, 4.5
"""How long and half how wide the head is."""

BEFORE, WIDE = 12.0, 5.5
"""How far from the tip the bar is, and half how wide."""


def path(pieces: tuple[Piece, ...]) -> str:
    """Return the line of an arrow; it ends inside of the head, so that the tip stays sharp.

    Examples
    --------
    >>> from countermove.report.figures.layout.shapes import Piece
    >>> path((Piece((0, 0), (0, 20), False), Piece((0, 20), (40, 60), True), Piece((40, 60), (40, 80), False)))
    'M0 0V20C0 40 40 40 40 60V72'
    """
    x, y = pieces[0].start
    parts = [f"M{brief(x)} {brief(y)}"]
    for piece in pieces:
        (a, b), (c, d) = piece.start, piece.end
        if piece is pieces[-1] and not piece.curved:
            d -= (LENGTH - 1) * _way(pieces)
        half = (b + d) / 2
        curve = f"C{brief(a)} {brief(half)} {brief(c)} {brief(half)} {brief(c)} {brief(d)}"
        parts.append(curve if piece.curved else f"V{brief(d)}" if a == c else f"H{brief(c)}")
    return "".join(parts)


def head(pieces: tuple[Piece, ...]) -> str:
    """Return the head of an arrow."""
    x, y = pieces[-1].end
    back = y - LENGTH * _way(pieces)
    return f"M{brief(x)} {brief(y)}L{brief(x - HALF)} {brief(back)}H{brief(x + HALF)}Z"


def bar(pieces: tuple[Piece, ...]) -> str:
    """Return the bar that stands in the way of an arrow, right before its head."""
    x, y = pieces[-1].end
    return f"M{brief(x - WIDE)} {brief(y - BEFORE * _way(pieces))}h{brief(2 * WIDE)}"


def _way(pieces: tuple[Piece, ...]) -> int:
    """Return 1 for an arrow that comes from above, and -1 for one from below."""
    return 1 if pieces[-1].end[1] > pieces[-1].start[1] else -1
