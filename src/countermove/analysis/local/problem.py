"""A conflict as a local search reads it: moves, rules and preferences over masks, without a list of states.

`MoveSearch` finds the moves of one decision maker by branch and bound. It settles one option after the other, and
drops a partial move once no setting of the remaining options makes it feasible and good enough.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.local.preferences import PreferenceKeys, preference_keys, preferred
from countermove.analysis.local.statements import BoundedStatement, bounded_statement
from countermove.errors import TooLarge
from countermove.model.moves import directions, own_mask
from countermove.model.states import rule_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from countermove.analysis.local.preferences import Values
    from countermove.analysis.local.statements import Masks, Truth
    from countermove.model.conflict import Conflict

    Sources = NDArray[np.intp]
    Pairs = tuple[Sources, Masks]
    Part = tuple[NDArray[np.intp], Masks, Truth, int]


MOST_OPTIONS = 60
"""The most options whose masks fit into the 64-bit integers that are searched."""

AT_ONCE = 1 << 16
"""The most partial moves that are settled together, unless a search says otherwise."""


@dataclass(frozen=True, eq=False)
class Problem:
    """A conflict in option form, not coalesced; states are masks.

    Attributes
    ----------
    conflict : Conflict
    """

    conflict: Conflict
    _restricted: dict[tuple[int, int], PreferenceKeys] = field(default_factory=dict)

    @property
    def dms(self) -> range:
        """The positions of the decision makers."""
        return range(len(self.conflict.decision_makers))

    @cached_property
    def own(self) -> tuple[int, ...]:
        """For each decision maker the mask of its options."""
        return tuple(own_mask(self.conflict, dm) for dm in self.dms)

    @cached_property
    def rules(self) -> tuple[BoundedStatement, ...]:
        """The statements that hold in every feasible state."""
        return tuple(bounded_statement(self.conflict, text) for text in rule_texts(self.conflict))

    @cached_property
    def preferences(self) -> tuple[PreferenceKeys, ...]:
        """The preferences of each decision maker."""
        return tuple(preference_keys(self.conflict, dm) for dm in self.conflict.decision_makers)

    @cached_property
    def irreversible(self) -> tuple[int, int]:
        """The masks of the options that stay on once on, and of those that stay off once off."""
        return directions(self.conflict)

    def settled(self, state: int) -> int:
        """Return the mask of the options that no move from a state, or later, can change."""
        stays_on, stays_off = self.irreversible
        return (state & stays_on) | (~state & stays_off)

    def preferences_over(self, dm: int, options: int) -> PreferenceKeys:
        """Return the part of a decision maker's preferences that some options, given as a mask, can change."""
        if (dm, options) not in self._restricted:
            self._restricted[dm, options] = self.preferences[dm].restricted_to(options)
        return self._restricted[dm, options]

    def feasible(self, masks: Masks) -> Truth:
        """Return which states are feasible; both shapes (S,)."""
        return self.possible(masks, 0, -1)

    def possible(self, masks: Masks, unknown: int, options: int) -> Truth:
        """Return which states can be feasible for some setting of the unknown options.

        Parameters
        ----------
        masks : ndarray of int64, shape (S,)
        unknown : int
            A mask of options whose bits in `masks` do not count.
        options : int
            Only rules that mention one of these options are tested, and rules that mention none at all.

        Returns
        -------
        ndarray of bool, shape (S,)
        """
        may = np.ones(masks.shape, np.bool_)
        for rule in self.rules:
            if rule.mask & options or not rule.mask:
                may &= rule.bounds(masks, unknown)[1]
        return may


def refuse_too_many_options(problem: Problem) -> None:
    """Refuse a conflict that has more options than a local search can handle.

    Raises
    ------
    TooLarge
        With what can be asked all the same.
    """
    count = len(problem.conflict.options)
    if count > MOST_OPTIONS:
        raise TooLarge(
            f"{problem.conflict.title!r} has {count} options, and questions about one state go up to {MOST_OPTIONS}; "
            "'countermove fronts' (in Python, countermove.fronts) composes the answer from the fronts alone where "
            "nothing crosses them"
        )


class OutOfBudget(Exception):
    """The budget is spent: nothing is wrong, but the verdict stays open."""


@dataclass(eq=False)
class Budget:
    """How many states a search may examine; states that are ruled out together count as one.

    Attributes
    ----------
    most : int
        The limit for the whole search.
    examined : int
        The states examined so far.
    pause : int
        The limit at which the search leaves the present improvement for another.
    """

    most: int
    examined: int = 0
    pause: int = 1 << 62

    @property
    def spent(self) -> bool:
        """Whether the whole budget is used up."""
        return self.examined >= self.most

    @property
    def left(self) -> int:
        """How many more states may be examined, for the present improvement or at all."""
        return min(self.most, self.pause) - self.examined

    def spend(self, states: int) -> None:
        """Count some more states as examined.

        Raises
        ------
        OutOfBudget
            If that passes one of the limits.
        """
        if self.examined + states > self.most:
            self.examined = self.most
            raise OutOfBudget
        if self.examined + states > self.pause:
            raise OutOfBudget
        self.examined += states


