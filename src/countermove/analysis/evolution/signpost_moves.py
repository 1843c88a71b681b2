"""Signposts as arrays: the moves after which fewer ends are possible, grouped by event and by the ends that remain.

An *event* is all moves that look alike to an observer who does not know the state. In option form these are the moves
by which one decision maker starts and stops the same options. In graph form, where nothing else is known of a move,
they lead to the same state. Sets of possible ends are bits; they shrink along the chain.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.evolution.absorption import DIGITS
from countermove.analysis.evolution.groups import group_rows
from countermove.analysis.improvements import flips

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.evolution.absorption import Absorption
    from countermove.analysis.evolution.chain import Chain, Floats
    from countermove.analysis.evolution.groups import Indices
    from countermove.analysis.evolution.moves import Positions
    from countermove.model.conflict import Conflict

    Bits = NDArray[np.uint64]


MOST_SETTLING, MOST_NARROWING = 100, 1_000
"""Maximum numbers of signposts: of those that settle each end, and of all others; the most likely are kept."""

MOST_ENDS = 64
"""Maximum number of ends that are distinguished; of more ends, all but the 63 most likely are taken as one."""


@dataclass(frozen=True, eq=False)
class SignpostMoves:
    """The G signposts of a chain, and their P moves.

    Attributes
    ----------
    moves, group : ndarray of int64, shape (P,)
        The moves, as indices into the moves of the chain, and the signpost of each.
    event : ndarray of int64, shape (G,)
        The event of each signpost.
    remaining : ndarray of uint64, shape (G,)
        The ends that are possible after each signpost, as bits.
    earliest : ndarray of int64, shape (G,)
        The least possible place of each signpost in a sequence of moves, from 1.
    passed : ndarray of float64, shape (P,)
        The probability that the conflict passes each move; no path passes two moves of one signpost.
    probability : ndarray of float64, shape (G,)
        The probability that the conflict passes each signpost.
    left_out : int
        The number of less likely signposts that were dropped.
    """

    moves: Indices = field(repr=False)
    group: Indices = field(repr=False)
    event: Indices
    remaining: Bits
    earliest: Indices
    passed: Floats = field(repr=False)
    probability: Floats
    left_out: int = 0

    def only(self, kept: Indices) -> SignpostMoves:
        """Return some of the signposts, by their indices, shape (H,), and in that order."""
        place = np.full(len(self.event), -1)
        place[kept] = np.arange(len(kept))
        own = place[self.group] >= 0
        return SignpostMoves(
            self.moves[own],
            place[self.group[own]],
            self.event[kept],
            self.remaining[kept],
            self.earliest[kept],
            self.passed[own],
            self.probability[kept],
            len(self.event) - len(kept),
        )


def signpost_moves(possible: PossibleEnds, observed: Events) -> SignpostMoves:
    """Return the signposts that are kept, the earliest first, then the most likely."""
    found = _all(possible, observed)
    order = np.lexsort((found.remaining, found.event, -found.probability.round(DIGITS), found.earliest))
    kept = _likeliest(found, possible)
    return found.only(order[np.isin(order, kept)])


def _all(possible: PossibleEnds, observed: Events) -> SignpostMoves:
    """Return all signposts."""
    chain, ends = possible.chain, possible.ends
    moves = np.flatnonzero(ends[chain.origin] != ends[chain.end])
    event, remaining = observed.of[moves], ends[chain.end[moves]]
    group, first = group_rows(event, remaining)
    earliest = np.full(len(first), np.iinfo(np.int64).max)
    np.minimum.at(earliest, group, chain.depth[chain.origin[moves]] + 1)
    # A probability may underflow to 0; the least positive number in its place keeps averages defined.
    passed = possible.absorbed.visits[chain.origin[moves]] * chain.chance[moves]
    passed = np.maximum(passed, np.finfo(np.float64).tiny)
    probability = np.minimum(np.bincount(group, passed, len(first)), 1.0)
    return SignpostMoves(moves, group, event[first], remaining[first], earliest, passed, probability)


def _likeliest(found: SignpostMoves, possible: PossibleEnds) -> Indices:
    """Return the indices of the signposts to keep."""
    settled = np.where(settles(found.remaining, possible), found.remaining, np.uint64(0))
    order = np.lexsort((found.remaining, found.event, found.earliest, -found.probability.round(DIGITS), settled))
    begin = np.flatnonzero(np.append([True], settled[order][1:] != settled[order][:-1])[: len(order)])
    place = np.arange(len(order)) - np.repeat(begin, np.diff(np.append(begin, len(order))))
    return order[place < np.where(settled[order] == 0, MOST_NARROWING, MOST_SETTLING)]


def settles(remaining: Bits, possible: PossibleEnds) -> NDArray[np.bool_]:
    """Return whether a single end remains, shape (G,); ends that are taken as one are not single."""
    several = possible.rest is not None
    single: NDArray[np.bool_] = np.bitwise_count(remaining) == 1
    return single & (remaining != np.uint64(1 << (possible.rest or 0))) if several else single


@dataclass(frozen=True, eq=False)
class PossibleEnds:
    """The possible ends of each of the R states of a chain; bit k is the k-th most likely end, from 0.

    Attributes
    ----------
    absorbed : Absorption
        The absorption of the chain.
    """

    absorbed: Absorption

    @property
    def chain(self) -> Chain:
        """The chain."""
        return self.absorbed.condensation.chain

    @property
    def bits(self) -> int:
        """The number of bits."""
        return min(len(self.absorbed.closed), MOST_ENDS)

    @property
    def rest(self) -> int | None:
        """The bit of the ends that are taken as one; None if all ends are distinguished."""
        return MOST_ENDS - 1 if len(self.absorbed.closed) > MOST_ENDS else None

    @cached_property
    def at(self) -> Indices:
        """The bit of the end that each state belongs to, shape (R,); -1 for transient states."""
        component = self.absorbed.condensation.component
        bit = np.full(component.max() + 1, -1)
        bit[self.absorbed.closed] = np.minimum(np.arange(len(self.absorbed.closed)), self.bits - 1)
        return bit[component]

    @cached_property
    def ends(self) -> Bits:
        """The possible ends of each state as bits, shape (R,), by breadth-first search backwards from each end."""
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import breadth_first_order

        chain, place = self.chain, self._merged
        entries = (np.ones(len(chain.end), np.int32), (place[chain.end], place[chain.origin]))
        backwards = csr_array(entries, shape=(len(place), len(place)))
        found = np.zeros(len(place), np.uint64)
        for bit in range(self.bits):
            [first, *_] = np.flatnonzero(self.at == bit)
            leading = breadth_first_order(backwards, first, return_predecessors=False)
            found[leading] |= np.uint64(1 << bit)
        return found[place]

    @cached_property
    def _merged(self) -> Indices:
        """The state that represents each state, shape (R,): the first state of its bit, or itself if transient."""
        place = np.arange(len(self.at))
        for bit in range(self.bits):
            inside = np.flatnonzero(self.at == bit)
            place[inside] = inside[0]
        return place


@dataclass(frozen=True, eq=False)
class Events:
    """The E events of a chain of M moves.

    Attributes
    ----------
    of : ndarray of int64, shape (M,)
        The event of each move.
    mover : ndarray of int32, shape (E,)
        The position of the decision maker of each event.
    starts, stops : ndarray of int32, shape (E,)
        The options that are turned on and off, as masks; both 0 in graph form.
    to : ndarray of int32, shape (E,)
        In graph form the position of the state that the decision maker moves to; otherwise -1.
    """

    of: Indices = field(repr=False)
    mover: Positions
    starts: Positions
    stops: Positions
    to: Positions


def events(conflict: Conflict, chain: Chain) -> Events:
    """Return the events of a chain.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.model.concepts import CONCEPTS
    >>> from countermove.analysis.evolution.chain import credible, explore
    >>> elmira = cases.load("elmira")
    >>> found = events(elmira, explore(elmira, 1, credible(elmira, CONCEPTS["nash"])))
    >>> [(int(dm), bin(on), bin(off)) for dm, on, off in zip(found.mover, found.starts, found.stops)]
    [(1, '0b100', '0b10'), (2, '0b10000', '0b0')]
    """
    starts, stops = _changes(conflict, chain)
    to = np.full_like(chain.end, -1) if conflict.graph is None else chain.states[chain.end]
    columns = (chain.mover, starts, stops, to)
    of, first = group_rows(*columns)
    return Events(of, *(each[first] for each in columns))


def _changes(conflict: Conflict, chain: Chain) -> tuple[Positions, Positions]:
    """Return the masks of the options that each move turns on, and of those that it turns off; shape (M,) each."""
    starts, stops = np.zeros_like(chain.end), np.zeros_like(chain.end)
    for dm in range(len(conflict.decision_makers)) if conflict.graph is None else ():
        [own] = np.nonzero(chain.mover == dm)
        left, flip = flips(conflict, dm, chain.states[chain.origin[own]], chain.states[chain.end[own]])
        starts[own], stops[own] = flip & ~left, flip & left
    return starts, stops
