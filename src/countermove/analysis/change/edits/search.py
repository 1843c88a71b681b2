"""Best-first search over sets of edits: all inclusion-minimal sets that serve, the cheapest first."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Protocol

from countermove.analysis.change.edits.groups import CLOSE, NOTHING, together
from countermove.analysis.change.edits.step import part_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from countermove.analysis.change.edits.groups import EditPart, Group
    from countermove.analysis.change.edits.step import Steps

    Places = tuple[int, ...]
    """For each group the place of the part that is taken of it, from 1; 0 for none, as of the groups left out."""

AT_ONCE = 2048
"""How many sets are judged at once at most; an interruption waits for them."""


class Judge(Protocol):
    """What tells which sets of edits serve."""

    def serving(self, sets: Sequence[Sequence[EditPart]]) -> list[bool]:
        """Return for each set of edits, given as the parts of each group, whether it serves."""


@dataclass(eq=False)
class Search:
    """The state of a search.

    Attributes
    ----------
    groups : sequence of Group
        The sets of edits that are put together, one of each group at most.
    most : float
        The cost up to which is searched.
    found : list of Steps
        The minimal sets so far, the cheapest first.
    bound : float
        All sets that cost less were covered.
    """

    groups: Sequence[Group]
    most: float
    found: list[Steps] = field(default_factory=list)
    bound: float = 0.0

    def __post_init__(self) -> None:
        self._contains = [[0] * (1 + len(group.parts)) for group in self.groups]

    @property
    def tried(self) -> int:
        """The number of sets that were judged or ruled out."""
        if self.bound <= 0:
            return 0
        done = self.most if self.bound > self.most else self.bound - 2 * CLOSE
        return together([group.counts for group in self.groups], done)

    def run(self, judge: Judge, progress: Callable[[int], None]) -> None:
        """Judge the sets in order of their costs.

        Sets that contain one that serves are neither judged nor extended. Sets of the same cost never contain each
        other, since every edit costs something, unless they differ in the place of an added statement only.
        """
        waiting: list[tuple[float, Places]] = [(0.0, ())]
        while waiting:
            cost, level = _cheapest(waiting)
            self.bound = cost
            for begin in range(0, len(level), AT_ONCE):
                some = [each for each in level[begin : begin + AT_ONCE] if not self._is_larger(each)]
                serve = judge.serving([self._parts(each) for each in some])
                for places, serves in zip(some, serve, strict=True):
                    if not serves:
                        for each in self._extended(cost, places):
                            heapq.heappush(waiting, each)
                    elif not self._is_larger(places):
                        self._enter(places)
                progress(len(some))
        self.bound = float("inf")

    def _parts(self, places: Places) -> list[EditPart]:
        """Return the part of each group."""
        taken = [group.parts[at - 1] if at else NOTHING for group, at in zip(self.groups, places, strict=False)]
        return taken + [NOTHING] * (len(self.groups) - len(places))

    def _is_larger(self, places: Places) -> bool:
        """Whether a set contains one that was found."""
        every = (*places, *(0 for _ in range(len(self.groups) - len(places))))
        within = (own[at] for own, at in zip(self._contains, every, strict=True))
        return bool(self.found) and bool(reduce(and_, within, -1))

    def _enter(self, places: Places) -> None:
        """Enter a set that serves, and note for each part of a group whether it contains that of the set."""
        bit = 1 << len(self.found)
        parts = self._parts(places)
        self.found.append(tuple(step for part in parts for step in part.steps))
        for group, own, part in zip(self.groups, self._contains, parts, strict=True):
            for k, each in enumerate((NOTHING, *group.parts)):
                if part_of(part.steps, each.steps):
                    own[k] |= bit

    def _extended(self, cost: float, places: Places) -> Iterator[tuple[float, Places]]:
        """Yield the sets with a part of one more, later group, so that each set comes up once."""
        for g in range(len(places), len(self.groups)):
            before = (*places, *(0 for _ in range(g - len(places))))
            for k, part in enumerate(self.groups[g].parts):
                if cost + part.cost > self.most + CLOSE:
                    break
                yield round(cost + part.cost, 9), (*before, k + 1)


def _cheapest(waiting: list[tuple[float, Places]]) -> tuple[float, list[Places]]:
    """Take all sets of the least cost."""
    cost, places = heapq.heappop(waiting)
    level = [places]
    while waiting and waiting[0][0] <= cost + CLOSE:
        level.append(heapq.heappop(waiting)[1])
    return cost, level