@dataclass(frozen=True, eq=False)
class MoveSearch:
    """The moves of one decision maker, either all or those to states above a threshold of preference.

    Parameters
    ----------
    problem : Problem
    options : int
        The mask of the options that the moves can change, all of one decision maker.
    preferences : PreferenceKeys or None
        The preferences that compare an end with its threshold; None if every end will do.
    at_once : int
        The most partial moves settled together: few where one end is enough, many where all are wanted.
    """

    problem: Problem
    options: int
    preferences: PreferenceKeys | None = None
    at_once: int = AT_ONCE

    def moves(
        self, starts: Masks, threshold: Values | None, budget: Budget, done: Truth | None = None
    ) -> Iterator[Pairs]:
        """Yield the moves from some states, in batches.

        Parameters
        ----------
        starts : ndarray of int64, shape (F,)
            Feasible states.
        threshold : ndarray, shape (W, F), or None
            For each start the keys that an end has to surpass.
        budget : Budget
        done : ndarray of bool, shape (F,), optional
            The starts from which no more moves are wanted; the caller may change it between batches.

        Yields
        ------
        source, ends : ndarray of int, shape (M,)
            For each move the index of its start in `starts`, and the mask of its end, which is never the start.

        Raises
        ------
        OutOfBudget
            If the budget does not allow the search to go on.
        """
        any_ = threshold is None or self.preferences is None
        waiting = [*self._parts(np.arange(len(starts)), starts, np.full(len(starts), any_), 0)]
        while waiting:
            source, masks, sure, depth = waiting.pop()
            if done is not None:
                wanted = ~done[source]
                source, masks, sure = source[wanted], masks[wanted], sure[wanted]
            if depth == len(self._bits):
                moved = masks != starts[source]
                budget.spend(int(moved.sum()))
                if moved.any():
                    yield source[moved], masks[moved]
                continue
            source, masks, sure = self._split(source, masks, sure, depth)
            kept = self.problem.possible(masks, self._unsettled[depth], self._bits[depth])
            if threshold is not None:
                self._prune(masks, threshold[:, source], kept, sure, depth)
            budget.spend(len(kept) - int(kept.sum()))
            waiting += self._parts(source[kept], masks[kept], sure[kept], depth + 1)

    def can_move(self, starts: Masks, threshold: Values, budget: Budget) -> Truth:
        """Return from which states there is a move above the threshold.

        Parameters
        ----------
        starts : ndarray of int64, shape (F,)
        threshold : ndarray, shape (W, F)
        budget : Budget

        Returns
        -------
        ndarray of bool, shape (F,)

        Raises
        ------
        OutOfBudget
            If the budget does not allow the search to go on.
        """
        found = np.zeros(len(starts), np.bool_)
        for source, _ in self.moves(starts, threshold, budget, found):
            found[source] = True
        return found

    @cached_property
    def _bits(self) -> list[int]:
        """The options as masks, in the order in which they are settled: those of the most important level first."""
        bits = [1 << bit for bit in range(self.options.bit_length()) if self.options >> bit & 1]
        levels = [level.mask for level in self.preferences.levels] if self.preferences else []
        first = {bit: next((k for k, mask in enumerate(levels) if mask & bit), len(levels)) for bit in bits}
        return sorted(bits, key=lambda bit: first[bit])

    @cached_property
    def _unsettled(self) -> list[int]:
        """For each depth the mask of the options that are settled later."""
        return [sum(self._bits[depth + 1 :]) for depth in range(len(self._bits))]

    def _split(self, source: Sources, masks: Masks, sure: Truth, depth: int) -> tuple[Sources, Masks, Truth]:
        """Return the partial moves with the next option unchanged, and changed where it is reversible."""
        bit = self._bits[depth]
        stays_on, stays_off = (bool(mask & bit) for mask in self.problem.irreversible)
        on = (masks & bit) != 0
        may = ~on if stays_on else on if stays_off else np.ones(len(masks), np.bool_)
        changed = (source[may], masks[may] ^ bit, sure[may])
        left, ends, known = (np.concatenate(each) for each in zip((source, masks, sure), changed, strict=True))
        return left, ends, known

    def _prune(self, masks: Masks, threshold: Values, kept: Truth, sure: Truth, depth: int) -> None:
        """Drop partial moves that cannot surpass their threshold, and mark those that are sure to."""
        open_ = np.flatnonzero(kept & ~sure)
        if self.preferences is not None and len(open_):
            unsettled = self._unsettled[depth]
            hopeful = preferred(self.preferences.upper_bounds(masks[open_], unsettled), threshold[:, open_])
            kept[open_[~hopeful]] = False
            open_ = open_[hopeful]
            sure[open_] = preferred(self.preferences.lower_bounds(masks[open_], unsettled), threshold[:, open_])

    def _parts(self, source: Sources, masks: Masks, sure: Truth, depth: int) -> Iterator[Part]:
        """Yield partial moves in parts, so that memory stays bounded."""
        for begin in range(0, len(masks), self.at_once):
            part = slice(begin, begin + self.at_once)
            yield source[part], masks[part], sure[part], depth
