"""Rows of a Sugiyama layout: proper layering and crossing reduction.

Rows of boxes and rows of labels alternate. Each arrow is a chain of edges between neighbouring rows. The chain passes
through the label of the arrow, and through a bend in each other row, which keeps room for the arrow.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    Kind = Literal["box", "label", "bend"]


BEND = 10.0
"""Width of a bend in pixels."""

ASIDE = 12.0
"""Approximate space between the vertices of a row of labels, in pixels."""

SWEEPS, STARTS, SEED = 10, 16, 0
"""Sweeps from each initial order, number of initial orders, and the seed that draws them."""

Order = list[list[int]]
"""The vertices of each row from left to right, by index."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Vertex:
    """A box, label or bend in a row; `of` is the index of its box or arrow, `width` is in pixels."""

    kind: Kind
    of: int
    row: int
    width: float


@dataclass(frozen=True, slots=True)
class Edge:
    """A part of an arrow between neighbouring rows: its two vertices and its arrow, by index."""

    upper: int
    lower: int
    arrow: int


@dataclass(eq=False)
class Layering:
    """A proper layering: all vertices, boxes first, and the edges between neighbouring rows.

    `edges` holds those of an arrow from top to bottom, `starts` the box that each arrow starts from, and `rows` the
    vertices of each row, by index.
    """

    vertices: list[Vertex] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    rows: list[list[int]] = field(default_factory=list)

    def add(self, vertex: Vertex) -> int:
        """Add a vertex at the end of its row, and return its index."""
        while len(self.rows) <= vertex.row:
            self.rows.append([])
        self.rows[vertex.row].append(len(self.vertices))
        self.vertices.append(vertex)
        return len(self.vertices) - 1


def proper_layering(
    row_of: Sequence[int], widths: Sequence[float], arrows: Sequence[tuple[int, int, float]], widest: float = 0.0
) -> Layering:
    """Return the proper layering of boxes and arrows.

    Parameters
    ----------
    row_of, widths : sequence of int, sequence of float
        For each box its row of boxes, counted from 0 at the top, and its width in pixels.
    arrows : sequence of (int, int, float)
        The start and end of each arrow, as indices of boxes, and the width of its label in pixels.
    widest : float
        The maximum width of a row of labels; a further label goes to another row that its arrow passes, if there is
        one.

    Examples
    --------
    >>> found = proper_layering([0, 1, 1], [80, 80, 80], [(0, 1, 20), (1, 2, 20)])
    >>> [[found.vertices[k].kind for k in row] for row in found.rows]
    [['box'], ['label'], ['box', 'box'], ['label']]
    >>> [(edge.upper, edge.lower, edge.arrow) for edge in found.edges]
    [(0, 3, 0), (3, 1, 0), (1, 4, 1), (2, 4, 1)]
    """
    layering = Layering()
    for box, (row, width) in enumerate(zip(row_of, widths, strict=True)):
        layering.add(Vertex("box", box, 2 * row, width))
    for arrow, (start, end, width) in enumerate(arrows):
        _add_arrow(layering, arrow, (start, end), (width, widest))
    return layering


def _add_arrow(layering: Layering, arrow: int, ends: tuple[int, int], room: tuple[float, float]) -> None:
    """Add the label of an arrow, its bends and its edges."""
    width, widest = room
    layering.starts.append(ends[0])
    upper, lower = sorted(ends, key=lambda box: layering.vertices[box].row)
    first, last = layering.vertices[upper].row, layering.vertices[lower].row
    if first == last:
        label = layering.add(Vertex("label", arrow, first + 1, width))
        layering.edges += [Edge(ends[0], label, arrow), Edge(ends[1], label, arrow)]
        return
    passed = range(first + 1, last, 2) if ends[0] == upper else range(last - 1, first, -2)
    at_label = _label_row(layering, passed, widest - width)
    chain = [upper]
    for row in range(first + 1, last):
        vertex = Vertex("label", arrow, row, width) if row == at_label else Vertex("bend", arrow, row, BEND)
        chain.append(layering.add(vertex))
    chain.append(lower)
    layering.edges += [Edge(a, b, arrow) for a, b in pairwise(chain)]


def _label_row(layering: Layering, passed: Sequence[int], room: float) -> int:
    """Return the first row of labels with enough room, of those that an arrow passes; else the emptiest one."""
    rows = {row: layering.rows[row] if row < len(layering.rows) else [] for row in passed}
    taken = {row: sum(layering.vertices[vertex].width + ASIDE for vertex in items) for row, items in rows.items()}
    return next((row for row in passed if taken[row] <= room), min(passed, key=taken.__getitem__))


