"""Absorption of a Markov chain: its ends, their probabilities, and the expected number of moves.

An *end* is a recurrent class: an equilibrium, or several states among which the conflict goes round for ever. The
chain is condensed to its strongly connected components (SciPy: Pearce 2005) and solved in topological order, one
system of linear equations a *part*. A part is a component of several states, or a run of components of one state
each, whose equations are triangular. Ends belong to no part.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.evolution.equations import Equations

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.evolution.chain import Chain, Floats
    from countermove.analysis.evolution.groups import Indices

    Where = NDArray[np.bool_]


DIGITS = 9
"""Number of digits to which probabilities are compared, so that rounding errors do not change an order."""


@dataclass(frozen=True, eq=False)
class Absorption:
    """The E ends of a chain of R states, as arrays.

    Attributes
    ----------
    condensation : Condensation
        The chain and its components.
    visits : ndarray of float64, shape (R,)
        From the status quo: of each transient state the expected number of visits, of each other state the
        probability that the conflict enters its end there.
    closed : ndarray of int64, shape (E,)
        The component of each end, the most likely first, then by the lowest state position.
    probability : ndarray of float64, shape (E,)
        The probability of each end.
    moves : float
        The expected number of moves until the conflict enters an end.
    """

    condensation: Condensation = field(repr=False)
    visits: Floats = field(repr=False)
    closed: Indices
    probability: Floats
    moves: float


def absorb(chain: Chain) -> Absorption:
    """Return the absorption of a chain from its first state.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.model.concepts import CONCEPTS
    >>> from countermove.analysis.evolution.chain import credible, explore
    >>> elmira = cases.load("elmira")
    >>> absorb(explore(elmira, 1, credible(elmira, CONCEPTS["nash"]))).probability
    array([1.])
    """
    condensed = condense(chain)
    visits = condensed.forward(chain.chance)
    closed = np.unique(condensed.component[~condensed.open])
    first = np.full(condensed.component.max() + 1, np.iinfo(np.int32).max)
    np.minimum.at(first, condensed.component, chain.states)
    arrived: Floats = np.bincount(condensed.component, visits)[closed].astype(np.float64)
    order = np.lexsort((first[closed], -arrived.round(DIGITS)))
    return Absorption(condensed, visits, closed[order], arrived[order], float(visits[condensed.open].sum()))


@dataclass(frozen=True, slots=True)
class End:
    """An end of a conflict.

    Attributes
    ----------
    states : tuple of int
        The number of an equilibrium, or the numbers of all states of a recurrent class that never settles.
    probability : float
        The probability of the end from the status quo.
    """

    states: tuple[int, ...]
    probability: float

    @property
    def settles(self) -> bool:
        """Whether the end is an equilibrium."""
        return len(self.states) == 1

    def __str__(self) -> str:
        return f"state {self.states[0]}" if self.settles else f"going round among {len(self.states):,} states"


def ends(absorbed: Absorption) -> tuple[End, ...]:
    """Return the ends of a chain, the most likely first, then by number."""
    component = absorbed.condensation.component
    order = np.argsort(component, kind="stable")
    numbers, component = absorbed.condensation.chain.states[order] + 1, component[order]
    begin = np.searchsorted(component, absorbed.closed)
    behind = np.searchsorted(component, absorbed.closed, side="right")
    members = [tuple(sorted(numbers[b:e].tolist())) for b, e in zip(begin, behind, strict=True)]
    return tuple(End(*each) for each in zip(members, absorbed.probability.tolist(), strict=True))


@dataclass(frozen=True, eq=False)
class Condensation:
    """A chain of R states and M moves, condensed to its strongly connected components.

    Attributes
    ----------
    chain : Chain
        The chain.
    component : ndarray of int64, shape (R,)
        The component of each state; moves lead to a lower number or stay within a component.
    open : ndarray of bool, shape (R,)
        Whether moves leave the component of each state, so that the state is transient.
    """

    chain: Chain
    component: Indices = field(repr=False)
    open: Where = field(repr=False)

    def forward(self, chance: Floats) -> Floats:
        """Return the expected visits to transient states and the arrival probabilities of the other states.

        Parameters
        ----------
        chance : ndarray of float64, shape (M,)
            The probability of each move; those of a state may sum to less than 1.

        Returns
        -------
        ndarray of float64, shape (R,)
            From the first state of the chain.
        """
        visits = np.zeros(len(self.component))
        visits[0] = 1.0
        for part in self.parts:
            visits[part.inside] = self._equations(part, chance).solve(visits[part.inside])
            out = part.leaving
            np.add.at(visits, self.chain.end[out], visits[self.chain.origin[out]] * chance[out])
        return visits

    def backward(self, values: Floats) -> Floats:
        """Return the expected values at absorption, from every state.

        Parameters
        ----------
        values : ndarray of float64, shape (R, K)
            K values of each state of an end; 0 for transient states.

        Returns
        -------
        ndarray of float64, shape (R, K)
        """
        from scipy.sparse import csr_array

        found, chance = values.copy(), self.chain.chance
        for part in reversed(self.parts):
            out, inside = part.leaving, part.inside
            entries = (chance[out], (self._place[self.chain.origin[out]], self.chain.end[out]))
            onward = csr_array(entries, shape=(len(inside), len(found))) @ found
            found[inside] = self._equations(part, chance).solve_transposed(onward)
        return found

    def _equations(self, part: ChainPart, chance: Floats) -> Equations:
        from scipy.sparse import csc_array, eye_array

        at, size = part.within, len(part.inside)
        rows, columns = self._place[self.chain.end[at]], self._place[self.chain.origin[at]]
        stays = csc_array((chance[at], (rows, columns)), shape=(size, size))
        system = (eye_array(size, format="csc") - stays).tocsc()
        return Equations(system, self._leaving(part, chance), triangular=part.triangular)

    def _leaving(self, part: ChainPart, chance: Floats) -> Floats:
        """Return the probability of leaving a part from each of its states; left-out moves leave it too."""
        whole = self.chain.chance
        lost = np.concatenate([whole[part.leaving], whole[part.within] - chance[part.within]])
        at = self._place[self.chain.origin[np.concatenate([part.leaving, part.within])]]
        return np.bincount(at, lost, len(part.inside)).astype(np.float64)

    @cached_property
    def parts(self) -> list[ChainPart]:
        """The parts in topological order."""
        return chain_parts(self.chain, self.component, self.open)

    @cached_property
    def _place(self) -> Indices:
        """The index of each transient state within its part, shape (R,)."""
        place = np.zeros(len(self.component), np.int64)
        for part in self.parts:
            place[part.inside] = np.arange(len(part.inside))
        return place


def condense(chain: Chain) -> Condensation:
    """Return the condensation of a chain."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    size = len(chain.states)
    ones = np.ones(len(chain.origin), np.int32)  # unlikely moves count, even those of probability 0
    _, label = connected_components(
        csr_array((ones, (chain.origin, chain.end)), shape=(size, size)), connection="strong"
    )
    component = label.astype(np.int64)
    left, to = component[chain.origin], component[chain.end]
    assert (left >= to).all()  # noqa: S101  (Pearce 2005; SciPy does not promise it)
    can_be_left = np.zeros(component.max() + 1, np.bool_)
    can_be_left[left[left != to]] = True
    return Condensation(chain, component, can_be_left[component])


