"""Definitions of the stability concepts with sanctions in sequence: Nash, GMR, SMR, SEQ and SSEQ.

Whether a move from s to t is sanctioned depends on s only through its rank. Let c(t) be the rank to which the
hardest sanction at t leads. State s is stable for decision maker i exactly when

    rank_i(s) >= max over i's moves t from s of min(rank_i(t), c(t)).

Nash has no sanctions. For GMR and SEQ, c(t) is the least rank at the end of the opponents' legal sequences from t.
For SMR and SSEQ, i may improve each end by one countermove. Under SEQ and SSEQ every move of the opponents is an
improvement.

The minimum is the *prospect* of t: the rank that i is sure of after it moves there. A move is an improvement without
a sanction exactly when its prospect exceeds the rank of the state that it leaves.

Where every mask is feasible and every option reversible, GMR and SMR need no search: the opponents can then reach
every state that has i's options as they are (`maximin`, `minimax`).
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
    ByOptions = Callable[[OptionArrays, Engine | None], Stable]


def nash(reach: Reach) -> Stable:
    """Return whether a decision maker has no improvement (Nash 1950), shape (n, S) or (n, 2^m)."""
    return _for_each_dm(reach, nash_prospects)


def gmr(reach: Reach) -> Stable:
    """Return whether all improvements are sanctioned, at any cost to the opponents (Howard 1971), shape as `nash`."""
    free = _unrestricted(reach)
    return _from_level(free, maximin) if free else _for_each_dm(reach, gmr_prospects)


def smr(reach: Reach) -> Stable:
    """Return whether, beyond GMR, no countermove escapes the sanctions (Howard 1971), shape as `nash`."""
    free = _unrestricted(reach)
    return _from_level(free, minimax) if free else _for_each_dm(reach, smr_prospects)


def seq(reach: Reach) -> Stable:
    """Return whether opponents' improvements sanction all improvements (Fraser, Hipel 1979), shape as `nash`."""
    return _for_each_dm(reach, seq_prospects)


def sseq(reach: Reach) -> Stable:
    """Return whether, beyond SEQ, no countermove escapes the sanctions (Rego, Vieira 2017), shape as `nash`."""
    return _for_each_dm(reach, sseq_prospects)


def nash_prospects(reach: Reach, dm: int) -> Values:
    """Return the prospects under Nash: the rank of each state, shape (S,) or (2^m,)."""
    rank: Values = reach.arrays.rank[dm]
    return rank


def gmr_prospects(reach: Reach, dm: int) -> Values:
    """Return the prospects under GMR, shape (S,) or (2^m,): the opponents respond by any moves."""
    free = _unrestricted(reach)
    return secured(free, dm) if free else _prospects(reach, dm, reach.arrays.rank[dm], improving=False)


def smr_prospects(reach: Reach, dm: int) -> Values:
    """Return the prospects under SMR, shape (S,) or (2^m,): any moves, then a countermove."""
    if free := _unrestricted(reach):
        held: Values = np.minimum(free.rank[dm], np.int32(minimax(free, dm)))
        return held
    return _prospects(reach, dm, _countered(reach, dm), improving=False)


def seq_prospects(reach: Reach, dm: int) -> Values:
    """Return the prospects under SEQ, shape (S,) or (2^m,): the opponents respond by improvements."""
    return _prospects(reach, dm, reach.arrays.rank[dm], improving=True)


def sseq_prospects(reach: Reach, dm: int) -> Values:
    """Return the prospects under SSEQ, shape (S,) or (2^m,): improvements, then a countermove."""
    return _prospects(reach, dm, _countered(reach, dm), improving=True)


def holds(reach: Reach, dm: int, prospects: Values) -> Stable:
    """Return whether no move has a prospect above the present rank; both shapes (S,) or (2^m,)."""
    stable: Stable = np.greater_equal(reach.arrays.rank[dm], reach.best(prospects, dm))
    return stable


def _prospects(reach: Reach, dm: int, ends: Values, *, improving: bool) -> Values:
    prospects: Values = np.minimum(reach.arrays.rank[dm], reach.worst(ends, dm, improving=improving))
    return prospects


def _countered(reach: Reach, dm: int) -> Values:
    """Return the highest rank that a decision maker attains from each state by staying or by one countermove."""
    return reach.best(reach.arrays.rank[dm], dm)


def _for_each_dm(reach: Reach, prospects: Prospects) -> Stable:
    """Return stability for every decision maker, in parallel threads where the loops are compiled."""
    reach.prepare()
    positions = range(len(reach.arrays.rank))
    return np.stack(side_by_side(lambda dm: holds(reach, dm, prospects(reach, dm)), positions, reach.engine))


def _unrestricted(reach: Reach) -> OptionArrays | None:
    """Return the arrays if every mask is feasible and every option reversible, and None otherwise."""
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
        From a `Reach` to stability, shape (n, S) or (n, 2^m); None if the concept needs options.
    prospects : callable or None
        From a `Reach` and a decision maker's position to its prospects; None if the concept drives no evolution.
    by_options : callable or None
        From the arrays of the members in option form, and an engine or None, to stability, shape (n, 2^m); None
        unless the concept needs options.
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
    """Return the definition of a registered concept.

    Raises
    ------
    UnknownName
        If it has none.
    """
    if concept.id not in DEFINITIONS:
        raise UnknownName(f"the concept {concept.id!r} is registered, but defined nowhere")
    return DEFINITIONS[concept.id]


def prospects_of(concept: Concept) -> Prospects:
    """Return the function that computes the prospects under a concept, which is no mixed reading.

    Raises
    ------
    UnknownName
        If the definition has none, so that the concept drives no evolution.
    """
    found = definition_of(concept).prospects
    if found is None:
        raise UnknownName(f"there is no evolution under {concept.id!r}: its definition has no prospects")
    return found


def secured(arrays: OptionArrays, dm: int) -> NDArray[np.int32]:
    """Return the least rank at the end of the opponents' moves from each mask, shape (2^m,)."""
    by_own = _by_own(arrays, dm)
    return np.broadcast_to(_least(by_own), by_own.shape).reshape(-1)


def maximin(arrays: OptionArrays, dm: int) -> int:
    """Return the rank that a decision maker can secure by a move: its maximin, for GMR."""
    return int(_least(_by_own(arrays, dm)).max())


def minimax(arrays: OptionArrays, dm: int) -> int:
    """Return the rank to which the opponents can hold a decision maker: its minimax, for SMR."""
    return int(_by_own(arrays, dm).max(axis=1).min())


def _least(by_own: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the least rank for each setting of the own options, shape (1, 2^k, 1)."""
    least: NDArray[np.int32] = by_own.min(axis=(0, 2), keepdims=True)
    return least


def _by_own(arrays: OptionArrays, dm: int) -> NDArray[np.int32]:
    """Return the ranks with the settings of the decision maker's k options along the middle axis, (., 2^k, .)."""
    by_own: NDArray[np.int32] = arrays.rank[dm].reshape(-1, 1 << arrays.width[dm], 1 << arrays.low[dm])
    return by_own
