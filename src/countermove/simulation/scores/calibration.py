"""Calibration: of all that was given about 70 %, did about 70 % happen? And sharpness: how bold the forecasts are."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.simulation.scores.murphy import bin_of
from countermove.simulation.scores.rules import pairs

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


@dataclass(frozen=True, slots=True)
class Bin:
    """The forecasts between two probabilities.

    Attributes
    ----------
    low, high : float
        The bounds; the lower one belongs to the bin.
    count : int
        How many forecasts, at least 1.
    said : float
        Their mean.
    came : float
        The share of them that was answered with yes.
    came_low, came_high : float
        Wilson's 95 % interval of that share, as if the answers were independent.
    """

    low: float
    high: float
    count: int
    said: float
    came: float
    came_low: float
    came_high: float

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain numbers, for JSON."""
        return asdict(self)


def calibration(probability: ArrayLike, outcome: ArrayLike, bins: int = 10) -> tuple[Bin, ...]:
    """Return the calibration table: bins of equal width, those without a forecast left out.

    Parameters
    ----------
    probability, outcome : array_like, shape (N,)
        As in `countermove.simulation.scores.rules.brier`.
    bins : int
        How many.

    Examples
    --------
    >>> [first, last] = calibration([0.1, 0.2, 0.9], [False, True, True], bins=2)
    >>> first.count, first.said, first.came, last.came
    (2, 0.15, 0.5, 1.0)
    """
    chance, happened = pairs(probability, outcome)
    group = bin_of(chance, bins)
    return tuple(
        _bin(int(k), bins, chance[group == k].mean(), happened[group == k].sum(), int((group == k).sum()))
        for k in np.unique(group)
    )


def _bin(k: int, bins: int, said: float, yes: int, count: int) -> Bin:
    low, high = wilson(int(yes), count)
    return Bin(k / bins, (k + 1) / bins, count, round(float(said), 12), float(yes / count), low, high)


def wilson(yes: int, count: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share (Wilson 1927).

    Examples
    --------
    >>> [round(bound, 3) for bound in wilson(0, 10)]
    [0.0, 0.278]
    """
    from scipy.stats import binomtest

    found = binomtest(yes, count).proportion_ci(0.95, method="wilson")
    return float(found.low), float(found.high)


def sharpness(probability: ArrayLike) -> float:
    """Return how bold forecasts are: 0 if all are 50 %, 1 if all are certain.

    It is ``1 - 4 mean(p (1 - p))``. Who is perfectly calibrated expects the Brier score ``(1 - sharpness) / 4``.

    Examples
    --------
    >>> sharpness([0.5]), sharpness([0.0, 1.0]), round(sharpness([0.9]), 2)
    (0.0, 1.0, 0.64)
    """
    chance, _ = pairs(probability, np.zeros(np.size(probability)))
    return float(1 - 4 * (chance * (1 - chance)).mean())
