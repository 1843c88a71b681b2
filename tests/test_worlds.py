"""Worlds: what is drawn, that the fast way equals the ordinary one, and that a sample comes near to all worlds."""

from __future__ import annotations

import numpy as np
import pytest

from countermove.kernels.jit import ENGINES
from countermove.model.conflict import Conflict
from countermove.simulation import ordinary
from countermove.simulation.axes import axes
from countermove.simulation.fast import Solver
from countermove.simulation.ground import ground
from countermove.simulation.tally import Tally
from countermove.simulation.worlds import Draws, space
from uncertain_conflicts import draw_uncertain, ranked

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
MOST = 400


def both_ways(conflict: Conflict, concept: str, engine: str) -> tuple[Tally, Tally] | None:
    """Return the sums over (at most 400) worlds found by the kernels and in the ordinary way."""
    every = space(conflict)
    counted = axes(every)
    grounds = tuple(ground(*each) for each in zip(every.codings, counted.widest, strict=True))
    if None in grounds:
        return None
    draws = every.numbered(0, every.count) if every.count <= MOST else every.drawn(3, 0, 60)
    fast = Solver(every, counted, grounds, concept, engine).tally(draws)  # type: ignore[arg-type]
    return fast, ordinary.tally(every, counted, draws, concept)


@pytest.mark.parametrize("seed", range(60))
def test_the_fast_way_equals_the_ordinary_one(seed: int) -> None:
    found = both_ways(draw_uncertain(seed), CONCEPTS[seed % 5], ENGINES[seed % 2])
    assert found is not None
    for fast, slow in zip((found[0].by_state, found[0].counts), (found[1].by_state, found[1].counts), strict=True):
        assert np.allclose(fast, slow, rtol=1e-12, atol=1e-12)
