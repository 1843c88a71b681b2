"""One pass by several concepts: each reading is exactly `worlds` by that concept."""

from __future__ import annotations

import numpy as np
import pytest

import countermove as cm
from countermove import Conflict, cases
from countermove.kernels.components import strong_components
from countermove.kernels.jit import ENGINES
from countermove.model.variation import vary
from countermove.simulation.judgement.ends import named_groups
from countermove.simulation.judgement.readings import settling
from countermove.simulation.one_pass import plans_by, worlds_by
from countermove.simulation.totals import COUNTED
from long_runs import few_at_once
from uncertain_conflicts import draw_uncertain, ranked

LARGE = {"kazakhstan-2022-two-fronts"}


def assert_each_is_worlds(conflict: Conflict, count: int, concepts: tuple[str, ...] = COUNTED) -> None:
    """Compare every number of one pass with a run by one concept."""
    for id_, found in worlds_by(plans_by(conflict, concepts, count, 1)).items():
        alone = cm.worlds(conflict, id_, count="all" if found.exact else count, seed=1, workers=1)
        assert found.totals.equals(alone.totals)
        assert (found.plan.key, found.count, found.concept) == (alone.plan.key, alone.count, id_)


@pytest.mark.thorough
@pytest.mark.parametrize("name", [name for name in cases.names() if name not in LARGE])
def test_each_reading_of_a_case_is_worlds_by_that_concept(name: str) -> None:
    assert_each_is_worlds(vary(cases.load(name)), 100)


@pytest.mark.parametrize("seed", few_at_once(range(60), 10))
def test_each_reading_of_a_random_conflict_is_worlds_by_that_concept(seed: int) -> None:
    assert_each_is_worlds(draw_uncertain(seed), 70, (COUNTED[seed % 5], *COUNTED[: seed % 3]))


@pytest.mark.parametrize("seed", few_at_once(range(12), 3))
def test_rankings_alike(seed: int) -> None:
    assert_each_is_worlds(ranked(seed), 30)


@pytest.mark.thorough
def test_several_blocks_are_added_in_their_order() -> None:
    assert_each_is_worlds(vary(cases.load("kazakhstan-2022")), 9_000, ("seq", "nash"))


def test_the_second_start_is_where_the_worlds_of_the_file_settle() -> None:
    conflict = cases.load("kazakhstan-2022")
    judged = cm.brief(conflict, count=150)
    found = cm.worlds(conflict, count=150, seed=1, workers=1, variation="none")
    groups = named_groups(found.plan.axes)
    assert groups is not None
    shares = [float(settling(found)[each.members].sum()) for each in groups]
    assert judged.other_start == (1, max(shares))


def test_progress_counts_worlds_to_the_last() -> None:
    seen: list[tuple[int, int]] = []
    cm.brief(cases.load("kazakhstan-2022"), count=200, progress=lambda done, total: seen.append((done, total)))
    assert seen[0][0] < 200
    assert seen == sorted(seen)
    assert seen[-1][1] == 200


# -- strong components ------------------------------------------------------------------------------


def mutually_reachable(size: int, edges: np.ndarray) -> np.ndarray:
    """Return whether two vertices reach each other, by Warshall's closure, shape (V, V)."""
    reach = np.eye(size, dtype=bool)
    reach[edges[:, 0], edges[:, 1]] = True
    for k in range(size):
        reach |= reach[:, [k]] & reach[[k]]
    return reach & reach.T


@pytest.mark.parametrize("engine", ENGINES)
def test_components_are_states_that_reach_each_other(engine: str) -> None:
    rng = np.random.default_rng(1)
    for size in (0, 1, 2, 5, 9, 20) * 4:
        edges = rng.integers(0, max(size, 1), (int(rng.integers(0, 2 * size + 1)), 2))
        edges = edges[np.argsort(edges[:, 0], kind="stable")]
        label = np.empty(size, np.int32)
        first = np.searchsorted(edges[:, 0], np.arange(size + 1))
        strong_components.by(engine)(first, np.ascontiguousarray(edges[:, 1]), label)  # type: ignore[arg-type]
        assert np.array_equal(label[:, None] == label[None], mutually_reachable(size, edges))
        assert (label[edges[:, 0]] >= label[edges[:, 1]]).all()
        assert {*label.tolist()} == {*range(label.max(initial=-1) + 1)}
