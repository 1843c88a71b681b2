"""Status quo analysis: the states that legal sequences lead to from one state, and a shortest path to each.

The search is breadth-first on pairs of a state and its last mover (Li, Kilgour, Hipel 2005). In option form all
states of a *list* (see `OptionMoves.lists`) have the same moves. So the search leaves only a few states of each list,
and finds the same states by the same last moves.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.evolution.moves import OptionMoves, move_lookup

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from countermove.analysis.evolution.groups import Indices
    from countermove.analysis.evolution.moves import MoveLookup, Pairs, Positions
    from countermove.model.conflict import Conflict

    Where = NDArray[np.bool_]
    Pruning = Callable[[Positions], Positions]


NEVER = -1
"""The number of moves to a state that is not attained."""


def attained(conflict: Conflict, start: int) -> Where:
    """Return the states that legal sequences of improvements lead to (Li, Kilgour, Hipel 2005).

    Each move is an improvement for its mover, and nobody moves twice running.

    Parameters
    ----------
    conflict : Conflict
        With S states.
    start : int
        The number of the first state, from 1.

    Returns
    -------
    ndarray of bool, shape (S,)
        The first state is among them.

    Raises
    ------
    TooLarge
        If the search looks at too many moves.

    Examples
    --------
    >>> from countermove import cases
    >>> [int(k) + 1 for k in np.flatnonzero(attained(cases.load("elmira"), 1))]
    [1, 5]
    """
    return np.asarray(attain(conflict, start - 1, improving=True).distance >= 0)


@dataclass(frozen=True, eq=False)
class Attainment:
    """The states that legal sequences lead to from one state, in a conflict of n decision makers and S states.

    Attributes
    ----------
    start : int
        The position of the first state.
    by_last : ndarray of int32, shape (n, S)
        The least number of moves to each state if the decision maker of the row moves last; -1 if there is none.
    before : ndarray of int32, shape (n, S)
        The position of the state that this last move leaves; -1 if there is none.
    """

    start: int
    by_last: Positions = field(repr=False)
    before: Positions = field(repr=False)

    @property
    def distance(self) -> Positions:
        """The least number of moves to each state, shape (S,): 0 for the first state, -1 if it is not attained."""
        least = np.where(self.by_last < 0, np.iinfo(np.int32).max, self.by_last).min(axis=0)
        least[(self.by_last < 0).all(axis=0)] = NEVER
        least[self.start] = 0
        return np.asarray(least, np.int32)

    def leads_to(self, position: int) -> bool:
        """Whether the state at a position is attained; the first state is."""
        return position == self.start or bool((self.by_last[:, position] != NEVER).any())

    def path(self, position: int) -> tuple[tuple[int, int, int], ...]:
        """Return a shortest path to the state at a position: mover, from and to of each move, as positions.

        Of several shortest paths, the last mover, then the last state but one, with the lowest position decides. The
        path is empty for the first state.

        Raises
        ------
        ValueError
            If the state is not attained.
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
    """Search the states that legal sequences lead to from one state (Li, Kilgour, Hipel 2005).

    Nobody moves twice running. Each decision maker leaves a state once: after the fewest moves, the last by somebody
    else. In option form the cost hardly grows with the number of moves; in graph form the search looks once at each
    move from an attained state.

    Parameters
    ----------
    conflict : Conflict
        With n decision makers and S states.
    start : int
        The position of the first state, from 0.
    improving : bool
        Whether each move must be an improvement for its mover.

    Returns
    -------
    Attainment

    Raises
    ------
    TooLarge
        If the search looks at too many moves.

    Examples
    --------
    >>> from countermove import cases
    >>> attain(cases.load("elmira"), 0, improving=False).distance
    array([0, 1, 1, 2, 1, 2, 2, 3, 1], dtype=int32)
    """
    shape = conflict.ranks.shape
    found = Attainment(start, np.full(shape, NEVER, np.int32), np.full(shape, NEVER, np.int32))
    moves = move_lookup(conflict)
    pruned = prunings(moves, conflict.ranks, improving=improving)
    search = _Search(conflict.ranks, moves, pruned, found, np.zeros(shape, np.bool_), improving=improving)
    fresh, count = {NEVER: np.array([start], np.int32)}, 0  # by the last mover, who at first is nobody
    while any(map(len, fresh.values())):
        count += 1
        starts = {dm: search.to_leave(fresh, dm) for dm in conflict.movers}
        fresh = {dm: search.enter(each, dm, count) for dm, each in starts.items()}
    return found


