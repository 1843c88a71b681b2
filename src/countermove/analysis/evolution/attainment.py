"""What legal sequences from one state lead to, and the shortest way to each state.

Status quo analysis: the search for the states that legal sequences lead to from one state.

Which states a search need not leave: those that lead nowhere where others have not led already.

In option form all states of a *list* (see `OptionSteps.lists`) lead to the same states, each of them but to itself.
So of a list of thousands of states a search leaves a few, and finds the same, by the same last moves.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.evolution.moves import OptionSteps, steps

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from countermove.analysis.evolution.groups import Indices
    from countermove.analysis.evolution.moves import Pairs, Positions, Steps
    from countermove.model.conflict import Conflict

    Where = NDArray[np.bool_]
    Sparing = Callable[[Positions], Positions]


NEVER = -1


@dataclass(frozen=True, eq=False)
class Attainment:
    """What legal sequences from one state lead to.

    Attributes
    ----------
    start : int
        The position of the state that they start from.
    by_last : ndarray of int32, shape (n, S)
        The least number of moves to each state when the given decision maker makes the last; -1 if there is none.
    before : ndarray of int32, shape (n, S)
        The position of the state that this last move leaves.
    """

    start: int
    by_last: Positions = field(repr=False)
    before: Positions = field(repr=False)

    @property
    def distance(self) -> Positions:
        """The least number of moves to each state, 0 for the start and -1 where none leads; shape (S,)."""
        least = np.where(self.by_last < 0, np.iinfo(np.int32).max, self.by_last).min(axis=0)
        least[(self.by_last < 0).all(axis=0)] = NEVER
        least[self.start] = 0
        return np.asarray(least, np.int32)

    def leads_to(self, position: int) -> bool:
        """Whether a state is attained; the start is."""
        return position == self.start or bool((self.by_last[:, position] != NEVER).any())

    def path(self, position: int) -> tuple[tuple[int, int, int], ...]:
        """Return a shortest legal sequence to a state that is attained: the mover, from and to of each move.

        Of several, the one whose last mover, then whose last state but one, comes first.
        """
        moves: list[tuple[int, int, int]] = []
        counts = self.by_last[:, position]
        left = 0 if position == self.start else int(counts[counts != NEVER].min())
        while left > 0:
            ready = np.flatnonzero(self.by_last[:, position] == left)
            mover = int(next(i for i in ready if not moves or i != moves[-1][0]))
            moves.append((mover, int(self.before[mover, position]), position))
            position, left = moves[-1][1], left - 1
        return tuple(reversed(moves))


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


def sparing(steps: Steps, ranks: Positions, *, improving: bool) -> list[Sparing]:
    """Return, per decision maker, what leaves out of some states those that need not be left.

    Parameters
    ----------
    steps : Steps
        What looks moves up.
    ranks : ndarray of int32, shape (n, S)
        Every decision maker's ranks.
    improving : bool
        Whether only improvements are followed.

    Returns
    -------
    list of callable
        Each takes state positions, ascending and never the same one twice, in the order in which the search
        attains them; and returns those of them that may lead to something new.
    """
    if not isinstance(steps, OptionSteps):
        return [lambda starts: starts] * len(ranks)
    if improving:
        return [_Lower.of(lists, rank) for lists, rank in zip(steps.lists, ranks, strict=True)]
    return [_Two.of(lists) for lists in steps.lists]


@dataclass(frozen=True, eq=False)
class _Two:
    """Of any moves: two states of a list lead wherever the list does, each of them to the other too."""

    lists: Positions
    left: Positions

    @classmethod
    def of(cls, lists: Positions) -> _Two:
        return cls(lists, np.zeros(lists.max() + 1, np.int32))

    def __call__(self, starts: Positions) -> Positions:
        order, ids, head = _by_list(self.lists, starts)
        place = np.arange(len(ids)) - np.repeat(head, np.diff(np.append(head, len(ids))))
        kept = place + self.left[ids] < 2
        np.add.at(self.left, ids[kept], 1)
        return np.sort(starts[order[kept]])


@dataclass(frozen=True, eq=False)
class _Lower:
    """Of improvements: a state leads further than those of its list that were left only if it is ranked lower."""

    lists: Positions
    rank: Positions
    least: Positions

    @classmethod
    def of(cls, lists: Positions, rank: Positions) -> _Lower:
        return cls(lists, rank, np.full(lists.max() + 1, np.iinfo(np.int32).max, np.int32))

    def __call__(self, starts: Positions) -> Positions:
        order, ids, head = _by_list(self.lists, starts)
        rank = self.rank[starts[order]]
        # Lists come in turn, each lifted above all that follow, so that one running minimum serves for all of them.
        turn = np.repeat(np.arange(len(head))[::-1], np.diff(np.append(head, len(ids))))
        lifted = rank + turn * (1 + np.int64(rank.max(initial=0)))
        record = np.append([True], lifted[1:] < np.minimum.accumulate(lifted)[:-1])[: len(ids)]
        kept = record & (rank < self.least[ids])
        np.minimum.at(self.least, ids[kept], rank[kept])
        return np.sort(starts[order[kept]])


def _by_list(lists: Positions, starts: Positions) -> tuple[Indices, Positions, Indices]:
    """Return the order that sorts states by list, each one's list in that order, and where each list begins."""
    order = np.argsort(lists[starts], kind="stable")
    ids = lists[starts[order]]
    return order, ids, np.flatnonzero(np.append([True], ids[1:] != ids[:-1])[: len(ids)])
