"""From rows and their order to coordinates: where boxes and labels stand and how the arrows run.

Where the items of each row stand: near what they are linked to, in their order, without touching.

Where arrows leave and reach what they link: side by side along an edge of a box, in the order of where they go.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import isotonic_regression, nnls

from countermove.report.figures.layout.layered import Drawing, Piece, Rectangle, order, sketched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from countermove.report.figures.layout.layered import Order, Point, Sketch, Vertex

    Matrix = NDArray[np.float64]


MARGIN = 8.0

LABEL = 16.0

STUB = 13.0
"""How far an arrow runs straight before it reaches a box, so that its head points the right way."""

NARROW, WIDE, SLOPE = 16.0, 44.0, 0.1
"""The space between two rows: at least, at most, and how much of it for each unit that a link goes sideways."""

GAP = {("box", "box"): 26.0, ("box", "bend"): 12.0, ("box", "label"): 12.0}

CLOSE = 8.0

STRAIGHT = {frozenset({"bend"}): 24.0, frozenset({"bend", "label"}): 12.0}
"""How strongly the two ends of a link, by their kinds, pull at each other: a long arrow should be straight."""

INWARDS = 0.01
"""How strongly everything is drawn to the middle, so that what hangs together loosely stays together."""

FIRM = 1e3
"""How strongly the width is kept to, where that can be done."""

APART, CORNER = 13.0, 14.0
"""How far apart arrows are at a box, if there is room, and how far from its corners."""

BESIDE = 5.0
"""How far from the middle of its label an arrow between two boxes of the same row comes and goes."""


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

    def _place(self, item: int) -> Rectangle:
        """Return the rectangle of a box or a label; the boxes of a row are on one level."""
        kind, of = self.sketch.items[item].kind, self.sketch.items[item].of
        top, bottom = (each[self.sketch.items[item].row] for each in (self.tops, self.bottoms))
        width = self.sketch.items[item].width
        height = self.box_heights[of] if kind == "box" else bottom - top
        return Rectangle(self.middle[item] - width / 2, (top + bottom - height) / 2, width, height)

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


def placed(sketch: Sketch, rows: Order, widest: float) -> list[float]:
    """Return the middle of each item: of all places that keep the order and the distances, those with short links.

    It is a problem of least squares in which no gap may be negative, solved exactly (Lawson and Hanson 1974).

    Parameters
    ----------
    sketch : Sketch
    rows : list of list of int
        The items of each row from left to right.
    widest : float
        How wide the drawing may be; it is wider where a row needs it.

    Examples
    --------
    >>> from countermove.report.figures.layout.layered import sketched
    >>> pair = sketched([0, 1, 1], [80, 80, 80], [(0, 1, 20), (0, 2, 20)])
    >>> [round(x) for x in placed(pair, pair.rows, 300)]
    [150, 97, 203, 124, 176]
    """
    width = max([widest, *(_least_width(sketch, row) for row in rows)])
    least, gaps = _by_gaps(sketch, rows)
    ends = _pulls(sketch)
    last = [row[-1] for row in rows if row]
    behind = np.array([width - sketch.items[item].width / 2 for item in last])
    aside = np.zeros((len(ends) + len(least), len(last)))
    near, within = np.vstack([ends @ gaps, INWARDS * gaps]), FIRM * gaps[last]
    equations = np.block([[near, aside], [within, FIRM * np.eye(len(last))]])
    wanted = np.concatenate([-ends @ least, INWARDS * (width / 2 - least), FIRM * (behind - least[last])])
    found = least + gaps @ nnls(equations, wanted)[0][: len(least)]
    return [round(float(x), 3) for x in found]


def _by_gaps(sketch: Sketch, rows: Order) -> tuple[Matrix, Matrix]:
    """Return the least place of each item, and which gaps, one before each item, come on top of it."""
    count = len(sketch.items)
    least, gaps = np.zeros(count), np.zeros((count, count))
    for row in rows:
        for place, item in enumerate(row):
            before = row[place - 1] if place else None
            least[item] = sketch.items[item].width / 2
            if before is not None:
                least[item] = least[before] + apart(sketch, before, item)
            gaps[item, row[: place + 1]] = 1.0
    return least, gaps


def _pulls(sketch: Sketch) -> Matrix:
    """Return an equation for each link, by which its ends are in the same place, times how much that matters."""
    ends = np.zeros((len(sketch.links), len(sketch.items)))
    for k, link in enumerate(sketch.links):
        weight = STRAIGHT.get(frozenset({sketch.items[link.upper].kind, sketch.items[link.lower].kind}), 1.0)
        ends[k, link.upper], ends[k, link.lower] = weight, -weight
    return ends


def apart(sketch: Sketch, left: int, right: int) -> float:
    """Return how far the middles of two neighbours are apart at least."""
    a, b = sketch.items[left], sketch.items[right]
    gap = GAP.get((a.kind, b.kind)) or GAP.get((b.kind, a.kind)) or CLOSE
    return (a.width + b.width) / 2 + gap


def _least_width(sketch: Sketch, row: list[int]) -> float:
    ends = (sketch.items[row[0]].width + sketch.items[row[-1]].width) / 2 if row else 0.0
    return ends + sum(apart(sketch, a, b) for a, b in pairwise(row))


def ports(sketch: Sketch, middle: list[float]) -> tuple[list[float], list[float]]:
    """Return, for each link, the x at its upper and at its lower end.

    Parameters
    ----------
    sketch : Sketch
    middle : list of float
        The middle of each item.

    Examples
    --------
    >>> from countermove.report.figures.layout.layered import sketched
    >>> pair = sketched([0, 1], [80, 80], [(0, 1, 20), (1, 0, 20)])
    >>> ports(pair, [40, 40, 26, 54])
    ([26.0, 26, 54.0, 54], [26, 26.0, 54, 54.0])
    """
    upper = [middle[link.upper] for link in sketch.links]
    lower = [middle[link.lower] for link in sketch.links]
    for k, item in enumerate(sketch.items):
        down = [n for n, link in enumerate(sketch.links) if link.upper == k]
        up = [n for n, link in enumerate(sketch.links) if link.lower == k]
        for links, here, there in ((down, upper, lower), (up, lower, upper)):
            links.sort(key=lambda n: (there[n], n))
            for n, x in zip(links, _along(item, middle[k], [there[n] for n in links]), strict=True):
                here[n] = x
    return upper, lower


def _along(item: Vertex, middle: float, towards: Sequence[float]) -> Sequence[float]:
    """Return where arrows meet one side of an item, given where they come from, in that order."""
    if item.kind == "label" and len(towards) == 2:
        return [middle - BESIDE, middle + BESIDE]
    if item.kind != "box" or not towards:
        return [middle] * len(towards)
    half = item.width / 2 - CORNER
    apart = min(APART, 2 * half / max(1, len(towards) - 1))
    steps = apart * np.arange(len(towards))
    wanted = np.clip(towards, middle - half, middle + half) - steps
    nearest = isotonic_regression(wanted).x
    found: list[float] = (np.clip(nearest, middle - half, middle + half - steps[-1]) + steps).tolist()
    return found
