"""The solution of a conflict that separates, on all overall states: from its fronts, or by search if they are open.

Overall states stand in the order of their numbers: the states of the first front vary fastest.
"""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.arrays import arrays_of
from countermove.analysis.fronts.frontiers import SeparateFronts
from countermove.analysis.fronts.separation import crossings, separated
from countermove.analysis.reach import reach
from countermove.analysis.reach.blocks import BlockReach
from countermove.analysis.solution import Solution
from countermove.analysis.stability.definitions import holds, prospects_of
from countermove.kernels.jit import engine_for
from countermove.model.fronts import several_fronts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from countermove.analysis.fronts.frontiers import Bound, Frontiers
    from countermove.model.concepts import Concept
    from countermove.model.conflict import Conflict

    Where = NDArray[np.bool_]


MOST_CHOICES = 64
"""How many choices of one pair on each front are tried at most."""

LARGEST_SUM = 1 << 61
"""Sums of utilities up to this fit into int64, with room to spare."""


def separates(conflict: Conflict) -> bool:
    """Whether a conflict has several fronts and nothing crosses them."""
    return several_fronts(conflict) and not crossings(conflict)


def whole_solution(conflict: Conflict, concepts: Iterable[Concept]) -> Solution:
    """Return the solution of a conflict that separates, under those of the concepts that compose."""
    found = _ProductSolver(conflict)
    return Solution(conflict, {each.id: found.stable(each) for each in concepts if each.composes})


class _ProductSolver:
    """The solver of the whole; it starts the search engine once, if the fronts leave something open."""

    def __init__(self, conflict: Conflict) -> None:
        self.conflict, self.separate = conflict, SeparateFronts(separated(conflict))
        self.search: BlockReach | None = None

    def stable(self, concept: Concept) -> Where:
        """Return where each decision maker is stable, shape (n, S)."""
        return np.stack([self._row(dm, concept) for dm in self.separate.dms])

    def _row(self, dm: int, concept: Concept) -> Where:
        found = stable_on_product(self.separate, dm, concept.id)
        return self._searched(dm, concept) if found is None else found

    def _searched(self, dm: int, concept: Concept) -> Where:
        if self.search is None:
            engine = engine_for(len(self.conflict.states))
            search = reach(arrays_of(self.conflict), engine)
            assert isinstance(search, BlockReach)  # noqa: S101  (fronts are given by options)
            search.prepare()
            self.search = search
        where = holds(self.search, dm, prospects_of(concept)(self.search, dm))
        found: Where = where[self.search.arrays.members]
        return found


def stable_on_product(separate: SeparateFronts, dm: int, concept: str) -> Where | None:
    """Return where a decision maker is stable, shape (S,); None if the fronts leave it open or it costs too much.

    Parameters
    ----------
    separate : SeparateFronts
        The fronts.
    dm : int
        The position of the decision maker.
    concept : str
        The id of a concept that composes.
    """
    fewest = _by_bound(separate, dm, concept, "fewest")
    most = _by_bound(separate, dm, concept, "most")
    if fewest is None or most is None or not np.array_equal(fewest, most):
        return None
    return fewest


def _by_bound(separate: SeparateFronts, dm: int, concept: str, bound: Bound) -> Where | None:
    """Return where a decision maker is stable if the sanctions of a bound count, shape (S,); None if too costly."""
    relevant = separate.relevant(dm)
    found = [separate.frontiers(g, dm, concept, bound) for g in relevant]
    most = [max(len(kind) for kind in each.kinds) for each in found]
    if prod(most) > MOST_CHOICES or _largest(found) > LARGEST_SUM:
        return None
    sizes = [front.size for front in separate.fronts]
    shape = [size if g in relevant else 1 for g, size in enumerate(sizes)]
    leaves = np.zeros(shape[::-1], np.bool_)
    for choice in product(*(range(each) for each in most)):
        a, b = (_total(found, choice, half, relevant, len(sizes)) for half in (0, 1))
        leaves |= (a > 0) & (b > 0)
    stable: Where = np.broadcast_to(~leaves, sizes[::-1]).reshape(-1)
    return stable


def _largest(found: list[Frontiers]) -> int:
    """Return a bound on the absolute sum of either half of the pairs."""
    return sum(max(abs(value) for kind in each.kinds for point in kind for value in point) for each in found)


def _total(
    found: list[Frontiers], choice: tuple[int, ...], half: int, relevant: tuple[int, ...], fronts: int
) -> NDArray[np.int64]:
    """Return the sum of one half of the chosen pairs, with one axis a front; the first front has the last axis."""
    total = np.zeros([1] * fronts, np.int64)
    for each, k, g in zip(found, choice, relevant, strict=True):
        values = np.array([kind[min(k, len(kind) - 1)][half] for kind in each.kinds], np.int64)[each.index]
        total = total + values.reshape([-1 if axis == fronts - 1 - g else 1 for axis in range(fronts)])
    return total
