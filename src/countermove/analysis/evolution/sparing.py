"""Which states a search need not leave: those that lead nowhere where others have not led already.

In option form all states of a *list* (see `OptionSteps.lists`) lead to the same states, each of them but to itself.
So of a list of thousands of states a search leaves a few, and finds the same, by the same last moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.evolution.steps import OptionSteps

if TYPE_CHECKING:
    from collections.abc import Callable

    from countermove.analysis.evolution.grouping import Indices
    from countermove.analysis.evolution.steps import Positions, Steps

    Sparing = Callable[[Positions], Positions]


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