@dataclass(frozen=True, eq=False)
class _Search:
    """A breadth-first search; `left` marks the states that each decision maker has left, shape (n, S)."""

    ranks: Positions
    moves: MoveLookup
    prunings: list[Pruning]
    found: Attainment
    left: Where
    _: KW_ONLY
    improving: bool

    def to_leave(self, fresh: dict[int, Positions], dm: int) -> Positions:
        """Return the states, newly attained by others, that a decision maker must leave; each state once."""
        starts = np.concatenate([np.zeros(0, np.int32), *(each for j, each in fresh.items() if j != dm)])
        starts = np.sort(starts[~self.left[dm, starts]])  # np.unique would hash all states; few have not been left
        self.left[dm, starts] = True
        return self.prunings[dm](starts[np.append([True], starts[1:] != starts[:-1])[: len(starts)]])

    def enter(self, starts: Positions, dm: int, count: int) -> Positions:
        """Record the states that one decision maker attains with move number `count`; return the new ones."""
        new = [np.zeros(0, np.int32)]
        for pair in self.moves.leaving(dm, starts):
            origins, ends = _first(*(_rising(self.ranks[dm], *pair) if self.improving else pair))
            fresh = self.found.by_last[dm, ends] == NEVER
            self.found.by_last[dm, ends[fresh]] = count
            self.found.before[dm, ends[fresh]] = origins[fresh]
            new.append(ends[fresh])
        return np.concatenate(new)


def _rising(rank: Positions, origins: Positions, ends: Positions) -> Pairs:
    """Keep the moves that are improvements by a rank, shape (S,)."""
    rises = rank[ends] > rank[origins]
    return origins[rises], ends[rises]


def _first(origins: Positions, ends: Positions) -> Pairs:
    """Keep the first move to each state."""
    kept, at = np.unique(ends, return_index=True)
    return origins[at], kept


def prunings(moves: MoveLookup, ranks: Positions, *, improving: bool) -> list[Pruning]:
    """Return, for each decision maker, the function that drops states whose moves lead to nothing new.

    Parameters
    ----------
    moves : MoveLookup
        The moves of a conflict.
    ranks : ndarray of int32, shape (n, S)
        The ranks of every decision maker.
    improving : bool
        Whether the search follows improvements only.

    Returns
    -------
    list of callable
        Each takes state positions, shape (k,), and returns those to leave. Call it in the order in which the search
        attains states; positions ascend within a call, and none occurs twice.
    """
    if not isinstance(moves, OptionMoves):
        return [lambda starts: starts] * len(ranks)
    if improving:
        return [_LowestRanked.of(lists, rank) for lists, rank in zip(moves.lists, ranks, strict=True)]
    return [_FirstTwo.of(lists) for lists in moves.lists]


@dataclass(frozen=True, eq=False)
class _FirstTwo:
    """Pruning for moves: two states of a list lead to all of the list, each of them to the other too."""

    lists: Positions
    left: Positions

    @classmethod
    def of(cls, lists: Positions) -> _FirstTwo:
        return cls(lists, np.zeros(lists.max() + 1, np.int32))

    def __call__(self, starts: Positions) -> Positions:
        order, ids, head = _by_list(self.lists, starts)
        place = np.arange(len(ids)) - np.repeat(head, np.diff(np.append(head, len(ids))))
        kept = place + self.left[ids] < 2
        np.add.at(self.left, ids[kept], 1)
        return np.sort(starts[order[kept]])


@dataclass(frozen=True, eq=False)
class _LowestRanked:
    """Pruning for improvements: a state leads to new states only if it ranks below all states left of its list."""

    lists: Positions
    rank: Positions
    least: Positions

    @classmethod
    def of(cls, lists: Positions, rank: Positions) -> _LowestRanked:
        return cls(lists, rank, np.full(lists.max() + 1, np.iinfo(np.int32).max, np.int32))

    def __call__(self, starts: Positions) -> Positions:
        order, ids, head = _by_list(self.lists, starts)
        rank = self.rank[starts[order]]
        # Ranks of each list are raised above those of all later lists, so one running minimum serves for all lists.
        turn = np.repeat(np.arange(len(head))[::-1], np.diff(np.append(head, len(ids))))
        lifted = rank + turn * (1 + np.int64(rank.max(initial=0)))
        record = np.append([True], lifted[1:] < np.minimum.accumulate(lifted)[:-1])[: len(ids)]
        kept = record & (rank < self.least[ids])
        np.minimum.at(self.least, ids[kept], rank[kept])
        return np.sort(starts[order[kept]])


def _by_list(lists: Positions, starts: Positions) -> tuple[Indices, Positions, Indices]:
    """Return the order that sorts states by list, the list of each in that order, and where each list begins."""
    order = np.argsort(lists[starts], kind="stable")
    ids = lists[starts[order]]
    return order, ids, np.flatnonzero(np.append([True], ids[1:] != ids[:-1])[: len(ids)])
