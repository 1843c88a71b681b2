"""The absorption probabilities of the evolution from one state, exact, in each of many worlds."""

from __future__ import annotations

import numpy as np

from countermove.kernels.jit import Kernel


@Kernel
def ends(  # type: ignore[no-untyped-def]
    begun, most, arcs, tempo, rank, prospect, lists, home, begin, out_begin, out, end, unsettled, moves, unsolved
):
    """Find the probability that each world settles in each state, by the rule of `analysis.evolution`.

    The states within reach of credible improvements form a Markov chain. Tarjan's algorithm (1972) gives its strong
    components in reverse topological order; the expected visits are then computed from the start on. In a component
    of several states the visits solve a dense linear system by elimination without subtraction (Grassmann, Taksar,
    Heyman 1985), which loses no digits however seldom the component is left.

    begun : int, the position of the status quo
    most : int, the size of the largest component to solve; a world with a larger one only gets `unsolved`
    arcs : int, an upper bound on the number of moves
    tempo : (n,) float64
    rank, prospect, lists, home, begin, out_begin, out : see the heads of this package and of `stability`
    end : (W, S) float64, zeros; filled with the probability of settling in each state
    unsettled, moves : (W,) float64, filled: the probability of never settling, and the expected moves up to an end
    unsolved : (W,) uint8, zeros; 1 for a world with a component above `most`, or with numbers beyond all floats
    """
    size, dms = home.shape[1], home.shape[0]
    index = np.zeros(size, np.int32)
    found = np.zeros(size, np.int32)
    first = np.zeros(size + 1, np.int64)
    target = np.zeros(arcs + 1, np.int32)
    chance = np.zeros(arcs + 1, np.float64)
    low = np.zeros(size, np.int32)
    number = np.zeros(size, np.int32)
    component = np.zeros(size, np.int32)
    path = np.zeros(size, np.int32)
    calls = np.zeros(size, np.int32)
    at = np.zeros(size, np.int64)
    members = np.zeros(size, np.int32)
    behind = np.zeros(size + 1, np.int32)
    visits = np.zeros(size, np.float64)
    place = np.zeros(size, np.int32)
    leaving = np.zeros(size, np.float64)
    ways = np.zeros(dms, np.int64)
    for w in range(rank.shape[0]):
        for s in range(size):
            index[s] = -1
        index[begun], found[0], count, edges = 0, begun, 1, 0
        k = 0
        while k < count:
            s = found[k]
            first[k] = edges
            highest = 0.0
            for i in range(dms):
                best, mine = -1, edges
                z = home[i, s]
                for q in range(out_begin[z], out_begin[z + 1]):
                    for p in range(begin[out[q]], begin[out[q] + 1]):
                        t = lists[w, p]
                        if prospect[w, i, t] > rank[w, i, s]:
                            if rank[w, i, t] > best:
                                best, edges = rank[w, i, t], mine
                            if rank[w, i, t] == best:
                                target[edges] = t
                                edges += 1
                ways[i] = edges - mine
                if edges > mine:
                    highest = max(highest, tempo[i])
            total, edges = 0.0, first[k]
            for i in range(dms):
                if ways[i] > 0:
                    total += tempo[i] / highest
            for i in range(dms):
                for _ in range(ways[i]):
                    chance[edges] = tempo[i] / highest / total / ways[i]
                    edges += 1
            for e in range(first[k], edges):
                t = target[e]
                if index[t] < 0:
                    index[t], found[count] = count, t
                    count += 1
                target[e] = index[t]
            k += 1
        first[count] = edges

        # strongly connected components: Tarjan's algorithm, without recursion
        for k in range(count):
            number[k], component[k] = -1, -1
        met, components, depth, height = 0, 0, 1, 1
        number[0], low[0], calls[0], path[0], at[0], met = 0, 0, 0, 0, first[0], 1
        while depth > 0:
            k = calls[depth - 1]
            if at[k] < first[k + 1]:
                t = target[at[k]]
                at[k] += 1
                if number[t] < 0:
                    number[t], low[t], at[t] = met, met, first[t]
                    met += 1
                    calls[depth], path[height] = t, t
                    depth += 1
                    height += 1
                elif component[t] < 0:
                    low[k] = min(low[k], number[t])
                continue
            depth -= 1
            if depth > 0:
                low[calls[depth - 1]] = min(low[calls[depth - 1]], low[k])
            if low[k] == number[k]:
                while True:
                    height -= 1
                    component[path[height]] = components
                    if path[height] == k:
                        break
                components += 1

        # the states, sorted by component
        for c in range(components + 1):
            behind[c] = 0
        for k in range(count):
            behind[component[k] + 1] += 1
        largest = 0
        for c in range(components):
            largest = max(largest, behind[c + 1])
            behind[c + 1] += behind[c]
        if largest > most:
            unsolved[w] = 1
            continue
        for k in range(count):
            members[behind[component[k]]] = k
            behind[component[k]] += 1

        # expected visits, in topological order
        for k in range(count):
            visits[k] = 0.0
        visits[0], lasting, unsettled[w], lost = 1.0, 0.0, 0.0, False
        for back in range(components):
            c = components - 1 - back
            start, stop = (behind[c - 1] if c > 0 else 0), behind[c]
            many = stop - start
            leaves = False
            for m in range(start, stop):
                k = members[m]
                place[k] = m - start
                for e in range(first[k], first[k + 1]):
                    if component[target[e]] != c:
                        leaves = True
            if not leaves:
                if many == 1:
                    end[w, found[members[start]]] = visits[members[start]]
                else:
                    for m in range(start, stop):
                        unsettled[w] += visits[members[m]]
                continue
            if many > 1:
                system = np.zeros((many, many + 1), np.float64)
                for m in range(many):
                    k = members[start + m]
                    system[m, many] = visits[k]
                    leaving[m] = 0.0
                    for e in range(first[k], first[k + 1]):
                        if component[target[e]] == c:
                            system[place[target[e]], m] -= chance[e]
                        else:
                            leaving[m] += chance[e]
                for m in range(many):
                    pivot = leaving[m]
                    for r in range(m + 1, many):
                        pivot -= system[r, m]
                    if pivot <= 0.0:
                        lost = True
                        break
                    system[m, m] = pivot
                    for x in range(m + 1, many):
                        leaving[x] -= leaving[m] / pivot * system[m, x]
                    for r in range(m + 1, many):
                        if system[r, m] != 0.0:
                            factor = system[r, m] / pivot
                            for x in range(m + 1, many + 1):
                                system[r, x] -= factor * system[m, x]
                if lost:
                    break
                for m in range(many - 1, -1, -1):
                    known = system[m, many]
                    for x in range(m + 1, many):
                        known -= system[m, x] * visits[members[start + x]]
                    visits[members[start + m]] = known / system[m, m]
            for m in range(start, stop):
                k = members[m]
                lasting += visits[k]
                for e in range(first[k], first[k + 1]):
                    if component[target[e]] != c:
                        visits[target[e]] += visits[k] * chance[e]
        moves[w], settled = lasting, unsettled[w]
        for s in range(size):
            settled += end[w, s]
        if lost or not abs(settled - 1.0) < 1e-6:
            unsolved[w] = 1
            for s in range(size):
                end[w, s] = 0.0
            unsettled[w], moves[w] = 0.0, 0.0
