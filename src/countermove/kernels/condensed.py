"""What can be reached in a graph without cycles, values being handed back along its edges."""

from __future__ import annotations

from countermove.kernels.jit import Kernel


@Kernel
def hand_back(origin, end, least):  # type: ignore[no-untyped-def]
    """Lower each value to the least that its node leads to, in place.

    origin, end : (E,) nodes of each edge, sorted by origin; every edge leads to a smaller node
    least : (N,) values by node
    """
    for k in range(len(origin)):
        least[origin[k]] = min(least[origin[k]], least[end[k]])
