"""The solution of a conflict that separates: from its fronts, and searched for where these leave it open.

Composed answers written out on all overall states, in the order of their numbers, where these can be listed.
"""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.arrays import arrays_of
from countermove.analysis.fronts.frontiers import Boards
from countermove.analysis.fronts.separation import crossings, parts
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

ROOM = 1 << 61


def separates(conflict: Conflict) -> bool:
    """Whether a conflict has several fronts, and nothing crosses them."""
    return several_fronts(conflict) and not crossings(conflict)


def whole_solution(conflict: Conflict, concepts: Iterable[Concept]) -> Solution:
    """Return the solution of a conflict that separates, under concepts that can be composed."""
    found = _Filled(conflict)
    return Solution(conflict, {each.id: found.stable(each) for each in concepts if each.composes})


class _Filled:
    """The whole, with the engine at hand where the fronts leave something open."""

    def __init__(self, conflict: Conflict) -> None:
        self.conflict, self.boards = conflict, Boards(parts(conflict))
        self.around: BlockReach | None = None

    def stable(self, concept: Concept) -> Where:
        return np.stack([self._row(dm, concept) for dm in self.boards.dms])

    def _row(self, dm: int, concept: Concept) -> Where:
        found = stable_on_product(self.boards, dm, concept.id)
        return self._searched(dm, concept) if found is None else found

    def _searched(self, dm: int, concept: Concept) -> Where:
        if self.around is None:
            engine = engine_for(len(self.conflict.states))
            around = reach(arrays_of(self.conflict), engine)
            assert isinstance(around, BlockReach)  # noqa: S101  (fronts are given by options)
            around.prepare()
            self.around = around
        where = holds(self.around, dm, prospects_of(concept)(self.around, dm))
        found: Where = where[self.around.arrays.members]
        return found


def stable_on_product(boards: Boards, dm: int, concept: str) -> Where | None:
    """Return where a decision maker is stable, shape (S,); None if the fronts alone do not say it at little cost."""
    fewest = _by_bound(boards, dm, concept, "fewest")
    most = _by_bound(boards, dm, concept, "most")
    if fewest is None or most is None or not np.array_equal(fewest, most):
        return None
    return fewest


def _by_bound(boards: Boards, dm: int, concept: str, bound: Bound) -> Where | None:
    where = boards.where(dm)
    found = [boards.frontiers(g, dm, concept, bound) for g in where]
    most = [max(len(kind) for kind in each.kinds) for each in found]
    if prod(most) > MOST_CHOICES or _largest(found) > ROOM:
        return None
    sizes = [board.size for board in boards.fronts]
    shape = [size if g in where else 1 for g, size in enumerate(sizes)]
    leaves = np.zeros(shape[::-1], np.bool_)
    for choice in product(*(range(each) for each in most)):
        a, b = (_total(found, choice, half, where, len(sizes)) for half in (0, 1))
        leaves |= (a > 0) & (b > 0)
    stable: Where = np.broadcast_to(~leaves, sizes[::-1]).reshape(-1)
    return stable


def _largest(found: list[Frontiers]) -> int:
    """Return the most that the halves of pairs can add up to, in either direction."""
    return sum(max(abs(value) for kind in each.kinds for point in kind for value in point) for each in found)


def _total(
    found: list[Frontiers], choice: tuple[int, ...], half: int, where: tuple[int, ...], fronts: int
) -> NDArray[np.int64]:
    """Return the sum of one half of a choice of pairs; the first front's states vary fastest."""
    total = np.zeros([1] * fronts, np.int64)
    for each, k, g in zip(found, choice, where, strict=True):
        values = np.array([kind[min(k, len(kind) - 1)][half] for kind in each.kinds], np.int64)[each.index]
        total = total + values.reshape([-1 if axis == fronts - 1 - g else 1 for axis in range(fronts)])
    return total
