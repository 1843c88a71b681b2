"""Whether what punishes one improvement punishes others as well: the same moves from where these lead.

All improvements from a state leave the options of the others as they are, so the same moves can be tried from each.
Nothing is taken for granted: rules, improvements and the end are looked at again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.asking.worth import above

if TYPE_CHECKING:
    from countermove.analysis.asking.claims import Masks, Truth
    from countermove.analysis.asking.ground import Ground
    from countermove.analysis.asking.punishing import Punishing
    from countermove.analysis.asking.worst import Path


def replays(punishing: Punishing, path: Path, ends: Masks) -> Truth:
    """Return which improvements, by where they lead, are punished by the moves of a path."""
    ground, kept, ends = punishing.ground, np.arange(len(ends)), ends.copy()
    punished = np.zeros(len(ends), np.bool_)
    punishing.budget.spend(len(ends))
    for mover, to in path:
        own = ground.own[mover]
        after = (ends & ~own) | (to & own)
        kept = kept[ground.possible(after[kept], 0, own)]
        if punishing.improving:
            worth = ground.wants(mover, own)
            kept = kept[above(worth.keys(after[kept]), worth.keys(ends[kept]))]
        ends = after
    punished[kept] = punishing.punishing(ends[kept])
    return punished


def replayed(ground: Ground, path: Path, first: int) -> Path:
    """Return the moves of a path as they are from where another improvement leads."""
    found = []
    for mover, to in path:
        first = (first & ~ground.own[mover]) | (to & ground.own[mover])
        found.append((mover, first))
    return found
