"""The linear equations of a chain, solved exactly, one stretch after the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csc_array, csr_array, eye_array
from scipy.sparse.csgraph import connected_components

from countermove.analysis.evolution.equations import Equations
from countermove.analysis.evolution.stretches import stretches

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.evolution.chain import Chain, Floats
    from countermove.analysis.evolution.grouping import Indices
    from countermove.analysis.evolution.stretches import Stretch

    Where = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Flow:
    """A chain of R states and M moves in the order in which its states are entered.

    Attributes
    ----------
    chain : Chain
        The chain.
    component : ndarray of int64, shape (R,)
        The strong component of each state, as `stretches` wants them.
    open : ndarray of bool, shape (R,)
        The states whose component can be left.
    """

    chain: Chain
    component: Indices = field(repr=False)
    open: Where = field(repr=False)

    def forward(self, chance: Floats) -> Floats:
        """Return the expected number of visits to each open state, and the probability of arriving at each other.

        Parameters
        ----------
        chance : ndarray of float64, shape (M,)
            The probability of each move; those of a state may add up to less than 1.

        Returns
        -------
        ndarray of float64, shape (R,)
            From the chain's first state.
        """
        visits = np.zeros(len(self.component))
        visits[0] = 1.0
        for stretch in self.stretches:
            visits[stretch.inside] = self._equations(stretch, chance).solve(visits[stretch.inside])
            out = stretch.leaving
            np.add.at(visits, self.chain.end[out], visits[self.chain.origin[out]] * chance[out])
        return visits

    def backward(self, wanted: Floats) -> Floats:
        """Return how much of what is wanted is come by from each state.

        Parameters
        ----------
        wanted : ndarray of float64, shape (R, K)
            K quantities, each given for the states that are not open, and 0 for the others.

        Returns
        -------
        ndarray of float64, shape (R, K)
            Of each the expectation, from every state.
        """
        found, chance = wanted.copy(), self.chain.chance
        for stretch in reversed(self.stretches):
            out, inside = stretch.leaving, stretch.inside
            parts = (chance[out], (self._place[self.chain.origin[out]], self.chain.end[out]))
            onward = csr_array(parts, shape=(len(inside), len(found))) @ found
            found[inside] = self._equations(stretch, chance).solve_transposed(onward)
        return found

    def _equations(self, stretch: Stretch, chance: Floats) -> Equations:
        at, size = stretch.within, len(stretch.inside)
        rows, columns = self._place[self.chain.end[at]], self._place[self.chain.origin[at]]
        stays = csc_array((chance[at], (rows, columns)), shape=(size, size))
        return Equations((eye_array(size, format="csc") - stays).tocsc(), triangular=stretch.triangular)

    @cached_property
    def stretches(self) -> list[Stretch]:
        """The stretches, the first one to be entered first."""
        return stretches(self.chain, self.component, self.open)

    @cached_property
    def _place(self) -> Indices:
        """The place of each open state in its stretch, shape (R,)."""
        place = np.zeros(len(self.component), np.int64)
        for stretch in self.stretches:
            place[stretch.inside] = np.arange(len(stretch.inside))
        return place


def flow(chain: Chain) -> Flow:
    """Return a chain in the order in which its states are entered."""
    size = len(chain.states)
    ones = np.ones(len(chain.origin), np.int32)  # a move is one however unlikely
    _, label = connected_components(
        csr_array((ones, (chain.origin, chain.end)), shape=(size, size)), connection="strong"
    )
    component = label.astype(np.int64)
    left, to = component[chain.origin], component[chain.end]
    assert (left >= to).all()  # noqa: S101  (Pearce 2005; SciPy does not promise it)
    can_be_left = np.zeros(component.max() + 1, np.bool_)
    can_be_left[left[left != to]] = True
    return Flow(chain, component, can_be_left[component])
