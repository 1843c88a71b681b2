"""Which ends are possible from each state of a chain, as bits: along the chain they can only become fewer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.evolution.absorption import Absorption
    from countermove.analysis.evolution.grouping import Indices

    Bits = NDArray[np.uint64]

MOST_ENDS = 64
"""How many ends are told apart; of more, one stands for all those that are less likely than the first 63."""


@dataclass(frozen=True, eq=False)
class Possible:
    """The possible ends of a chain of R states; bit k stands for the end k, in the order of their probability.

    Attributes
    ----------
    absorbed : Absorption
        Where the chain ends.
    """

    absorbed: Absorption

    @property
    def bits(self) -> int:
        """How many bits there are."""
        return min(len(self.absorbed.closed), MOST_ENDS)

    @property
    def rest(self) -> int | None:
        """The bit that stands for several ends together, if there is one."""
        return MOST_ENDS - 1 if len(self.absorbed.closed) > MOST_ENDS else None

    @cached_property
    def at(self) -> Indices:
        """The bit of the end that each state belongs to, shape (R,); -1 where it belongs to none."""
        component = self.absorbed.flow.component
        bit = np.full(component.max() + 1, -1)
        bit[self.absorbed.closed] = np.minimum(np.arange(len(self.absorbed.closed)), self.bits - 1)
        return bit[component]

    @cached_property
    def ends(self) -> Bits:
        """The ends that are possible from each state, shape (R,)."""
        chain = self.absorbed.flow.chain
        one = self._as_one
        parts = (np.ones(len(chain.end), np.int32), (one[chain.end], one[chain.origin]))
        backwards = csr_array(parts, shape=(len(one), len(one)))
        found = np.zeros(len(one), np.uint64)
        for bit in range(self.bits):
            [first, *_] = np.flatnonzero(self.at == bit)
            leading = breadth_first_order(backwards, first, return_predecessors=False)
            found[leading] |= np.uint64(1 << bit)
        return found[one]

    @cached_property
    def _as_one(self) -> Indices:
        """A state that stands for each, shape (R,): for those of an end its first, for all others themselves."""
        stands = np.arange(len(self.at))
        for bit in range(self.bits):
            inside = np.flatnonzero(self.at == bit)
            stands[inside] = inside[0]
        return stands
