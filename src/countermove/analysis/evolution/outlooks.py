"""How likely the ends are before and after a signpost, and how likely once its event has been seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.evolution.sight import first_seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countermove.analysis.evolution.chain import Floats
    from countermove.analysis.evolution.events import Events
    from countermove.analysis.evolution.possible import Bits, Possible
    from countermove.analysis.evolution.telling import Marks

AT_ONCE = 1 << 23
"""How many probabilities are held in memory at a time."""

TINY = np.finfo(np.float64).tiny


@dataclass(frozen=True, eq=False)
class Outlooks:
    """The probabilities of K ends at G signposts.

    Attributes
    ----------
    before, after : ndarray of float64, shape (G, K)
        Just before the signpost is passed and just after, on the average of the ways in which it is passed; 0 means
        that the end is not possible.
    seen : ndarray of float64, shape (G, K)
        If the event ever happens, at this signpost or elsewhere; NaN where that was too much work.
    ever : ndarray of float64, shape (G,)
        The probability that the event ever happens; NaN likewise.
    """

    before: Floats
    after: Floats
    seen: Floats
    ever: Floats


def outlooks(possible: Possible, seen: Events, marked: Marks) -> Outlooks:
    """Return how likely the ends are around the signposts."""
    chain, size = possible.absorbed.flow.chain, (len(marked.event), possible.bits)
    first = first_seen(possible.absorbed, seen, marked)
    ever = np.bincount(seen.of, first, len(seen.mover))
    before, after, at_sight = np.zeros(size), np.zeros(size), np.zeros((len(seen.mover), possible.bits))
    origin, end = chain.origin[marked.moves], chain.end[marked.moves]
    total = np.bincount(marked.group, marked.weight, len(marked.event))
    for bit, likely in _likely(possible):
        before[:, bit] = np.bincount(marked.group, marked.weight * likely[origin], size[0]) / total
        after[:, bit] = np.bincount(marked.group, marked.weight * likely[end], size[0]) / total
        met = np.bincount(seen.of, np.maximum(first, TINY) * likely[chain.end], len(seen.mover))
        at_sight[:, bit] = met / np.bincount(seen.of, np.maximum(first, TINY), len(seen.mover))
    held = np.zeros(size[0], np.uint64)
    np.bitwise_or.at(held, marked.group, possible.ends[origin])
    return Outlooks(
        _kept(before, held), _kept(after, marked.left), at_sight[marked.event], np.minimum(ever, 1.0)[marked.event]
    )


def _kept(likely: Floats, ends: Bits) -> Floats:
    """Return probabilities, above 0 exactly where the end is possible however unlikely it is."""
    bits = np.uint64(1) << np.arange(likely.shape[1], dtype=np.uint64)
    return np.where(ends[:, None] & bits, np.clip(likely, TINY, 1.0), 0.0)


def _likely(possible: Possible) -> Iterator[tuple[int, Floats]]:
    """Yield how likely each end is from each state of the chain, shape (R,)."""
    ends, at_once = possible.ends, max(1, AT_ONCE // len(possible.at))
    for low in range(0, possible.bits, at_once):
        bits = np.arange(low, min(low + at_once, possible.bits))
        found = possible.absorbed.flow.backward((possible.at[:, None] == bits).astype(np.float64))
        for bit, column in zip(bits.tolist(), found.T, strict=True):
            one = np.uint64(1 << bit)
            # What is possible and what is certain are known exactly; equations are solved to their last digits.
            likely = np.where(ends & one, np.clip(column, TINY, 1.0), 0.0)
            yield bit, np.where(ends == one, 1.0, likely)
