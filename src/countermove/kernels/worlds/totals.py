"""From what holds in many worlds to sums over them."""

from __future__ import annotations

from countermove.kernels.jit import Kernel


@Kernel
def count_held(measure, weight, rows, held, at, by_state):  # type: ignore[no-untyped-def]
    """Add up in how many worlds each state holds.

    measure : the place of the concept in `by_state`
    weight : (W,) float64;  rows : (W, D) int64, where each world is counted, -1 for nowhere
    held : (W, S) uint8;  at : (S,) int64, the place of each state in `by_state`
    by_state : (R, M, K) float64, added to
    """
    for w in range(held.shape[0]):
        for s in range(held.shape[1]):
            if held[w, s]:
                for d in range(rows.shape[1]):
                    if rows[w, d] >= 0:
                        by_state[rows[w, d], measure, at[s]] += weight[w]


@Kernel
def count_ends(measure, weight, rows, end, at, by_state):  # type: ignore[no-untyped-def]
    """Add up how likely worlds settle in each state, and its square at the place behind; `end` as in `ending`."""
    for w in range(end.shape[0]):
        for s in range(end.shape[1]):
            if end[w, s] > 0.0:
                for d in range(rows.shape[1]):
                    if rows[w, d] >= 0:
                        by_state[rows[w, d], measure, at[s]] += weight[w] * end[w, s]
                        by_state[rows[w, d], measure + 1, at[s]] += weight[w] * (end[w, s] * end[w, s])


@Kernel
def count_worlds(weight, rows, figures, counts):  # type: ignore[no-untyped-def]
    """Add up figures of worlds; figures : (W, C) float64, counts : (R, C) float64, added to."""
    for w in range(figures.shape[0]):
        for d in range(rows.shape[1]):
            if rows[w, d] >= 0:
                for c in range(figures.shape[1]):
                    counts[rows[w, d], c] += weight[w] * figures[w, c]
