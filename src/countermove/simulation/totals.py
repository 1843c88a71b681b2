"""Weighted totals over worlds, by state and for each alternative of each uncertainty."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from countermove.errors import Complaint, InvalidConflict
from countermove.model.concepts import ids_of
from countermove.model.scope import truth
from countermove.simulation.realise import nothing_is_feasible, realised

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict
    from countermove.simulation.draws import Coding, Draws, Space
    from countermove.simulation.uncertain import Alternative, Uncertainty

    Floats = NDArray[np.float64]
    Rows = NDArray[np.int64]
    Keys = NDArray[np.int64]


COUNTED = ids_of(lambda concept: concept.evolves and concept.by_default)
"""The ids of the concepts for which totals by state exist."""

BY_STATE = (*COUNTED, "settles", "settles squared")

COUNTS = ("worlds", "nothing feasible", "contradicts itself", "status quo infeasible", "never settles", "moves")

WEIGHED, NOTHING, CONTRADICTS, NO_START, UNSETTLED, MOVES = range(len(COUNTS))

CODING = "coding"

MOST_VALUES = 1 << 25
"""Maximum size of the totals in numbers (256 MiB). Larger totals have no rows for alternatives."""

LOOSEST = {"rule": False, "option": True}
"""The alternative that leaves most states feasible, by kind of uncertainty."""


@dataclass(frozen=True, eq=False)
class Totals:
    """Weighted sums over some worlds.

    Attributes
    ----------
    by_state : ndarray of float64, shape (R, 7, K)
        By row of `Axes.rows` (row 0: all worlds), measure of `BY_STATE` and state of `Axes.keys`.
    counts : ndarray of float64, shape (R, C)
        By row of `Axes.rows` and count of `Axes.counts`.
    """

    by_state: Floats
    counts: Floats

    def __add__(self, other: Totals) -> Totals:
        """Return the totals over the worlds of both."""
        return Totals(self.by_state + other.by_state, self.counts + other.counts)

    def equals(self, other: Totals) -> bool:
        """Whether both hold exactly the same numbers."""
        return np.array_equal(self.by_state, other.by_state) and np.array_equal(self.counts, other.counts)


def zero_totals(axes: Axes) -> Totals:
    """Return the totals over no worlds."""
    rows = len(axes.rows)
    return Totals(np.zeros((rows, len(BY_STATE), len(axes.keys))), np.zeros((rows, len(axes.counts))))


def row_indices(axes: Axes, draws: Draws) -> Rows:
    """Return the rows of `Axes.rows` to which each world is added, shape (W, 2 + D); -1 stands for none."""
    rows = np.full((len(draws.world_weight), 2 + draws.alternatives.shape[1]), -1, np.int64)
    rows[:, 0] = 0
    for coding in np.unique(draws.coding).tolist():
        own = np.flatnonzero(draws.coding == coding)
        rows[own, 1] = axes.coding_row[coding]
        for k, row_of in enumerate(axes.row_of[coding]):
            rows[own, 2 + k] = row_of[draws.alternatives[own, k]]
    return rows


def yes_chances(axes: Axes, ends: Floats) -> Floats:
    """Return the probability of a yes to each question and its square, alternating, shape (2 Q,).

    Parameters
    ----------
    ends : ndarray of float64, shape (K,)
        The probability that the conflict settles in each state of `Axes.keys`.
    """
    chances = np.array([ends[yes].sum() for _, yes in axes.questions])
    return np.stack([chances, chances**2], axis=1).reshape(-1) if len(chances) else np.zeros(0)


def widest(coding: Coding) -> Conflict:
    """Return a coding with only the certain rules, and with every option in reach that may be in reach.

    If no state is feasible in any world of the coding, return the coding as the file has it: its states are those of
    no world, and the worlds are counted as such.

    Raises
    ------
    InvalidConflict
        If a decision maker ranks the states, and a confidence says which states there are.
    """
    structural = [uncertainty for uncertainty in coding.uncertainties if uncertainty.kind in LOOSEST]
    if any(len(uncertainty.alternatives) > 1 for uncertainty in structural):
        _refuse_rankings(coding, structural)
    try:
        return realised(coding.conflict, coding.uncertainties, [*map(_loosest, coding.uncertainties)])
    except InvalidConflict as fault:
        if nothing_is_feasible(fault):
            return coding.conflict.with_(questions=(), variations=(), published=())
        _refuse_rankings(coding, structural)
        raise


def _refuse_rankings(coding: Coding, structural: list[Uncertainty]) -> None:
    ranked = [dm.id for dm in coding.conflict.decision_makers if dm.preferences.ranking]
    if structural and ranked:
        drawn = max(structural, key=lambda uncertainty: len(uncertainty.alternatives))
        message = (
            f"{ranked[0]} ranks the states, and which states there are depends on a confidence ({drawn.name}): give "
            "the preferences as statements or weights, or leave out the confidence there"
        )
        raise InvalidConflict([Complaint(message, ("decision_makers", ranked[0], "preferences", "ranking"))])


def _loosest(uncertainty: Uncertainty) -> Alternative:
    return next(
        (
            alternative
            for alternative in uncertainty.alternatives
            if alternative.value == LOOSEST.get(uncertainty.kind)
        ),
        uncertainty.alternatives[0],
    )


def state_keys(conflict: Conflict, widest: Conflict) -> Keys:
    """Return a key for each state of a world, equal in all worlds, shape (S,).

    The key is the decimal of the state in the widest conflict. A coalesced state may lack some members in a world.
    """
    states, wide = conflict.states, widest.states
    member = states.masks if conflict.graph is None else np.arange(len(states), dtype=np.int32)
    return wide.masks[wide.state_of[np.searchsorted(wide.members, member)]].astype(np.int64)


@dataclass(frozen=True, eq=False)
class Axes:
    """The axes of `Totals`.

    Attributes
    ----------
    widest : tuple of Conflict
        The widest conflict of each coding; see `widest`.
    keys : ndarray of int64, shape (K,)
        The keys of all states of all worlds, ascending; see `state_keys`.
    rows : tuple of (uncertainty, alternative)
        The name of the uncertainty and the words of the alternative. Row 0 is for all worlds.
    row_of : tuple of tuple of ndarray of int64
        For each coding and each of its uncertainties, the row of each alternative.
    coding_row : tuple of int
        The row of each coding; -1 if there is only one.
    questions : tuple of (id, ndarray of bool)
        For each question, whether its answer is yes in each state of `keys`, shape (K,). Questions of a variation are
        left out.
    """

    widest: tuple[Conflict, ...] = field(repr=False)
    keys: Keys = field(repr=False)
    rows: tuple[tuple[str, str], ...]
    row_of: tuple[tuple[NDArray[np.int64], ...], ...] = field(repr=False)
    coding_row: tuple[int, ...]
    questions: tuple[tuple[str, NDArray[np.bool_]], ...] = field(repr=False)

    @property
    def counts(self) -> tuple[str, ...]:
        """The names of the counts of worlds, in the order of `Totals.counts`."""
        asked = (f"{kind}{id_}" for id_, _ in self.questions for kind in ("yes: ", "yes squared: "))
        return (*COUNTS, *asked)

    def positions(self, keys: Keys) -> Keys:
        """Return the positions of some keys among `keys`, shape (S,)."""
        return np.searchsorted(self.keys, keys)

    def place(self, position: int) -> tuple[int, int]:
        """Return the first coding that has the state at a position, and its position in the widest conflict there."""
        key = self.keys[position]
        for coding, conflict in enumerate(self.widest[:-1]):
            at = int(np.searchsorted(conflict.states.masks, key))
            if at < len(conflict.states) and conflict.states.masks[at] == key:
                return coding, at
        return len(self.widest) - 1, int(np.searchsorted(self.widest[-1].states.masks, key))


def axes(space: Space) -> Axes:
    """Return the axes of the totals over all worlds of a conflict.

    Raises
    ------
    InvalidConflict
        If a decision maker ranks the states, and a confidence says which states there are.
    """
    wide = tuple(map(widest, space.codings))
    keys = np.unique(np.concatenate([conflict.states.masks for conflict in wide])).astype(np.int64)
    rows: dict[tuple[str, str], int] = {("", ""): 0}
    if len(keys) * len(BY_STATE) * _row_count(space) > MOST_VALUES:
        return Axes(wide, keys, tuple(rows), tuple(() for _ in wide), (-1,) * len(wide), _questions(space, keys))
    one = len(space.codings) == 1
    codings = tuple(-1 if one else rows.setdefault((CODING, each.name), len(rows)) for each in space.codings)
    row_of = tuple(
        tuple(
            np.array(
                [
                    rows.setdefault((uncertainty.name, alternative.says), len(rows))
                    for alternative in uncertainty.alternatives
                ]
            )
            for uncertainty in coding.uncertainties
        )
        for coding in space.codings
    )
    return Axes(wide, keys, tuple(rows), row_of, codings, _questions(space, keys))


def _row_count(space: Space) -> int:
    return 1 + sum(
        1 + sum(len(uncertainty.alternatives) for uncertainty in coding.uncertainties) for coding in space.codings
    )


def _questions(space: Space, keys: Keys) -> tuple[tuple[str, NDArray[np.bool_]], ...]:
    masks = keys.astype(np.int32)
    asked = (each for each in space.conflict.questions if not each.variation)
    return tuple((each.id, truth(space.conflict, each.when, masks)) for each in asked)
