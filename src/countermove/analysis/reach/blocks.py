"""Option form: a decision maker's moves lead anywhere in its block, so moves are never listed.

Where each decision maker's options lie inside the kernels, and how a mask gets there and back.
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
"""How many rounds of sweeps may be tried before the search, whose cost is certain, takes over."""


@dataclass(frozen=True, eq=False)
class BlockReach:
    """Reach in option form; values are indexed by mask and are -1 where it is infeasible."""

    arrays: OptionArrays
    engine: Engine

    def best(self, values: Values, dm: int) -> Values:
        """Return the largest value among each state and those that a decision maker can move to.

        With irreversible options it is done option by option (a zeta transform), N times the options of `dm`.
        Only the ends of a move have to be feasible, so infeasible masks pass values on and are reset at the end.

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
        """Return the least value that the opponents can bring about from each state, its own included.

        Parameters
        ----------
        values : ndarray of int32, shape (2^m,)
        dm : int
            The focal decision maker, whose opponents move.
        improving : bool
            Whether every single move must be an improvement of its mover.

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
        """Sort the lists that `worst` needs, once, before several threads ask for them."""
        assert self._lists  # noqa: S101  (asking for them makes them)

    @cached_property
    def _layout(self) -> Layout:
        return layout(self.arrays)

    @cached_property
    def _rank(self) -> Values:
        if self._layout.inside is None:
            return self.arrays.rank
        return np.stack([self._layout.enter(rank) for rank in self.arrays.rank])

    def _ascending(self, within: Values) -> tuple[Values, int]:
        order = np.empty(len(within), np.int32)
        start = np.zeros(int(within.max()) + 2, np.int64)
        count = blocks.ascending.by(self.engine)(within, start, order)
        return order, int(count)

    @cached_property
    def _lists(self) -> tuple[Values, Values, NDArray[np.int64]]:
        """The lengths of all lists, the lists, and where each decision maker's lengths begin."""
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
    by_block = values.reshape(-1, 1 << width, 1 << low)
    return np.broadcast_to(by_block.max(axis=1, keepdims=True), by_block.shape).reshape(-1)


def _along(pairs: Values, stays_on: int, stays_off: int) -> None:
    """Pass the larger value along one option, in place; `pairs` has shape (N / 2b, 2, b), off then on."""
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
    """The order of bits that the kernels work in.

    Attributes
    ----------
    low, width : ndarray of int64, shape (n,)
        Decision maker j's bits begin at ``low[j]`` and are ``width[j]`` many.
    fixing : ndarray of int64, shape (n,)
        How many of them, the highest, are irreversible.
    inside : ndarray of int32, shape (2^m,), or None
        From a mask to the mask inside the kernels; None where both are the same.
    """

    low: NDArray[np.int64]
    width: NDArray[np.int64]
    fixing: NDArray[np.int64]
    inside: Values | None

    def enter(self, values: Values) -> Values:
        """Return values by mask as values by the mask inside."""
        if self.inside is None:
            return values
        within = np.empty_like(values)
        within[self.inside] = values
        return within

    def leave(self, within: Values) -> Values:
        """Return values by the mask inside as values by mask."""
        return within if self.inside is None else within[self.inside]


def layout(arrays: OptionArrays) -> Layout:
    """Return the layout of a conflict: irreversible options last within each decision maker, going 0 to 1."""
    fixed = arrays.stays_on | arrays.stays_off
    spans = [range(low, low + width) for low, width in zip(arrays.low, arrays.width, strict=True)]
    bits = [bit for span in spans for bit in sorted(span, key=lambda bit: fixed >> bit & 1)]
    fixing = [(arrays.own(i) & fixed).bit_count() for i in range(len(spans))]
    inside = _moved(bits, arrays.stays_off) if fixed else None
    return Layout(np.array(arrays.low), np.array(arrays.width), np.array(fixing), inside)


def _moved(bits: list[int], stays_off: int) -> Values:
    """Return, for every mask, its bits in the order `bits`, those that stay off inverted."""
    masks = np.arange(1 << len(bits), dtype=np.int32)
    inside = np.zeros_like(masks)
    for to, bit in enumerate(bits):
        inside |= ((masks >> bit & 1) ^ (stays_off >> bit & 1)) << to
    return inside
