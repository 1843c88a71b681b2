"""The stability concepts that rest on improvements, sanctions and countermoves.

For each of them whether a first move from s is sanctioned depends on s only through its rank: there is a number
c(t), the hardest sanction available at t, such that s is stable for decision maker i exactly when

    rank_i(s) >= max over i's moves t from s of min(rank_i(t), c(t)).

Nash has no sanction at all. For GMR and SEQ c(t) is the least rank that the opponents lead to from t; for SMR and
SSEQ, what i makes of that by one further move. SEQ and SSEQ count only opponents that improve at every step.

The minimum is the *prospect* of t: what i can count on once it has moved there. A move is an improvement that
nobody sanctions exactly when its prospect lies above the rank of the state that it leaves.

What each decision maker can secure where nothing is infeasible or irreversible: no search is needed there.

The opponents can then bring about everything that a decision maker's own options leave open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.arrays import OptionArrays
from countermove.analysis.stability.simultaneous import sim
from countermove.errors import UnknownName
from countermove.kernels.jit import side_by_side

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from countermove.analysis.reach import Reach
    from countermove.kernels.jit import Engine
    from countermove.model.concepts import Concept

    Stable = NDArray[np.bool_]
    Values = NDArray[np.int32]
    Prospects = Callable[[Reach, int], Values]
    ByOptions = Callable[[OptionArrays, Engine], Stable]


def nash(reach: Reach) -> Stable:
    """States without an improvement, per decision maker (Nash 1950)."""
    return _each(reach, nash_prospects)


def gmr(reach: Reach) -> Stable:
    """States all of whose improvements the opponents can punish, at whatever cost to them (Howard 1971)."""
    free = _unrestricted(reach)
    return _from_level(free, maximin) if free else _each(reach, gmr_prospects)


def smr(reach: Reach) -> Stable:
    """As GMR, and no countermove escapes the punishment (Howard 1971)."""
    free = _unrestricted(reach)
    return _from_level(free, minimax) if free else _each(reach, smr_prospects)


def seq(reach: Reach) -> Stable:
    """States all of whose improvements the opponents can punish while improving themselves (Fraser, Hipel 1979)."""
    return _each(reach, seq_prospects)


def sseq(reach: Reach) -> Stable:
    """As SEQ, and no countermove escapes the punishment (Rego, Vieira 2017)."""
    return _each(reach, sseq_prospects)


def nash_prospects(reach: Reach, dm: int) -> Values:
    """Return what a decision maker can count on after moving to each state: that state's rank."""
    rank: Values = reach.arrays.rank[dm]
    return rank


def gmr_prospects(reach: Reach, dm: int) -> Values:
    """Return the same where the opponents answer in any way."""
    free = _unrestricted(reach)
    return secured(free, dm) if free else _prospects(reach, dm, reach.arrays.rank[dm], improving=False)


def smr_prospects(reach: Reach, dm: int) -> Values:
    """Return the same where the opponents answer in any way and a countermove follows."""
    if free := _unrestricted(reach):
        held: Values = np.minimum(free.rank[dm], np.int32(minimax(free, dm)))
        return held
    return _prospects(reach, dm, _countered(reach, dm), improving=False)


def seq_prospects(reach: Reach, dm: int) -> Values:
    """Return the same where the opponents answer by improvements."""
    return _prospects(reach, dm, reach.arrays.rank[dm], improving=True)


def sseq_prospects(reach: Reach, dm: int) -> Values:
    """Return the same where the opponents answer by improvements and a countermove follows."""
    return _prospects(reach, dm, _countered(reach, dm), improving=True)


def holds(reach: Reach, dm: int, prospects: Values) -> Stable:
    """Return where no move of a decision maker has a better prospect than to stay; values as in `reach.best`."""
    stable: Stable = np.greater_equal(reach.arrays.rank[dm], reach.best(prospects, dm))
    return stable


def _prospects(reach: Reach, dm: int, ends: Values, *, improving: bool) -> Values:
    prospects: Values = np.minimum(reach.arrays.rank[dm], reach.worst(ends, dm, improving=improving))
    return prospects


