"""What local questions stand on: moves, rules and wants of a conflict as masks, with no list of states.

The moves of one decision maker from some states: option by option, leaving out early what cannot be one.

Of the options that are not settled yet only the best is assumed, so that a whole set of moves is left out as soon as
none of them can be feasible or good enough. What is left in the end are the moves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.local.preferences import Worth, above, worth
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
"""Above which a mask does not fit into the numbers that are searched."""

AT_ONCE = 1 << 16


class Spent(Exception):
    """The budget is spent: nothing is wrong, but the question stays open."""


@dataclass(eq=False)
class Budget:
    """How many states may be looked at; those that are ruled out together count as one.

    Attributes
    ----------
    most : int
        In all.
    pause : int
        How many have to be looked at before something else is tried.
    """

    most: int
    looked_at: int = 0
    pause: int = 1 << 62

    @property
    def spent(self) -> bool:
        """Whether nothing is left of it."""
        return self.looked_at >= self.most

    def spend(self, states: int) -> None:
        """Take note that so many states are looked at.

        Raises
        ------
        Spent
            If that is more than may be.
        """
        if self.looked_at + states > self.most:
            self.looked_at = self.most
            raise Spent
        if self.looked_at + states > self.pause:
            raise Spent
        self.looked_at += states


@dataclass(frozen=True, eq=False)
class Problem:
    """A conflict in option form, not coalesced; states are masks."""

    conflict: Conflict
    _worths: dict[tuple[int, int], Worth] = field(default_factory=dict)

    @property
    def dms(self) -> range:
        """The positions of the decision makers."""
        return range(len(self.conflict.decision_makers))

    @cached_property
    def own(self) -> tuple[int, ...]:
        """The options of each decision maker, as a mask."""
        return tuple(own_mask(self.conflict, dm) for dm in self.dms)

    @cached_property
    def rules(self) -> tuple[BoundedStatement, ...]:
        """What holds in every feasible state."""
        return tuple(bounded_statement(text, self.conflict.bits) for text in rule_texts(self.conflict))

    @cached_property
    def worths(self) -> tuple[Worth, ...]:
        """What each decision maker wants."""
        return tuple(worth(self.conflict, dm) for dm in self.conflict.decision_makers)

    @cached_property
    def stays(self) -> tuple[int, int]:
        """The options that stay on once they are on, and those that stay off once off."""
        return directions(self.conflict)

    def settled(self, state: int) -> int:
        """Return the options that nobody can change any more from a state on."""
        stays_on, stays_off = self.stays
        return (state & stays_on) | (~state & stays_off)

    def wants(self, dm: int, options: int) -> Worth:
        """Return what of a decision maker's wants some options can change."""
        if (dm, options) not in self._worths:
            self._worths[dm, options] = self.worths[dm].about(options)
        return self._worths[dm, options]

    def feasible(self, masks: Masks) -> Truth:
        """Return which of some states are feasible."""
        return self.possible(masks, 0, -1)

    def possible(self, masks: Masks, unknown: int, options: int) -> Truth:
        """Return which states can meet every rule that some options matter for, whatever the unknown ones are."""
        may = np.ones(masks.shape, np.bool_)
        for rule in self.rules:
            if rule.mask & options or not rule.mask:
                may &= rule.bounds(masks, unknown)[1]
        return may


def refuse_above(ground: Problem) -> None:
    """Refuse more options than can be searched.

    Raises
    ------
    TooLarge
        With what can be asked all the same.
    """
    count = len(ground.conflict.options)
    if count > MOST_OPTIONS:
        raise TooLarge(
            f"{ground.conflict.title!r} has {count} options, and questions about one state go up to {MOST_OPTIONS}; "
            "'countermove fronts' (in Python, countermove.fronts) composes the answer from the fronts alone where "
            "nothing crosses them"
        )


