"""What the others can lead to within a region, the most harmful first: found as far as it is asked for.

Regions: options of the others that hang together, each of which can be searched without the rest.

While the others answer, the options of the focal decision maker stand still. Options of the others hang together
where a rule is about both, where both matter for one statement of the focal decision maker and, if the others only
answer by improvements, where both matter for one of those who own them. A legal sequence of moves falls apart into
one for each region, and any such sequences, one after the other, make a legal one. So the states that the others
can lead to are all combinations of what they can lead to in each region, and a region that the focal decision maker
does not care about need not be searched at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.local.preferences import order
from countermove.analysis.local.problem import Moves

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from countermove.analysis.local.problem import Budget, Problem
    from countermove.analysis.local.statements import Masks

    Positions = NDArray[np.int64]


MOST_AT_ONCE = 1 << 12

MOST_SORTED = 1 << 14


@dataclass(eq=False)
class ReachSearch:
    """The states that the others lead to from one, by legal sequences that change options of a region only.

    Parameters
    ----------
    ground : Problem
    who : int
        The focal decision maker, who does not move.
    first : int
        Where the sequences begin.
    region : Region
    improving : bool
        Whether every move must improve on the state that it leaves, for its mover.

    Attributes
    ----------
    states : ndarray of int64
        Those that were met so far, `first` in front.
    """

    ground: Problem
    who: int
    first: int
    region: Region
    improving: bool
    states: Masks = field(init=False)
    _parent: Positions = field(init=False)
    _mover: Positions = field(init=False)
    _met: Masks = field(init=False)
    _waiting: Positions = field(init=False)
    _width: int = field(default=1, init=False)

    def __post_init__(self) -> None:
        self.states = np.array([self.first], np.int64)
        self._parent = self._mover = np.array([-1])
        self._met, self._waiting = self.states, np.array([0])

    @property
    def exhausted(self) -> bool:
        """Whether nothing more can be met."""
        return not len(self._waiting)

    def go_on(self, budget: Budget) -> Iterator[Masks]:
        """Look at the moves from the most harmful states that were met; yield new states, not too many at a time.

        Raises
        ------
        Spent
            If the budget does not allow it; what was met stays.
        """
        here = self._waiting[: self._width]
        for mover in self.ground.dms:
            if mover != self.who and self.ground.own[mover] & self.region.options:
                yield from self._moved(mover, here, budget)
        self._waiting = self._by_harm(self._waiting[len(here) :])
        self._width = min(2 * self._width, MOST_AT_ONCE)

    def path(self, at: int) -> list[tuple[int, int]]:
        """Return the movers, and the states they move to, on the way to the state at a position."""
        found = []
        while at > 0:
            found.append((int(self._mover[at]), int(self.states[at])))
            at = int(self._parent[at])
        return found[::-1]

    def _moved(self, mover: int, here: Positions, budget: Budget) -> Iterator[Masks]:
        options, starts = self.ground.own[mover] & self.region.options, self.states[here]
        worth = self.ground.wants(mover, options) if self.improving else None
        moves = Moves(self.ground, options, worth)
        for source, ends in moves.ends(starts, worth.keys(starts) if worth else None, budget):
            yield self._meet(mover, here[source], ends)

    def _meet(self, mover: int, parents: Positions, ends: Masks) -> Masks:
        """Take up what has not been met before, and return it."""
        ends, first = np.unique(ends, return_index=True)
        at = np.minimum(np.searchsorted(self._met, ends), len(self._met) - 1)
        new = self._met[at] != ends
        begin = len(self.states)
        found: Masks = ends[new]
        self._met = np.sort(np.concatenate([self._met, found]), kind="stable")
        self.states = np.concatenate([self.states, found])
        self._parent = np.concatenate([self._parent, parents[first][new]])
        self._mover = np.concatenate([self._mover, np.full(len(found), mover)])
        self._waiting = np.concatenate([self._waiting, np.arange(begin, len(self.states))])
        return found

    def _by_harm(self, waiting: Positions) -> Positions:
        """Return states in the order of what they do to the focal decision maker, unless there are very many."""
        if len(waiting) > MOST_SORTED:
            return waiting
        sorted_: Positions = waiting[order(self.ground.worths[self.who].keys(self.states[waiting]))]
        return sorted_


@dataclass(frozen=True, slots=True)
class Region:
    """Options of the others that hang together.

    Attributes
    ----------
    options : int
    bears : int
        All options that decide on what the others can do with these.
    """

    options: int
    bears: int


def regions(ground: Problem, who: int, state: int, *, improving: bool, symmetric: bool) -> tuple[Region, ...]:
    """Return the regions that matter for a focal decision maker who leaves a state.

    Parameters
    ----------
    ground : Problem
    who : int
        The focal decision maker.
    state : int
        Options that are settled there hang together with nothing.
    improving : bool
        Whether the others only answer by improvements (SEQ, SSEQ).
    symmetric : bool
        Whether a countermove may follow (SMR, SSEQ): to that everything matters at once, so there is one region.
    """
    bearing = [*_bearing(ground, who, improving=improving)]
    cares = [part for level in ground.worths[who].levels for part in level.parts]
    if symmetric:
        cares = [ground.worths[who].mask | _all([rule.mask for rule in ground.rules], ground.own[who])]
    return tuple(gathered(ground, who, state, bearing, cares))


def gathered(ground: Problem, who: int, state: int, bearing: list[int], cares: list[int]) -> Iterator[Region]:
    """Yield the options of the others that hang together by some sets, where they share any with `cares`."""
    free = ~(ground.own[who] | ground.settled(state)) & (1 << len(ground.conflict.options)) - 1
    for each in _joined(one & free for one in (*bearing, *cares)):
        if each & _all(cares, -1):
            yield Region(each, _all(bearing, each) | each)


def _bearing(ground: Problem, who: int, *, improving: bool) -> Iterator[int]:
    """Yield sets of options that decide together on what the others can do."""
    yield from (rule.mask for rule in ground.rules)
    for dm in ground.dms:
        if improving and dm != who and ground.worths[dm].mask:
            yield ground.own[dm] | ground.worths[dm].mask


def _all(sets: Iterable[int], options: int) -> int:
    """Return all sets that share something with some options, as one."""
    found = 0
    for each in sets:
        found |= each if each & options else 0
    return found


def _joined(sets: Iterable[int]) -> list[int]:
    """Return sets of which those that share something are joined."""
    apart: list[int] = []
    for each in sets:
        joined = each
        for other in [other for other in apart if other & joined]:
            apart.remove(other)
            joined |= other
        if joined:
            apart.append(joined)
    return apart
