"""The moves that tell ends apart: those after which fewer ends are possible than before, sorted into signposts.

Which ends are possible from each state of a chain, as bits: along the chain they can only become fewer.

What can be seen of a move: who makes it and what changes, but not in which state.

An *event* is all moves of a chain that look alike: in option form those in which one decision maker starts and stops
the same options; in graph form, where nothing else is known of a move, those that lead to the same state.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order

from countermove.analysis.evolution.absorption import DIGITS
from countermove.analysis.evolution.groups import alike
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
"""How many signposts are kept: for each end of those that settle it, and of all others; the likeliest."""

MOST_ENDS = 64
"""How many ends are told apart; of more, one stands for all those that are less likely than the first 63."""


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


@dataclass(frozen=True, eq=False)
class Possible:
    """The possible ends of a chain of R states; bit k stands for the end k, in the order of their probability.

    Attributes
    ----------
    absorbed : Absorption
        Where the chain ends.
    """

    absorbed: Absorption

    @property
    def bits(self) -> int:
        """How many bits there are."""
        return min(len(self.absorbed.closed), MOST_ENDS)

    @property
    def rest(self) -> int | None:
        """The bit that stands for several ends together, if there is one."""
        return MOST_ENDS - 1 if len(self.absorbed.closed) > MOST_ENDS else None

    @cached_property
    def at(self) -> Indices:
        """The bit of the end that each state belongs to, shape (R,); -1 where it belongs to none."""
        component = self.absorbed.flow.component
        bit = np.full(component.max() + 1, -1)
        bit[self.absorbed.closed] = np.minimum(np.arange(len(self.absorbed.closed)), self.bits - 1)
        return bit[component]

    @cached_property
    def ends(self) -> Bits:
        """The ends that are possible from each state, shape (R,)."""
        chain = self.absorbed.flow.chain
        one = self._as_one
        parts = (np.ones(len(chain.end), np.int32), (one[chain.end], one[chain.origin]))
        backwards = csr_array(parts, shape=(len(one), len(one)))
        found = np.zeros(len(one), np.uint64)
        for bit in range(self.bits):
            [first, *_] = np.flatnonzero(self.at == bit)
            leading = breadth_first_order(backwards, first, return_predecessors=False)
            found[leading] |= np.uint64(1 << bit)
        return found[one]

    @cached_property
    def _as_one(self) -> Indices:
        """A state that stands for each, shape (R,): for those of an end its first, for all others themselves."""
        stands = np.arange(len(self.at))
        for bit in range(self.bits):
            inside = np.flatnonzero(self.at == bit)
            stands[inside] = inside[0]
        return stands


@dataclass(frozen=True, eq=False)
class Events:
    """The events of a chain of M moves.

    Attributes
    ----------
    of : ndarray of int64, shape (M,)
        The event of each move.
    mover : ndarray of int32, shape (events,)
        The position of the decision maker.
    starts, stops : ndarray of int32, shape (events,)
        The options that are turned on and off, as masks; 0 in graph form.
    to : ndarray of int32, shape (events,)
        In graph form the position of the state that is moved to; otherwise -1.
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
    >>> from countermove.analysis.evolution.chain import explore
    >>> from countermove.analysis.evolution.chain import credible
    >>> elmira = cases.load("elmira")
    >>> found = events(elmira, explore(elmira, 1, credible(elmira, CONCEPTS["nash"])))
    >>> [(int(dm), bin(on), bin(off)) for dm, on, off in zip(found.mover, found.starts, found.stops)]
    [(1, '0b100', '0b10'), (2, '0b10000', '0b0')]
    """
    starts, stops = _changes(conflict, chain)
    to = np.full_like(chain.end, -1) if conflict.graph is None else chain.states[chain.end]
    columns = (chain.mover, starts, stops, to)
    of, first = alike(*columns)
    return Events(of, *(each[first] for each in columns))


def _changes(conflict: Conflict, chain: Chain) -> tuple[Positions, Positions]:
    """Return, for each move, the masks of the options that it turns on and off."""
    starts, stops = np.zeros_like(chain.end), np.zeros_like(chain.end)
    for dm in range(len(conflict.decision_makers)) if conflict.graph is None else ():
        [mine] = np.nonzero(chain.mover == dm)
        left, flip = flips(conflict, dm, chain.states[chain.origin[mine]], chain.states[chain.end[mine]])
        starts[mine], stops[mine] = flip & ~left, flip & left
    return starts, stops
