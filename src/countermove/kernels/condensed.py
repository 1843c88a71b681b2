"""The least value that each vertex of an acyclic graph leads to."""

from __future__ import annotations

from countermove.kernels.jit import Kernel


@Kernel
def hand_back(origin, end, least):  # type: ignore[no-untyped-def]
    """Lower each vertex's value to the least value that the vertex leads to, in place, in one pass over the edges.

    origin, end : (E,) int, the vertices of each edge, ascending in `origin`; every edge leads to a smaller vertex
    least : (V,) int, values by vertex
    """
    for k in range(len(origin)):
        least[origin[k]] = min(least[origin[k]], least[end[k]])
