"""Simultaneous sanctioning: several decision makers improve from the same state at the same time."""

from __future__ import annotations

import numpy as np

from countermove.kernels.jit import Kernel


@Kernel
def spoilt(states, rank, low, width, stays_on, stays_off, stable):  # type: ignore[no-untyped-def]
    """Mark where every improvement is spoilt by improvements that others make at the same time.

    states : (F,) int32, the masks to look at
    rank : (n, N) int32, -1 where infeasible
    low, width : (n,) int64, decision maker j's bits;  stays_on, stays_off : masks of irreversible options
    stable : (n, N) bool, False on entry. Cost: the sum over states of the combinations of improvements.
    """
    for s in states:
        flips = []
        for j in range(len(low)):
            own = np.arange(1, 1 << width[j]) << low[j]
            allowed = (s & own & stays_on) == 0
            allowed &= (s & own & stays_off) == (own & stays_off)
            flips.append(own[allowed & (rank[j][s ^ own] > rank[j, s])])
        for i in range(len(low)):
            together = np.zeros(1, np.int64)
            for j in range(len(low)):
                if j != i and len(flips[j]) > 0:
                    joined = np.zeros((len(flips[j]) + 1, len(together)), np.int64)
                    for k in range(len(flips[j])):
                        joined[k] = together ^ flips[j][k]
                    joined[len(flips[j])] = together
                    together = joined.ravel()
            held = True
            for flip in flips[i]:
                ends = rank[i][s ^ flip ^ together]
                held = held and bool(np.any((ends >= 0) & (ends <= rank[i, s])))
            stable[i, s] = held
