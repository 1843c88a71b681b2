"""The stability concepts that rest on improvements, sanctions and countermoves.

For each of them whether a first move from s is sanctioned depends on s only through its rank: there is a number
c(t), the hardest sanction available at t, such that s is stable for decision maker i exactly when

    rank_i(s) >= max over i's moves t from s of min(rank_i(t), c(t)).

Nash has no sanction at all. For GMR and SEQ c(t) is the least rank that the opponents lead to from t; for SMR and
SSEQ, what i makes of that by one further move. SEQ and SSEQ count only opponents that improve at every step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.arrays import OptionArrays
from countermove.kernels.jit import side_by_side

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from countermove.analysis.reach import Reach

    Stable = NDArray[np.bool_]


def nash(reach: Reach) -> Stable:
    """States without an improvement, per decision maker (Nash 1950)."""
    return _each(reach, lambda dm: reach.arrays.rank[dm] >= reach.best(reach.arrays.rank[dm], dm))


def gmr(reach: Reach) -> Stable:
    """States all of whose improvements the opponents can punish, at whatever cost to them (Howard 1971)."""
    if isinstance(reach.arrays, OptionArrays) and reach.arrays.unrestricted:
        return _from_level(reach.arrays, maximin)
    return _each(reach, lambda dm: _sanctioned(reach, dm, reach.arrays.rank[dm], improving=False))


def smr(reach: Reach) -> Stable:
    """As GMR, and no countermove escapes the punishment (Howard 1971)."""
    if isinstance(reach.arrays, OptionArrays) and reach.arrays.unrestricted:
        return _from_level(reach.arrays, minimax)
    return _each(reach, lambda dm: _sanctioned(reach, dm, _countered(reach, dm), improving=False))


def seq(reach: Reach) -> Stable:
    """States all of whose improvements the opponents can punish while improving themselves (Fraser, Hipel 1979)."""
    return _each(reach, lambda dm: _sanctioned(reach, dm, reach.arrays.rank[dm], improving=True))


def sseq(reach: Reach) -> Stable:
    """As SEQ, and no countermove escapes the punishment (Rego, Vieira 2017)."""
    return _each(reach, lambda dm: _sanctioned(reach, dm, _countered(reach, dm), improving=True))


def _countered(reach: Reach, dm: int) -> NDArray[np.int32]:
    """Return what the focal decision maker makes of each state by staying or by one move."""
    return reach.best(reach.arrays.rank[dm], dm)


def _sanctioned(reach: Reach, dm: int, ends: NDArray[np.int32], *, improving: bool) -> Stable:
    rank = reach.arrays.rank[dm]
    temptation = np.minimum(rank, reach.worst(ends, dm, improving=improving))
    stable: Stable = np.greater_equal(rank, reach.best(temptation, dm))
    return stable


def _each(reach: Reach, stable_for: Callable[[int], Stable]) -> Stable:
    """Ask for every decision maker, side by side where the loops are compiled."""
    reach.prepare()
    return np.stack(side_by_side(stable_for, range(len(reach.arrays.rank)), reach.engine))


def _from_level(arrays: OptionArrays, level: Callable[[OptionArrays, int], int]) -> Stable:
    return np.stack([arrays.rank[dm] >= level(arrays, dm) for dm in range(len(arrays.rank))])


def maximin(arrays: OptionArrays, dm: int) -> int:
    """Return the rank that a decision maker can secure, where nothing is infeasible or irreversible.

    The opponents can then bring about everything that its own options leave open, so GMR needs no search.
    """
    return int(_by_own(arrays, dm).min(axis=(0, 2)).max())


def minimax(arrays: OptionArrays, dm: int) -> int:
    """Return the rank that the opponents can hold a decision maker to, under the same condition; for SMR."""
    return int(_by_own(arrays, dm).max(axis=1).min())


def _by_own(arrays: OptionArrays, dm: int) -> NDArray[np.int32]:
    """Return the ranks with the decision maker's own options along the middle axis."""
    by_own: NDArray[np.int32] = arrays.rank[dm].reshape(-1, 1 << arrays.width[dm], 1 << arrays.low[dm])
    return by_own
