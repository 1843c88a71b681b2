"""What an event says to those who see it happen for the first time and know nothing else of the state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.evolution.equations import DIRECT

if TYPE_CHECKING:
    from countermove.analysis.evolution.absorption import Absorption
    from countermove.analysis.evolution.chain import Floats
    from countermove.analysis.evolution.events import Events
    from countermove.analysis.evolution.flow import Flow
    from countermove.analysis.evolution.grouping import Indices
    from countermove.analysis.evolution.telling import Marks

WORTH = 20_000_000
"""How much work it is worth to solve for the events; a few seconds."""


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
