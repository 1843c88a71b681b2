"""Where a chain ends, how likely, and after how many moves.

What cannot be left is an end: an equilibrium, or a recurrent class that never settles.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.evolution.flow import flow

if TYPE_CHECKING:
    from countermove.analysis.evolution.chain import Chain, Floats
    from countermove.analysis.evolution.flow import Flow
    from countermove.analysis.evolution.grouping import Indices

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
    >>> from countermove.analysis.evolution.credible import credible
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
