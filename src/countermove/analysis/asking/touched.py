"""The states that a local question touches, as a conflict of which only these are listed."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.analysis.asking.ground import Ground
from countermove.analysis.asking.worth import order
from countermove.model.conflict import Conflict
from countermove.model.states import StateSpace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False, kw_only=True)
class SomeStates(StateSpace):
    """Some of the feasible states, in ascending order; their numbers mean nothing."""

    ground: Ground

    @property
    def numbered(self) -> bool:
        """These are not all feasible states."""
        return False

    def feasible(self, masks: NDArray[Any]) -> NDArray[np.bool_]:
        """Return which of some masks are feasible, listed or not."""
        return self.ground.feasible(masks.astype(np.int64))


@dataclass(frozen=True, kw_only=True)
class Touched(Conflict):
    """A conflict of which only some states are listed: enough to say what decides between these.

    Attributes
    ----------
    ground : Ground
        That of the whole conflict.
    touched : tuple of int
        The states, as masks in ascending order.
    """

    ground: Ground = field(repr=False)
    touched: tuple[int, ...]

    def __post_init__(self) -> None:
        """Ask nothing: the whole conflict has been found in order."""

    @cached_property
    def states(self) -> StateSpace:
        """The states that were touched."""
        masks: Any = np.array(self.touched, np.int64)
        every: Any = np.arange(len(masks))
        return SomeStates(self.options, masks, masks, every, ground=self.ground)

    @cached_property
    def ranks(self) -> NDArray[np.int32]:
        """How each decision maker ranks these among themselves, shape (n, S)."""
        masks = np.array(self.touched, np.int64)
        return np.stack([_dense(worth.keys(masks)) for worth in self.ground.worths])

    @cached_property
    def status_quo_number(self) -> int | None:
        """The position of the status quo, from 1, if it was touched."""
        names = () if self.status_quo is None else self.status_quo
        mask = sum(1 << bit for bit in {self.bits[name] for name in names})
        listed = self.status_quo is not None and mask in self.touched
        return self.touched.index(mask) + 1 if listed else None

    def position_of(self, mask: int) -> int:
        """Return the position of a state that was touched."""
        return int(np.searchsorted(self.states.masks, mask))


def touched(ground: Ground, masks: Iterable[int]) -> Touched:
    """Return a conflict with only some of its states listed.

    Examples
    --------
    >>> from countermove import cases
    >>> some = touched(Ground(cases.load("prisoners-dilemma")), [0b11, 0b00])
    >>> some.states.patterns(), some.ranks.tolist()
    (('NN', 'YY'), [[0, 1], [0, 1]])
    """
    parts = {each.name: getattr(ground.conflict, each.name) for each in fields(Conflict)}
    return Touched(**parts, ground=ground, touched=tuple(sorted({*masks})))


def _dense(keys: NDArray[Any]) -> NDArray[np.int32]:
    """Return ranks from 0 without gaps, in the same order."""
    by_preference = order(keys)
    sorted_ = keys[:, by_preference]
    rises = (sorted_[:, 1:] != sorted_[:, :-1]).astype(np.bool_).any(axis=0)
    ranks = np.zeros(keys.shape[1], np.int32)
    ranks[by_preference] = np.concatenate([[0], np.cumsum(rises)])
    return ranks