@dataclass(frozen=True, eq=False)
class Moves:
    """The moves by some options, to what is preferred to a threshold or to anything feasible.

    Parameters
    ----------
    ground : Problem
    options : int
        The options, all of one decision maker, that the moves can change.
    worth : Worth or None
        By which the ends have to be preferred to the threshold; None if any end will do.
    at_once : int
        How many states are looked at together: few where one end will soon do, many where all are wanted.
    """

    ground: Problem
    options: int
    worth: Worth | None = None
    at_once: int = AT_ONCE

    def ends(
        self, starts: Masks, threshold: Values | None, budget: Budget, done: Truth | None = None
    ) -> Iterator[Pairs]:
        """Yield the moves from some states, not too many at a time.

        Parameters
        ----------
        starts : ndarray of int64, shape (F,)
            Feasible states.
        threshold : ndarray, shape (W, F), or None
            For each start the keys that an end has to surpass.
        budget : Budget
        done : ndarray of bool, shape (F,), optional
            From which starts no more moves are wanted; may change from one yield to the next.

        Yields
        ------
        source, ends : ndarray of int, shape (M,)
            From which of the starts (an index) each move leads, and where to; a start is no end.

        Raises
        ------
        Spent
            If more states would have to be looked at than the budget allows.
        """
        any_ = threshold is None or self.worth is None
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
            kept = self.ground.possible(masks, self._open[depth], self._bits[depth])
            if threshold is not None:
                self._compare(masks, threshold[:, source], kept, sure, depth)
            budget.spend(len(kept) - int(kept.sum()))
            waiting += self._parts(source[kept], masks[kept], sure[kept], depth + 1)

    @cached_property
    def _bits(self) -> list[int]:
        """The options, each as a mask: those first by which most of the rest can be left out."""
        bits = [1 << bit for bit in range(self.options.bit_length()) if self.options >> bit & 1]
        deciding = [level.mask for level in self.worth.levels] if self.worth else []
        first = {bit: next((k for k, mask in enumerate(deciding) if mask & bit), len(deciding)) for bit in bits}
        return sorted(bits, key=lambda bit: first[bit])

    @cached_property
    def _open(self) -> list[int]:
        """After each option those that come after it."""
        return [sum(self._bits[depth + 1 :]) for depth in range(len(self._bits))]

    def from_where(self, starts: Masks, threshold: Values, budget: Budget) -> Truth:
        """Return from which of some states there is a move at all."""
        found = np.zeros(len(starts), np.bool_)
        for source, _ in self.ends(starts, threshold, budget, found):
            found[source] = True
        return found

    def _split(self, source: Sources, masks: Masks, sure: Truth, depth: int) -> tuple[Sources, Masks, Truth]:
        """Return the states with the next option as it is, and changed where that is allowed."""
        bit = self._bits[depth]
        stays_on, stays_off = (bool(mask & bit) for mask in self.ground.stays)
        on = (masks & bit) != 0
        may = ~on if stays_on else on if stays_off else np.ones(len(masks), np.bool_)
        changed = (source[may], masks[may] ^ bit, sure[may])
        left, ends, known = (np.concatenate(each) for each in zip((source, masks, sure), changed, strict=True))
        return left, ends, known

    def _compare(self, masks: Masks, threshold: Values, kept: Truth, sure: Truth, depth: int) -> None:
        """Keep what can still surpass its threshold, and note what is sure to."""
        asked = np.flatnonzero(kept & ~sure)
        if self.worth is not None and len(asked):
            hopeful = above(self.worth.best(masks[asked], self._open[depth]), threshold[:, asked])
            kept[asked[~hopeful]] = False
            asked = asked[hopeful]
            sure[asked] = above(self.worth.least(masks[asked], self._open[depth]), threshold[:, asked])

    def _parts(self, source: Sources, masks: Masks, sure: Truth, depth: int) -> Iterator[Part]:
        """Yield states in parts, so that memory stays bounded."""
        for begin in range(0, len(masks), self.at_once):
            part = slice(begin, begin + self.at_once)
            yield source[part], masks[part], sure[part], depth
