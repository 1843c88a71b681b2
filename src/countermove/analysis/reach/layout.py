"""Where each decision maker's options lie inside the kernels, and how a mask gets there and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.arrays import OptionArrays

    Values = NDArray[np.int32]


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
