"""What stands in each row: boxes, the labels of arrows between the rows of boxes, and bends where an arrow passes.

A row of boxes and a row of labels take turns. Every arrow is a chain of links between neighbouring rows, through its
label, so that whatever it passes has kept a place for it.

In which order the items of each row stand, so that few arrows cross.

What a layout consists of once it is worked out: rectangles, and lines between them.
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

ASIDE = 12.0
"""About how much room an item in a row of labels takes besides its width."""

SWEEPS, STARTS, SEED = 10, 16, 0

Order = list[list[int]]

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Vertex:
    """Something that takes up room in a row; `of` is the index of its box or arrow."""

    kind: Kind
    of: int
    row: int
    width: float


@dataclass(frozen=True, slots=True)
class Edge:
    """A piece of an arrow between two rows: the items at its ends, by index, and the arrow's index."""

    upper: int
    lower: int
    arrow: int


@dataclass(eq=False)
class Sketch:
    """All items by row, the boxes first, and the links between them, those of an arrow from its upper end down."""

    items: list[Vertex] = field(default_factory=list)
    links: list[Edge] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    rows: list[list[int]] = field(default_factory=list)

    def add(self, item: Vertex) -> int:
        """Put an item at the end of its row; return its index."""
        while len(self.rows) <= item.row:
            self.rows.append([])
        self.rows[item.row].append(len(self.items))
        self.items.append(item)
        return len(self.items) - 1


def sketched(
    row_of: Sequence[int], widths: Sequence[float], arrows: Sequence[tuple[int, int, float]], widest: float = 0.0
) -> Sketch:
    """Return what has to be placed.

    Parameters
    ----------
    row_of, widths : sequence of int, sequence of float
        Of each box, which row of boxes it is in and how wide it is.
    arrows : sequence of (int, int, float)
        From which box to which, and how wide the label is.
    widest : float
        Above which width of all labels in a row further ones are put into another, if their arrows pass another.

    Examples
    --------
    >>> found = sketched([0, 1, 1], [80, 80, 80], [(0, 1, 20), (1, 2, 20)])
    >>> [[found.items[k].kind for k in row] for row in found.rows]
    [['box'], ['label'], ['box', 'box'], ['label']]
    >>> [(link.upper, link.lower, link.arrow) for link in found.links]
    [(0, 3, 0), (3, 1, 0), (1, 4, 1), (2, 4, 1)]
    """
    sketch = Sketch()
    for box, (row, width) in enumerate(zip(row_of, widths, strict=True)):
        sketch.add(Vertex("box", box, 2 * row, width))
    for arrow, (start, end, width) in enumerate(arrows):
        _add_arrow(sketch, arrow, (start, end), (width, widest))
    return sketch


def _add_arrow(sketch: Sketch, arrow: int, ends: tuple[int, int], room: tuple[float, float]) -> None:
    """Add the label of an arrow, its bends and its links."""
    width, widest = room
    sketch.starts.append(ends[0])
    upper, lower = sorted(ends, key=lambda box: sketch.items[box].row)
    first, last = sketch.items[upper].row, sketch.items[lower].row
    if first == last:
        label = sketch.add(Vertex("label", arrow, first + 1, width))
        sketch.links += [Edge(ends[0], label, arrow), Edge(ends[1], label, arrow)]
        return
    passed = range(first + 1, last, 2) if ends[0] == upper else range(last - 1, first, -2)
    at_label = _label_row(sketch, passed, widest - width)
    chain = [upper]
    for row in range(first + 1, last):
        item = Vertex("label", arrow, row, width) if row == at_label else Vertex("bend", arrow, row, BEND)
        chain.append(sketch.add(item))
    chain.append(lower)
    sketch.links += [Edge(a, b, arrow) for a, b in pairwise(chain)]


