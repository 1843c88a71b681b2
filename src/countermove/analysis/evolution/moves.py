"""The moves that leave some states, looked up as they are needed: the whole list of moves is never made.

How much is looked at before it is too much: what cannot be foreseen is counted while it grows.
"""

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
"""About how many moves are held in memory at a time."""

MOST_LOOKED_AT = 1_000_000_000
"""How many moves are looked at in one search; they take a minute or two."""


@dataclass(frozen=True, eq=False)
class ListedSteps:
    """Moves in graph form, and between coalesced states, which are listed one by one."""

    conflict: Conflict

    def leaving(self, dm: int, starts: Positions) -> Iterator[Pairs]:
        """Yield the moves of one decision maker from some states; as in `OptionSteps`."""
        ends, begin = self._by_start[dm]
        count = begin[starts + 1] - begin[starts]
        yield np.repeat(starts, count), ends[ranges(begin[starts], count)]

    @cached_property
    def lists(self) -> list[Positions]:
        """Per decision maker a list for each state: where moves are listed, no two states need lead alike."""
        return [np.arange(len(self.conflict.states), dtype=np.int32)] * len(self.conflict.decision_makers)

    @cached_property
    def _by_start(self) -> list[tuple[Positions, NDArray[np.int64]]]:
        """Per decision maker where its moves lead, and where those from each state begin, shape (S + 1,)."""
        every = range(len(self.conflict.decision_makers))
        moves = [arcs(self.conflict, dm) for dm in every]
        states = np.arange(len(self.conflict.states) + 1)
        return [(each[:, 1], np.searchsorted(each[:, 0], states)) for each in moves]


def steps(conflict: Conflict) -> Steps:
    """Return what looks moves up in a conflict of either form.

    Examples
    --------
    >>> from countermove import cases
    >>> [(starts.tolist(), ends.tolist()) for starts, ends in
    ...     steps(cases.load("elmira")).leaving(1, np.array([0, 4], np.int32))]
    [([0, 0, 4, 4], [2, 8, 6, 8])]
    """
    listed = conflict.graph is not None or conflict.states.coalesced
    return ListedSteps(conflict) if listed else OptionSteps(conflict)


@dataclass(eq=False)
class BoundedCount:
    """A count with an upper limit.

    Attributes
    ----------
    most : int
        The limit.
    count : int
        What has been counted so far.
    """

    most: int
    count: int = 0

    def add(self, number: int, said: Callable[[], str]) -> None:
        """Count what is about to be done, so that it is not begun where it would be too much.

        Raises
        ------
        TooLarge
            Above the limit, in the words that `said` returns.

        Examples
        --------
        >>> BoundedCount(10).add(11, lambda: "more than 10 moves; leave out options")
        Traceback (most recent call last):
        ...
        countermove.errors.TooLarge: more than 10 moves; leave out options
        """
        self.count += number
        if self.count > self.most:
            raise TooLarge(said())


@dataclass(frozen=True, eq=False)
class OptionSteps:
    """Moves in option form: to any state of the same *block*, as far as irreversible options let it.

    The blocks of a decision maker are the groups of states that differ in its own options only.
    """

    conflict: Conflict
    looked_at: BoundedCount = field(default_factory=lambda: BoundedCount(MOST_LOOKED_AT))

    def leaving(self, dm: int, starts: Positions) -> Iterator[Pairs]:
        """Yield the moves of one decision maker from some states, part by part.

        Parameters
        ----------
        dm : int
            The decision maker's position.
        starts : ndarray of int32, shape (k,)
            State positions.

        Yields
        ------
        tuple of ndarray of int32, shapes (a,) and (a,)
            From and to; all moves from one state stand together, in one part.

        Raises
        ------
        TooLarge
            If too many moves would have to be looked at.
        """
        blocks = self._blocks[dm]
        count = np.diff(blocks.begin)[blocks.of[starts]]
        self.looked_at.add(int(count.sum()), lambda: self._too_many(dm))
        cuts = np.flatnonzero(np.diff(np.cumsum(count) // AT_ONCE)) + 1
        for part, sizes in zip(np.split(starts, cuts), np.split(count, cuts), strict=True):
            yield self._allowed(
                dm, np.repeat(part, sizes), blocks.members[ranges(blocks.begin[blocks.of[part]], sizes)]
            )

    def _allowed(self, dm: int, origins: Positions, ends: Positions) -> Pairs:
        stays_on, stays_off = (mask & own_mask(self.conflict, dm) for mask in directions(self.conflict))
        allowed = origins != ends
        if stays_on | stays_off:
            left, to = self.conflict.states.masks[origins], self.conflict.states.masks[ends]
            allowed &= ((left & ~to & stays_on) == 0) & ((~left & to & stays_off) == 0)
        return origins[allowed], ends[allowed]

    @cached_property
    def _blocks(self) -> list[Groups]:
        masks = self.conflict.states.masks
        return [Groups.by(masks & ~own_mask(self.conflict, dm)) for dm in range(len(self.conflict.decision_makers))]

    @cached_property
    def lists(self) -> list[Positions]:
        """Per decision maker the list of each state: the part of a block that agrees on its irreversible options."""
        fixed = int(np.bitwise_or(*directions(self.conflict)))
        own = [own_mask(self.conflict, dm) for dm in range(len(self.conflict.decision_makers))]
        masks = self.conflict.states.masks
        return [
            Groups.by(masks & ~(each & ~fixed)).of if each & fixed else blocks.of
            for each, blocks in zip(own, self._blocks, strict=True)
        ]

    def _too_many(self, dm: int) -> str:
        who, most = self.conflict.decision_makers[dm].id, int(np.diff(self._blocks[dm].begin).max())
        fewer = "fewer that are irreversible, " if any(option.stays for _, option in self.conflict.owned) else ""
        return (
            f"more than {MOST_LOOKED_AT:,} moves would have to be looked at, for {who} alone chooses among up to "
            f"{most:,} states; what would help: fewer options of {who}, {fewer}or rules that leave fewer states"
        )


Steps = OptionSteps | ListedSteps
