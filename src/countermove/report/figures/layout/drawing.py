"""From rows and their order to coordinates: where boxes and labels stand and how the arrows run."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from countermove.report.figures.layout.ordering import order
from countermove.report.figures.layout.placing import placed
from countermove.report.figures.layout.ports import ports
from countermove.report.figures.layout.shapes import Drawing, Piece, Place
from countermove.report.figures.layout.sketch import sketched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countermove.report.figures.layout.shapes import Point
    from countermove.report.figures.layout.sketch import Sketch

MARGIN = 8.0
LABEL = 16.0
STUB = 13.0
"""How far an arrow runs straight before it reaches a box, so that its head points the right way."""

NARROW, WIDE, SLOPE = 16.0, 44.0, 0.1
"""The space between two rows: at least, at most, and how much of it for each unit that a link goes sideways."""


def drawn(
    row_of: Sequence[int], sizes: Sequence[Point], arrows: Sequence[tuple[int, int, float]], widest: float
) -> Drawing:
    """Return where boxes, labels and arrows are drawn.

    Parameters
    ----------
    row_of : sequence of int
        In which row each box stands, from the top.
    sizes : sequence of (float, float)
        The width and height of each box.
    arrows : sequence of (int, int, float)
        From which box to which, and how wide the label is.
    widest : float
        How wide the drawing may be; it is wider where a row needs it.

    Examples
    --------
    >>> found = drawn([0, 1], [(80, 30), (80, 30)], [(0, 1, 20)], 400)
    >>> found.width, [box.x for box in found.boxes]
    (96.0, [8.0, 8.0])
    """
    sketch = sketched(row_of, [width for width, _ in sizes], arrows, widest)
    middle = placed(sketch, order(sketch), widest - 2 * MARGIN)
    halves = [item.width / 2 for item in sketch.items]
    left = min(x - half for x, half in zip(middle, halves, strict=True)) - MARGIN
    middle = [x - left for x in middle]
    right = max(x + half for x, half in zip(middle, halves, strict=True)) + MARGIN
    return _Frame(sketch, middle, [height for _, height in sizes]).drawing(right)


class _Frame:
    """The coordinates of one drawing, while they are worked out."""

    def __init__(self, sketch: Sketch, middle: list[float], heights: list[float]) -> None:
        self.sketch, self.middle, self.box_heights = sketch, middle, heights
        self.at_upper, self.at_lower = ports(sketch, middle)
        self.tops, self.bottoms = self._rows()

    def _rows(self) -> tuple[list[float], list[float]]:
        """Return where each row begins and ends."""
        tops: list[float] = []
        bottoms: list[float] = []
        y = MARGIN
        for row in range(len(self.sketch.rows)):
            tops.append(y)
            bottoms.append(y + self._row_height(row))
            y = bottoms[-1] + self._space_below(row)
        return tops, bottoms

    def _row_height(self, row: int) -> float:
        kinds = {self.sketch.items[k].kind for k in self.sketch.rows[row]}
        if row % 2:
            return LABEL if "label" in kinds else 0.0
        boxes = [k for k in self.sketch.rows[row] if self.sketch.items[k].kind == "box"]
        return max((self.box_heights[self.sketch.items[k].of] for k in boxes), default=0.0)

    def _space_below(self, row: int) -> float:
        """Return how much space is left below a row: the more, the further sideways the links there go."""
        links = [k for k, link in enumerate(self.sketch.links) if self.sketch.items[link.upper].row == row]
        if not links:
            return NARROW
        sideways = max(abs(self.at_upper[k] - self.at_lower[k]) for k in links)
        return STUB + min(NARROW + SLOPE * sideways, WIDE)

    def drawing(self, width: float) -> Drawing:
        items = self.sketch.items
        boxes = tuple(self._place(k) for k, item in enumerate(items) if item.kind == "box")
        labels = sorted((item.of, k) for k, item in enumerate(items) if item.kind == "label")
        arrows = tuple(self._arrow(arrow) for arrow, _ in labels)
        bottom = self.bottoms[-1] + MARGIN
        return Drawing(width, bottom, boxes, tuple(self._place(k) for _, k in labels), arrows)

    def _place(self, item: int) -> Place:
        """Return the rectangle of a box or a label; the boxes of a row are on one level."""
        kind, of = self.sketch.items[item].kind, self.sketch.items[item].of
        top, bottom = (each[self.sketch.items[item].row] for each in (self.tops, self.bottoms))
        width = self.sketch.items[item].width
        height = self.box_heights[of] if kind == "box" else bottom - top
        return Place(self.middle[item] - width / 2, (top + bottom - height) / 2, width, height)

    def _arrow(self, arrow: int) -> tuple[Piece, ...]:
        """Return the pieces of an arrow from where it starts to where it ends."""
        chain = [k for k, link in enumerate(self.sketch.links) if link.arrow == arrow]
        first, last = self.sketch.links[chain[0]], self.sketch.links[chain[-1]]
        if len(chain) == 2 and first.lower == last.lower:
            points = self._points(chain[0]) + self._points(chain[1])[::-1]
        else:
            points = [point for k in chain for point in self._points(k)]
        points = points if first.upper == self.sketch.starts[arrow] else points[::-1]
        pieces = [Piece(a, b, n % 4 == 1) for n, (a, b) in enumerate(pairwise(points))]
        return tuple(piece for piece in pieces if piece.start != piece.end)

    def _points(self, k: int) -> list[Point]:
        """Return the points of a link from above to below; between the second and the third it is curved."""
        link = self.sketch.links[k]
        upper, lower = self._place(link.upper), self._place(link.lower)
        above, below = self.at_upper[k], self.at_lower[k]
        stub = STUB if self.sketch.items[link.upper].kind == "box" else 0.0
        return [
            (above, upper.y + upper.height),
            (above, self.bottoms[self.sketch.items[link.upper].row] + stub),
            (below, self.tops[self.sketch.items[link.lower].row] - (0.0 if stub else STUB)),
            (below, lower.y),
        ]
