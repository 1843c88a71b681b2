"""Whether, and how, the others can punish one improvement of a focal decision maker."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.asking.ground import Spent
from countermove.analysis.asking.moving import Moves
from countermove.analysis.asking.reaching import Reach
from countermove.analysis.asking.regions import regions
from countermove.analysis.asking.replaying import replays
from countermove.analysis.asking.worst import combined, needed, one_after_the_other, placed, surely_better, worst
from countermove.analysis.asking.worth import above

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countermove.analysis.asking.claims import Masks, Truth
    from countermove.analysis.asking.ground import Budget, Ground
    from countermove.analysis.asking.regions import Region
    from countermove.analysis.asking.worst import Path
    from countermove.analysis.asking.worth import Values, Worth

COUNTERED_AT_ONCE = 1 << 5


@dataclass(frozen=True, eq=False)
class Punishing:
    """What punishes a focal decision maker for leaving a state.

    Parameters
    ----------
    ground : Ground
    who, start : int
        The focal decision maker and the state.
    improving : bool
        Whether every answer must improve on the state that it leaves, for its mover (SEQ, SSEQ).
    symmetric : bool
        Whether the focal decision maker may answer with one more move (SMR, SSEQ).
    budget : Budget
    """

    ground: Ground
    who: int
    start: int
    improving: bool
    symmetric: bool
    budget: Budget
    _reached: dict[tuple[int, int], Reach] = field(default_factory=dict)

    def path(self, first: int) -> Path | None:
        """Return how the others punish an improvement; None if they cannot.

        Raises
        ------
        Spent
            If that cannot be said within the budget.
        """
        if self.symmetric:
            plain = self._plain.path(first)
            if plain is None or self.punishing(np.array([plain[-1][1]]))[0]:
                return plain
        reaches = [self._reach(region, first) for region in self._regions]
        try:
            found = self._alone(first, reaches)
        except Spent:
            found = None
        return found or self._together(first, reaches)

    def replays(self, path: Path, ends: Masks) -> Truth:
        """Return which improvements, by where they lead, are punished by the moves of a path."""
        return replays(self, path, ends)

    def punishing(self, ends: Masks) -> Truth:
        """Return in which of some states the focal decision maker is no better off, whatever it does then."""
        punishing = ~above(self._worth.keys(ends), self._here)
        if self.symmetric:
            punishing[punishing] = ~self._escaped(ends[punishing])
        return punishing

    @cached_property
    def _worth(self) -> Worth:
        return self.ground.worths[self.who]

    @cached_property
    def _here(self) -> Values:
        """The keys of where the focal decision maker stands, shape (W, 1)."""
        return self._worth.keys(np.array([self.start]))

    @cached_property
    def _plain(self) -> Punishing:
        """The same without countermoves: what cannot be punished so, cannot be punished at all."""
        return replace(self, symmetric=False, _reached={})

    @cached_property
    def _regions(self) -> tuple[Region, ...]:
        return regions(self.ground, self.who, self.start, improving=self.improving, symmetric=self.symmetric)

    def _reach(self, region: Region, first: int) -> Reach:
        """Return what the others can do in a region, which may have been looked into from another improvement."""
        alike = region.options, first & self.ground.own[self.who] & region.bears
        if alike not in self._reached:
            self._reached[alike] = Reach(self.ground, self.who, first, region, self.improving)
        return self._reached[alike]

    def _alone(self, first: int, reaches: list[Reach]) -> Path | None:
        """Return a sanction within one region, looking into all of them side by side."""
        searches = [self._search(first, reach) for reach in reaches]
        while searches:
            for search in tuple(searches):
                found = next(search, [])
                if found:
                    return found
                if found is not None:
                    searches.remove(search)
        return None

    def _search(self, first: int, reach: Reach) -> Iterator[Path | None]:
        """Yield a sanction within a region, or None as long as there may be one."""
        begin = 0
        while True:
            states = placed(first, reach.region, reach.states[begin:])
            if (at := self._plainest(first, states)) is not None:
                yield one_after_the_other(first, [(reach, begin + at)])
            begin += len(states)
            yield None
            if reach.exhausted:
                return
            for _ in reach.go_on(self.budget):
                states = placed(first, reach.region, reach.states[begin:])
                if (at := self._plainest(first, states)) is not None:
                    yield one_after_the_other(first, [(reach, begin + at)])
                begin += len(states)

    def _plainest(self, first: int, states: Masks) -> int | None:
        """Return which of some states punishes, and changes least."""
        harmful = np.flatnonzero(~above(self._worth.keys(states), self._here))
        harmful = harmful[np.lexsort((states[harmful], np.bitwise_count(states[harmful] ^ first)))]
        if not self.symmetric:
            return int(harmful[0]) if len(harmful) else None
        for begin in range(0, len(harmful), COUNTERED_AT_ONCE):
            part = harmful[begin : begin + COUNTERED_AT_ONCE]
            kept = part[~self._escaped(states[part])]
            if len(kept):
                return int(kept[0])
        return None

    def _escaped(self, ends: Masks) -> Truth:
        """Return from which of some states a countermove leads to something better than to have stayed."""
        at_once = max(COUNTERED_AT_ONCE, 2 * len(ends))
        countermoves = Moves(self.ground, self.ground.own[self.who], self._worth, at_once)
        return countermoves.from_where(ends, np.broadcast_to(self._here, (len(self._here), len(ends))), self.budget)

    def _together(self, first: int, reaches: list[Reach]) -> Path | None:
        """Return a sanction that takes moves in several regions; None if there is surely none.

        Raises
        ------
        Spent
            If that is open.
        """
        at = worst(self._worth, first, reaches)
        parts = [(reach, k) for reach, k in zip(reaches, at, strict=True) if k]

        def enough(some: list[tuple[Reach, int]]) -> bool:
            return bool(self.punishing(np.array([combined(first, some)]))[0])

        if enough(parts):
            return one_after_the_other(first, needed(parts, enough))
        if all(reach.exhausted for reach in reaches) or surely_better(self._worth, first, reaches, self._here):
            return None
        raise Spent
