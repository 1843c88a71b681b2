"""Prospects and equilibria in many worlds.

The *prospect* of a state for a decision maker is its rank, or the least rank that its opponents can reach from it if
that is smaller. With a countermove, the best rank that the decision maker can reach from an end state counts in place
of the end state's own. The head of this package describes the arrays. Each `prospect` is (W, n, S) int32, filled.
"""

from __future__ import annotations

import numpy as np

from countermove.kernels.jit import Kernel


@Kernel
def prospects_by_any_moves(countered, rank, heights, home, begin, out_begin, out, component, bridges, sets, prospect):  # type: ignore[no-untyped-def]
    """Fill `prospect` if the opponents may make any moves.

    The states within their reach are then the same in all worlds. `sets` is the number of components.
    """
    size, dms, many = home.shape[1], home.shape[0], begin.shape[0] - 1
    best = np.zeros(many, np.int32)
    least = np.zeros(sets, np.int32)
    for w in range(rank.shape[0]):
        for c in range(sets):
            least[c] = size
        if countered:
            for z in range(many):
                best[z] = -1
                for q in range(out_begin[z], out_begin[z + 1]):
                    best[z] = max(best[z], heights[w, begin[out[q] + 1] - 1])
        for i in range(dms):
            for s in range(size):
                value = best[home[i, s]] if countered else rank[w, i, s]
                least[component[i, s]] = min(least[component[i, s]], value)
        for b in range(bridges.shape[0]):
            least[bridges[b, 0]] = min(least[bridges[b, 0]], least[bridges[b, 1]])
        for i in range(dms):
            for s in range(size):
                prospect[w, i, s] = min(rank[w, i, s], least[component[i, s]])


@Kernel
def prospects_by_improvements(  # type: ignore[no-untyped-def]
    countered, rank, order, lists, heights, home, begin, out_begin, out, into_begin, into, asked, prospect
):
    """Fill `prospect` if the opponents make improvements only.

    The search is that of `kernels.blocks.search`: it takes the states in ascending value and goes backwards along the
    opponents' improvements, so a state's first value is its least. The predecessors of a state by an improvement are
    prefixes of lists, so each list is read once.

    asked : (W, S) int8, -1 for the states that are asked for, else 0; with a state all that improvements lead to from
        it are asked for. The prospects of the others are filled with 0.
    """
    size, dms, many = home.shape[1], home.shape[0], begin.shape[0] - 1
    ranks = np.zeros(dms * size, np.int32)
    value = np.zeros(size, np.int32)
    ascending = np.zeros(size, np.int32)
    start = np.zeros(size + 2, np.int32)
    best = np.zeros(many, np.int32)
    head = np.zeros(many, np.int32)
    member = np.zeros(dms * size, np.int32)
    height = np.zeros(dms * size, np.int32)
    worst = np.zeros(size, np.int32)
    stack = np.zeros(size, np.int32)
    for w in range(rank.shape[0]):
        for i in range(dms):
            for s in range(size):
                ranks[i * size + s] = rank[w, i, s]
        for p in range(dms * size):
            member[p], height[p] = lists[w, p], heights[w, p]
        if countered:
            for z in range(many):
                best[z] = -1
                for q in range(out_begin[z], out_begin[z + 1]):
                    best[z] = max(best[z], height[begin[out[q] + 1] - 1])
        for i in range(dms):
            for s in range(size):
                worst[s] = asked[w, s]
            if countered:
                for s in range(size):
                    value[s] = best[home[i, s]]
                for r in range(size + 1):
                    start[r] = 0
                for s in range(size):
                    start[value[s] + 1] += 1
                for r in range(size):
                    start[r + 1] += start[r]
                for s in range(size):
                    ascending[start[value[s]]] = s
                    start[value[s]] += 1
            else:
                for s in range(size):
                    value[s], ascending[s] = ranks[i * size + s], order[w, i, s]
            for z in range(many):
                head[z] = begin[z]
            for k in range(size):
                if worst[ascending[k]] >= 0:
                    continue
                least = value[ascending[k]]
                worst[ascending[k]] = least
                stack[0] = ascending[k]
                waiting = 1
                while waiting > 0:
                    waiting -= 1
                    u = stack[waiting]
                    for j in range(dms):
                        if j == i:
                            continue
                        limit = ranks[j * size + u]
                        own = home[j, u]
                        for q in range(into_begin[own], into_begin[own + 1]):
                            z = into[q]
                            p = head[z]
                            behind = begin[z + 1]
                            while p < behind and height[p] < limit:
                                t = member[p]
                                p += 1
                                if worst[t] < 0:
                                    worst[t] = least
                                    stack[waiting] = t
                                    waiting += 1
                            head[z] = p
            for s in range(size):
                prospect[w, i, s] = min(ranks[i * size + s], worst[s])


@Kernel
def attained(begun, rank, lists, heights, home, begin, out_begin, out, asked):  # type: ignore[no-untyped-def]
    """Fill `asked`, (W, S) int8, zeros: -1 for the states that improvements in any order lead to from one state.

    The improvements from a state are suffixes of lists, so each list is read once.
    """
    size, dms, many = home.shape[1], home.shape[0], begin.shape[0] - 1
    tail = np.zeros(many, np.int32)
    stack = np.zeros(size, np.int32)
    for w in range(rank.shape[0]):
        for z in range(many):
            tail[z] = begin[z + 1]
        asked[w, begun], stack[0], waiting = -1, begun, 1
        while waiting > 0:
            waiting -= 1
            u = stack[waiting]
            for i in range(dms):
                limit, own = rank[w, i, u], home[i, u]
                for q in range(out_begin[own], out_begin[own + 1]):
                    z = out[q]
                    p = tail[z]
                    while p > begin[z] and heights[w, p - 1] > limit:
                        p -= 1
                        t = lists[w, p]
                        if asked[w, t] == 0:
                            asked[w, t] = -1
                            stack[waiting] = t
                            waiting += 1
                    tail[z] = p


@Kernel
def equilibria(rank, prospect, home, out_begin, out, held):  # type: ignore[no-untyped-def]
    """Fill `held`, (W, S) uint8: the states from which no decision maker has a move to a prospect above its rank."""
    size, dms, many = home.shape[1], home.shape[0], out_begin.shape[0] - 1
    top = np.zeros(many, np.int32)
    best = np.zeros(many, np.int32)
    for w in range(rank.shape[0]):
        for z in range(many):
            top[z] = -1
        for s in range(size):
            held[w, s] = 1
        for i in range(dms):
            for s in range(size):
                top[home[i, s]] = max(top[home[i, s]], prospect[w, i, s])
        for z in range(many):
            best[z] = -1
            for q in range(out_begin[z], out_begin[z + 1]):
                best[z] = max(best[z], top[out[q]])
        for i in range(dms):
            for s in range(size):
                if rank[w, i, s] < best[home[i, s]]:
                    held[w, s] = 0
