"""Reach by blocks, in option form: a decision maker's moves lead anywhere in its block, so moves are not listed.

`best` is a block maximum or a zeta transform. `worst` is a few rounds of sweeps or, where these do not suffice, a
backward search. `Layout` is the order of bits inside the kernels.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from countermove.kernels import blocks
from countermove.kernels.jit import side_by_side

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.arrays import OptionArrays
    from countermove.kernels.jit import Engine

    Values = NDArray[np.int32]


ROUNDS = 16
"""The most rounds of sweeps; after them the backward search takes over, whose cost is bounded."""


@dataclass(frozen=True, eq=False)
class BlockReach:
    """Reach by blocks; values are indexed by mask and are -1 for infeasible masks.

    Attributes
    ----------
    arrays : OptionArrays
    engine : {"plain", "compiled"}
        How loops over states are run.
    """

    arrays: OptionArrays
    engine: Engine

    def best(self, values: Values, dm: int) -> Values:
        """Return the largest value among each state and the states that a decision maker can move to.

        With irreversible options this is a zeta transform over the k options of `dm`, in k 2^m steps. Only the ends
        of a move have to be feasible, so infeasible masks pass values on and are reset to -1 at the end.

        Parameters
        ----------
        values : ndarray of int32, shape (2^m,)
        dm : int
            The decision maker's position.

        Returns
        -------
        ndarray of int32, shape (2^m,)
        """
        arrays = self.arrays
        if not arrays.own(dm) & (arrays.stays_on | arrays.stays_off):
            best = _block_maximum(values, arrays.low[dm], arrays.width[dm])
        else:
            best = values.copy()
            for bit in range(arrays.low[dm], arrays.low[dm] + arrays.width[dm]):
                _along(best.reshape(-1, 2, 1 << bit), arrays.stays_on >> bit & 1, arrays.stays_off >> bit & 1)
        if len(arrays.members) < len(best):
            best = np.where(arrays.rank[dm] < 0, np.int32(-1), best)
        return best

    def worst(self, values: Values, dm: int, *, improving: bool) -> Values:
        """Return the least value that the opponents can bring about from each state, including its own value.

        Parameters
        ----------
        values : ndarray of int32, shape (2^m,)
        dm : int
            The focal decision maker, whose opponents move.
        improving : bool
            Whether every move must be an improvement of its mover.

        Returns
        -------
        ndarray of int32, shape (2^m,)
        """
        within = self._layout.enter(values)
        parts = (self._rank, self._layout.low, self._layout.width, self._layout.fixing, *self._lists)
        worst = np.full(len(within), -1, np.int32)
        swept = self.engine == "compiled" and blocks.sweep.compiled(within, dm, improving, ROUNDS, *parts, worst)
        if not swept:
            worst[:] = -1
            own = (np.zeros_like(self._lists[0]), np.empty_like(within))
            blocks.search.by(self.engine)(*self._ascending(within), within, dm, improving, *parts, *own, worst)
        return self._layout.leave(worst)

    def prepare(self) -> None:
        """Sort the lists for `worst` once, before several threads need them."""
        assert self._lists  # noqa: S101  (the property computes them)

    @cached_property
    def _layout(self) -> Layout:
        return layout(self.arrays)

    @cached_property
    def _rank(self) -> Values:
        if self._layout.inside is None:
            return self.arrays.rank
        return np.stack([self._layout.enter(rank) for rank in self.arrays.rank])

    def _ascending(self, within: Values) -> tuple[Values, int]:
        """Return the feasible masks in ascending order of their values, and their number.

        The plain engine sorts the feasible masks only: of 2^24 masks a few may be feasible.
        """
        if self.engine == "plain":
            found = np.flatnonzero(within >= 0)
            return found[np.argsort(within[found], kind="stable")].astype(np.int32), len(found)
        order = np.empty(len(within), np.int32)
        start = np.zeros(int(within.max()) + 2, np.int64)
        count = blocks.ascending.by(self.engine)(within, start, order)
        return order, int(count)

    @cached_property
    def _lists(self) -> tuple[Values, Values, NDArray[np.int64]]:
        """The lengths of all lists, their members by rank (n 2^m,), and each decision maker's first list (n + 1,)."""
        size, place = self._rank.shape[1], self._layout
        first = np.concatenate([[0], np.cumsum((size >> place.width) << place.fixing)])
        filled = np.zeros(first[-1], np.int32)
        lists = np.empty(len(self._rank) * size, np.int32)

        def fill(j: int) -> None:
            bits = (int(place.low[j]), int(place.width[j]), int(place.fixing[j]))
            own = (filled[first[j] : first[j + 1]], lists[j * size : (j + 1) * size])
            blocks.fill_lists.by(self.engine)(*self._ascending(self._rank[j]), *bits, *own)

        side_by_side(fill, range(len(self._rank)), self.engine)
        return filled, lists, first


