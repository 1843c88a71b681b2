"""Sanctions under simultaneous stability: opponents' improvements made at the same time as an improvement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.differences import difference
from countermove.analysis.explanation.result import Move, Response, Sanction, move_between
from countermove.errors import TooLarge
from countermove.model.moves import directions, own_mask, subsets

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict

    Masks = NDArray[np.int64]

MOST_COMBINATIONS = 1 << 22
"""The most combinations of simultaneous improvements that are tried."""


@dataclass(frozen=True, eq=False)
class JointSanctions:
    """The smallest joint sanctions of the improvements from one member of a state.

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

    def responses(self) -> Iterator[Response]:
        """Yield every improvement from this member with its sanction, the most preferred first.

        Raises
        ------
        TooLarge
            If more than 2^22 combinations of improvements would have to be tried.
        """
        flips = self._improving[self.who]
        ranks = self._ranks(self.who, self.member ^ flips)
        for flip in flips[np.lexsort((flips, np.bitwise_count(flips), -ranks))].tolist():
            move = self._move(self.who, flip)
            yield Response(move, self._sanction(flip))

    def _sanction(self, flip: int) -> Sanction | None:
        """Return the sanction with the fewest movers, then the fewest changes; None if there is none."""
        limit = int(self._ranks(self.who, np.array([self.member]))[0])
        for movers, changes in self._combinations():
            ends = self.member ^ flip ^ np.bitwise_xor.reduce(changes)
            ranks = self._ranks(self.who, ends)
            harmful = np.flatnonzero((ranks >= 0) & (ranks <= limit))
            if len(harmful):
                at = harmful[np.argmin(np.bitwise_count(ends[harmful] ^ self.member))]
                return self._joint_sanction(movers, changes[:, at].tolist(), int(ends[at]))
        return None

    def _combinations(self) -> Iterator[tuple[tuple[int, ...], Masks]]:
        """Yield sets of opponents, the smallest first, with their joint changes: shape (movers, combinations)."""
        able = {j: flips for j, flips in enumerate(self._improving) if j != self.who and len(flips)}
        if (count := prod(1 + len(flips) for flips in able.values())) > MOST_COMBINATIONS:
            raise TooLarge(_too_many(self.conflict, count))
        for size in range(1, len(able) + 1):
            for movers in combinations(able, size):
                grid = np.meshgrid(*(able[j] for j in movers), indexing="ij")
                yield movers, np.stack([each.ravel() for each in grid])

    def _joint_sanction(self, movers: tuple[int, ...], flips: list[int], end: int) -> Sanction:
        moves = tuple(self._move(j, flip) for j, flip in zip(movers, flips, strict=True))
        start, to = self._positions(np.array([self.member, end])).tolist()
        return Sanction(moves, to + 1, end, difference(self.conflict, self.who, start, to))

    def _move(self, mover: int, flip: int) -> Move:
        ends = (self.member, self.member ^ flip)
        start, to = self._positions(np.array(ends)).tolist()
        return move_between(self.conflict, mover, (start, to), ends)

    @cached_property
    def _improving(self) -> list[Masks]:
        """For each decision maker the masks of options whose change is an improvement, each of shape (f,)."""
        here = [int(self._ranks(j, np.array([self.member]))[0]) for j in range(len(self._free))]
        return [flips[self._ranks(j, self.member ^ flips) > here[j]] for j, flips in enumerate(self._free)]

    @cached_property
    def _free(self) -> list[Masks]:
        """For each decision maker the masks of options that it can change, each of shape (f,)."""
        stays_on, stays_off = directions(self.conflict)
        fixed = (self.member & stays_on) | (~self.member & stays_off)
        own = [own_mask(self.conflict, j) & ~fixed for j in range(len(self.conflict.ranks))]
        return [subsets(mask)[1:].astype(np.int64) for mask in own]

    def _ranks(self, who: int, masks: Masks) -> Masks:
        """Return a decision maker's ranks of some masks, -1 where infeasible; both shapes (S,)."""
        positions = self._positions(masks)
        return np.where(positions >= 0, self.conflict.ranks[who, positions], -1)

    def _positions(self, masks: Masks) -> Masks:
        """Return the state positions of some masks, -1 where infeasible; both shapes (S,)."""
        states = self.conflict.states
        masks = masks.astype(states.members.dtype)  # or every search would first convert all members
        at = np.minimum(np.searchsorted(states.members, masks), len(states.members) - 1)
        return np.where(states.members[at] == masks, states.state_of[at], -1).astype(np.int64)


def _too_many(conflict: Conflict, count: int) -> str:
    return (
        f"to explain this state of {conflict.title!r}, {count:,} combinations of simultaneous improvements would "
        f"have to be tried; {MOST_COMBINATIONS:,} are the most. What would help: another concept than 'sim'"
    )
