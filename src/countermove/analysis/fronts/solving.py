"""The solution of a conflict that separates: from its fronts, and searched for where these leave it open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.arrays import lower
from countermove.analysis.fronts.frontiers import Boards
from countermove.analysis.fronts.product import stable_on_product
from countermove.analysis.fronts.separating import crossings, parts
from countermove.analysis.reach import reach
from countermove.analysis.reach.by_blocks import BlockReach
from countermove.analysis.solution import Solution
from countermove.analysis.stability.definitions import holds, prospects_of
from countermove.kernels.jit import engine_for
from countermove.model.fronts import several_fronts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from countermove.model.concepts import Concept
    from countermove.model.conflict import Conflict

    Where = NDArray[np.bool_]


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
            around = reach(lower(self.conflict), engine)
            assert isinstance(around, BlockReach)  # noqa: S101  (fronts are given by options)
            around.prepare()
            self.around = around
        where = holds(self.around, dm, prospects_of(concept)(self.around, dm))
        found: Where = where[self.around.arrays.members]
        return found
