"""Calibration and sharpness of forecasts, and the decomposition of the Brier score (Murphy 1973)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.simulation.scores.rules import forecast_arrays

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True)
class Bin:
    """The forecasts between two probabilities.

    Attributes
    ----------
    low, high : float
        The bounds; the lower one belongs to the bin.
    count : int
        The number of forecasts, at least 1.
    said : float
        The mean forecast.
    came : float
        The share of yes among their answers.
    came_low, came_high : float
        Wilson's 95 % interval of that share, for independent answers.
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
    """Return the calibration table: non-empty bins of equal width.

    Parameters
    ----------
    probability, outcome : array_like, shape (N,)
        As in `countermove.simulation.scores.rules.brier`.
    bins : int
        The number of bins.

    Raises
    ------
    InvalidRequest
        As in `countermove.simulation.scores.rules.brier`.

    Examples
    --------
    >>> [first, last] = calibration([0.1, 0.2, 0.9], [False, True, True], bins=2)
    >>> first.count, first.said, first.came, last.came
    (2, 0.15, 0.5, 1.0)
    """
    chance, happened = forecast_arrays(probability, outcome)
    group = bin_indices(chance, bins)
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
    """Return the sharpness of forecasts: 0 if all are 50 %, 1 if all are certain.

    It is ``1 - 4 mean(p (1 - p))``. Perfectly calibrated forecasts expect the Brier score ``(1 - sharpness) / 4``.

    Parameters
    ----------
    probability : array_like of float, shape (N,)
        The forecasts.

    Raises
    ------
    InvalidRequest
        As in `countermove.simulation.scores.rules.brier`.

    Examples
    --------
    >>> sharpness([0.5]), sharpness([0.0, 1.0]), round(sharpness([0.9]), 2)
    (0.0, 1.0, 0.64)
    """
    chance, _ = forecast_arrays(probability, np.zeros(np.size(probability)))
    return float(1 - 4 * (chance * (1 - chance)).mean())


@dataclass(frozen=True, slots=True)
class Murphy:
    """The parts of a mean Brier score.

    ``brier = reliability - resolution + uncertainty + within_variance - within_covariance``, exactly.

    Attributes
    ----------
    brier : float
        The mean Brier score.
    reliability : float
        The mean squared distance of a group's mean forecast from its share of yes; 0 is best.
    resolution : float
        The mean squared distance of a group's share of yes from that of all; large is good.
    uncertainty : float
        The Brier score of the share of yes among all, given as a constant forecast.
    within_variance, within_covariance : float
        The terms for different forecasts in a group (Stephenson, Coelho and Jolliffe
        2008); both 0 if the forecasts of each group are equal.
    groups : int
        The number of groups.
    """

    brier: float
    reliability: float
    resolution: float
    uncertainty: float
    within_variance: float
    within_covariance: float
    groups: int

    def to_dict(self) -> dict[str, float]:
        """Return everything as plain numbers, for JSON."""
        return asdict(self)


def by_value(probability: ArrayLike, outcome: ArrayLike) -> Murphy:
    """Return the parts of a mean Brier score; a group is the forecasts of the very same probability.

    Of use where forecasts are given in a few steps, such as whole tenths. Where no two are the same, every forecast
    is a group, and reliability and resolution say nothing.

    Parameters
    ----------
    probability, outcome : array_like, shape (N,)
        As in `countermove.simulation.scores.rules.brier`; at least one.

    Raises
    ------
    InvalidRequest
        As in `countermove.simulation.scores.rules.brier`.

    Examples
    --------
    >>> parts = by_value([0.25, 0.25, 0.75, 0.75], [False, False, False, True])
    >>> parts.reliability, parts.resolution, parts.uncertainty
    (0.0625, 0.0625, 0.1875)
    """
    chance, happened = forecast_arrays(probability, outcome)
    return _parts(chance, happened, np.unique(chance, return_inverse=True)[1].reshape(-1))


def by_bin(probability: ArrayLike, outcome: ArrayLike, bins: int = 10) -> Murphy:
    """Return the parts of a mean Brier score, grouped by bins of equal width.

    Parameters
    ----------
    probability, outcome : array_like, shape (N,)
        As in `countermove.simulation.scores.rules.brier`; at least one.
    bins : int
        The number of bins. The lower bound belongs to a bin, and 1 to the last bin.

    Raises
    ------
    InvalidRequest
        As in `countermove.simulation.scores.rules.brier`.

    Examples
    --------
    >>> parts = by_bin([0.1, 0.2, 0.9], [False, False, True], bins=2)
    >>> parts.groups, round(parts.resolution, 3), round(parts.within_variance, 5)
    (2, 0.222, 0.00167)
    """
    chance, happened = forecast_arrays(probability, outcome)
    return _parts(chance, happened, bin_indices(chance, bins))


def bin_indices(chance: NDArray[np.float64], bins: int) -> NDArray[np.int64]:
    """Return the bin of each forecast, from 0, shape (N,)."""
    bounds = np.arange(1, bins) / bins
    return np.searchsorted(bounds, chance, side="right")


def _parts(chance: NDArray[np.float64], happened: NDArray[np.bool_], group: NDArray[np.int64]) -> Murphy:
    used, where, count = np.unique(group, return_inverse=True, return_counts=True)
    where = where.reshape(-1)
    said = np.bincount(where, chance) / count
    came = np.bincount(where, happened) / count
    off, share = chance - said[where], happened - came[where]
    rate = happened.mean()
    return Murphy(
        brier=float(((chance - happened) ** 2).mean()),
        reliability=float(((said - came) ** 2)[where].mean()),
        resolution=float(((came - rate) ** 2)[where].mean()),
        uncertainty=float(rate * (1 - rate)),
        within_variance=float((off**2).mean()),
        within_covariance=float(2 * (off * share).mean()),
        groups=len(used),
    )
