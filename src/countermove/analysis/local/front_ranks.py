"""Preferences across fronts as levels of preference keys: the ranks on each front, summed or lexicographic.

The states of one front are listed and ranked once. The value of a whole state is looked up by its options there.
"""

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
class FrontRanks:
    """The ranks of the feasible states of one front.

    Attributes
    ----------
    low, count : int
        The lowest bit of the front's options, and their number.
    members, ranks : ndarray of int, shape (F,)
        The feasible masks of the front alone, ascending, and their ranks.
    unit : int
        The weight of one rank.
    """

    low: int
    count: int
    members: NDArray[np.int32]
    ranks: Values
    unit: int

    @property
    def mask(self) -> int:
        """The mask of the front's options."""
        return ((1 << self.count) - 1) << self.low

    @property
    def most(self) -> int:
        """The largest value."""
        return int(self.ranks.max(initial=0)) * self.unit

    def values(self, masks: Masks) -> Values:
        """Return the weighted ranks of some states, arbitrary where the front is infeasible; both shapes (S,)."""
        local = masks >> self.low & ((1 << self.count) - 1)
        at = np.minimum(np.searchsorted(self.members, local.astype(self.members.dtype)), len(self.members) - 1)
        values: Values = self.ranks[at] * np.int64(self.unit)
        return values

    def bounds(self, masks: Masks, unknown: int) -> tuple[Values, Values]:
        """Return bounds of the weighted ranks, equal unless an option of the front is unknown; all shapes (S,)."""
        if self.mask & unknown:
            return np.zeros(masks.shape, np.int64), np.full(masks.shape, self.most)
        return (values := self.values(masks)), values


@dataclass(frozen=True, eq=False)
class FrontRankSum:
    """A level whose value is the sum of weighted ranks over several fronts."""

    fronts: tuple[FrontRanks, ...]

    @cached_property
    def mask(self) -> int:
        """The mask of the fronts' options."""
        return sum(front.mask for front in self.fronts)

    @property
    def parts(self) -> tuple[int, ...]:
        """The mask of each front's options."""
        return tuple(front.mask for front in self.fronts)

    @cached_property
    def extent(self) -> tuple[int, int]:
        """The bounds of all sums."""
        return 0, sum(front.most for front in self.fronts)

    def values(self, masks: Masks) -> Values:
        """Return the sums of some states; both shapes (S,)."""
        return self.bounds(masks, 0)[0]

    def bounds(self, masks: Masks, unknown: int) -> tuple[Values, Values]:
        """Return the least and the largest sums over all settings of the unknown options; all shapes (S,)."""
        least = most = np.zeros(masks.shape, np.int64)
        for front in self.fronts:
            low, high = front.bounds(masks, unknown)
            least, most = least + low, most + high
        return least, most

    def restricted_to(self, options: int) -> FrontRankSum | None:
        """Return the fronts that have one of these options; None if there are none."""
        kept = tuple(front for front in self.fronts if front.mask & options)
        return FrontRankSum(kept) if kept else None


def front_levels(conflict: Conflict, dm: DecisionMaker) -> Iterator[FrontRankSum]:
    """Yield the levels of a decision maker's fronts: one for all if they have weights, else one for each."""
    given = dm.preferences.fronts
    if any(share.front_weight is None for share in given):
        yield from (FrontRankSum((_ranks_on(conflict, dm, share, 1),)) for share in given)
    elif given:
        units = in_units([exactly(share.front_weight or 0) for share in given])
        weighted = zip(given, units, strict=True)
        yield FrontRankSum(tuple(_ranks_on(conflict, dm, share, unit) for share, unit in weighted))


def _ranks_on(conflict: Conflict, dm: DecisionMaker, share: FrontPreferences, unit: int) -> FrontRanks:
    here = front_conflict(conflict, share.front)
    low, count = slice_of(conflict, share.front)
    ranks = here.ranks[here.position(dm.id), here.states.state_of].astype(np.int64)
    return FrontRanks(low, count, here.states.members, ranks, unit)
