"""What is wanted on several fronts, added up or one after the other, of any states at all: by ranks on each front."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from countermove.model.fronts import front_conflict, slice_of
from countermove.model.preferences import exactly, in_units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from countermove.analysis.local.statements import Masks
    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker, FrontPreferences

    Values = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class OnFront:
    """The ranks of what is feasible on one front.

    Attributes
    ----------
    low, count : int
        The lowest bit of the front's options, and how many there are.
    members, ranks : ndarray of int, shape (F,)
        The feasible masks of the front alone, ascending, and the ranks of what they stand for.
    unit : int
        What a rank counts.
    """

    low: int
    count: int
    members: NDArray[np.int32]
    ranks: Values
    unit: int

    @property
    def mask(self) -> int:
        """The options of the front."""
        return ((1 << self.count) - 1) << self.low

    @property
    def most(self) -> int:
        """What the best there is counts."""
        return int(self.ranks.max(initial=0)) * self.unit

    def values(self, masks: Masks) -> Values:
        """Return what some states count for what they are on the front; of infeasible ones, anything."""
        local = masks >> self.low & ((1 << self.count) - 1)
        at = np.minimum(np.searchsorted(self.members, local.astype(self.members.dtype)), len(self.members) - 1)
        values: Values = self.ranks[at] * np.int64(self.unit)
        return values

    def bounds(self, masks: Masks, unknown: int) -> tuple[Values, Values]:
        """Return the least and the most; they differ where an option of the front is unknown."""
        if self.mask & unknown:
            return np.zeros(masks.shape, np.int64), np.full(masks.shape, self.most)
        return (values := self.values(masks)), values


@dataclass(frozen=True, eq=False)
class Shares:
    """Ranks on several fronts that are added up."""

    fronts: tuple[OnFront, ...]

    @cached_property
    def mask(self) -> int:
        """The options of the fronts."""
        return sum(front.mask for front in self.fronts)

    @property
    def parts(self) -> tuple[int, ...]:
        """The options of each front."""
        return tuple(front.mask for front in self.fronts)

    @cached_property
    def extent(self) -> tuple[int, int]:
        """From the worst on every front to the best."""
        return 0, sum(front.most for front in self.fronts)

    def values(self, masks: Masks) -> Values:
        """Return the sums of some states."""
        return self.bounds(masks, 0)[0]

    def bounds(self, masks: Masks, unknown: int) -> tuple[Values, Values]:
        """Return the least and the largest sums of some states, whatever the unknown options are."""
        least = most = np.zeros(masks.shape, np.int64)
        for front in self.fronts:
            low, high = front.bounds(masks, unknown)
            least, most = least + low, most + high
        return least, most

    def about(self, options: int) -> Shares | None:
        """Return the fronts that these options are on."""
        kept = tuple(front for front in self.fronts if front.mask & options)
        return Shares(kept) if kept else None


def shares(conflict: Conflict, dm: DecisionMaker) -> Iterator[Shares]:
    """Yield what a decision maker wants on its fronts: one after the other, or all of them added up."""
    given = dm.preferences.fronts
    if any(share.weight is None for share in given):
        yield from (Shares((_on(conflict, dm, share, 1),)) for share in given)
    elif given:
        units = in_units([exactly(share.weight or 0) for share in given])
        yield Shares(tuple(_on(conflict, dm, share, unit) for share, unit in zip(given, units, strict=True)))


def _on(conflict: Conflict, dm: DecisionMaker, share: FrontPreferences, unit: int) -> OnFront:
    here = front_conflict(conflict, share.front)
    low, count = slice_of(conflict, share.front)
    ranks = here.ranks[here.position(dm.id), here.states.state_of].astype(np.int64)
    return OnFront(low, count, here.states.members, ranks, unit)
