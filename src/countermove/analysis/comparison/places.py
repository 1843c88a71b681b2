"""The places of the entries of two ordered lists with ties, so that entries can be put back one by one.

The *backbone* is a largest set of common entries that both lists order alike. Every other entry has a place between
two levels of the backbone, or on one of them, in each list in which it stands. So a list can take the place of some
entries from the first list and that of the others from the second: taken all from one list, they are that list.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from itertools import groupby
from typing import TypeVar

Entry = TypeVar("Entry", bound=Hashable)
Place = tuple[int, int, int]
"""Twice the number of backbone levels above, plus one on such a level; then the list, and the level in it."""


def backbone(
    before: Mapping[Entry, int], after: Mapping[Entry, int], altered: Collection[Entry] = ()
) -> frozenset[Entry]:
    """Return a largest set of common entries that both lists order alike, ties included.

    Parameters
    ----------
    before, after : mapping of entry to int
        The level of each entry in each list, the most important being 0.
    altered : collection of entry
        Entries that count half: of two that changed places, rather one of these is said to have moved.

    Examples
    --------
    >>> sorted(backbone({"a": 0, "b": 1, "c": 2}, {"b": 0, "c": 1, "a": 2}))
    ['b', 'c']
    """
    cells: dict[tuple[int, int], list[Entry]] = defaultdict(list)
    for entry, level in before.items():
        if entry in after:
            cells[level, after[entry]].append(entry)
    longest = _Longest(1 + max(after.values(), default=0))
    best: dict[tuple[int, int], tuple[int, tuple[int, int] | None]] = {}
    for _, row in groupby(sorted(cells), key=lambda cell: cell[0]):
        of_row = {cell: longest.up_to(cell[1]) for cell in row}  # all of a row before any of it: levels must differ
        for cell, (length, last) in of_row.items():
            best[cell] = length + sum(1 if entry in altered else 2 for entry in cells[cell]), last
            longest.enter(cell[1], best[cell][0], cell)
    at = max(best, key=lambda each: best[each][0], default=None)
    kept: list[Entry] = []
    while at is not None:
        kept += cells[at]
        at = best[at][1]
    return frozenset(kept)


class _Longest:
    """The longest chains by the level of their last entry in the second list: a Fenwick tree of maxima."""

    def __init__(self, levels: int) -> None:
        self._tree: list[tuple[int, tuple[int, int] | None]] = [(0, None)] * (levels + 1)

    def up_to(self, level: int) -> tuple[int, tuple[int, int] | None]:
        """Return the length of the longest chain that ends above a level, and its last cell."""
        found: tuple[int, tuple[int, int] | None] = (0, None)
        while level > 0:
            found = max(found, self._tree[level], key=lambda each: each[0])
            level -= level & -level
        return found

    def enter(self, level: int, length: int, cell: tuple[int, int]) -> None:
        """Enter a chain that ends on a level."""
        at = level + 1
        while at < len(self._tree):
            self._tree[at] = max(self._tree[at], (length, cell), key=lambda each: each[0])
            at += at & -at


def places(levels: Mapping[Entry, int], kept: frozenset[Entry], side: int) -> dict[Entry, Place]:
    """Return the place of each entry of a list among the levels of the backbone.

    Parameters
    ----------
    levels : mapping of entry to int
        The level of each entry.
    kept : frozenset of entry
        The backbone.
    side : int
        0 for the first list, 1 for the second.
    """
    fixed = sorted({level for entry, level in levels.items() if entry in kept})
    found: dict[Entry, Place] = {}
    for entry, level in levels.items():
        above = bisect_left(fixed, level)
        on = above < len(fixed) and fixed[above] == level
        found[entry] = (2 * above + 1, 0, 0) if on else (2 * above, side, level)
    return found


def in_levels(placed: Iterable[tuple[Place, Entry]]) -> tuple[tuple[Entry, ...], ...]:
    """Return entries by level, those with the same place on one level.

    Examples
    --------
    >>> in_levels([((2, 1, 0), "c"), ((1, 0, 0), "a"), ((1, 0, 0), "b")])
    (('a', 'b'), ('c',))
    """
    ordered = sorted(placed, key=lambda each: each[0])
    return tuple(tuple(entry for _, entry in level) for _, level in groupby(ordered, key=lambda each: each[0]))
