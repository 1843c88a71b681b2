"""Coordinates of a Sugiyama layout: boxes, labels and the routes of arrows.

Horizontal positions come from least squares: vertices keep their order and their distances, and edges are short.
Arrows meet a box at ports, side by side along its upper or lower side.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import isotonic_regression, nnls

from countermove.report.figures.layout.layered import Drawing, Piece, Rectangle, minimise_crossings, proper_layering

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from countermove.report.figures.layout.layered import Layering, Order, Point, Vertex

    Matrix = NDArray[np.float64]


MARGIN = 8.0
"""Space around the drawing. All lengths are in pixels."""

LABEL = 16.0
"""Height of a label."""

STUB = 13.0
"""Length of the straight end of an arrow at a box, so that its head is vertical."""

NARROW, WIDE, SLOPE = 16.0, 44.0, 0.1
"""Space between two rows: minimum, maximum, and increase per pixel that an edge runs sideways."""

GAP = {("box", "box"): 26.0, ("box", "bend"): 12.0, ("box", "label"): 12.0}
"""Minimum space between neighbours in a row, by their kinds."""

CLOSE = 8.0
"""Minimum space between all other neighbours."""

PULL = {frozenset({"bend"}): 24.0, frozenset({"bend", "label"}): 12.0}
"""Weight of an edge in the least squares, by the kinds of its ends: long arrows should be straight."""

CENTRING = 0.01
"""Weight of the distance to the middle, which keeps loosely connected parts together."""

WIDTH_FIRMNESS = 1e3
"""Weight of the maximum width."""

APART, CORNER = 13.0, 14.0
"""Distance between ports of a box, if there is room, and between a port and a corner."""

BESIDE = 5.0
"""Distance from the middle of a label to the two ends of an arrow between boxes of one row."""


def layered_layout(
    row_of: Sequence[int], sizes: Sequence[Point], arrows: Sequence[tuple[int, int, float]], widest: float
) -> Drawing:
    """Return the layout of boxes, labels and arrows.

    Parameters
    ----------
    row_of : sequence of int
        The row of each box, counted from 0 at the top; length is the number of boxes.
    sizes : sequence of (float, float)
        The width and height of each box in pixels.
    arrows : sequence of (int, int, float)
        The start and end of each arrow, as indices of boxes, and the width of its label in pixels.
    widest : float
        The maximum width in pixels; the drawing is wider if a row needs it.

    Returns
    -------
    Drawing
        Boxes, labels and arrows in the order in which they were given.

    Examples
    --------
    >>> found = layered_layout([0, 1], [(80, 30), (80, 30)], [(0, 1, 20)], 400)
    >>> found.width, [box.x for box in found.boxes]
    (96.0, [8.0, 8.0])
    """
    layering = proper_layering(row_of, [width for width, _ in sizes], arrows, widest)
    middle = positions(layering, minimise_crossings(layering), widest - 2 * MARGIN)
    halves = [vertex.width / 2 for vertex in layering.vertices]
    left = min(x - half for x, half in zip(middle, halves, strict=True)) - MARGIN
    middle = [x - left for x in middle]
    right = max(x + half for x, half in zip(middle, halves, strict=True)) + MARGIN
    return _Coordinates(layering, middle, [height for _, height in sizes]).drawing(right)


class _Coordinates:
    """The computation of the coordinates of one drawing.

    `middle` holds the x of the middle of each vertex, `at_upper` and `at_lower` the x of the two ends of each edge,
    and `tops` and `bottoms` the y of each row.
    """

    def __init__(self, layering: Layering, middle: list[float], heights: list[float]) -> None:
        self.layering, self.middle, self.box_heights = layering, middle, heights
        self.at_upper, self.at_lower = ports(layering, middle)
        self.tops, self.bottoms = self._rows()

    def _rows(self) -> tuple[list[float], list[float]]:
        """Return the upper and the lower y of each row."""
        tops: list[float] = []
        bottoms: list[float] = []
        y = MARGIN
        for row in range(len(self.layering.rows)):
            tops.append(y)
            bottoms.append(y + self._row_height(row))
            y = bottoms[-1] + self._space_below(row)
        return tops, bottoms

    def _row_height(self, row: int) -> float:
        kinds = {self.layering.vertices[k].kind for k in self.layering.rows[row]}
        if row % 2:
            return LABEL if "label" in kinds else 0.0
        boxes = [k for k in self.layering.rows[row] if self.layering.vertices[k].kind == "box"]
        return max((self.box_heights[self.layering.vertices[k].of] for k in boxes), default=0.0)

    def _space_below(self, row: int) -> float:
        """Return the space below a row, which grows with the distance that its edges run sideways."""
        edges = [k for k, edge in enumerate(self.layering.edges) if self.layering.vertices[edge.upper].row == row]
        if not edges:
            return NARROW
        sideways = max(abs(self.at_upper[k] - self.at_lower[k]) for k in edges)
        return STUB + min(NARROW + SLOPE * sideways, WIDE)

    def drawing(self, width: float) -> Drawing:
        """Return the drawing, with a given width."""
        vertices = self.layering.vertices
        boxes = tuple(self._place(k) for k, vertex in enumerate(vertices) if vertex.kind == "box")
        labels = sorted((vertex.of, k) for k, vertex in enumerate(vertices) if vertex.kind == "label")
        arrows = tuple(self._arrow(arrow) for arrow, _ in labels)
        bottom = self.bottoms[-1] + MARGIN
        return Drawing(width, bottom, boxes, tuple(self._place(k) for _, k in labels), arrows)

    def _place(self, vertex: int) -> Rectangle:
        """Return the rectangle of a vertex; the boxes of a row have the same middle line."""
        kind, of = self.layering.vertices[vertex].kind, self.layering.vertices[vertex].of
        top, bottom = (each[self.layering.vertices[vertex].row] for each in (self.tops, self.bottoms))
        width = self.layering.vertices[vertex].width
        height = self.box_heights[of] if kind == "box" else bottom - top
        return Rectangle(self.middle[vertex] - width / 2, (top + bottom - height) / 2, width, height)

    def _arrow(self, arrow: int) -> tuple[Piece, ...]:
        """Return the pieces of an arrow from its start to its end."""
        chain = [k for k, edge in enumerate(self.layering.edges) if edge.arrow == arrow]
        first, last = self.layering.edges[chain[0]], self.layering.edges[chain[-1]]
        if len(chain) == 2 and first.lower == last.lower:
            points = self._points(chain[0]) + self._points(chain[1])[::-1]
        else:
            points = [point for k in chain for point in self._points(k)]
        points = points if first.upper == self.layering.starts[arrow] else points[::-1]
        pieces = [Piece(a, b, n % 4 == 1) for n, (a, b) in enumerate(pairwise(points))]
        return tuple(piece for piece in pieces if piece.start != piece.end)

    def _points(self, k: int) -> list[Point]:
        """Return the four points of an edge from top to bottom; it is curved between the second and the third."""
        edge = self.layering.edges[k]
        upper, lower = self._place(edge.upper), self._place(edge.lower)
        above, below = self.at_upper[k], self.at_lower[k]
        stub = STUB if self.layering.vertices[edge.upper].kind == "box" else 0.0
        return [
            (above, upper.y + upper.height),
            (above, self.bottoms[self.layering.vertices[edge.upper].row] + stub),
            (below, self.tops[self.layering.vertices[edge.lower].row] - (0.0 if stub else STUB)),
            (below, lower.y),
        ]


def positions(layering: Layering, rows: Order, widest: float) -> list[float]:
    """Return the x of the middle of each vertex, in pixels.

    The positions keep the order and the minimum distances in each row, and minimise the squared lengths of the edges.
    It is a non-negative least squares problem in the gaps between neighbours, solved exactly (Lawson and Hanson
    1974).

    Parameters
    ----------
    layering : Layering
    rows : list of list of int
        The vertices of each row from left to right, by index.
    widest : float
        The maximum width in pixels; the drawing is wider if a row needs it.

    Returns
    -------
    list of float
        One position for each vertex.

    Examples
    --------
    >>> from countermove.report.figures.layout.layered import proper_layering
    >>> pair = proper_layering([0, 1, 1], [80, 80, 80], [(0, 1, 20), (0, 2, 20)])
    >>> [round(x) for x in positions(pair, pair.rows, 300)]
    [150, 97, 203, 124, 176]
    """
    width = max([widest, *(_least_width(layering, row) for row in rows)])
    least, gaps = _gap_form(layering, rows)
    ends = _edge_equations(layering)
    last = [row[-1] for row in rows if row]
    behind = np.array([width - layering.vertices[vertex].width / 2 for vertex in last])
    aside = np.zeros((len(ends) + len(least), len(last)))
    near, within = np.vstack([ends @ gaps, CENTRING * gaps]), WIDTH_FIRMNESS * gaps[last]
    equations = np.block([[near, aside], [within, WIDTH_FIRMNESS * np.eye(len(last))]])
    wanted = np.concatenate([-ends @ least, CENTRING * (width / 2 - least), WIDTH_FIRMNESS * (behind - least[last])])
    found = least + gaps @ nnls(equations, wanted)[0][: len(least)]
    return [round(float(x), 3) for x in found]


def _gap_form(layering: Layering, rows: Order) -> tuple[Matrix, Matrix]:
    """Return the least position of each vertex, and the matrix of the gaps that add to it.

    The shapes are (V,) and (V, V) for V vertices. Column k of the matrix is the gap before vertex k.
    """
    count = len(layering.vertices)
    least, gaps = np.zeros(count), np.zeros((count, count))
    for row in rows:
        for place, vertex in enumerate(row):
            before = row[place - 1] if place else None
            least[vertex] = layering.vertices[vertex].width / 2
            if before is not None:
                least[vertex] = least[before] + least_distance(layering, before, vertex)
            gaps[vertex, row[: place + 1]] = 1.0
    return least, gaps


def _edge_equations(layering: Layering) -> Matrix:
    """Return the equations by which both ends of an edge have the same x, times the weight of the edge.

    The shape is (E, V) for E edges and V vertices.
    """
    ends = np.zeros((len(layering.edges), len(layering.vertices)))
    for k, edge in enumerate(layering.edges):
        pull = PULL.get(frozenset({layering.vertices[edge.upper].kind, layering.vertices[edge.lower].kind}), 1.0)
        ends[k, edge.upper], ends[k, edge.lower] = pull, -pull
    return ends


def least_distance(layering: Layering, left: int, right: int) -> float:
    """Return the minimum distance between the middles of two neighbours, in pixels."""
    a, b = layering.vertices[left], layering.vertices[right]
    gap = GAP.get((a.kind, b.kind)) or GAP.get((b.kind, a.kind)) or CLOSE
    return (a.width + b.width) / 2 + gap


def _least_width(layering: Layering, row: list[int]) -> float:
    ends = (layering.vertices[row[0]].width + layering.vertices[row[-1]].width) / 2 if row else 0.0
    return ends + sum(least_distance(layering, a, b) for a, b in pairwise(row))


def ports(layering: Layering, middle: list[float]) -> tuple[list[float], list[float]]:
    """Return the x of the upper end of each edge, and that of its lower end, in pixels.

    Parameters
    ----------
    layering : Layering
    middle : list of float
        The x of the middle of each vertex.

    Examples
    --------
    >>> from countermove.report.figures.layout.layered import proper_layering
    >>> pair = proper_layering([0, 1], [80, 80], [(0, 1, 20), (1, 0, 20)])
    >>> ports(pair, [40, 40, 26, 54])
    ([26.0, 26, 54.0, 54], [26, 26.0, 54, 54.0])
    """
    upper = [middle[edge.upper] for edge in layering.edges]
    lower = [middle[edge.lower] for edge in layering.edges]
    for k, vertex in enumerate(layering.vertices):
        down = [n for n, edge in enumerate(layering.edges) if edge.upper == k]
        up = [n for n, edge in enumerate(layering.edges) if edge.lower == k]
        for edges, here, there in ((down, upper, lower), (up, lower, upper)):
            edges.sort(key=lambda n: (there[n], n))
            for n, x in zip(edges, _along_side(vertex, middle[k], [there[n] for n in edges]), strict=True):
                here[n] = x
    return upper, lower


def _along_side(vertex: Vertex, middle: float, towards: Sequence[float]) -> Sequence[float]:
    """Return the x at which arrows meet one side of a vertex.

    `towards` has the x of their other ends in ascending order. The ports of a box keep this order and lie as near to
    them as they can, by isotonic regression.
    """
    if vertex.kind == "label" and len(towards) == 2:
        return [middle - BESIDE, middle + BESIDE]
    if vertex.kind != "box" or not towards:
        return [middle] * len(towards)
    half = vertex.width / 2 - CORNER
    apart = min(APART, 2 * half / max(1, len(towards) - 1))
    steps = apart * np.arange(len(towards))
    wanted = np.clip(towards, middle - half, middle + half) - steps
    nearest = isotonic_regression(wanted).x
    found: list[float] = (np.clip(nearest, middle - half, middle + half - steps[-1]) + steps).tolist()
    return found
