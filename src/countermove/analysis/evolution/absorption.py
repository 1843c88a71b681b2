"""Where a chain ends, how likely, and after how many moves.

What cannot be left is an end: an equilibrium, or a recurrent class that never settles.

The linear equations of a chain, solved exactly, one stretch after the other.

A chain cut into stretches, each of which is one system of linear equations.

A *stretch* is a strong component of several states, in which the conflict goes round for a while, or a run of
components of one state each, whose equations are triangular. What cannot be left belongs to none: it is an end.

The ends of an evolution: where the conflict comes to rest, or what it goes round in for ever.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csc_array, csr_array, eye_array
from scipy.sparse.csgraph import connected_components

from countermove.analysis.evolution.equations import Equations

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.evolution.chain import Chain, Floats
    from countermove.analysis.evolution.groups import Indices

    Where = NDArray[np.bool_]


DIGITS = 9
"""To how many digits probabilities are compared, so that the order does not hang on the last of them."""


@dataclass(frozen=True, eq=False)
class Absorption:
    """Where a chain of R states ends.

    Attributes
    ----------
    flow : Flow
        The chain in the order in which its states are entered.
    visits : ndarray of float64, shape (R,)
        The expected number of visits to each state that can be left for good, and the probability of arriving in an
        end at each other, from the status quo.
    closed : ndarray of int64, shape (E,)
        The strong components that cannot be left, the ends: the likeliest first, then by number.
    probability : ndarray of float64, shape (E,)
        How likely each of them is.
    moves : float
        The expected number of moves until one of them is entered.
    """

    flow: Flow = field(repr=False)
    visits: Floats = field(repr=False)
    closed: Indices
    probability: Floats
    moves: float


def absorb(chain: Chain) -> Absorption:
    """Return where a chain ends, from its first state.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.model.concepts import CONCEPTS
    >>> from countermove.analysis.evolution.chain import explore
    >>> from countermove.analysis.evolution.chain import credible
    >>> elmira = cases.load("elmira")
    >>> absorb(explore(elmira, 1, credible(elmira, CONCEPTS["nash"]))).probability
    array([1.])
    """
    through = flow(chain)
    visits = through.forward(chain.chance)
    closed = np.unique(through.component[~through.open])
    first = np.full(through.component.max() + 1, np.iinfo(np.int32).max)
    np.minimum.at(first, through.component, chain.states)
    arrived: Floats = np.bincount(through.component, visits)[closed].astype(np.float64)
    order = np.lexsort((first[closed], -arrived.round(DIGITS)))
    return Absorption(through, visits, closed[order], arrived[order], float(visits[through.open].sum()))


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

    def _equations(self, stretch: ChainPart, chance: Floats) -> Equations:
        at, size = stretch.within, len(stretch.inside)
        rows, columns = self._place[self.chain.end[at]], self._place[self.chain.origin[at]]
        stays = csc_array((chance[at], (rows, columns)), shape=(size, size))
        return Equations((eye_array(size, format="csc") - stays).tocsc(), triangular=stretch.triangular)

    @cached_property
    def stretches(self) -> list[ChainPart]:
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


@dataclass(frozen=True, eq=False)
class ChainPart:
    """A part of a chain.

    Attributes
    ----------
    inside : ndarray of int64, shape (k,)
        Its states.
    within, leaving : ndarray of int64
        The moves that stay inside, and those that lead out; indices into the chain's moves.
    triangular : bool
        Whether moves lead from earlier states of `inside` to later ones only.
    """

    inside: Indices = field(repr=False)
    within: Indices = field(repr=False)
    leaving: Indices = field(repr=False)
    triangular: bool


def stretches(chain: Chain, component: Indices, open_: Where) -> list[ChainPart]:
    """Return the stretches of a chain of R states, the first one to be entered first.

    Parameters
    ----------
    chain : Chain
        The chain.
    component : ndarray of int64, shape (R,)
        The strong component of each state; moves lead from larger numbers to smaller ones or within a component.
    open_ : ndarray of bool, shape (R,)
        The states whose component can be left.

    Returns
    -------
    list of ChainPart
    """
    parts = _parts(component, open_)
    stretch = np.full(len(component), len(parts))
    for k, part in enumerate(parts):
        stretch[part] = k
    left, to = stretch[chain.origin], stretch[chain.end]
    order = np.argsort(left, kind="stable")
    moves = np.split(order, np.searchsorted(left[order], np.arange(1, len(parts) + 1)))
    return [
        ChainPart(part, at[to[at] == k], at[to[at] != k], len(part) == 1 or bool(np.diff(component[part[:2]])[0]))
        for k, (part, at) in enumerate(zip(parts, moves, strict=False))
    ]


def _parts(component: Indices, open_: Where) -> list[Indices]:
    """Return the states of each stretch, in the order in which components are entered."""
    states = np.flatnonzero(open_)
    order = states[np.argsort(-component[states], kind="stable")]
    label = component[order]
    alone = np.bincount(component)[label] == 1
    cuts = np.flatnonzero((label[1:] != label[:-1]) & ~(alone[1:] & alone[:-1])) + 1
    return np.split(order, cuts) if len(order) else []


@dataclass(frozen=True, slots=True)
class End:
    """Where the conflict can end.

    Attributes
    ----------
    states : tuple of int
        The number of an equilibrium; of a recurrent class that never settles, the numbers of all its states.
    probability : float
        How likely it is from the status quo.
    """

    states: tuple[int, ...]
    probability: float

    @property
    def settles(self) -> bool:
        """Whether it is an equilibrium."""
        return len(self.states) == 1

    def __str__(self) -> str:
        return f"state {self.states[0]}" if self.settles else f"going round among {len(self.states):,} states"


def ends(absorbed: Absorption) -> tuple[End, ...]:
    """Return the ends of a chain, the likeliest first, then by number."""
    component = absorbed.flow.component
    order = np.argsort(component, kind="stable")
    numbers, component = absorbed.flow.chain.states[order] + 1, component[order]
    begin = np.searchsorted(component, absorbed.closed)
    behind = np.searchsorted(component, absorbed.closed, side="right")
    members = [tuple(sorted(numbers[b:e].tolist())) for b, e in zip(begin, behind, strict=True)]
    return tuple(End(*each) for each in zip(members, absorbed.probability.tolist(), strict=True))
