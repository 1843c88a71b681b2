"""Status quo analysis: the search for the states that legal sequences lead to from one state."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.evolution.attainment import NEVER, Attainment
from countermove.analysis.evolution.sparing import sparing
from countermove.analysis.evolution.steps import steps

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.evolution.sparing import Sparing
    from countermove.analysis.evolution.steps import Pairs, Positions, Steps
    from countermove.model.conflict import Conflict

    Where = NDArray[np.bool_]


def attain(conflict: Conflict, start: int, *, improving: bool) -> Attainment:
    """Return what legal sequences from one state lead to (Li, Kilgour, Hipel 2005).

    Nobody moves twice running. A state is left once by each decision maker: after the fewest moves, the last by
    somebody else. In option form a few states of each list are left, and so the cost hardly grows with the number of
    moves; in graph form it is that of looking at every move from an attained state once.

    Parameters
    ----------
    conflict : Conflict
        With n decision makers and S states.
    start : int
        The position of the state, from 0.
    improving : bool
        Whether each move has to improve on the state that it leaves, for its mover.

    Returns
    -------
    Attainment

    Raises
    ------
    TooLarge
        If too many moves would have to be looked at.

    Examples
    --------
    >>> from countermove import cases
    >>> attain(cases.load("elmira"), 0, improving=False).distance
    array([0, 1, 1, 2, 1, 2, 2, 3, 1], dtype=int32)
    """
    shape = conflict.ranks.shape
    found = Attainment(start, np.full(shape, NEVER, np.int32), np.full(shape, NEVER, np.int32))
    ways = steps(conflict)
    worth = sparing(ways, conflict.ranks, improving=improving)
    search = _Search(conflict.ranks, ways, worth, found, np.zeros(shape, np.bool_), improving=improving)
    fresh = [np.array([start], np.int32)] * (shape[0] + 1)  # by last mover; the last entry, by nobody
    moves = 0
    while any(map(len, fresh)):
        moves += 1
        starts = [search.to_leave(fresh, dm) for dm in range(shape[0])]
        fresh = [*(search.enter(starts[dm], dm, moves) for dm in range(shape[0])), np.zeros(0, np.int32)]
    return found


@dataclass(frozen=True, eq=False)
class _Search:
    """What a search needs at hand; `left` tells which states each decision maker has left, shape (n, S)."""

    ranks: Positions
    steps: Steps
    worth: list[Sparing]
    found: Attainment
    left: Where
    _: KW_ONLY
    improving: bool

    def to_leave(self, fresh: list[Positions], dm: int) -> Positions:
        """Return the states just attained by others that a decision maker has to leave, each of them once."""
        starts = np.concatenate([each for j, each in enumerate(fresh) if j != dm])
        starts = np.sort(starts[~self.left[dm, starts]])  # few are still to be left, and np.unique hashes them all
        self.left[dm, starts] = True
        return self.worth[dm](starts[np.append([True], starts[1:] != starts[:-1])[: len(starts)]])

    def enter(self, starts: Positions, dm: int, moves: int) -> Positions:
        """Note what one decision maker attains by leaving some states; return what is new."""
        new = [np.zeros(0, np.int32)]
        for pair in self.steps.leaving(dm, starts):
            origins, ends = _first(*(_rising(self.ranks[dm], *pair) if self.improving else pair))
            fresh = self.found.by_last[dm, ends] == NEVER
            self.found.by_last[dm, ends[fresh]] = moves
            self.found.before[dm, ends[fresh]] = origins[fresh]
            new.append(ends[fresh])
        return np.concatenate(new)


def _rising(rank: Positions, origins: Positions, ends: Positions) -> Pairs:
    rises = rank[ends] > rank[origins]
    return origins[rises], ends[rises]


def _first(origins: Positions, ends: Positions) -> Pairs:
    """Keep one move to each state, the one that stands first."""
    kept, at = np.unique(ends, return_index=True)
    return origins[at], kept


def attained(conflict: Conflict, start: int) -> Where:
    """Return the states that legal sequences of improvements lead to (Li, Kilgour, Hipel 2005).

    Every step improves on the state that it leaves, for its mover, and nobody moves twice running.

    Parameters
    ----------
    conflict : Conflict
        With S states.
    start : int
        The number of the state to start from, from 1.

    Returns
    -------
    ndarray of bool, shape (S,)
        The start is among them.

    Examples
    --------
    >>> from countermove import cases
    >>> [int(k) + 1 for k in np.flatnonzero(attained(cases.load("elmira"), 1))]
    [1, 5]
    """
    return np.asarray(attain(conflict, start - 1, improving=True).distance >= 0)