def minimise_crossings(layering: Layering) -> Order:
    """Return an order of the vertices in each row with few crossings.

    The barycentre heuristic (Sugiyama, Tagawa and Toda 1981) sweeps down and up. After each sweep, neighbours are
    swapped while that saves a crossing. Several initial orders are tried, the same each time, and the best order is
    kept.

    Examples
    --------
    >>> from countermove.report.figures.layout.layered import proper_layering
    >>> crossed = proper_layering([0, 0, 1, 1], [80] * 4, [(0, 3, 20), (1, 2, 20)])
    >>> count_crossings(crossed, crossed.rows), count_crossings(crossed, minimise_crossings(crossed))
    (1, 0)
    """
    neighbours, rng = _Neighbours(layering), np.random.default_rng(SEED)
    best, least = layering.rows, count_crossings(layering, layering.rows)
    for start in range(STARTS if least else 0):
        now = [[*row] if start == 0 else rng.permutation(row).tolist() for row in layering.rows]
        for sweep in range(SWEEPS):
            now = neighbours.swap(neighbours.sweep_rows(now, downwards=sweep % 2 == 0))
            found = count_crossings(layering, now)
            if found < least:
                best, least = [[*row] for row in now], found
            if not least:
                return best
    return best


def count_crossings(layering: Layering, rows: Order) -> int:
    """Return the number of pairs of edges that cross."""
    place = {vertex: k for row in rows for k, vertex in enumerate(row)}
    by_row: dict[int, list[tuple[int, int]]] = {}
    for edge in layering.edges:
        by_row.setdefault(layering.vertices[edge.upper].row, []).append((place[edge.upper], place[edge.lower]))
    return sum(_crossings(sorted(pairs)) for pairs in by_row.values())


def _crossings(pairs: list[tuple[int, int]]) -> int:
    return sum(a < c and b > d for k, (a, b) in enumerate(pairs) for c, d in pairs[k + 1 :])


class _Neighbours:
    """The adjacent vertices of each vertex, in the row above and in the row below."""

    def __init__(self, layering: Layering) -> None:
        self.above: list[list[int]] = [[] for _ in layering.vertices]
        self.below: list[list[int]] = [[] for _ in layering.vertices]
        for edge in layering.edges:
            self.above[edge.lower].append(edge.upper)
            self.below[edge.upper].append(edge.lower)

    def sweep_rows(self, rows: Order, *, downwards: bool) -> Order:
        """Sort each row by the barycentres: the mean places of adjacent vertices in the row before."""
        toward = self.above if downwards else self.below
        rows = [[*row] for row in rows]
        each = range(1, len(rows)) if downwards else range(len(rows) - 2, -1, -1)
        for k in each:
            before = {vertex: place for place, vertex in enumerate(rows[k - 1 if downwards else k + 1])}
            here = {vertex: place for place, vertex in enumerate(rows[k])}
            scale = max(1, len(before) - 1) / max(1, len(here) - 1)
            mean = {
                vertex: _mean([before[each] for each in toward[vertex]], here[vertex] * scale) for vertex in rows[k]
            }
            rows[k].sort(key=lambda vertex: (mean[vertex], here[vertex]))
        return rows

    def swap(self, rows: Order) -> Order:
        """Swap neighbours in a row as long as that saves a crossing."""
        place = {vertex: k for row in rows for k, vertex in enumerate(row)}
        better = True
        while better:
            better = False
            for row in rows:
                for k in range(len(row) - 1):
                    if self._saved(row[k], row[k + 1], place) > 0:
                        row[k], row[k + 1] = row[k + 1], row[k]
                        place[row[k]], place[row[k + 1]] = k, k + 1
                        better = True
        return rows

    def _saved(self, left: int, right: int, place: dict[int, int]) -> int:
        """Return the number of crossings that a swap of two neighbours saves."""
        saved = 0
        for toward in (self.above, self.below):
            for a in toward[left]:
                for b in toward[right]:
                    saved += (place[a] > place[b]) - (place[a] < place[b])
        return saved


def _mean(places: list[int], otherwise: float) -> float:
    return sum(places) / len(places) if places else otherwise


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle, by its upper left corner, in pixels."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an arrow: a straight line, or a curve with vertical ends."""

    start: Point
    end: Point
    curved: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """The layout in pixels: boxes, labels and arrows in the order in which they were given."""

    width: float
    height: float
    boxes: tuple[Rectangle, ...]
    labels: tuple[Rectangle, ...]
    arrows: tuple[tuple[Piece, ...], ...]
