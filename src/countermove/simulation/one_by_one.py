"""Totals over worlds that are solved one by one, by the ordinary stability and evolution analysis.

The reference for `countermove.simulation.fast`, and the method where that one does not apply.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.evolution.evolve import settle
from countermove.analysis.stability.stable_states import stable
from countermove.errors import InvalidConflict
from countermove.model.concepts import named
from countermove.model.reading import concept_in
from countermove.simulation.realise import nothing_is_feasible
from countermove.simulation.totals import (
    BY_STATE,
    CONTRADICTS,
    COUNTED,
    MOVES,
    NO_START,
    NOTHING,
    UNSETTLED,
    WEIGHED,
    Totals,
    row_indices,
    state_keys,
    yes_chances,
    zero_totals,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict
    from countermove.simulation.draws import Draws, Space, World
    from countermove.simulation.totals import Axes

    Floats = NDArray[np.float64]

SETTLES = BY_STATE.index("settles")


def totals(
    space: Space, axes: Axes, draws: Draws, concepts: Sequence[str], progress: Callable[[int], None] | None = None
) -> dict[str, Totals]:
    """Return the totals over some worlds, by the concept by which they evolve.

    Parameters
    ----------
    space : Space
        All worlds.
    axes : Axes
        The axes of the totals.
    draws : Draws
        The worlds.
    concepts : sequence of str
        The ids of the concepts by which a world evolves.
    progress : callable, optional
        Called with the number of worlds that have just been solved.
    """
    found = {id_: zero_totals(axes) for id_ in concepts}
    for world, world_weight, rows in zip(
        space.worlds(draws), draws.world_weight, row_indices(axes, draws), strict=True
    ):
        for id_, (by_state, counts) in one(world, space, axes, concepts).items():
            found[id_].by_state[rows[rows >= 0]] += world_weight * by_state
            found[id_].counts[rows[rows >= 0]] += world_weight * counts
        if progress is not None:
            progress(1)
    return found


def one(world: World, space: Space, axes: Axes, concepts: Sequence[str]) -> dict[str, tuple[Floats, Floats]]:
    """Return by concept what one world adds to the totals: by state, shape (7, K), and its counts, shape (C,)."""
    by_state, counts = np.zeros((len(BY_STATE), len(axes.keys))), np.zeros(len(axes.counts))
    counts[WEIGHED] = 1
    try:
        conflict = world.conflict
    except InvalidConflict as fault:
        counts[NOTHING if nothing_is_feasible(fault) else CONTRADICTS] = 1
        return dict.fromkeys(concepts, (by_state, counts))
    at = axes.positions(state_keys(conflict, axes.widest[space.codings.index(world.coding)]))
    for k, where in enumerate(stable(conflict, named(COUNTED)).values()):
        assert where is not None  # noqa: S101  (what drives an evolution is defined in every form)
        by_state[k, at] = where.all(axis=0)
    if conflict.status_quo is None:
        counts[NO_START] = world.coding.conflict.status_quo is not None
        return dict.fromkeys(concepts, (by_state, counts))
    evolved = {}
    for id_ in concepts:
        evolved[id_] = by_state.copy(), counts.copy()
        _evolve(conflict, id_, at, axes, *evolved[id_])
    return evolved


def _evolve(conflict: Conflict, concept: str, at: NDArray[np.int64], axes: Axes, *sums: Floats) -> None:
    """Add where one world ends by a concept to its sums by state and its counts."""
    by_state, counts = sums
    found, counts[MOVES] = settle(conflict, concept_in(conflict, concept))
    for end in found:
        if end.settles:
            by_state[SETTLES, at[end.states[0] - 1]] = end.probability
        else:
            counts[UNSETTLED] += end.probability
    by_state[SETTLES + 1] = by_state[SETTLES] ** 2
    counts[MOVES + 1 :] = yes_chances(axes, by_state[SETTLES])
