"""The first moves of worlds: how likely each is, and where the worlds settle after it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from countermove.analysis.batch import Batch

    Floats = NDArray[np.float64]
    Keys = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class FirstMove:
    """A first move in some worlds, and where these settle after it; states are keys of `Axes.keys`.

    Attributes
    ----------
    start, to : int
        The states from and to.
    weight : float
        The sum over worlds of their weight times the probability of this first move.
    ends : ndarray of int64, shape (E,)
        The states in which they settle after it.
    settles : ndarray of float64, shape (E,)
        The part of the weight that settles in each.
    """

    start: int
    to: int
    weight: float
    ends: Keys
    settles: Floats


@dataclass(eq=False)
class FirstMoves:
    """The sums over all worlds, by the states from and to."""

    found: dict[tuple[int, int], list[FirstMove]] = field(default_factory=dict)

    def add(self, some: Iterable[FirstMove]) -> None:
        """Add the first moves of some more worlds."""
        for each in some:
            self.found.setdefault((each.start, each.to), []).append(each)


def first_moves(batch: Batch, prospects: NDArray[np.int32], weight: Floats, keys: Keys) -> list[FirstMove]:
    """Return the first moves of W worlds with the same S states.

    Parameters
    ----------
    batch : Batch
        The worlds.
    prospects : ndarray of int32, shape (W, n, S)
        Their prospects by the concept by which they evolve.
    weight : ndarray of float64, shape (W,)
        Their weights.
    keys : ndarray of int64, shape (S,)
        The keys of their states.

    Returns
    -------
    list of FirstMove
        Without worlds whose ends the kernels leave to the ordinary analysis.
    """
    found = []
    for to, chance in batch.first_moves(prospects).items():
        which = np.flatnonzero(chance > 0)
        end, _, _, unsolved = batch.ends(prospects, to, which)
        own = np.where(unsolved == 0, weight[which] * chance[which], 0.0)
        settles = own @ end
        ends = np.flatnonzero(settles)
        start = int(keys[batch.structure.start])
        found.append(FirstMove(start, int(keys[to]), float(own.sum()), keys[ends], settles[ends]))
    return found
