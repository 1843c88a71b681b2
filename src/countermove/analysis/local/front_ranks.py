"""Preferences across fronts as levels of preference keys: the ranks on each front, summed or lexicographic.

The states of one front are listed and ranked once. The value of a whole state is looked up by its options there.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.model.fronts import slice_of
from countermove.model.weights import in_units, integers_below

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from countermove.analysis.local.statements import Masks
    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker, FrontPreferences

    Values = NDArray[Any]
    RanksOnFront = tuple[str, NDArray[np.int32], NDArray[np.int64]]
    """A front, its feasible masks, ascending, and the ranks of these; both arrays (F,)."""


@dataclass(frozen=True, eq=False)
class FrontRanks:
    """The weighted ranks of the feasible states of one front.

    Attributes
    ----------
    low, count : int
        The lowest bit of the front's options, and their number.
    members, weighted : ndarray of int, shape (F,)
        The feasible masks of the front alone, ascending, and their ranks times the front's unit. Elements are Python
        integers where a sum over the fronts might not fit 64 bits.
    """

    low: int
    count: int
    members: NDArray[np.int32]
    weighted: Values

    @property
    def mask(self) -> int:
        """The mask of the front's options."""
        return ((1 << self.count) - 1) << self.low

    @property
    def most(self) -> int:
        """The largest value."""
        return int(self.weighted.max(initial=0))

    def values(self, masks: Masks) -> Values:
        """Return the weighted ranks of some states, arbitrary where the front is infeasible; both shapes (S,)."""
        local = masks >> self.low & ((1 << self.count) - 1)
        at = np.minimum(np.searchsorted(self.members, local.astype(self.members.dtype)), len(self.members) - 1)
        values: Values = self.weighted[at]
        return values

    def bounds(self, masks: Masks, unknown: int) -> tuple[Values, Values]:
        """Return bounds of the weighted ranks, equal unless an option of the front is unknown; all shapes (S,)."""
        if self.mask & unknown:
            kind = self.weighted.dtype
            return np.zeros(masks.shape, kind), np.full(masks.shape, self.most, kind)
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
        least = most = np.zeros(masks.shape, integers_below(self.extent[1] + 1))
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
    found = [_ranks_on(conflict, dm, share) for share in given]
    if any(share.front_weight is None for share in given):
        yield from (_sum_over(conflict, [each], [1]) for each in found)
    elif given:
        yield _sum_over(conflict, found, in_units(share.front_weight or 0 for share in given))


def _ranks_on(conflict: Conflict, dm: DecisionMaker, share: FrontPreferences) -> RanksOnFront:
    """Return a decision maker's ranks on one front alone."""
    here = conflict.alone[share.front]
    ranks = here.ranks[here.position(dm.id), here.states.state_of].astype(np.int64)
    return share.front, here.states.members, ranks


def _sum_over(conflict: Conflict, ranked: list[RanksOnFront], units: list[int]) -> FrontRankSum:
    """Return the level that sums the ranks on some fronts, each times its unit."""
    most = sum(int(ranks.max(initial=1)) * unit for (_, _, ranks), unit in zip(ranked, units, strict=True))
    kind = integers_below(most + 1)
    return FrontRankSum(
        tuple(
            FrontRanks(*slice_of(conflict, front), members, ranks.astype(kind) * unit)
            for (front, members, ranks), unit in zip(ranked, units, strict=True)
        )
    )
