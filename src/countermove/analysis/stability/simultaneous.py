"""Simultaneous stability: sanctions by improvements that opponents make from the same state at the same time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.errors import TooLarge
from countermove.kernels import simultaneous
from countermove.model.concepts import ids_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.arrays import OptionArrays
    from countermove.kernels.jit import Engine
    from countermove.model.concepts import Concept

CERTAIN = 1 << 32
"""Below this bound the combinations are not counted: they are certainly few enough."""

MOST = 1 << 33
"""The most combinations that are tried."""

SAMPLE = 1 << 14
"""The number of states from which the number of combinations is estimated."""


def sim(arrays: OptionArrays, engine: Engine) -> NDArray[np.bool_]:
    """Return whether every improvement is sanctioned by simultaneous ones (Fraser, Hipel 1979, 1984).

    The joint end of simultaneous improvements has to be feasible and not preferred to the start.

    Parameters
    ----------
    arrays : OptionArrays
        A conflict in option form: the concept is not defined without options.
    engine : {"plain", "compiled"}
        How the loop over states is run.

    Returns
    -------
    ndarray of bool, shape (n, 2^m)

    Raises
    ------
    TooLarge
        If there are more than 2^33 combinations of improvements to try.
    """
    if (combinations := _combinations(arrays)) > MOST:
        raise TooLarge(
            f"simultaneous stability (sim) would try about {combinations:,.0f} combinations of moves; {MOST:,} "
            f"are the most. What would help: leave it out, with --concepts {','.join(ids_of(_may_stay))}"
        )
    stable = np.zeros(arrays.rank.shape, np.bool_)
    place = (np.array(arrays.low), np.array(arrays.width))
    simultaneous.sanctioned.by(engine)(arrays.members, arrays.rank, *place, arrays.stays_on, arrays.stays_off, stable)
    return stable


def _may_stay(concept: Concept) -> bool:
    return concept.by_default and not concept.needs_options


def _combinations(arrays: OptionArrays) -> float:
    """Return the estimated number of combinations, or an upper bound if that is certainly small enough."""
    bound = float(len(arrays.members) * arrays.rank.shape[1])
    if bound <= CERTAIN:
        return bound
    sample = arrays.members[:: 1 + len(arrays.members) // SAMPLE]
    each = np.ones(len(sample))
    for dm in range(len(arrays.rank)):
        each = each * (1 + _improvements(arrays, dm, sample))
    return float(each.mean() * len(arrays.members))


def _improvements(arrays: OptionArrays, dm: int, states: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return the number of improvements from some states, both shapes (K,), as if all options were reversible."""
    rank = arrays.rank[dm]
    flips = np.arange(1, 1 << arrays.width[dm], dtype=np.int32) << arrays.low[dm]
    count = np.zeros(len(states), np.int64)
    for flip in flips:
        count += rank[states ^ flip] > rank[states]
    return count