def _label_row(sketch: Sketch, passed: Sequence[int], room: float) -> int:
    """Return the row of labels, of those that an arrow passes from its start on, in which there is room first."""
    rows = {row: sketch.rows[row] if row < len(sketch.rows) else [] for row in passed}
    taken = {row: sum(sketch.items[item].width + ASIDE for item in items) for row, items in rows.items()}
    return next((row for row in passed if taken[row] <= room), min(passed, key=taken.__getitem__))


def order(sketch: Sketch) -> Order:
    """Return the items of each row from left to right.

    Barycentric sweeps, down and up (Sugiyama, Tagawa, Toda 1981); after each, neighbours change places where that
    saves a crossing. It is begun anew from other orders, always the same ones; the best order met is kept.

    Examples
    --------
    >>> from countermove.report.figures.layout.layered import sketched
    >>> crossed = sketched([0, 0, 1, 1], [80] * 4, [(0, 3, 20), (1, 2, 20)])
    >>> crossings(crossed, crossed.rows), crossings(crossed, order(crossed))
    (1, 0)
    """
    links, rng = _Links(sketch), np.random.default_rng(SEED)
    best, least = sketch.rows, crossings(sketch, sketch.rows)
    for start in range(STARTS if least else 0):
        now = [[*row] if start == 0 else rng.permutation(row).tolist() for row in sketch.rows]
        for sweep in range(SWEEPS):
            now = links.swapped(links.swept(now, downwards=sweep % 2 == 0))
            found = crossings(sketch, now)
            if found < least:
                best, least = [[*row] for row in now], found
            if not least:
                return best
    return best


def crossings(sketch: Sketch, rows: Order) -> int:
    """Return how many pairs of links cross."""
    place = {item: k for row in rows for k, item in enumerate(row)}
    by_row: dict[int, list[tuple[int, int]]] = {}
    for link in sketch.links:
        by_row.setdefault(sketch.items[link.upper].row, []).append((place[link.upper], place[link.lower]))
    return sum(_crossings(sorted(pairs)) for pairs in by_row.values())


def _crossings(pairs: list[tuple[int, int]]) -> int:
    return sum(a < c and b > d for k, (a, b) in enumerate(pairs) for c, d in pairs[k + 1 :])


class _Links:
    """The neighbours of each item in the row above and in the row below."""

    def __init__(self, sketch: Sketch) -> None:
        self.above: list[list[int]] = [[] for _ in sketch.items]
        self.below: list[list[int]] = [[] for _ in sketch.items]
        for link in sketch.links:
            self.above[link.lower].append(link.upper)
            self.below[link.upper].append(link.lower)

    def swept(self, rows: Order, *, downwards: bool) -> Order:
        """Order each row by where the neighbours in the row before stand on average."""
        toward = self.above if downwards else self.below
        rows = [[*row] for row in rows]
        each = range(1, len(rows)) if downwards else range(len(rows) - 2, -1, -1)
        for k in each:
            before = {item: place for place, item in enumerate(rows[k - 1 if downwards else k + 1])}
            here = {item: place for place, item in enumerate(rows[k])}
            scale = max(1, len(before) - 1) / max(1, len(here) - 1)
            mean = {item: _mean([before[each] for each in toward[item]], here[item] * scale) for item in rows[k]}
            rows[k].sort(key=lambda item: (mean[item], here[item]))
        return rows

    def swapped(self, rows: Order) -> Order:
        """Let neighbours in a row change places as long as that saves a crossing."""
        place = {item: k for row in rows for k, item in enumerate(row)}
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
        """Return how many crossings it saves if two neighbours change places."""
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
    """A rectangle, by its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an arrow: a straight line, or a curve that leaves and arrives vertically."""

    start: Point
    end: Point
    curved: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """Where everything is; boxes, labels and arrows in the order in which they were given."""

    width: float
    height: float
    boxes: tuple[Rectangle, ...]
    labels: tuple[Rectangle, ...]
    arrows: tuple[tuple[Piece, ...], ...]
