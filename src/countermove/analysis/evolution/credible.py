"""What moves are credible: a *credible* improvement is one that is not sanctioned under the concept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.arrays import OptionArrays, lower
from countermove.analysis.reach import reach
from countermove.analysis.stability.definitions import holds, prospects_of
from countermove.kernels.jit import engine_for, side_by_side

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.evolution.steps import Positions
    from countermove.kernels.jit import Engine
    from countermove.model.concepts import Concept
    from countermove.model.conflict import Conflict


@dataclass(frozen=True, eq=False)
class Credible:
    """What moves are credible.

    Attributes
    ----------
    prospects : ndarray of int32, shape (n, S)
        The rank that each decision maker can count on after moving to each state.
    stable : ndarray of bool, shape (n, S)
        Where it has no credible improvement.
    """

    prospects: Positions
    stable: NDArray[np.bool_]


def credible(conflict: Conflict, concept: Concept, engine: Engine | None = None) -> Credible:
    """Return what moves are credible under a concept that drives an evolution.

    Raises
    ------
    UnknownName
        If it drives none.
    """
    arrays, prospects = lower(conflict), prospects_of(concept)
    around = reach(arrays, engine or engine_for(len(conflict.states.members)))
    around.prepare()
    each = range(len(conflict.decision_makers))
    found = np.stack(side_by_side(lambda dm: prospects(around, dm), each, around.engine))
    stable = np.stack(side_by_side(lambda dm: holds(around, dm, found[dm]), each, around.engine))
    if isinstance(arrays, OptionArrays):
        found, stable = found[:, arrays.members], stable[:, arrays.members]
    return Credible(found, stable)
