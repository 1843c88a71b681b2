"""The moves that tell ends apart: those after which fewer ends are possible than before, sorted into signposts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.evolution.absorption import DIGITS
from countermove.analysis.evolution.grouping import alike

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.evolution.chain import Floats
    from countermove.analysis.evolution.events import Events
    from countermove.analysis.evolution.grouping import Indices
    from countermove.analysis.evolution.possible import Bits, Possible

MOST_SETTLING, MOST_NARROWING = 100, 1_000
"""How many signposts are kept: for each end of those that settle it, and of all others; the likeliest."""


@dataclass(frozen=True, eq=False)
class Marks:
    """The signposts of a chain, G of them, and the P moves that they consist of.

    Attributes
    ----------
    moves, group : ndarray of int64, shape (P,)
        The moves, as indices into those of the chain, and the signpost that each belongs to.
    event : ndarray of int64, shape (G,)
        What is seen.
    left : ndarray of uint64, shape (G,)
        The ends that are possible after it.
    earliest : ndarray of int64, shape (G,)
        Which move it can be at the earliest, counted from 1.
    weight : ndarray of float64, shape (P,)
        The probability that the conflict passes each move; no path passes two of one signpost.
    probability : ndarray of float64, shape (G,)
        The same for each signpost.
    left_out : int
        How many less likely signposts are not among them.
    """

    moves: Indices = field(repr=False)
    group: Indices = field(repr=False)
    event: Indices
    left: Bits
    earliest: Indices
    weight: Floats = field(repr=False)
    probability: Floats
    left_out: int = 0

    def only(self, kept: Indices) -> Marks:
        """Return some of the signposts, in the order given."""
        place = np.full(len(self.event), -1)
        place[kept] = np.arange(len(kept))
        mine = place[self.group] >= 0
        return Marks(
            self.moves[mine],
            place[self.group[mine]],
            self.event[kept],
            self.left[kept],
            self.earliest[kept],
            self.weight[mine],
            self.probability[kept],
            len(self.event) - len(kept),
        )


def marks(possible: Possible, seen: Events) -> Marks:
    """Return the signposts, the earliest first, then the likeliest."""
    found = _all(possible, seen)
    order = np.lexsort((found.left, found.event, -found.probability.round(DIGITS), found.earliest))
    kept = _likeliest(found, possible)
    return found.only(order[np.isin(order, kept)])


def _all(possible: Possible, seen: Events) -> Marks:
    """Return all signposts: the moves after which fewer ends are possible, by event and by what is left."""
    chain, ends = possible.absorbed.flow.chain, possible.ends
    moves = np.flatnonzero(ends[chain.origin] != ends[chain.end])
    event, left = seen.of[moves], ends[chain.end[moves]]
    group, first = alike(event, left)
    earliest = np.full(len(first), np.iinfo(np.int64).max)
    np.minimum.at(earliest, group, chain.depth[chain.origin[moves]] + 1)
    # A probability too small for its digits is not nothing: the least number there is lets averages be taken.
    passed = possible.absorbed.visits[chain.origin[moves]] * chain.chance[moves]
    weight = np.maximum(passed, np.finfo(np.float64).tiny)
    probability = np.minimum(np.bincount(group, weight, len(first)), 1.0)
    return Marks(moves, group, event[first], left[first], earliest, weight, probability)


def _likeliest(found: Marks, possible: Possible) -> Indices:
    """Return the signposts that are kept."""
    settled = np.where(settles(found.left, possible), found.left, np.uint64(0))
    order = np.lexsort((found.left, found.event, found.earliest, -found.probability.round(DIGITS), settled))
    begin = np.flatnonzero(np.append([True], settled[order][1:] != settled[order][:-1])[: len(order)])
    place = np.arange(len(order)) - np.repeat(begin, np.diff(np.append(begin, len(order))))
    return order[place < np.where(settled[order] == 0, MOST_NARROWING, MOST_SETTLING)]


def settles(left: Bits, possible: Possible) -> NDArray[np.bool_]:
    """Return where a single end is left; the one that stands for several is none."""
    several = possible.rest is not None
    single: NDArray[np.bool_] = np.bitwise_count(left) == 1
    return single & (left != np.uint64(1 << (possible.rest or 0))) if several else single
