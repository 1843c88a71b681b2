"""Reach: the best value that one move of a decision maker attains, and the worst that its opponents can bring about.

Definitions of stability need these two quantities only. Both are computed for all states at once: by blocks in option
form (`BlockReach`), along arcs otherwise (`ArcReach`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.analysis.arrays import GraphArrays
from countermove.analysis.reach.arcs import ArcReach
from countermove.analysis.reach.blocks import BlockReach

if TYPE_CHECKING:
    from countermove.analysis.arrays import Arrays
    from countermove.kernels.jit import Engine

Reach = ArcReach | BlockReach


def reach(arrays: Arrays, engine: Engine) -> Reach:
    """Return the reach of decision makers and opponents in a conflict of either form."""
    return ArcReach(arrays, engine) if isinstance(arrays, GraphArrays) else BlockReach(arrays, engine)
