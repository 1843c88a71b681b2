"""How likely the ends are before and after a signpost, and how likely once its event has been seen.

What an event says to those who see it happen for the first time and know nothing else of the state.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.evolution.equations import DIRECT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countermove.analysis.evolution.absorption import Absorption, Flow
    from countermove.analysis.evolution.chain import Floats
    from countermove.analysis.evolution.groups import Indices
    from countermove.analysis.evolution.signpost_moves import Bits, Events, Marks, Possible


AT_ONCE = 1 << 23
"""How many probabilities are held in memory at a time."""

TINY = np.finfo(np.float64).tiny

WORTH = 20_000_000
"""How much work it is worth to solve for the events; a few seconds."""


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


def first_seen(absorbed: Absorption, seen: Events, marked: Marks) -> Floats:
    """Return the probability that the first time an event happens is by a certain move.

    Parameters
    ----------
    absorbed : Absorption
        Of a chain of M moves.
    seen : Events
        The events of the chain.
    marked : Marks
        The signposts; only their events are looked at, those of the likeliest first.

    Returns
    -------
    ndarray of float64, shape (M,)
        NaN for the moves of the events that it would have been too much work to look at.
    """
    chain, work = absorbed.flow.chain, _work(absorbed.flow)
    first = np.full(len(chain.end), np.nan)
    order = np.argsort(seen.of, kind="stable")
    begin = np.searchsorted(seen.of[order], np.arange(len(seen.mover) + 1))
    size, spent = np.bincount(marked.group, minlength=len(marked.event)), 0
    for mark in np.argsort(-marked.probability, kind="stable").tolist():
        event = marked.event[mark]
        moves = order[begin[event] : begin[event + 1]]
        if len(moves) == size[mark]:  # then it happens once, if at all
            first[moves] = absorbed.visits[chain.origin[moves]] * chain.chance[moves]
        elif np.isnan(first[moves[0]]) and spent + work <= WORTH:
            first[moves], spent = _first(absorbed.flow, moves), spent + work
    return first


def _first(flow: Flow, moves: Indices) -> Floats:
    """Return the probabilities of one event, by following what has not yet made any of its moves."""
    chain = flow.chain
    origin = chain.origin[moves]
    chance = chain.chance.copy()
    chance[moves] = 0.0
    visits = flow.forward(chance)
    passed = visits[origin] * chain.chance[moves]
    # What has arrived in a recurrent class goes through all of its moves, sooner or later.
    arrived, times = np.bincount(flow.component, visits), np.bincount(flow.component[origin])
    inside = flow.component[origin]
    return np.where(flow.open[origin], passed, arrived[inside] / times[inside])


def _work(flow: Flow) -> int:
    """Return about how much work one solution is, in moves passed once."""
    rounds = [len(each.inside) for each in flow.stretches if not each.triangular]
    return 2_000 + len(flow.chain.end) + sum(size * min(size, DIRECT) // 16 for size in rounds)
