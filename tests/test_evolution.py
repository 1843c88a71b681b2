"""The states attained by improvements equal the oracle's legal sequences."""

from __future__ import annotations

import random

import numpy as np
import pytest

from as_conflict import graph_conflict, option_conflict
from countermove.analysis.evolution import attained
from oracle import responses
from random_conflicts import draw_graph_model, draw_interleaved_form


@pytest.mark.parametrize("seed", range(60))
def test_attained_by_moves_of_options(seed: int) -> None:
    form = draw_interleaved_form(random.Random(seed))
    states = sorted(form.feasible)
    start = seed % len(states)
    ends = responses(form.graph(), range(form.dms), states[start], improving=True) | {states[start]}
    found = attained(option_conflict(form), start + 1)
    assert {states[k] for k in np.flatnonzero(found)} == ends


@pytest.mark.parametrize("seed", range(60))
def test_attained_by_moves_along_arcs(seed: int) -> None:
    model = draw_graph_model(random.Random(seed))
    start = seed % len(model.states)
    ends = responses(model, range(len(model.rank)), model.states[start], improving=True) | {model.states[start]}
    found = attained(graph_conflict(model), start + 1)
    assert {model.states[k] for k in np.flatnonzero(found)} == ends
