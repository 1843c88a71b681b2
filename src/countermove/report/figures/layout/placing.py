"""Where the items of each row stand: near what they are linked to, in their order, without touching."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import nnls

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.report.figures.layout.ordering import Order
    from countermove.report.figures.layout.sketch import Sketch

    Matrix = NDArray[np.float64]

GAP = {("box", "box"): 26.0, ("box", "bend"): 12.0, ("box", "label"): 12.0}
CLOSE = 8.0

STRAIGHT = {frozenset({"bend"}): 24.0, frozenset({"bend", "label"}): 12.0}
"""How strongly the two ends of a link, by their kinds, pull at each other: a long arrow should be straight."""

INWARDS = 0.01
"""How strongly everything is drawn to the middle, so that what hangs together loosely stays together."""

FIRM = 1e3
"""How strongly the width is kept to, where that can be done."""


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
    >>> from countermove.report.figures.layout.sketch import sketched
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
