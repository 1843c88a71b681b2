"""Weighted sums over worlds: equilibria, end states and other figures."""

from __future__ import annotations

from countermove.kernels.jit import Kernel


@Kernel
def count_held(measure, world_weight, rows, held, at, by_state):  # type: ignore[no-untyped-def]
    """Add, for each state, the weight of the worlds in which it is an equilibrium.

    measure : int, the position of the concept in `by_state`
    world_weight : (W,) float64, the weight of each world
    rows : (W, D) int64, the rows of `by_state` that count a world; -1 for none
    held : (W, S) uint8, the equilibria of each world
    at : (S,) int64, the position of each state in `by_state`
    by_state : (R, M, K) float64, added to
    """
    for w in range(held.shape[0]):
        for s in range(held.shape[1]):
            if held[w, s]:
                for d in range(rows.shape[1]):
                    if rows[w, d] >= 0:
                        by_state[rows[w, d], measure, at[s]] += world_weight[w]


@Kernel
def count_ends(measure, world_weight, rows, end, at, by_state):  # type: ignore[no-untyped-def]
    """Add the weighted probability of settling in each state, and its weighted square at ``measure + 1``.

    end : (W, S) float64, the probability of settling in each state; the others as in `count_held`
    """
    for w in range(end.shape[0]):
        for s in range(end.shape[1]):
            if end[w, s] > 0.0:
                for d in range(rows.shape[1]):
                    if rows[w, d] >= 0:
                        by_state[rows[w, d], measure, at[s]] += world_weight[w] * end[w, s]
                        by_state[rows[w, d], measure + 1, at[s]] += world_weight[w] * (end[w, s] * end[w, s])


@Kernel
def count_worlds(world_weight, rows, figures, counts):  # type: ignore[no-untyped-def]
    """Add the weighted figures of worlds.

    world_weight, rows : as in `count_held`, with the rows of `counts`
    figures : (W, C) float64
    counts : (R, C) float64, added to
    """
    for w in range(figures.shape[0]):
        for d in range(rows.shape[1]):
            if rows[w, d] >= 0:
                for c in range(figures.shape[1]):
                    counts[rows[w, d], c] += world_weight[w] * figures[w, c]
