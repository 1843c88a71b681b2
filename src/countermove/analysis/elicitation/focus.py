"""The stability of one state for one decision maker as a function of its upper set and of the others' improvements.

The *upper set* of a state s* for a decision maker holds the states that it prefers to s*. With the preferences of the
others fixed, stability of s* depends on that set only (Nash, GMR, SMR, SEQ, SSEQ and SIM alike), and the smaller it
is, the more is stable. More improvements of the others make more sanctions, so the more of them, the more is stable.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from countermove.errors import TooLarge
from countermove.model.concepts import CONCEPTS, Concept, Sanctions
from countermove.model.moves import arcs, directions, own_mask, subsets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict

    Members = NDArray[np.bool_]
    Into = NDArray[np.bool_]

MOST_STATES = 1 << 11
"""States of a conflict at most: moves and pairs are kept as tables with a row and a column for each."""


@dataclass(frozen=True, eq=False)
class MoveTables:
    """The moves of every decision maker, as tables.

    Attributes
    ----------
    conflict : Conflict
        With S states.
    """

    conflict: Conflict

    @cached_property
    def into(self) -> tuple[Into, ...]:
        """For each decision maker whether it can move to a state (row) from another (column), shape (S, S).

        Raises
        ------
        TooLarge
            If there are too many states.
        """
        self.refuse_large()
        size = len(self.conflict.states)
        tables = []
        for dm in range(len(self.conflict.decision_makers)):
            table = np.zeros((size, size), np.bool_)
            start, end = arcs(self.conflict, dm).T
            table[end, start] = True
            tables.append(table)
        return tuple(tables)

    def refuse_large(self) -> None:
        """Refuse a conflict with too many states.

        Raises
        ------
        TooLarge
            If there are more states than tables are kept for.
        """
        size = len(self.conflict.states)
        if size > MOST_STATES:
            raise TooLarge(
                f"{self.conflict.title!r} has {size:,} states; questions about pairs are asked of {MOST_STATES:,} at "
                "most. What would help: rules that leave fewer states, or a variation that does"
            )

    def from_state(self, dm: int, state: int) -> NDArray[np.int64]:
        """Return the positions to which a decision maker can move from a state, shape (M,), ascending."""
        return np.flatnonzero(self.into[dm][:, state])


@dataclass(frozen=True, eq=False)
class Focus:
    """One state, one decision maker and its concept: whether the state is stable for it.

    Attributes
    ----------
    tables : MoveTables
        The moves.
    state, dm : int
        The positions of the state and the decision maker.
    concept : Concept
        From the registry, with `sanctions`.
    """

    tables: MoveTables
    state: int
    dm: int
    concept: Concept

    @cached_property
    def moves(self) -> NDArray[np.int64]:
        """The positions to which the decision maker can move from the state, shape (M,)."""
        return self.tables.from_state(self.dm, self.state)

    @cached_property
    def others(self) -> tuple[int, ...]:
        """The positions of the others who can move anywhere."""
        into = self.tables.into
        return tuple(j for j in range(len(into)) if j != self.dm and into[j].any())

    @property
    def heeds_wishes(self) -> bool:
        """Whether stability depends on what the others prefer."""
        return self.concept.credible or self.concept.simultaneous

    def holds(self, upper: Members, improving: Mapping[int, Into]) -> bool:
        """Return whether the state is stable.

        Parameters
        ----------
        upper : ndarray of bool, shape (S,)
            The upper set: the states that the decision maker prefers to the state.
        improving : mapping of int to ndarray of bool, shape (S, S)
            For each of the others its improvements, as in `MoveTables.into`; not read if the concept does not heed
            them.
        """
        return not self.unsanctioned(upper, improving).size

    def unsanctioned(self, upper: Members, improving: Mapping[int, Into]) -> NDArray[np.int64]:
        """Return the positions of the improvements without a sanction, shape (K,); parameters as in `holds`."""
        gains = self.moves[upper[self.moves]]
        if not gains.size or self.concept.sanctions is Sanctions.NONE:
            return gains
        if self.concept.simultaneous:
            return self._unspoilt(gains, upper, improving)
        deterring = self.deterring(upper)
        if self.concept.credible:
            return gains[~self._leads_to(deterring, improving)[gains]]
        return np.array([k for k in gains.tolist() if not (self._responses(k) & deterring).any()], np.int64)

    def _responses(self, start: int) -> Members:
        """Return where legal sequences of any moves of the others lead from a state, shape (S,)."""
        if start not in self._reached:
            moves = {j: self.tables.into[j].T for j in self.others}
            here = np.zeros(len(self.tables.conflict.states), np.bool_)
            here[start] = True
            self._reached[start] = self._leads_to(here, moves)
        return self._reached[start]

    @cached_property
    def _reached(self) -> dict[int, Members]:
        """Where any moves of the others lead, by the states of which that was asked."""
        return {}

    def deterring(self, upper: Members) -> Members:
        """Return the states that deter the decision maker at the end of a sequence; both shapes (S,)."""
        if not self.concept.countermove:
            return ~upper
        escapes = self.tables.into[self.dm][upper].any(axis=0)
        deterring: Members = ~upper & ~escapes
        return deterring

    def _leads_to(self, ends: Members, into: Mapping[int, Into]) -> Members:
        """Return from which states a legal sequence of the others leads to one of some states; both shapes (S,).

        Nobody moves twice in a row, so the search goes backwards over states and the mover of the first step.
        """
        found: dict[int, Members] = {j: np.any(into[j][ends], axis=0) for j in self.others}
        fresh = found
        while any(each.any() for each in fresh.values()):
            after: dict[int, Members] = {}
            for j in self.others:
                behind: Members = np.logical_or.reduce(
                    [fresh[k] for k in self.others if k != j] or [np.zeros_like(ends)]
                )
                after[j] = np.any(into[j][behind], axis=0) & ~found[j]
            found = {j: found[j] | after[j] for j in self.others}
            fresh = after
        leading: Members = np.logical_or.reduce([*found.values(), np.zeros_like(ends)])
        return leading

    def _unspoilt(self, gains: NDArray[np.int64], upper: Members, improving: Mapping[int, Into]) -> NDArray[np.int64]:
        """Return the improvements that no simultaneous improvements of the others spoil, shape (K,)."""
        states = self.tables.conflict.states
        left = np.zeros(len(states), np.bool_)
        for mask in states.members[states.state_of == self.state].tolist():
            together = np.zeros(1, np.int32)
            for j in self.others:
                flips = self._flips(j, mask)
                flips = flips[improving[j][states.state_of[self._position(mask ^ flips)], self.state]]
                together = np.concatenate([together, (together[:, None] ^ flips).reshape(-1)])
            own = self._flips(self.dm, mask)
            for flip, end in zip(own, states.state_of[self._position(mask ^ own)], strict=True):
                masks = mask ^ flip ^ together
                there = states.state_of[self._position(masks[states.feasible(masks)])]
                left[end] |= upper[end] and bool(upper[there].all())
        return gains[left[gains]]

    def _flips(self, dm: int, mask: int) -> NDArray[np.int32]:
        """Return the changes of a decision maker's options from a mask that it can make, shape (K,)."""
        conflict = self.tables.conflict
        flips = subsets(own_mask(conflict, dm))[1:]
        stays_on, stays_off = directions(conflict)
        flips = flips[((mask & flips & stays_on) == 0) & ((~mask & flips & stays_off) == 0)]
        found: NDArray[np.int32] = flips[conflict.states.feasible(mask ^ flips)]
        return found

    def _position(self, masks: NDArray[np.int32]) -> NDArray[np.int64]:
        return np.searchsorted(self.tables.conflict.states.members, masks)


def foci(tables: MoveTables, goals: tuple[int, ...], each: tuple[str, ...]) -> tuple[tuple[Focus, ...], ...]:
    """Return for each of some states the focus of each decision maker that can leave it, by its concept."""
    able = [[dm for dm in range(len(tables.into)) if tables.into[dm][:, state].any()] for state in goals]
    return tuple(
        tuple(Focus(tables, state, dm, CONCEPTS[each[dm]]) for dm in dms)
        for state, dms in zip(goals, able, strict=True)
    )
