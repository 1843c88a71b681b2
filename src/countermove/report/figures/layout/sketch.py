"""What stands in each row: boxes, the labels of arrows between the rows of boxes, and bends where an arrow passes.

A row of boxes and a row of labels take turns. Every arrow is a chain of links between neighbouring rows, through its
label, so that whatever it passes has kept a place for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    Kind = Literal["box", "label", "bend"]

BEND = 10.0
ASIDE = 12.0
"""About how much room an item in a row of labels takes besides its width."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something that takes up room in a row; `of` is the index of its box or arrow."""

    kind: Kind
    of: int
    row: int
    width: float


@dataclass(frozen=True, slots=True)
class Link:
    """A piece of an arrow between two rows: the items at its ends, by index, and the arrow's index."""

    upper: int
    lower: int
    arrow: int


@dataclass(eq=False)
class Sketch:
    """All items by row, the boxes first, and the links between them, those of an arrow from its upper end down."""

    items: list[Item] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    rows: list[list[int]] = field(default_factory=list)

    def add(self, item: Item) -> int:
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
        sketch.add(Item("box", box, 2 * row, width))
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
        label = sketch.add(Item("label", arrow, first + 1, width))
        sketch.links += [Link(ends[0], label, arrow), Link(ends[1], label, arrow)]
        return
    passed = range(first + 1, last, 2) if ends[0] == upper else range(last - 1, first, -2)
    at_label = _label_row(sketch, passed, widest - width)
    chain = [upper]
    for row in range(first + 1, last):
        item = Item("label", arrow, row, width) if row == at_label else Item("bend", arrow, row, BEND)
        chain.append(sketch.add(item))
    chain.append(lower)
    sketch.links += [Link(a, b, arrow) for a, b in pairwise(chain)]


def _label_row(sketch: Sketch, passed: Sequence[int], room: float) -> int:
    """Return the row of labels, of those that an arrow passes from its start on, in which there is room first."""
    rows = {row: sketch.rows[row] if row < len(sketch.rows) else [] for row in passed}
    taken = {row: sum(sketch.items[item].width + ASIDE for item in items) for row, items in rows.items()}
    return next((row for row in passed if taken[row] <= room), min(passed, key=taken.__getitem__))
