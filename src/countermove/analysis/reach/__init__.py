"""What each decision maker can bring about alone, and what the opponents can bring about together.

Every stability concept of the graph model asks two questions only: the largest value among the states that a
decision maker can move to, and the least value that legal sequences of the opponents lead to. `reach` answers
both, by blocks in option form and along arcs otherwise, for all states at once.
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
    """Return what answers both questions for a conflict in either form."""
    return ArcReach(arrays, engine) if isinstance(arrays, GraphArrays) else BlockReach(arrays, engine)
