"""What a decision maker wants as numbers to compare, for any states at all: exact, with bounds for what is open.

The keys of states are words of an alphabet, the most important first: the first word in which two states differ
decides between them, as the first statement does. Several statements go into one word, as digits of a number.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from countermove.analysis.local.front_ranks import shares
from countermove.analysis.local.statements import bounded_statement
from countermove.analysis.pattern_rankings import ranked
from countermove.model.preferences import ROOM, exactly

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from countermove.analysis.local.statements import BoundedStatement, Masks, Truth
    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker

    Values = NDArray[Any]


class Level(Protocol):
    """Something that decides as a whole: larger is preferred."""

    @property
    def mask(self) -> int:
        """The options that matter for it."""

    @property
    def extent(self) -> tuple[int, int]:
        """The least and the largest value that there can be."""

    @property
    def parts(self) -> tuple[int, ...]:
        """The sets of options that matter together, each of which adds its own to the value."""

    def values(self, masks: Masks) -> Values:
        """Return the values of some states."""

    def bounds(self, masks: Masks, unknown: int) -> tuple[Values, Values]:
        """Return the least and the largest values of some states, whatever the unknown options are."""

    def about(self, options: int) -> Level | None:
        """Return the part of it that these options can change."""


@dataclass(frozen=True, eq=False)
class WeightedStatements:
    """Statements that count side by side, each with its weight."""

    claims: tuple[tuple[BoundedStatement, int], ...]

    @cached_property
    def mask(self) -> int:
        """The options that the statements mention."""
        mentioned = 0
        for each, _ in self.claims:
            mentioned |= each.mask
        return mentioned

    @cached_property
    def extent(self) -> tuple[int, int]:
        """The sums of all negative and of all positive weights."""
        return sum(min(0, weight) for _, weight in self.claims), sum(max(0, weight) for _, weight in self.claims)

    @property
    def parts(self) -> tuple[int, ...]:
        """The options of each statement."""
        return tuple(each.mask for each, _ in self.claims)

    @property
    def _integers(self) -> Any:
        low, high = self.extent
        return np.int64 if high - low < ROOM else np.object_

    def values(self, masks: Masks) -> Values:
        """Return the sums of the weights of what holds in some states."""
        total: Values = np.zeros(masks.shape, self._integers)
        for each, weight in self.claims:
            total = total + each.holds(masks).astype(self._integers) * weight
        return total

    def bounds(self, masks: Masks, unknown: int) -> tuple[Values, Values]:
        """Return the least and the largest sums of some states, whatever the unknown options are."""
        least: Values = np.zeros(masks.shape, self._integers)
        most = least
        for each, weight in self.claims:
            must, may = (held.astype(self._integers) * weight for held in each.bounds(masks, unknown))
            low, high = (must, may) if weight > 0 else (may, must)
            least, most = least + low, most + high
        return least, most

    def about(self, options: int) -> WeightedStatements | None:
        """Return the statements that mention one of these options."""
        kept = tuple((each, weight) for each, weight in self.claims if each.mask & options)
        return WeightedStatements(kept) if kept else None


@dataclass(frozen=True, eq=False)
class Worth:
    """What one decision maker wants, the most important first.

    Examples
    --------
    >>> from countermove import cases
    >>> crisis = cases.load("kazakhstan-2022")
    >>> want = worth(crisis, crisis.decision_makers[0])
    >>> masks = crisis.states.masks.astype(np.int64)
    >>> [key] = want.keys(masks)
    >>> bool((np.argsort(key, kind="stable") == np.argsort(crisis.ranks[0], kind="stable")).all())
    True
    """

    levels: tuple[Level, ...]

    @cached_property
    def mask(self) -> int:
        """The options that matter."""
        mentioned = 0
        for level in self.levels:
            mentioned |= level.mask
        return mentioned

    def about(self, options: int) -> Worth:
        """Return what of it these options can change: it decides between states that differ in no others."""
        return Worth(tuple(part for level in self.levels if (part := level.about(options)) is not None))

    def keys(self, masks: Masks) -> Values:
        """Return the words of some states, shape (W, S); larger is preferred, the first that differs decides."""
        return self._words([level.values(masks) for level in self.levels], masks)

    def best(self, masks: Masks, unknown: int) -> Values:
        """Return words that no state surpasses which differs from these in unknown options only."""
        return self._words([level.bounds(masks, unknown)[1] for level in self.levels], masks)

    def least(self, masks: Masks, unknown: int) -> Values:
        """Return words below which no state falls that differs from these in unknown options only."""
        return self._words([level.bounds(masks, unknown)[0] for level in self.levels], masks)

    def _words(self, values: list[Values], masks: Masks) -> Values:
        words: list[Values] = [np.zeros(masks.shape, np.int64)]
        room = 1
        for level, value in zip(self.levels, values, strict=True):
            low, high = level.extent
            radix = high - low + 1
            if room * radix <= ROOM:
                words[-1], room = words[-1] * radix + (value - low), room * radix
            else:
                words, room = [*words, value - low], radix
        return np.stack(words)


def above(first: Values, second: Values) -> Truth:
    """Return where the first keys are preferred to the second; shapes (W, S) and (W, S) or (W, 1)."""
    greater = np.zeros(first.shape[1:], np.bool_)
    tied = ~greater
    for one, other in zip(first, second, strict=True):
        greater |= tied & (one > other).astype(np.bool_)
        tied &= (one == other).astype(np.bool_)
    return greater


def order(keys: Values) -> NDArray[np.intp]:
    """Return the order of some keys, the least preferred first; equal ones keep theirs."""
    return np.lexsort(tuple(_sortable(word) for word in keys[::-1]))


def best_first(keys: Values, masks: Masks, changes: NDArray[np.integer[Any]]) -> NDArray[np.intp]:
    """Return the order of some states, the most preferred first, then the fewest changes, then the least mask."""
    return np.lexsort((masks, changes, *(-_sortable(word) for word in keys[::-1])))


def _sortable(word: Values) -> Values:
    """Return numbers in the same order that can be sorted quickly."""
    return np.unique(word, return_inverse=True)[1] if word.dtype == np.object_ else word


def worth(conflict: Conflict, dm: DecisionMaker) -> Worth:
    """Return what a decision maker of a conflict in option form wants."""
    return Worth(tuple(_levels(conflict, dm)))


def _levels(conflict: Conflict, dm: DecisionMaker) -> Iterator[Level]:
    bits: Mapping[str, int] = conflict.bits
    for level in dm.preferences.statements:
        yield WeightedStatements(tuple((bounded_statement(each.holds, bits), 1) for each in level))
    if weights := dm.preferences.weights:
        exact = [exactly(weight) for _, weight in weights]
        unit = lcm(*(each.denominator for each in exact))
        yield WeightedStatements(
            tuple(
                (bounded_statement(text, bits), int(each * unit))
                for (text, _), each in zip(weights, exact, strict=True)
            )
        )
    yield from shares(conflict, dm)
    if dm.preferences.ranking:
        yield ranked(conflict, dm)
