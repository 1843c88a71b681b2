"""In which order the items of each row stand, so that few arrows cross."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from countermove.report.figures.layout.sketch import Sketch

SWEEPS, STARTS, SEED = 10, 16, 0

Order = list[list[int]]


def order(sketch: Sketch) -> Order:
    """Return the items of each row from left to right.

    Barycentric sweeps, down and up (Sugiyama, Tagawa, Toda 1981); after each, neighbours change places where that
    saves a crossing. It is begun anew from other orders, always the same ones; the best order met is kept.

    Examples
    --------
    >>> from countermove.report.figures.layout.sketch import sketched
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
