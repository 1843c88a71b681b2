"""Best-first search over sets of edits: all inclusion-minimal sets that serve, the cheapest first."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from countermove.analysis.change.edits.step import go_together, part_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from countermove.analysis.change.edits.step import Step, Steps

CLOSE = 1e-9
"""Costs that differ by less are equal."""


class Judge(Protocol):
    """What tells which sets of edits serve."""

    def serving(self, sets: Sequence[Steps]) -> list[Steps | None]:
        """Return for each set the edits with their places if it serves, else None."""


@dataclass(eq=False)
class Search:
    """The state of a search.

    Attributes
    ----------
    slots : sequence of tuple of Step
        The edits that exclude each other, a tuple for each thing that may change.
    most : float
        The cost up to which is searched.
    found : list of (set, its edits with their places)
        The minimal sets so far, the cheapest first.
    tried : int
        The sets that were judged, or ruled out as they contain one that serves.
    bound : float
        Up to this cost, exclusive, all sets were covered.
    """

    slots: Sequence[tuple[Step, ...]]
    most: float
    found: list[tuple[Steps, Steps]] = field(default_factory=list)
    tried: int = 0
    bound: float = 0.0

    def run(self, judge: Judge, progress: Callable[[int], None]) -> None:
        """Judge the sets in order of their costs; those of equal cost at once.

        Sets that contain one that serves are neither judged nor extended. Sets of the same cost contain each other
        never, since every edit costs something.
        """
        waiting: list[tuple[float, tuple[int, ...], Steps]] = [(0.0, (), ())]
        while waiting:
            cost, level = self._level(waiting)
            self.bound = cost
            kept = [(places, steps) for places, steps in level if not self._contains(steps)]
            self.tried += len(level) - len(kept)
            for begin in range(0, len(kept), 4096):
                some = kept[begin : begin + 4096]
                for (places, steps), made in zip(some, judge.serving([steps for _, steps in some]), strict=True):
                    if made is not None:
                        self.found.append((steps, made))
                    else:
                        for each in self._larger(cost, places, steps):
                            heapq.heappush(waiting, each)
                self.tried += len(some)
                progress(self.tried)
        self.bound = self.most

    def _level(self, waiting: list[tuple[float, tuple[int, ...], Steps]]) -> tuple[float, list[tuple[tuple[int, ...], Steps]]]:
        """Take all sets of the least cost."""
        cost, places, steps = heapq.heappop(waiting)
        level = [(places, steps)]
        while waiting and waiting[0][0] <= cost + CLOSE:
            _, places, steps = heapq.heappop(waiting)
            level.append((places, steps))
        return cost, level

    def _contains(self, steps: Steps) -> bool:
        return any(part_of(each, steps) for each, _ in self.found)

    def _larger(
        self, cost: float, places: tuple[int, ...], steps: Steps
    ) -> Iterator[tuple[float, tuple[int, ...], Steps]]:
        """Yield the sets with one edit more, of a later slot, so that each set comes up once."""
        first = places[-2] + 1 if places else 0
        for k in range(first, len(self.slots)):
            for j, step in enumerate(self.slots[k]):
                total = round(cost + step.cost, 9)
                if total <= self.most + CLOSE and go_together(steps, step):
                    yield total, (*places, k, j), (*steps, step)


def count_of(slots: Sequence[tuple[Step, ...]], most: float) -> int:
    """Return an upper bound of the number of sets of edits up to a cost, contradictory ones among them.

    Examples
    --------
    >>> from countermove.analysis.change.edits.step import Step
    >>> slots = [(Step("drop", ("sense", 0, k, 0), 2.0),) for k in range(4)]
    >>> count_of(slots, 3.0), count_of(slots, 4.0)
    (5, 11)
    """
    counts = Counter({0.0: 1})
    for variants in slots:
        more: Counter[float] = Counter(counts)
        for step in variants:
            for cost, many in counts.items():
                if cost + step.cost <= most + CLOSE:
                    more[round(cost + step.cost, 6)] += many
        counts = more
    return sum(counts.values())
