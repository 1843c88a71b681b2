"""Ranks in many worlds: which statements a decision maker holds, and their order, differ between worlds."""

from __future__ import annotations

import numpy as np

from countermove.kernels.jit import Kernel


@Kernel
def ranks(truth, statements, levels, sequence, held, tail, tail_order, tail_held, room, rank):  # type: ignore[no-untyped-def]
    """Rank the states for every decision maker in every world, as `model.preferences` does, by counting sort.

    truth : (T, S) uint8, the states at which each statement is true
    statements : (V + 1,) int32, the first statement of each level (statements of equal importance)
    levels : (n + 1,) int32, the first level of each decision maker
    sequence : (W, V) int32, the levels of each decision maker, most important first
    held : (W, T) uint8, the statements that decision makers hold
    tail, tail_order : (n, S) int32, dense ranks by weights and ranking, which break ties, and the states in their
        ascending order
    tail_held : (W, n) uint8, whether `tail` breaks ties
    room : int, the bound above which ranks are made dense, at least S times one more than the longest level
    rank : (W, n, S) int32, filled
    """
    size, dms = tail.shape[1], tail.shape[0]
    table = np.zeros(room + 1, np.int32)
    start = np.zeros(size + 2, np.int32)
    sorted_ = np.zeros(size, np.int32)
    for w in range(rank.shape[0]):
        for j in range(dms):
            for s in range(size):
                rank[w, j, s] = 0
            top = 1
            for place in range(levels[j], levels[j + 1] + 1):
                last = place == levels[j + 1]  # behind the last level the ranks are only made dense
                radix = 1
                if not last:
                    level = sequence[w, place]
                    for each in range(statements[level], statements[level + 1]):
                        radix += held[w, each]
                    if radix == 1:
                        continue
                if last or top * radix > room:
                    for r in range(top):
                        table[r] = 0
                    for s in range(size):
                        table[rank[w, j, s]] = 1
                    found = 0
                    for r in range(top):
                        found += table[r]
                        table[r] = found - 1
                    for s in range(size):
                        rank[w, j, s] = table[rank[w, j, s]]
                    top = found
                if last:
                    break
                for s in range(size):
                    rank[w, j, s] *= radix
                for each in range(statements[level], statements[level + 1]):
                    if held[w, each]:
                        for s in range(size):
                            rank[w, j, s] += truth[each, s]
                top *= radix
            if not tail_held[w, j] or tail[j, tail_order[j, size - 1]] == 0:
                continue
            for r in range(top + 1):
                start[r] = 0
            for s in range(size):
                start[rank[w, j, s] + 1] += 1
            for r in range(top):
                start[r + 1] += start[r]
            for k in range(size):
                s = tail_order[j, k]
                sorted_[start[rank[w, j, s]]] = s
                start[rank[w, j, s]] += 1
            refined, before, key = -1, -1, -1
            for k in range(size):
                s = sorted_[k]
                if rank[w, j, s] != before or tail[j, s] != key:
                    refined += 1
                    before, key = rank[w, j, s], tail[j, s]
                rank[w, j, s] = refined


@Kernel
def sort(rank, home, begin, order, lists, heights):  # type: ignore[no-untyped-def]
    """Fill `order`, `lists` and `heights` from `rank` by counting sort; see the package head."""
    size, dms = home.shape[1], home.shape[0]
    start = np.zeros(size + 2, np.int32)
    filled = np.zeros(begin.shape[0], np.int32)
    for w in range(rank.shape[0]):
        for z in range(begin.shape[0]):
            filled[z] = begin[z]
        for j in range(dms):
            for r in range(size + 1):
                start[r] = 0
            for s in range(size):
                start[rank[w, j, s] + 1] += 1
            for r in range(size):
                start[r + 1] += start[r]
            for s in range(size):
                order[w, j, start[rank[w, j, s]]] = s
                start[rank[w, j, s]] += 1
            for k in range(size):
                s = order[w, j, k]
                z = home[j, s]
                lists[w, filled[z]] = s
                heights[w, filled[z]] = rank[w, j, s]
                filled[z] += 1
