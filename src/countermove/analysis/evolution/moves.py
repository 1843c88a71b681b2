"""Lookup of the moves that leave given states, so that the moves of a large conflict are never all in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.evolution.groups import Groups, ranges
from countermove.errors import TooLarge
from countermove.model.moves import arcs, directions, own_mask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict

    Positions = NDArray[np.int32]
    Pairs = tuple[Positions, Positions]


AT_ONCE = 1 << 20
"""Approximate maximum number of moves in memory at a time."""

MOST_LOOKED_AT = 1_000_000_000
"""Maximum number of moves that one search looks at; they take a minute or two."""


def move_lookup(conflict: Conflict) -> MoveLookup:
    """Return the move lookup that fits the form of a conflict.

    Examples
    --------
    >>> from countermove import cases
    >>> [(starts.tolist(), ends.tolist()) for starts, ends in
    ...     move_lookup(cases.load("elmira")).leaving(1, np.array([0, 4], np.int32))]
    [([0, 0, 4, 4], [2, 8, 6, 8])]
    """
    listed = conflict.graph is not None or conflict.states.coalesced
    return ListedMoves(conflict) if listed else OptionMoves(conflict)


@dataclass(frozen=True, eq=False)
class OptionMoves:
    """Moves in option form, computed from blocks.

    A *block* of a decision maker is a group of states that differ in its own options only. A move leads to any other
    state of the same block, unless it reverses an irreversible option.

    Attributes
    ----------
    conflict : Conflict
        A conflict of S states that are not coalesced.
    looked_at : BoundedCount
        The number of moves looked at.
    """

    conflict: Conflict
    looked_at: BoundedCount = field(default_factory=lambda: BoundedCount(MOST_LOOKED_AT))

    def leaving(self, dm: int, starts: Positions) -> Iterator[Pairs]:
        """Yield the moves of one decision maker from given states, in parts of limited size.

        Parameters
        ----------
        dm : int
            The decision maker's position.
        starts : ndarray of int32, shape (k,)
            State positions.

        Yields
        ------
        tuple of ndarray of int32, shapes (a,) and (a,)
            State positions from and to. All moves from one state stand together, in one part.

        Raises
        ------
        TooLarge
            If the search looks at too many moves.
        """
        blocks = self._blocks[dm]
        count = np.diff(blocks.begin)[blocks.of[starts]]
        self.looked_at.add(int(count.sum()), lambda: self._too_many(dm))
        cuts = np.flatnonzero(np.diff(np.cumsum(count) // AT_ONCE)) + 1
        for part, sizes in zip(np.split(starts, cuts), np.split(count, cuts), strict=True):
            yield self._allowed(
                dm, np.repeat(part, sizes), blocks.members[ranges(blocks.begin[blocks.of[part]], sizes)]
            )

    @cached_property
    def lists(self) -> list[Positions]:
        """For each decision maker the list of each state, shape (S,).

        A *list* is the part of a block that agrees on the decision maker's irreversible options. Its states have the
        same moves, but for the move from each state to itself.
        """
        fixed = int(np.bitwise_or(*directions(self.conflict)))
        own = [own_mask(self.conflict, dm) for dm in range(len(self.conflict.decision_makers))]
        masks = self.conflict.states.masks
        return [
            Groups.by(masks & ~(each & ~fixed)).of if each & fixed else blocks.of
            for each, blocks in zip(own, self._blocks, strict=True)
        ]

    @cached_property
    def _blocks(self) -> list[Groups]:
        masks = self.conflict.states.masks
        return [Groups.by(masks & ~own_mask(self.conflict, dm)) for dm in range(len(self.conflict.decision_makers))]

    def _allowed(self, dm: int, origins: Positions, ends: Positions) -> Pairs:
        """Keep the pairs that are moves: they change something, and reverse no irreversible option."""
        stays_on, stays_off = (mask & own_mask(self.conflict, dm) for mask in directions(self.conflict))
        allowed = origins != ends
        if stays_on | stays_off:
            left, to = self.conflict.states.masks[origins], self.conflict.states.masks[ends]
            allowed &= ((left & ~to & stays_on) == 0) & ((~left & to & stays_off) == 0)
        return origins[allowed], ends[allowed]

    def _too_many(self, dm: int) -> str:
        who, most = self.conflict.decision_makers[dm].id, int(np.diff(self._blocks[dm].begin).max())
        fewer = "fewer that are irreversible, " if any(option.stays for _, option in self.conflict.owned) else ""
        return (
            f"more than {MOST_LOOKED_AT:,} moves would have to be looked at, for {who} alone chooses among up to "
            f"{most:,} states; what would help: fewer options of {who}, {fewer}or rules that leave fewer states"
        )


@dataclass(frozen=True, eq=False)
class ListedMoves:
    """Moves in graph form or between coalesced states, looked up in the list of all moves.

    Attributes
    ----------
    conflict : Conflict
        A conflict of S states.
    """

    conflict: Conflict

    def leaving(self, dm: int, starts: Positions) -> Iterator[Pairs]:
        """Yield the moves of one decision maker from given states, shape (k,), as `OptionMoves` does, in one part."""
        ends, begin = self._by_start[dm]
        count = begin[starts + 1] - begin[starts]
        yield np.repeat(starts, count), ends[ranges(begin[starts], count)]

    @cached_property
    def lists(self) -> list[Positions]:
        """For each decision maker a list of its own for each state, shape (S,): no two states share their moves."""
        return [np.arange(len(self.conflict.states), dtype=np.int32)] * len(self.conflict.decision_makers)

    @cached_property
    def _by_start(self) -> list[tuple[Positions, NDArray[np.int64]]]:
        """For each decision maker the ends of its moves, and where those from each state begin, shape (S + 1,)."""
        every = range(len(self.conflict.decision_makers))
        moves = [arcs(self.conflict, dm) for dm in every]
        states = np.arange(len(self.conflict.states) + 1)
        return [(each[:, 1], np.searchsorted(each[:, 0], states)) for each in moves]


MoveLookup = OptionMoves | ListedMoves


@dataclass(eq=False)
class BoundedCount:
    """A count with an upper limit.

    Attributes
    ----------
    most : int
        The limit.
    count : int
        The present count.
    """

    most: int
    count: int = 0

    def add(self, number: int, complaint: Callable[[], str]) -> None:
        """Add a number to the count; call this before the work that it counts.

        Raises
        ------
        TooLarge
            If the count exceeds the limit; `complaint` returns the message.

        Examples
        --------
        >>> BoundedCount(10).add(11, lambda: "more than 10 moves; leave out options")
        Traceback (most recent call last):
        ...
        countermove.errors.TooLarge: more than 10 moves; leave out options
        """
        self.count += number
        if self.count > self.most:
            raise TooLarge(complaint())
