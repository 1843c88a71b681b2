"""Ends that come about by a tie and not by a motive.

An end is a tie if worlds settle in it only where one doubted statement of a decision maker is left out, and an option
of the same decision maker is changed there without a motive: none of its other statements tells the states of the end
from those in which that option is as at the start. The evolution draws among moves that are equally good.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from countermove.model.scope import truth
from countermove.simulation.totals import BY_STATE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from countermove.model.records import DecisionMaker
    from countermove.simulation.result import Worlds
    from countermove.simulation.uncertain import Uncertainty

SETTLES = BY_STATE.index("settles")

FEWEST_DRAWS = 30
"""Draws with a statement, below which it is not said that none of them settles in an end."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Why an end is a tie.

    Attributes
    ----------
    dm : str
        The id of the decision maker that is indifferent.
    option : str
        The option that it might as well have left as it was.
    without : str
        The statement that is left out wherever the end comes about.
    """

    dm: str
    option: str
    without: str


def tie_of(found: Worlds, members: NDArray[np.bool_]) -> Tie | None:
    """Return why an end, given by its states, shape (K,), is a tie; None if it is none.

    Weights and rankings of the same decision maker are taken for motives.
    """
    if found.conflict.graph is not None or len(found.plan.space.codings) > 1:
        return None
    for each in _needed_out(found, members):
        tie = _tie(found, each, members)
        if tie is not None:
            return tie
    return None


def _needed_out(found: Worlds, members: NDArray[np.bool_]) -> Iterator[Uncertainty]:
    """Yield the statements that are left out in every world that settles in some states."""
    settled = found.totals.by_state[:, SETTLES, members].sum(axis=1)
    rows = {each: k for k, each in enumerate(found.plan.axes.rows)}
    least = 0.0 if found.exact else FEWEST_DRAWS
    for each in found.uncertain:
        with_, without = (rows.get((each.name, says), -1) for says in ("holds", "does not hold"))
        if each.kind != "statement" or min(with_, without) < 0 or settled[with_] or not settled[without]:
            continue
        if found.totals.counts[with_, 0] > least:
            yield each


def _tie(found: Worlds, left_out: Uncertainty, members: NDArray[np.bool_]) -> Tie | None:
    conflict, (i, level, place) = found.conflict, left_out.at
    dm = conflict.decision_makers[i]
    if dm.preferences.weights or dm.preferences.ranking:
        return None
    ends = found.plan.axes.keys[members & (found.totals.by_state[0, SETTLES] > 0)]
    others, start = _others(dm, (level, place)), {conflict.bits[name] for name in conflict.status_quo or ()}
    for option in dm.options:
        bit = conflict.bits[dm.full(option)]
        if ((ends >> bit & 1) != (bit in start)).all() and _alike(found, ends, ends ^ (1 << bit), others):
            return Tie(dm.id, dm.full(option), dm.preferences.statements[level][place].holds)
    return None


def _alike(found: Worlds, ends: NDArray[np.int64], kept: NDArray[np.int64], texts: list[str]) -> bool:
    """Whether statements are as true in some states as in others that there are too, all by decimal, shape (E,)."""
    conflict = found.conflict
    there = bool(np.isin(kept, found.plan.axes.keys).all())
    return there and all(np.array_equal(truth(conflict, each, ends), truth(conflict, each, kept)) for each in texts)


def _others(dm: DecisionMaker, at: tuple[int, int]) -> list[str]:
    """Return the statements of a decision maker, except the one at a place."""
    return [
        each.holds
        for k, level in enumerate(dm.preferences.statements)
        for j, each in enumerate(level)
        if (k, j) != at
    ]
