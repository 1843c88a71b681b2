"""A slice of the long runs: they take hours, and a few of their cases, other ones each time, take seconds."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

ONE_IN = 300
FEW = 4


@dataclass(frozen=True)
class Share:
    """How much of a long run is done: all of it, or a slice that is drawn by a seed."""

    seed: str | None

    def of(self, cases: Sequence[int]) -> list[int]:
        """Choose cases: in a slice one in three hundred, and at least one; the same seed draws the same."""
        if self.seed is None:
            return [*cases]
        return random.Random(self.seed).sample(cases, max(1, len(cases) // ONE_IN))

    def at_most(self, states: int) -> int:
        """Return how many states of a case are asked about at most: in a slice few."""
        return states if self.seed is None else min(states, FEW)
