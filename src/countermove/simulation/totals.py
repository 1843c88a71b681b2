"""Sums over worlds, each world by its weight: in how many of them something is so, and given what.

What is counted: states by a key that is the same in all worlds, and the ways of every uncertain thing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from countermove.errors import Complaint, InvalidConflict
from countermove.model.concepts import ids_of
from countermove.model.scope import truth
from countermove.simulation.realise import realised

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict
    from countermove.simulation.draws import Coding, Draws, Space
    from countermove.simulation.uncertain import Alternative, Uncertain

    Floats = NDArray[np.float64]
    Rows = NDArray[np.int64]
    Keys = NDArray[np.int64]


COUNTED = ids_of(lambda concept: concept.evolves and concept.by_default)
"""The concepts by which it is counted where states hold."""

BY_STATE = (*COUNTED, "settles", "settles squared")

COUNTS = ("worlds", "nothing feasible", "contradicts itself", "status quo infeasible", "never settles", "moves")

WEIGHED, NOTHING, CONTRADICTS, NO_START, UNSETTLED, MOVES = range(len(COUNTS))

CODING = "coding"

MOST_VALUES = 1 << 25
"""How many numbers a tally may hold (256 MiB); where it would be more, nothing is counted by way."""

LOOSEST = {"rule": False, "option": True}
"""The way that leaves most states, for what decides which states there are."""


@dataclass(frozen=True, eq=False)
class Totals:
    """Sums over some worlds.

    Attributes
    ----------
    by_state : ndarray of float64, shape (R, 7, K)
        For all worlds (row 0) and for those in which a thing is so: by what of `BY_STATE`, and by state.
    counts : ndarray of float64, shape (R, C)
        Likewise what is counted of worlds as such: see `Axes.counts`.
    """

    by_state: Floats
    counts: Floats

    def __add__(self, other: Totals) -> Totals:
        """Return the sums over the worlds of both."""
        return Totals(self.by_state + other.by_state, self.counts + other.counts)

    def equals(self, other: Totals) -> bool:
        """Whether both hold the very same numbers."""
        return np.array_equal(self.by_state, other.by_state) and np.array_equal(self.counts, other.counts)


def nothing_yet(axes: Axes) -> Totals:
    """Return the sums over no worlds."""
    rows = len(axes.rows)
    return Totals(np.zeros((rows, len(BY_STATE), len(axes.keys))), np.zeros((rows, len(axes.counts))))


def rows_of(axes: Axes, draws: Draws) -> Rows:
    """Return the rows in which each world is counted, shape (W, 2 + D); -1 stands for none."""
    rows = np.full((len(draws.weight), 2 + draws.ways.shape[1]), -1, np.int64)
    rows[:, 0] = 0
    for coding in np.unique(draws.coding).tolist():
        own = np.flatnonzero(draws.coding == coding)
        rows[own, 1] = axes.coding_row[coding]
        for k, row_of in enumerate(axes.row_of[coding]):
            rows[own, 2 + k] = row_of[draws.ways[own, k]]
    return rows


def asked_of(axes: Axes, ends: Floats) -> Floats:
    """Return how likely a yes to each question is, and its square, in turn; `ends` by state, shape (K,)."""
    chances = np.array([ends[yes].sum() for _, yes in axes.questions])
    return np.stack([chances, chances**2], axis=1).reshape(-1) if len(chances) else np.zeros(0)


def widest(coding: Coding) -> Conflict:
    """Return a coding with only those rules that bind in all worlds, and every option in reach.

    Raises
    ------
    InvalidConflict
        If somebody's ranking names states, and which states there are is drawn.
    """
    drawn = [thing for thing in coding.things if thing.kind in LOOSEST and len(thing.ways) > 1]
    ranked = [dm.id for dm in coding.conflict.decision_makers if dm.preferences.ranking]
    if drawn and ranked:
        message = (
            f"{ranked[0]} ranks the states, and which states there are is uncertain ({drawn[0].name}): give the "
            "preferences as statements or weights, or leave out the confidence there"
        )
        raise InvalidConflict([Complaint(message, ("decision_makers", ranked[0], "preferences", "ranking"))])
    return realised(coding.conflict, coding.things, [*map(_loosest, coding.things)])


def _loosest(thing: Uncertain) -> Alternative:
    return next((way for way in thing.ways if way.value == LOOSEST.get(thing.kind)), thing.ways[0])


def keys_of(conflict: Conflict, widest: Conflict) -> Keys:
    """Return one number for each state of a world that is the same in all worlds, shape (S,).

    It is the decimal that the state has in the widest conflict: of coalesced states some members may be missing in
    a world.
    """
    states, wide = conflict.states, widest.states
    member = states.masks if conflict.graph is None else np.arange(len(states), dtype=np.int32)
    return wide.masks[wide.state_of[np.searchsorted(wide.members, member)]].astype(np.int64)


@dataclass(frozen=True, eq=False)
class Axes:
    """The axes of a tally.

    Attributes
    ----------
    keys : ndarray of int64, shape (K,)
        The states that occur in any world, ascending; see `keys_of`.
    rows : tuple of (thing, way)
        In words; the first stands for all worlds.
    row_of : tuple of tuple of ndarray of int64
        For each coding and each thing of it the row of each of its ways.
    coding_row : tuple of int
        The row of each coding, -1 if there is only one.
    questions : tuple of (id, ndarray of bool)
        Where, among `keys`, the answer to each question is yes; but for those asked of a variation.
    """

    widest: tuple[Conflict, ...] = field(repr=False)
    keys: Keys = field(repr=False)
    rows: tuple[tuple[str, str], ...]
    row_of: tuple[tuple[NDArray[np.int64], ...], ...] = field(repr=False)
    coding_row: tuple[int, ...]
    questions: tuple[tuple[str, NDArray[np.bool_]], ...] = field(repr=False)

    @property
    def counts(self) -> tuple[str, ...]:
        """What is counted of worlds, rather than of states."""
        asked = (f"{kind}{id_}" for id_, _ in self.questions for kind in ("yes: ", "yes squared: "))
        return (*COUNTS, *asked)

    def positions(self, keys: Keys) -> Keys:
        """Return where some states stand among `keys`."""
        return np.searchsorted(self.keys, keys)

    @cached_property
    def places(self) -> tuple[tuple[int, int], ...]:
        """For each state a coding that has it, and its position in the widest conflict of that coding."""
        found: dict[int, tuple[int, int]] = {}
        for coding, conflict in reversed([*enumerate(self.widest)]):
            found |= {key: (coding, k) for k, key in enumerate(conflict.states.masks.tolist())}
        return tuple(found[key] for key in self.keys.tolist())


def axes(space: Space) -> Axes:
    """Return what is counted over the worlds of a conflict."""
    wide = tuple(map(widest, space.codings))
    keys = np.unique(np.concatenate([conflict.states.masks for conflict in wide])).astype(np.int64)
    rows: dict[tuple[str, str], int] = {("", ""): 0}
    if len(keys) * len(BY_STATE) * _ways(space) > MOST_VALUES:
        return Axes(wide, keys, tuple(rows), tuple(() for _ in wide), (-1,) * len(wide), _questions(space, keys))
    one = len(space.codings) == 1
    codings = tuple(-1 if one else rows.setdefault((CODING, each.name), len(rows)) for each in space.codings)
    row_of = tuple(
        tuple(
            np.array([rows.setdefault((thing.name, way.says), len(rows)) for way in thing.ways])
            for thing in coding.things
        )
        for coding in space.codings
    )
    return Axes(wide, keys, tuple(rows), row_of, codings, _questions(space, keys))


def _ways(space: Space) -> int:
    return 1 + sum(1 + sum(len(thing.ways) for thing in coding.things) for coding in space.codings)


def _questions(space: Space, keys: Keys) -> tuple[tuple[str, NDArray[np.bool_]], ...]:
    masks = keys.astype(np.int32)
    asked = (each for each in space.conflict.questions if not each.variation)
    return tuple((each.id, truth(space.conflict, each.when, masks)) for each in asked)
