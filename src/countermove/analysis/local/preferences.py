"""Preference keys: exact integers that compare states by preference, for masks of any kind, with bounds.

The key of a state is a sequence of integers called words. States compare lexicographically: the first word that
differs decides. Each word packs several levels of preference, as digits of a number in mixed radix.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from countermove.analysis.local.front_ranks import front_levels
from countermove.analysis.local.statements import bounded_statement
from countermove.analysis.pattern_rankings import pattern_ranking
from countermove.model.weights import ROOM, in_units, integers_below

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from countermove.analysis.local.statements import BoundedStatement, Masks, Truth
    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker

    Values = NDArray[Any]


class Level(Protocol):
    """One level of preference: it gives every state an integer, larger being preferred."""

    @property
    def mask(self) -> int:
        """The mask of the options that change the value."""

    @property
    def extent(self) -> tuple[int, int]:
        """The bounds of all values."""

    @property
    def parts(self) -> tuple[int, ...]:
        """The masks of the terms whose sum is the value; each term depends on the options of one mask."""

    def values(self, masks: Masks) -> Values:
        """Return the values of some states; both shapes (S,)."""

    def bounds(self, masks: Masks, unknown: int) -> tuple[Values, Values]:
        """Return the least and the largest values over all settings of the unknown options; all shapes (S,)."""

    def restricted_to(self, options: int) -> Level | None:
        """Return the terms that some options, given as a mask, can change; None if there are none."""


@dataclass(frozen=True, eq=False)
class WeightedStatements:
    """A level of weighted statements; its value is the sum of the weights of those that hold.

    Attributes
    ----------
    claims : tuple of (BoundedStatement, int)
        The statements with their weights.
    """

    claims: tuple[tuple[BoundedStatement, int], ...]

    @cached_property
    def mask(self) -> int:
        """The mask of the options that the statements mention."""
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
        """The mask of each statement's options."""
        return tuple(each.mask for each, _ in self.claims)

    @property
    def _integers(self) -> Any:
        low, high = self.extent
        return integers_below(high - low + 1)

    def values(self, masks: Masks) -> Values:
        """Return the sums of the weights of the statements that hold; both shapes (S,)."""
        total: Values = np.zeros(masks.shape, self._integers)
        for each, weight in self.claims:
            total = total + each.holds(masks).astype(self._integers) * weight
        return total

    def bounds(self, masks: Masks, unknown: int) -> tuple[Values, Values]:
        """Return the least and the largest sums over all settings of the unknown options; all shapes (S,)."""
        least: Values = np.zeros(masks.shape, self._integers)
        most = least
        for each, weight in self.claims:
            must, may = (held.astype(self._integers) * weight for held in each.bounds(masks, unknown))
            low, high = (must, may) if weight > 0 else (may, must)
            least, most = least + low, most + high
        return least, most

    def restricted_to(self, options: int) -> WeightedStatements | None:
        """Return the statements that mention one of these options; None if there are none."""
        kept = tuple((each, weight) for each, weight in self.claims if each.mask & options)
        return WeightedStatements(kept) if kept else None


@dataclass(frozen=True, eq=False)
class PreferenceKeys:
    """The preferences of one decision maker as keys of states.

    Attributes
    ----------
    levels : tuple of Level
        Most important first.

    Examples
    --------
    >>> from countermove import cases
    >>> crisis = cases.load("kazakhstan-2022")
    >>> preferences = preference_keys(crisis, crisis.decision_makers[0])
    >>> masks = crisis.states.masks.astype(np.int64)
    >>> [word] = preferences.keys(masks)
    >>> bool((np.argsort(word, kind="stable") == np.argsort(crisis.ranks[0], kind="stable")).all())
    True
    """

    levels: tuple[Level, ...]

    @cached_property
    def mask(self) -> int:
        """The mask of the options that some level depends on."""
        mentioned = 0
        for level in self.levels:
            mentioned |= level.mask
        return mentioned

    def restricted_to(self, options: int) -> PreferenceKeys:
        """Return the preferences between states that differ in these options only."""
        parts = (level.restricted_to(options) for level in self.levels)
        return PreferenceKeys(tuple(part for part in parts if part is not None))

    def keys(self, masks: Masks) -> Values:
        """Return the keys of some states: shape (S,) to (W, S), most important word first; larger is preferred."""
        return self._words([level.values(masks) for level in self.levels], masks)

    def upper_bounds(self, masks: Masks, unknown: int) -> Values:
        """Return keys that no setting of the unknown options surpasses: shape (S,) to (W, S)."""
        return self._words([level.bounds(masks, unknown)[1] for level in self.levels], masks)

    def lower_bounds(self, masks: Masks, unknown: int) -> Values:
        """Return keys that every setting of the unknown options attains or surpasses: shape (S,) to (W, S)."""
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


def preference_keys(conflict: Conflict, dm: DecisionMaker) -> PreferenceKeys:
    """Return the preferences of a decision maker of a conflict in option form."""
    return PreferenceKeys(tuple(_levels(conflict, dm)))


def _levels(conflict: Conflict, dm: DecisionMaker) -> Iterator[Level]:
    for level in dm.preferences.statements:
        yield WeightedStatements(tuple((bounded_statement(conflict, each.holds), 1) for each in level))
    if weights := dm.preferences.weights:
        units = in_units(weight for _, weight in weights)
        claims = (bounded_statement(conflict, text) for text, _ in weights)
        yield WeightedStatements(tuple(zip(claims, units, strict=True)))
    yield from front_levels(conflict, dm)
    if dm.preferences.ranking:
        yield pattern_ranking(conflict, dm)


def preferred(first: Values, second: Values) -> Truth:
    """Return where the first keys are preferred to the second.

    Parameters
    ----------
    first : ndarray, shape (W, S)
    second : ndarray, shape (W, S) or (W, 1)

    Returns
    -------
    ndarray of bool, shape (S,)

    Examples
    --------
    >>> preferred(np.array([[1, 1, 2], [0, 5, 0]]), np.array([[1], [3]])).tolist()
    [False, True, True]
    """
    greater = np.zeros(first.shape[1:], np.bool_)
    tied = ~greater
    for one, other in zip(first, second, strict=True):
        greater |= tied & (one > other).astype(np.bool_)
        tied &= (one == other).astype(np.bool_)
    return greater


def least_preferred_first(keys: Values) -> NDArray[np.intp]:
    """Return the indices that sort keys of shape (W, S) upwards, shape (S,); the sort is stable."""
    return np.lexsort(tuple(_sortable(word) for word in keys[::-1]))


def best_first(keys: Values, masks: Masks, changes: NDArray[np.integer[Any]]) -> NDArray[np.intp]:
    """Return the indices that sort states: most preferred first, then fewest changes, then least mask.

    Parameters
    ----------
    keys : ndarray, shape (W, S)
    masks, changes : ndarray of int, shape (S,)
        The states, and how many options each changes.

    Returns
    -------
    ndarray of int, shape (S,)
    """
    return np.lexsort((masks, changes, *(-_sortable(word) for word in keys[::-1])))


def _sortable(word: Values) -> Values:
    """Return 64-bit integers in the same order as a word of Python integers."""
    return np.unique(word, return_inverse=True)[1] if word.dtype == np.object_ else word
