"""What decision makers could do together from the likeliest state of the likeliest end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.coalitions.analysis import coalitions
from countermove.errors import TooLarge
from countermove.model.reading import concept_in

if TYPE_CHECKING:
    from collections.abc import Collection

    from countermove.analysis.coalitions.result import Coalitions
    from countermove.model.conflict import Conflict

MOST_STATES = 1 << 12
"""States of a conflict at most, for which coalitions are asked."""


@dataclass(frozen=True, eq=False)
class JointMoves:
    """The coalitions of a conflict, and the state that they might leave.

    Attributes
    ----------
    together : Coalitions or None
        None if the conflict is too large, or its coalitions have no such concept.
    number : int
        The number of the state.
    concept : str
        The id of the concept of the default reading.
    """

    together: Coalitions | None
    number: int
    concept: str

    @property
    def overturned(self) -> tuple[tuple[str, ...], ...]:
        """The coalitions for which the state is not stable."""
        return () if self.together is None else self.together.overturned(self.concept).get(self.number, ())

    def leading_to(self, numbers: Collection[int]) -> tuple[str, ...]:
        """Return the smallest coalition all of whose members gain by going to one of some states together."""
        each = () if self.together is None else self.together.each
        found = (one.members for one in each if {*one.improvements_from(self.number)} & {*numbers})
        return next(found, ())


def joint_moves(conflict: Conflict, decimal: int, concept: str) -> JointMoves:
    """Return what coalitions could do from the state with a decimal."""
    number = int(np.searchsorted(conflict.states.masks, decimal)) + 1
    few = len(conflict.states) <= MOST_STATES and len(conflict.decision_makers) > 1
    if not (few and concept_in(conflict, concept).coalitional):
        return JointMoves(None, number, concept)
    try:
        return JointMoves(coalitions(conflict, concepts=[concept]), number, concept)
    except TooLarge:
        return JointMoves(None, number, concept)
