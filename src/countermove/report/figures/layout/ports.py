"""Where arrows leave and reach what they link: side by side along an edge of a box, in the order of where they go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import isotonic_regression

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countermove.report.figures.layout.sketch import Item, Sketch

APART, CORNER = 13.0, 14.0
"""How far apart arrows are at a box, if there is room, and how far from its corners."""

BESIDE = 5.0
"""How far from the middle of its label an arrow between two boxes of the same row comes and goes."""


def ports(sketch: Sketch, middle: list[float]) -> tuple[list[float], list[float]]:
    """Return, for each link, the x at its upper and at its lower end.

    Parameters
    ----------
    sketch : Sketch
    middle : list of float
        The middle of each item.

    Examples
    --------
    >>> from countermove.report.figures.layout.sketch import sketched
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


def _along(item: Item, middle: float, towards: Sequence[float]) -> Sequence[float]:
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