def _countered(reach: Reach, dm: int) -> Values:
    """Return what the focal decision maker makes of each state by staying or by one move."""
    return reach.best(reach.arrays.rank[dm], dm)


def _each(reach: Reach, prospects: Prospects) -> Stable:
    """Ask for every decision maker, side by side where the loops are compiled."""
    reach.prepare()
    positions = range(len(reach.arrays.rank))
    return np.stack(side_by_side(lambda dm: holds(reach, dm, prospects(reach, dm)), positions, reach.engine))


def _unrestricted(reach: Reach) -> OptionArrays | None:
    """Return the arrays if every mask is feasible and every option reversible: GMR and SMR then need no search."""
    arrays = reach.arrays
    return arrays if isinstance(arrays, OptionArrays) and arrays.unrestricted else None


def _from_level(arrays: OptionArrays, level: Callable[[OptionArrays, int], int]) -> Stable:
    return np.stack([arrays.rank[dm] >= level(arrays, dm) for dm in range(len(arrays.rank))])


@dataclass(frozen=True, slots=True)
class Definition:
    """How a stability concept is computed.

    Attributes
    ----------
    by_reach : callable or None
        From a `Reach` to where each decision maker is stable; None where the concept needs options.
    prospects : callable or None
        From a `Reach` and a decision maker's position to the rank that it can count on after moving to each state;
        for a concept that drives an evolution.
    by_options : callable or None
        From the arrays of the members in option form, and an engine, to where each decision maker is stable; for a
        concept that needs options.
    """

    by_reach: Callable[[Reach], Stable] | None = None
    prospects: Prospects | None = None
    by_options: ByOptions | None = None


DEFINITIONS: dict[str, Definition] = {
    "nash": Definition(nash, nash_prospects),
    "gmr": Definition(gmr, gmr_prospects),
    "smr": Definition(smr, smr_prospects),
    "seq": Definition(seq, seq_prospects),
    "sseq": Definition(sseq, sseq_prospects),
    "sim": Definition(by_options=sim),
}


def definition_of(concept: Concept) -> Definition:
    """Return how a registered concept is computed.

    Raises
    ------
    UnknownName
        If that is defined nowhere.
    """
    if concept.id not in DEFINITIONS:
        raise UnknownName(f"the concept {concept.id!r} is registered, but defined nowhere")
    return DEFINITIONS[concept.id]


def prospects_of(concept: Concept) -> Prospects:
    """Return what tells which rank can be counted on after moving to each state.

    Raises
    ------
    UnknownName
        If the concept's definition does not say it, so that there is no evolution.
    """
    found = definition_of(concept).prospects
    if found is None:
        raise UnknownName(f"there is no evolution under {concept.id!r}: its definition has no prospects")
    return found


def secured(arrays: OptionArrays, dm: int) -> NDArray[np.int32]:
    """Return the least rank that the opponents can lead a decision maker to from each mask, shape (2^m,)."""
    by_own = _by_own(arrays, dm)
    return np.broadcast_to(_least(by_own), by_own.shape).reshape(-1)


def maximin(arrays: OptionArrays, dm: int) -> int:
    """Return the rank that a decision maker can secure by a move; for GMR."""
    return int(_least(_by_own(arrays, dm)).max())


def minimax(arrays: OptionArrays, dm: int) -> int:
    """Return the rank that the opponents can hold a decision maker to; for SMR."""
    return int(_by_own(arrays, dm).max(axis=1).min())


def _least(by_own: NDArray[np.int32]) -> NDArray[np.int32]:
    least: NDArray[np.int32] = by_own.min(axis=(0, 2), keepdims=True)
    return least


def _by_own(arrays: OptionArrays, dm: int) -> NDArray[np.int32]:
    """Return the ranks with the decision maker's own options along the middle axis."""
    by_own: NDArray[np.int32] = arrays.rank[dm].reshape(-1, 1 << arrays.width[dm], 1 << arrays.low[dm])
    return by_own
