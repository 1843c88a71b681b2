"""Where a chain ends, how likely, and after how many moves: solved exactly, one strong component at a time.

The components are taken in the order in which they are entered. Most hold one state, which passes on what comes in;
the others, in which a conflict goes round for a while, are one sparse linear system each. What cannot be left is an
end: an equilibrium, or a recurrent class that never settles.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csc_array, csr_array, eye_array
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import gmres, splu

DIRECT = 1_000
"""Up to how many states a component is solved by its factors; above, by iteration."""

ROUNDS, RESIDUAL = 2, 1e-10
"""How often, and down to which part of what was left; so to about as many digits as the factors would give."""

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.evolution.chain import Chain, Floats

    Indices = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Absorption:
    """Where a chain of R states ends.

    Attributes
    ----------
    component : ndarray of int64, shape (R,)
        The strong component of each state; moves lead from larger numbers to smaller ones or within a component.
    closed : ndarray of int64, shape (E,)
        The components that cannot be left, the ends.
    probability : ndarray of float64, shape (E,)
        How likely each of them is, from the status quo.
    moves : float
        The expected number of moves until one of them is entered.
    visits : ndarray of float64, shape (R,)
        How often each state is expected to be visited; in an end, how likely it is to be entered there.
    """

    component: Indices = field(repr=False)
    closed: Indices
    probability: Floats
    moves: float
    visits: Floats = field(repr=False)


def absorb(chain: Chain) -> Absorption:
    """Return where a chain ends, from its first state.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.concepts import CONCEPTS
    >>> from countermove.analysis.evolution.chain import credible, explore
    >>> elmira = cases.load("elmira")
    >>> absorb(explore(elmira, 1, credible(elmira, CONCEPTS["nash"]))).probability
    array([1.])
    """
    size = len(chain.states)
    steps = csr_array((chain.chance, (chain.origin, chain.end)), shape=(size, size))
    component = _components(steps)
    open_ = np.zeros(component.max() + 1, np.bool_)
    open_[component[chain.origin[component[chain.origin] != component[chain.end]]]] = True
    visits = _visits(steps, component, open_)
    closed = np.flatnonzero(~open_)
    arrived: Floats = np.bincount(component, visits, len(open_)).astype(np.float64)
    return Absorption(component, closed, arrived[closed], float(visits[open_[component]].sum()), visits)


def _components(steps: csr_array) -> Indices:
    """Return the strong components, numbered as they are completed, so that moves lead to smaller numbers."""
    _, label = connected_components(steps, directed=True, connection="strong")
    rows = np.repeat(np.arange(len(label)), np.diff(steps.indptr))
    assert (label[rows] >= label[steps.indices]).all()  # noqa: S101  (Pearce 2005; SciPy does not promise it)
    return np.asarray(label, np.int64)


def _visits(steps: csr_array, component: Indices, open_: NDArray[np.bool_]) -> Floats:
    """Return the expected number of visits to each open state, and the probability of arriving at each other."""
    visits, place = np.zeros(len(component)), np.zeros(len(component), np.int64)
    visits[0] = 1.0
    order = np.argsort(-component, kind="stable")
    begin = np.flatnonzero(np.append([True], np.diff(component[order]) != 0))
    for first, behind in zip(begin.tolist(), [*begin[1:].tolist(), len(order)], strict=True):
        inside = order[first:behind]
        if open_[component[inside[0]]]:
            place[inside] = np.arange(len(inside))
            _pass_on(steps[inside], visits, inside, component, place)
    return visits


def _pass_on(rows: csr_array, visits: Floats, inside: Indices, component: Indices, place: Indices) -> None:
    """Solve for the visits within one open component, whose rows are given, and hand on what leaves it."""
    origin = np.repeat(np.arange(len(inside)), np.diff(rows.indptr))
    stays = component[rows.indices] == component[inside[0]]
    if len(inside) > 1:
        parts = (rows.data[stays], (place[rows.indices[stays]], origin[stays]))
        within = csc_array(parts, shape=(len(inside), len(inside)))
        visits[inside] = _solved((eye_array(len(inside), format="csc") - within).tocsc(), visits[inside])
    chances = visits[inside][origin] * rows.data
    np.add.at(visits, rows.indices[~stays], chances[~stays])


def _solved(system: csc_array, arriving: Floats) -> Floats:
    """Solve one linear system; the factors of a large one may fill up, so they are the last resort there."""
    found = _iterated(system, arriving) if len(arriving) > DIRECT else None
    return np.asarray(splu(system).solve(arriving), np.float64) if found is None else found


def _iterated(system: csc_array, arriving: Floats) -> Floats | None:
    """Solve by GMRES, and again for what is left over; None if that comes to no end."""
    visits = np.zeros(len(arriving))
    for _ in range(ROUNDS):
        step, failed = gmres(system, arriving - system @ visits, rtol=RESIDUAL, restart=50, maxiter=100)
        visits += step
        if failed:
            return None
    return visits
