"""The earliest signs: what comes first on the way, and which end it makes likelier.

Over worlds a sign is an option that the first move turns on or off. It tells as much as the probability of some end,
given that this comes first, exceeds the probability of that end in all. Where nothing is doubted, it is an option
that somebody turns on or off in the status quo, whether that pays or not, after which the conflict ends elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.evolution.absorption import absorb, ends
from countermove.analysis.evolution.chain import credible, explore
from countermove.errors import TooLarge
from countermove.model.reading import concept_in
from countermove.simulation.totals import UNSETTLED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from countermove.analysis.evolution.chain import Credible
    from countermove.model.conflict import Conflict
    from countermove.simulation.first_moves import FirstMove, FirstMoves
    from countermove.simulation.judgement.ends import EndGroup
    from countermove.simulation.judgement.readings import Readings
    from countermove.simulation.judgement.unreached import UnreachedEnd

    Floats = NDArray[np.float64]

SELDOM = 0.03
"""The probability below which a first move is no sign to watch for."""

TELLING = 0.1
"""How much likelier an end has to become."""

MOST_STATES = 1 << 12
"""States of a conflict without doubt at most, in which each option is tried."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that tells ends apart when it comes first.

    Attributes
    ----------
    dm : str
        The id of the decision maker that moves.
    options : tuple of str
        The options that always change together in this first move.
    on : bool
        Whether they are turned on.
    probability : float or None
        The probability that this comes first; None where nothing is doubted, since the move then need not pay.
    end : int
        The position of the end that becomes likelier, among those that are reached and then those that are not; -1
        for never settling.
    share : float
        The probability of that end, given that this comes first.
    before : float
        The probability of that end in all.
    """

    dm: str
    options: tuple[str, ...]
    on: bool
    probability: float | None
    end: int
    share: float
    before: float


def signs(
    readings: Readings,
    groups: Sequence[EndGroup],
    unreached: Sequence[UnreachedEnd],
    first: FirstMoves,
    led: int,
) -> tuple[Sign, ...]:
    """Return the signs, those first that change the probability of the likeliest end most.

    Parameters
    ----------
    readings : Readings
        The worlds.
    groups : sequence of EndGroup
        The ends, as states among K.
    unreached : sequence of UnreachedEnd
        The ends that no reading reaches.
    first : FirstMoves
        The first moves by the default reading.
    led : int
        The position of the likeliest end; -1 for never settling.
    """
    if readings.view.graph is not None or not groups:
        return ()
    if readings.deduction:
        named = [{*readings.axes.keys[each.members].tolist()} for each in groups]
        named += [{*each.decimals} for each in unreached]
        return tuple(_neighbours(readings, named, led))
    before = _shares(readings, groups)
    found = [(sign, given) for sign, given in _likelier(readings, groups, first, before) if sign is not None]
    found.sort(key=lambda each: -round(abs(each[1][led] - before[led]), 9))
    return tuple(sign for sign, _ in found)


def _shares(readings: Readings, groups: Sequence[EndGroup]) -> Floats:
    """Return the probability of each end, and of never settling behind them, shape (G + 1,)."""
    own, counts = readings.settles[readings.concept], readings.found.totals.counts[0]
    return np.array([*(own[each.members].sum() for each in groups), counts[UNSETTLED] / counts[0]])


def _likelier(
    readings: Readings, groups: Sequence[EndGroup], first: FirstMoves, before: Floats
) -> Iterator[tuple[Sign | None, Floats]]:
    """Yield what comes first often enough with the probability of each end then; None if it tells too little."""
    total = float(readings.found.totals.counts[0, 0])
    for (dm, on, moves), options in _changes(readings.view, first).items():
        some = [each for move in moves for each in first.found[move]]
        weight = sum(each.weight for each in some)
        if weight < SELDOM * total:
            continue
        given = _given(readings, groups, some) / weight
        given = np.append(given, max(0.0, 1.0 - given.sum()))
        end = int((given - before).argmax())
        telling = given[end] - before[end] >= TELLING
        place = end if end < len(groups) else -1
        sign = Sign(dm, tuple(options), on, weight / total, place, float(given[end]), float(before[end]))
        yield sign if telling else None, given


def _changes(conflict: Conflict, first: FirstMoves) -> dict[tuple[str, bool, tuple[tuple[int, int], ...]], list[str]]:
    """Return the options that first moves turn on or off, by decision maker, direction, and the moves that do so."""
    found: dict[tuple[str, bool, tuple[tuple[int, int], ...]], list[str]] = {}
    for bit, (owner, _) in enumerate(conflict.owned):
        dm = conflict.decision_makers[owner]
        for on in (True, False):
            moves = tuple(
                (start, to) for start, to in sorted(first.found) if (start ^ to) >> bit & 1 and (to >> bit & 1) == on
            )
            if moves:
                found.setdefault((dm.id, on, moves), []).append(conflict.options[bit])
    return found


def _given(readings: Readings, groups: Sequence[EndGroup], some: Sequence[FirstMove]) -> Floats:
    """Return the weight that settles in each end after some first moves, shape (G,)."""
    settles = np.zeros(len(readings.axes.keys))
    for each in some:
        settles[readings.axes.positions(each.ends)] += each.settles
    return np.array([settles[each.members].sum() for each in groups])


def _neighbours(readings: Readings, decimals: Sequence[set[int]], led: int) -> Iterator[Sign]:
    """Yield each option that ends the conflict elsewhere if it is turned on or off in the status quo."""
    view = readings.view
    if len(view.states) > MOST_STATES:
        return
    start = sum(1 << view.bits[name] for name in view.status_quo or ())
    moves = credible(view, concept_in(view, readings.concept))
    for bit, (owner, option) in enumerate(view.owned):
        dm, on = view.decision_makers[owner], not start >> bit & 1
        if option.stays == ("off" if on else "on"):
            continue
        end = _end_from(view, start ^ 1 << bit, moves, decimals)
        if end is not None and end != led:
            yield Sign(dm.id, (view.options[bit],), on, None, end, 1.0, 0.0)


def _end_from(conflict: Conflict, mask: int, moves: Credible, decimals: Sequence[set[int]]) -> int | None:
    """Return the position of the only end from a state; None if it is infeasible, or has several or unnamed ends."""
    at = np.flatnonzero(conflict.states.members == mask)
    if not len(at):
        return None
    try:
        found = ends(absorb(explore(conflict, int(conflict.states.state_of[at[0]]), moves)))
    except TooLarge:
        return None
    states = [each.states for each in found if each.probability > 0]
    if len(states) != 1:
        return None
    if len(states[0]) > 1:
        return -1
    decimal = int(conflict.states.masks[states[0][0] - 1])
    return next((k for k, each in enumerate(decimals) if decimal in each), None)
