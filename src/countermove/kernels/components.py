"""The strong components of a directed graph."""

from __future__ import annotations

import numpy as np

from countermove.kernels.jit import Kernel


@Kernel
def strong_components(first, end, component):  # type: ignore[no-untyped-def]
    """Fill `component` with the strong component of each vertex, by Tarjan's algorithm (1972) without recursion.

    Components are numbered in reverse topological order: edges lead to smaller numbers, or stay within a component.

    first : (V + 1,) int, the first edge of each vertex
    end : (E,) int, the vertex that each edge leads to
    component : (V,) int32, filled
    """
    size = len(first) - 1
    number = np.full(size, -1, np.int32)
    low = np.zeros(size, np.int32)
    at = np.zeros(size, np.int64)
    calls = np.zeros(size, np.int32)
    path = np.zeros(size, np.int32)
    for v in range(size):
        component[v] = -1
    met, found, height = 0, 0, 0
    for root in range(size):
        if number[root] >= 0:
            continue
        calls[0], path[height], depth = root, root, 1
        number[root], low[root], at[root] = met, met, first[root]
        met += 1
        height += 1
        while depth > 0:
            v = calls[depth - 1]
            if at[v] < first[v + 1]:
                t = end[at[v]]
                at[v] += 1
                if number[t] < 0:
                    number[t], low[t], at[t] = met, met, first[t]
                    met += 1
                    calls[depth], path[height] = t, t
                    depth += 1
                    height += 1
                elif component[t] < 0:
                    low[v] = min(low[v], number[t])
                continue
            depth -= 1
            if depth > 0:
                low[calls[depth - 1]] = min(low[calls[depth - 1]], low[v])
            if low[v] == number[v]:
                while True:
                    height -= 1
                    component[path[height]] = found
                    if path[height] == v:
                        break
                found += 1
