"""Simultaneous stability: which improvements of others, made at the same time, spoil an improvement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.differences import difference
from countermove.analysis.explanation.result import Move, Response, Sanction, described
from countermove.errors import TooLarge
from countermove.model.moves import directions, own_mask, subsets

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict

    Masks = NDArray[np.int64]

MOST_COMBINATIONS = 1 << 22


@dataclass(frozen=True, eq=False)
class Together:
    """What everybody could do at once in one member of a state.

    Parameters
    ----------
    conflict : Conflict
        In option form.
    who : int
        The focal decision maker's position.
    member : int
        The mask of the member.
    """

    conflict: Conflict
    who: int
    member: int

    def answers(self) -> Iterator[Response]:
        """Yield every improvement from this member, the most preferred first, with what spoils it."""
        flips = self._improving[self.who]
        ranks = self._ranks(self.who, self.member ^ flips)
        for flip in flips[np.lexsort((flips, np.bitwise_count(flips), -ranks))].tolist():
            move = self._move(self.who, flip)
            yield Response(move, self._sanction(flip))

    def _sanction(self, flip: int) -> Sanction | None:
        """Return the fewest and smallest improvements of others that leave nothing of this one."""
        limit = int(self._ranks(self.who, np.array([self.member]))[0])
        for movers, changes in self._combined():
            ends = self.member ^ flip ^ np.bitwise_xor.reduce(changes)
            ranks = self._ranks(self.who, ends)
            spoiling = np.flatnonzero((ranks >= 0) & (ranks <= limit))
            if len(spoiling):
                at = spoiling[np.argmin(np.bitwise_count(ends[spoiling] ^ self.member))]
                return self._spoilt(movers, changes[:, at].tolist(), int(ends[at]))
        return None

    def _combined(self) -> Iterator[tuple[tuple[int, ...], Masks]]:
        """Yield sets of other movers, the smallest first, with what they can change: shape (movers, ways)."""
        able = {j: flips for j, flips in enumerate(self._improving) if j != self.who and len(flips)}
        if (ways := prod(1 + len(flips) for flips in able.values())) > MOST_COMBINATIONS:
            raise TooLarge(_too_many(self.conflict, ways))
        for count in range(1, len(able) + 1):
            for movers in combinations(able, count):
                grid = np.meshgrid(*(able[j] for j in movers), indexing="ij")
                yield movers, np.stack([each.ravel() for each in grid])

    def _spoilt(self, movers: tuple[int, ...], flips: list[int], end: int) -> Sanction:
        moves = tuple(self._move(j, flip) for j, flip in zip(movers, flips, strict=True))
        start, to = self._positions(np.array([self.member, end])).tolist()
        return Sanction(moves, to + 1, end, difference(self.conflict, self.who, start, to))

    def _move(self, mover: int, flip: int) -> Move:
        ends = (self.member, self.member ^ flip)
        start, to = self._positions(np.array(ends)).tolist()
        return described(self.conflict, mover, (start, to), ends)

    @cached_property
    def _improving(self) -> list[Masks]:
        """The sets of options by whose change each decision maker improves on the member."""
        here = [int(self._ranks(j, np.array([self.member]))[0]) for j in range(len(self._free))]
        return [flips[self._ranks(j, self.member ^ flips) > here[j]] for j, flips in enumerate(self._free)]

    @cached_property
    def _free(self) -> list[Masks]:
        stays_on, stays_off = directions(self.conflict)
        fixed = (self.member & stays_on) | (~self.member & stays_off)
        own = [own_mask(self.conflict, j) & ~fixed for j in range(len(self.conflict.ranks))]
        return [subsets(mask)[1:].astype(np.int64) for mask in own]

    def _ranks(self, who: int, masks: Masks) -> Masks:
        """Return a decision maker's ranks of some masks, -1 where infeasible."""
        positions = self._positions(masks)
        return np.where(positions >= 0, self.conflict.ranks[who, positions], -1)

    def _positions(self, masks: Masks) -> Masks:
        states = self.conflict.states
        masks = masks.astype(states.members.dtype)  # or every search would first convert all members
        at = np.minimum(np.searchsorted(states.members, masks), len(states.members) - 1)
        return np.where(states.members[at] == masks, states.state_of[at], -1).astype(np.int64)


def _too_many(conflict: Conflict, ways: int) -> str:
    return (
        f"to explain this state of {conflict.title!r}, {ways:,} combinations of simultaneous improvements would have "
        f"to be tried; {MOST_COMBINATIONS:,} are the most. What would help: another concept than 'sim'"
    )