@dataclass(frozen=True, eq=False)
class ChainPart:
    """A part of a chain that is one system of equations.

    Attributes
    ----------
    inside : ndarray of int64, shape (k,)
        Its states, as indices into the states of the chain.
    within, leaving : ndarray of int64, shapes (a,) and (b,)
        The moves that stay in the part and those that leave it, as indices into the moves of the chain.
    triangular : bool
        Whether moves lead only from earlier to later states of `inside`.
    """

    inside: Indices = field(repr=False)
    within: Indices = field(repr=False)
    leaving: Indices = field(repr=False)
    triangular: bool


def chain_parts(chain: Chain, component: Indices, open_: Where) -> list[ChainPart]:
    """Return the parts of a chain of R states, in topological order.

    Parameters
    ----------
    chain : Chain
        The chain.
    component : ndarray of int64, shape (R,)
        The component of each state; moves lead to a lower number or stay within a component.
    open_ : ndarray of bool, shape (R,)
        Whether each state is transient.

    Returns
    -------
    list of ChainPart
    """
    inside = _states_by_part(component, open_)
    part = np.full(len(component), len(inside))
    for k, states in enumerate(inside):
        part[states] = k
    left, to = part[chain.origin], part[chain.end]
    order = np.argsort(left, kind="stable")
    moves = np.split(order, np.searchsorted(left[order], np.arange(1, len(inside) + 1)))
    return [
        ChainPart(each, at[to[at] == k], at[to[at] != k], len(each) == 1 or bool(np.diff(component[each[:2]])[0]))
        for k, (each, at) in enumerate(zip(inside, moves, strict=False))
    ]


def _states_by_part(component: Indices, open_: Where) -> list[Indices]:
    """Return the transient states of each part, in topological order."""
    states = np.flatnonzero(open_)
    order = states[np.argsort(-component[states], kind="stable")]
    label = component[order]
    alone = np.bincount(component)[label] == 1
    cuts = np.flatnonzero((label[1:] != label[:-1]) & ~(alone[1:] & alone[:-1])) + 1
    return np.split(order, cuts) if len(order) else []
