"""Rankings that serve, found without a solver: they need not be the nearest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.change.rankings.levels import nearest_stable, nearest_unstable
from countermove.analysis.change.rankings.orders import distance

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.change.rankings.demands import Verdicts

    Ranks = NDArray[np.int32]


def stand_in(verdicts: list[Verdicts], ranks: Ranks, free: frozenset[int], *, falls: bool) -> Ranks | None:
    """Return rankings under which a state holds, or all of some states fall; None if none were found.

    Parameters
    ----------
    verdicts : list of Verdicts
        The states; of those that are to hold, one.
    ranks : ndarray of int32, shape (n, S)
        The rankings that stand.
    free : frozenset of int
        The positions of the decision makers whose rankings may change.
    falls : bool
        Whether the states are to fall.
    """
    if not falls:
        return raised(verdicts[0], ranks, free)
    return lowered(verdicts[0], ranks, free) if len(verdicts) == 1 else None


def raised(verdicts: Verdicts, ranks: Ranks, free: frozenset[int]) -> Ranks | None:
    """Return rankings in which a state is raised until it holds, shape (n, S); None if it does not come to hold.

    For each decision maker in turn it is raised as little as serves; this may cost another one a sanction, so that
    all are gone through again until nothing changes.
    """
    found = ranks.copy()
    while True:
        before = found.copy()
        for who in verdicts.walk.conflict.movers:
            if who in free:
                found[who] = nearest_stable(found[who], verdicts.family(who, found)).rank
        if np.array_equal(before, found):
            return found if verdicts.holds(found) else None


def lowered(verdicts: Verdicts, ranks: Ranks, free: frozenset[int]) -> Ranks | None:
    """Return rankings in which a state falls because one decision maker leaves it, shape (n, S); None if none can."""
    best: Ranks | None = None
    cost = np.inf
    for who in sorted(free & {*verdicts.walk.conflict.movers}):
        shift = nearest_unstable(ranks[who], verdicts.family(who, ranks))
        if shift is not None and distance(ranks[who], shift.rank) < cost:
            best, cost = ranks.copy(), distance(ranks[who], shift.rank)
            best[who] = shift.rank
    return best
