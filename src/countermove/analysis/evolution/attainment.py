"""What legal sequences from one state lead to, and the shortest way to each state."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from countermove.analysis.evolution.steps import Positions

NEVER = -1


@dataclass(frozen=True, eq=False)
class Attainment:
    """What legal sequences from one state lead to.

    Attributes
    ----------
    start : int
        The position of the state that they start from.
    by_last : ndarray of int32, shape (n, S)
        The least number of moves to each state when the given decision maker makes the last; -1 if there is none.
    before : ndarray of int32, shape (n, S)
        The position of the state that this last move leaves.
    """

    start: int
    by_last: Positions = field(repr=False)
    before: Positions = field(repr=False)

    @property
    def distance(self) -> Positions:
        """The least number of moves to each state, 0 for the start and -1 where none leads; shape (S,)."""
        least = np.where(self.by_last < 0, np.iinfo(np.int32).max, self.by_last).min(axis=0)
        least[(self.by_last < 0).all(axis=0)] = NEVER
        least[self.start] = 0
        return np.asarray(least, np.int32)

    def leads_to(self, position: int) -> bool:
        """Whether a state is attained; the start is."""
        return position == self.start or bool((self.by_last[:, position] != NEVER).any())

    def path(self, position: int) -> tuple[tuple[int, int, int], ...]:
        """Return a shortest legal sequence to a state that is attained: the mover, from and to of each move.

        Of several, the one whose last mover, then whose last state but one, comes first.
        """
        moves: list[tuple[int, int, int]] = []
        counts = self.by_last[:, position]
        left = 0 if position == self.start else int(counts[counts != NEVER].min())
        while left > 0:
            ready = np.flatnonzero(self.by_last[:, position] == left)
            mover = int(next(i for i in ready if not moves or i != moves[-1][0]))
            moves.append((mover, int(self.before[mover, position]), position))
            position, left = moves[-1][1], left - 1
        return tuple(reversed(moves))