def _block_maximum(values: Values, low: int, width: int) -> Values:
    """Return, for each mask, the largest value in its block; both shapes (2^m,)."""
    by_block = values.reshape(-1, 1 << width, 1 << low)
    return np.broadcast_to(by_block.max(axis=1, keepdims=True), by_block.shape).reshape(-1)


def _along(pairs: Values, stays_on: int, stays_off: int) -> None:
    """Pass the larger value along one option, in place; `pairs` has shape (2^m / 2b, 2, b), off then on."""
    off, on = pairs[:, 0], pairs[:, 1]
    if stays_on:
        np.maximum(off, on, out=off)
    elif stays_off:
        np.maximum(off, on, out=on)
    else:
        np.maximum(off, on, out=off)
        on[...] = off


@dataclass(frozen=True, eq=False)
class Layout:
    """The order of bits inside the kernels.

    Attributes
    ----------
    low, width : ndarray of int64, shape (n,)
        Decision maker j owns the bits from ``low[j]`` to ``low[j] + width[j] - 1``.
    fixing : ndarray of int64, shape (n,)
        The number of irreversible options of each decision maker; they have its highest bits.
    inside : ndarray of int32, shape (2^m,), or None
        From a mask to the mask inside the kernels; None if all are the same.
    """

    low: NDArray[np.int64]
    width: NDArray[np.int64]
    fixing: NDArray[np.int64]
    inside: Values | None

    def enter(self, values: Values) -> Values:
        """Return values indexed by mask as values indexed by the mask inside; both shapes (2^m,)."""
        if self.inside is None:
            return values
        within = np.empty_like(values)
        within[self.inside] = values
        return within

    def leave(self, within: Values) -> Values:
        """Return values indexed by the mask inside as values indexed by mask; both shapes (2^m,)."""
        return within if self.inside is None else within[self.inside]


def layout(arrays: OptionArrays) -> Layout:
    """Return the layout of a conflict: each decision maker's irreversible options last, and all turning 0 to 1."""
    fixed = arrays.stays_on | arrays.stays_off
    spans = [range(low, low + width) for low, width in zip(arrays.low, arrays.width, strict=True)]
    bits = [bit for span in spans for bit in sorted(span, key=lambda bit: fixed >> bit & 1)]
    fixing = [(arrays.own(i) & fixed).bit_count() for i in range(len(spans))]
    inside = _moved(bits, arrays.stays_off) if fixed else None
    return Layout(np.array(arrays.low), np.array(arrays.width), np.array(fixing), inside)


def _moved(bits: list[int], stays_off: int) -> Values:
    """Return every mask with its bits in the order `bits`, inverted where they stay off; shape (2^m,)."""
    inside = np.zeros(1, np.int32)
    for bit in range(len(bits)):  # each bit doubles the masks: those without it, then those with it
        turned, to = stays_off >> bit & 1, bits.index(bit)
        inside = np.concatenate([inside | turned << to, inside | (1 - turned) << to])
    return inside
