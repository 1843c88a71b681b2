"""Rankings that serve, found without a solver: the nearest where nobody's verdict depends on the others' rankings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.change.rankings.credible import total, with_new_sanctions, without_sanctions
from countermove.analysis.change.rankings.levels import nearest_stable, nearest_unstable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from countermove.analysis.change.rankings.demands import StateVerdicts

    Ranks = NDArray[np.int32]


def stand_in(verdicts: StateVerdicts, ranks: Ranks, free: frozenset[int], *, falls: bool) -> Ranks | None:
    """Return near rankings under which a state holds, or falls, shape (n, S); None if none were found.

    Parameters
    ----------
    verdicts : StateVerdicts
        The state.
    ranks : ndarray of int32, shape (n, S)
        The rankings that stand.
    free : frozenset of int
        The positions of the decision makers whose rankings may change.
    falls : bool
        Whether the state is to fall.
    """
    candidates = (_falling if falls else _holding)(verdicts, ranks, free)
    priced = sorted(((total(ranks, each), k, each) for k, each in enumerate(candidates)), key=lambda one: one[:2])
    return next((each for _, _, each in priced if verdicts.holds(each) != falls), None)


def _holding(verdicts: StateVerdicts, ranks: Ranks, free: frozenset[int]) -> Iterator[Ranks]:
    yield _raised(verdicts, ranks, free)
    if not verdicts.independent:
        yield with_new_sanctions(verdicts, ranks, free)


def _raised(verdicts: StateVerdicts, ranks: Ranks, free: frozenset[int]) -> Ranks:
    """Return rankings in which a state is raised until it holds, shape (n, S).

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
            return found


def _falling(verdicts: StateVerdicts, ranks: Ranks, free: frozenset[int]) -> Iterator[Ranks]:
    """Yield rankings in which one decision maker comes to leave a state, of shape (n, S)."""
    for who in sorted(free & {*verdicts.walk.conflict.movers}):
        shift = nearest_unstable(ranks[who], verdicts.family(who, ranks))
        if shift is not None:
            found = ranks.copy()
            found[who] = shift.rank
            yield found
    if not verdicts.independent:
        yield from without_sanctions(verdicts, ranks, free)
