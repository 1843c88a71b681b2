"""The orders of a decision maker's statements that agree with what is known, and the ranks of states by each.

A completion puts the statements in a line, most important first; statements that are known to matter the same stand
on one level, and more true ones of a level are preferred. Statements that the file puts on one level begin as such.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from itertools import islice, permutations
from typing import TYPE_CHECKING

import numpy as np

from countermove.model.preferences import rank_or_complaints
from countermove.model.scope import truth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict
    from countermove.model.incomplete import IncompleteRanking

    Values = NDArray[np.int64]

MOST_PERMUTED = 8
"""Statements of which all orders are listed, at most."""

MOST_LISTED = 2_000
"""Orders of more statements that are listed, at most."""

SAMPLED = 200
"""Orders that stand for all of them where there are more."""


@dataclass(frozen=True, eq=False)
class Wishes:
    """The statements of one decision maker, to be compared.

    Attributes
    ----------
    conflict : Conflict
        With S states.
    dm : int
        The decision maker's position.
    """

    conflict: Conflict
    dm: int

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The statements, in the order of the file; a level of several is a run of them."""
        levels = self.conflict.decision_makers[self.dm].preferences.statements
        return tuple(each.holds for level in levels for each in level)

    @cached_property
    def truth(self) -> NDArray[np.bool_]:
        """Whether each statement holds in each state, shape (T, S)."""
        states = self.conflict.states
        found = np.zeros((len(self.texts), len(states)), np.bool_)
        for k, text in enumerate(self.texts):
            found[k, states.state_of] = truth(self.conflict, text, states.members)
        return found

    @cached_property
    def tail(self) -> Values:
        """The ranks of the states by what breaks the ties of statements, shape (S,)."""
        dm = self.conflict.decision_makers[self.dm]
        rest = replace(dm, preferences=replace(dm.preferences, statements=()))
        rank = rank_or_complaints(self.conflict, rest)
        if not isinstance(rank, list):
            return rank
        # a ranking of some states only: its order shows in the whole ranks, among states with the same statements
        whole = self.conflict.ranks[self.dm].astype(np.int64)
        alike = np.unique(self.truth, axis=1, return_inverse=True)[1].reshape(-1)
        return np.array([len({*whole[(alike == alike[k]) & (whole < whole[k])].tolist()}) for k in range(len(whole))])

    @cached_property
    def kinds(self) -> tuple[NDArray[np.int64], NDArray[np.int64], Values]:
        """The kinds of states: those that agree in all statements and in the tail.

        Returns
        -------
        kind : ndarray of int64, shape (S,)
            The kind of each state.
        holds : ndarray of int64, shape (T, K)
            Whether each statement holds in each kind: 0 or 1.
        tail : ndarray of int64, shape (K,)
        """
        found, kind = np.unique(np.vstack([self.truth, self.tail]), axis=1, return_inverse=True)
        return kind.reshape(-1), found[:-1].astype(np.int64), found[-1].astype(np.int64)

    def scores(self, levels: Values) -> Values:
        """Return a number for each kind of states by each of several orders: the larger, the more preferred.

        Parameters
        ----------
        levels : ndarray of int64, shape (W, T)
            The level of each statement by each order: the larger, the more important; equal on one level.

        Returns
        -------
        ndarray of int64, shape (W, K)
        """
        _, holds, tail = self.kinds
        most = int(np.bincount(levels[0]).max(initial=0)) + 1
        if most ** (int(levels.max(initial=0)) + 1) * (int(tail.max(initial=0)) + 1) < 1 << 62:
            found: Values = (most**levels) @ holds * (tail.max(initial=0) + 1) + tail
            return found
        return np.stack([self._scores_of_many(level) for level in levels])

    def _scores_of_many(self, level: Values) -> Values:
        """Return the scores by one order of so many statements that their powers have no room, shape (K,)."""
        _, holds, tail = self.kinds
        counts = [holds[level == height].sum(axis=0) for height in sorted({*level.tolist()})]
        order = np.lexsort((tail, *counts))
        columns = np.stack([tail, *counts])[:, order]
        score = np.empty(len(tail), np.int64)
        score[order] = np.cumsum(np.concatenate([[False], (columns[:, 1:] != columns[:, :-1]).any(axis=0)]))
        return score

    def surely_above(self, known: IncompleteRanking) -> NDArray[np.bool_]:
        """Return whether a kind of states is preferred to another in every order, shape (K, K).

        The most important statements on which two states differ decide. They favour the first in every order exactly
        if nothing that favours the second can come first among those on which they differ.
        """
        _, holds, tail = self.kinds
        groups = classes(known)
        sums = np.stack([holds[group].sum(axis=0) for group in groups]) if groups else holds[:0]
        more = sums[:, :, None] - sums[:, None, :]
        heads = [int(group[0]) for group in groups]
        beaten = (
            np.stack([(more[known.above[heads, head]] != 0).any(axis=0) for head in heads]) if groups else more > 0
        )
        decided = (more != 0).any(axis=0)
        favoured: NDArray[np.bool_] = np.where(decided, ~((more < 0) & ~beaten).any(axis=0), tail[:, None] > tail)
        return favoured

    def relations(self, known: IncompleteRanking) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Return whether a kind of states is preferred to another in every order, or as high; both shapes (K, K)."""
        _, holds, tail = self.kinds
        above = self.surely_above(known)
        sums = np.stack([tail, *(holds[group].sum(axis=0) for group in classes(known))])
        alike = (sums[:, :, None] == sums[:, None, :]).all(axis=0)
        return above, above | alike


def classes(known: IncompleteRanking) -> list[NDArray[np.int64]]:
    """Return the positions of the things that are surely equal, for each class of them, each shape (C,)."""
    equal = known.at_least & known.at_least.T
    return [np.flatnonzero(row) for k, row in enumerate(equal) if not row[:k].any()]


@cache
def _permutations(size: int) -> Values:
    """Return all permutations as heights, shape (size!, size); the first has the first thing on top."""
    lines = np.array([*permutations(range(size))], np.int64).reshape(-1, size)
    return size - 1 - np.argsort(lines, axis=1)


@lru_cache(maxsize=8)
def orders(known: IncompleteRanking) -> tuple[Values, bool]:
    """Return the orders that agree with what is known, as levels, and whether these are all.

    Parameters
    ----------
    known : IncompleteRanking
        What is known of T statements.

    Returns
    -------
    levels : ndarray of int64, shape (W, T)
        The larger, the more important.
    complete : bool
        Whether these are all orders; otherwise they are spread over them.

    Examples
    --------
    >>> from countermove.model.incomplete import IncompleteRanking
    >>> found, complete = orders(IncompleteRanking(3).with_answer(0, 1, "above"))
    >>> found.tolist(), complete
    ([[2, 1, 0], [2, 0, 1], [1, 0, 2]], True)
    """
    groups = classes(known)
    heads = [int(each[0]) for each in groups]
    above = known.above[np.ix_(heads, heads)]
    heights, complete = _heights(above)
    levels = np.zeros((len(heights), known.size), np.int64)
    for k, group in enumerate(groups):
        levels[:, group] = heights[:, [k]]
    levels.setflags(write=False)
    return levels, complete


def _heights(above: NDArray[np.bool_]) -> tuple[Values, bool]:
    """Return the linear extensions of a strict order as heights, shape (W, C), and whether these are all."""
    size = len(above)
    if size <= MOST_PERMUTED:
        found = _permutations(size)
        for first, second in np.argwhere(above).tolist():
            found = found[found[:, first] > found[:, second]]
        return found, True
    lines = [*islice(_extensions(above, 0), MOST_LISTED + 1)]
    complete = len(lines) <= MOST_LISTED
    if not complete:
        lines = [next(_extensions(above, shift)) for shift in range(SAMPLED)]
    return size - 1 - np.argsort(np.array(lines, np.int64), axis=1), complete


def _extensions(above: NDArray[np.bool_], shift: int) -> Iterator[tuple[int, ...]]:
    """Yield the linear extensions of a strict order, the first first; a shift begins with another one."""
    size = len(above)

    def lines(done: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if len(done) == size:
            yield done
            return
        free = [
            k for k in range(size) if k not in done and not above[[j for j in range(size) if j not in done], k].any()
        ]
        turn = (shift * (len(done) * 2 + 7) // (len(done) + 1)) % len(free)
        for k in [*free[turn:], *free[:turn]]:
            yield from lines((*done, k))

    yield from lines(())
