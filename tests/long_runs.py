"""A slice of the long runs: they take hours, and a few of their cases, other ones each time, take seconds."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import settings

ONE_IN = 300
FEW = 4
QUICK_EXAMPLES = 20


def few_at_once(cases: Sequence[int], few: int = FEW) -> list[object]:
    """Return cases, each a test: `make quick` does the first few, and `make test` them all."""
    return [*cases[:few], *(pytest.param(case, marks=pytest.mark.thorough) for case in cases[few:])]


def examples(count: int) -> int:
    """Return how many examples Hypothesis draws where so many are asked for: in `make quick` a fifth."""
    return count if settings().max_examples > QUICK_EXAMPLES else min(count, max(QUICK_EXAMPLES, count // 5))


def in_two(cases: range, few: int = FEW) -> list[object]:
    """Return two parts of cases, each a test: `make quick` does the first few, and `make test` the others too."""
    return [
        pytest.param(cases[:few], id="few"),
        pytest.param(cases[few:], id="others", marks=pytest.mark.thorough),
    ]


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
