"""Probabilities of the ends around signposts: just before, just after, and once an event has been seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.evolution.equations import DIRECT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countermove.analysis.evolution.absorption import Absorption, Condensation
    from countermove.analysis.evolution.chain import Floats
    from countermove.analysis.evolution.groups import Indices
    from countermove.analysis.evolution.signpost_moves import Bits, Events, PossibleEnds, SignpostMoves


AT_ONCE = 1 << 23
"""Approximate number of probabilities in memory at a time."""

TINY = np.finfo(np.float64).tiny
"""Least probability of what is possible."""

MOST_WORK = 20_000_000
"""Maximum work of solving for single events, in moves passed; a few seconds."""


@dataclass(frozen=True, eq=False)
class Outlooks:
    """The probabilities of K ends at G signposts.

    Attributes
    ----------
    before, after : ndarray of float64, shape (G, K)
        Just before and just after a move of the signpost, on average over these moves. 0 means that the end is
        impossible.
    seen : ndarray of float64, shape (G, K)
        Given that the event ever happens, at this signpost or elsewhere; NaN if it was too much work.
    ever : ndarray of float64, shape (G,)
        The probability that the event ever happens; NaN if it was too much work.
    """

    before: Floats
    after: Floats
    seen: Floats
    ever: Floats


def outlooks(possible: PossibleEnds, observed: Events, posts: SignpostMoves) -> Outlooks:
    """Return the probabilities of the ends around the signposts."""
    chain, size = possible.chain, (len(posts.event), possible.bits)
    first = first_seen(possible.absorbed, observed, posts)
    ever = np.bincount(observed.of, first, len(observed.mover))
    before, after, at_sight = np.zeros(size), np.zeros(size), np.zeros((len(observed.mover), possible.bits))
    origin, end = chain.origin[posts.moves], chain.end[posts.moves]
    total = np.bincount(posts.group, posts.passed, len(posts.event))
    for bit, likely in _likely(possible):
        before[:, bit] = np.bincount(posts.group, posts.passed * likely[origin], size[0]) / total
        after[:, bit] = np.bincount(posts.group, posts.passed * likely[end], size[0]) / total
        met = np.bincount(observed.of, np.maximum(first, TINY) * likely[chain.end], len(observed.mover))
        at_sight[:, bit] = met / np.bincount(observed.of, np.maximum(first, TINY), len(observed.mover))
    held = np.zeros(size[0], np.uint64)
    np.bitwise_or.at(held, posts.group, possible.ends[origin])
    return Outlooks(
        _clipped(before, held),
        _clipped(after, posts.remaining),
        at_sight[posts.event],
        np.minimum(ever, 1.0)[posts.event],
    )


def _clipped(likely: Floats, ends: Bits) -> Floats:
    """Return probabilities, shape (G, K), that are above 0 exactly where the end is possible."""
    bits = np.uint64(1) << np.arange(likely.shape[1], dtype=np.uint64)
    return np.where(ends[:, None] & bits, np.clip(likely, TINY, 1.0), 0.0)


def _likely(possible: PossibleEnds) -> Iterator[tuple[int, Floats]]:
    """Yield each end and its probability from each state of the chain, shape (R,)."""
    ends, at_once = possible.ends, max(1, AT_ONCE // len(possible.at))
    for low in range(0, possible.bits, at_once):
        bits = np.arange(low, min(low + at_once, possible.bits))
        found = possible.absorbed.condensation.backward((possible.at[:, None] == bits).astype(np.float64))
        for bit, column in zip(bits.tolist(), found.T, strict=True):
            one = np.uint64(1 << bit)
            # Possible and certain ends are known exactly; solutions of equations have rounding errors.
            likely = np.where(ends & one, np.clip(column, TINY, 1.0), 0.0)
            yield bit, np.where(ends == one, 1.0, likely)


def first_seen(absorbed: Absorption, observed: Events, posts: SignpostMoves) -> Floats:
    """Return, for each move, the probability that its event happens for the first time by this move.

    Parameters
    ----------
    absorbed : Absorption
        Of a chain of M moves.
    observed : Events
        The events of the chain.
    posts : SignpostMoves
        The signposts; only their events are solved for, those of the most likely signposts first.

    Returns
    -------
    ndarray of float64, shape (M,)
        NaN for the moves of other events, and of events that were too much work.
    """
    condensed = absorbed.condensation
    chain, work = condensed.chain, _work(condensed)
    first = np.full(len(chain.end), np.nan)
    order = np.argsort(observed.of, kind="stable")
    begin = np.searchsorted(observed.of[order], np.arange(len(observed.mover) + 1))
    size, spent = np.bincount(posts.group, minlength=len(posts.event)), 0
    for post in np.argsort(-posts.probability, kind="stable").tolist():
        event = posts.event[post]
        moves = order[begin[event] : begin[event + 1]]
        if len(moves) == size[post]:  # all moves of the event are of one signpost, so it happens at most once
            first[moves] = absorbed.visits[chain.origin[moves]] * chain.chance[moves]
        elif np.isnan(first[moves[0]]) and spent + work <= MOST_WORK:
            first[moves], spent = _first(condensed, moves), spent + work
    return first


def _first(condensed: Condensation, moves: Indices) -> Floats:
    """Return the probabilities of one event: solve the chain without its moves."""
    chain = condensed.chain
    origin = chain.origin[moves]
    chance = chain.chance.copy()
    chance[moves] = 0.0
    visits = condensed.forward(chance)
    passed = visits[origin] * chain.chance[moves]
    # A conflict that has entered a recurrent class makes all of its moves sooner or later.
    arrived, times = np.bincount(condensed.component, visits), np.bincount(condensed.component[origin])
    inside = condensed.component[origin]
    return np.where(condensed.open[origin], passed, arrived[inside] / times[inside])


def _work(condensed: Condensation) -> int:
    """Estimate the work of one solution, in moves passed."""
    sizes = [len(each.inside) for each in condensed.parts if not each.triangular]
    return 2_000 + len(condensed.chain.end) + sum(size * min(size, DIRECT) // 16 for size in sizes)
