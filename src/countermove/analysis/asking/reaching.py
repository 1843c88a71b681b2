"""What the others can lead to within a region, the most harmful first: found as far as it is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.asking.moving import Moves
from countermove.analysis.asking.worth import order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from countermove.analysis.asking.claims import Masks
    from countermove.analysis.asking.ground import Budget, Ground
    from countermove.analysis.asking.regions import Region

    Positions = NDArray[np.int64]

MOST_AT_ONCE = 1 << 12
MOST_SORTED = 1 << 14


@dataclass(eq=False)
class Reach:
    """The states that the others lead to from one, by legal sequences that change options of a region only.

    Parameters
    ----------
    ground : Ground
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

    ground: Ground
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
