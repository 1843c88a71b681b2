"""Brier and logarithmic scores, and the paired difference of two scores with a bootstrap interval.

Both are proper scoring rules: nobody has a better expected score than by stating what they believe.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.errors import InvalidRequest

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]


DRAWS = 10_000

LEVEL = 0.95

AT_ONCE = 1 << 22
"""The number of random numbers in memory."""


def brier(probability: ArrayLike, outcome: ArrayLike) -> Floats:
    """Return the Brier score of each forecast, its squared distance from the answer (Brier 1950).

    Parameters
    ----------
    probability : array_like of float, shape (N,)
        The probability of a yes, from 0 to 1.
    outcome : array_like of bool, shape (N,)
        Whether the answer was yes.

    Returns
    -------
    ndarray of float64, shape (N,)
        0 is best, 1 is worst, and 50 % scores 0.25. Brier's own score sums over both answers and is twice this.

    Raises
    ------
    InvalidRequest
        If the two differ in length, or hold a number that is no probability or no answer.

    Examples
    --------
    >>> brier([0.7, 0.5], [True, False]).round(2).tolist()
    [0.09, 0.25]
    """
    chance, happened = forecast_arrays(probability, outcome)
    return (chance - happened) ** 2


def logarithmic(probability: ArrayLike, outcome: ArrayLike) -> Floats:
    """Return the logarithmic score of each forecast, minus the natural logarithm of the answer's probability.

    Nothing is clipped: a certain and wrong forecast has an infinite score.

    Parameters
    ----------
    probability, outcome : array_like, shape (N,)
        As in `brier`.

    Returns
    -------
    ndarray of float64, shape (N,)
        0 is best, infinity is worst, and 50 % scores ln 2, about 0.693.

    Raises
    ------
    InvalidRequest
        As in `brier`.

    Examples
    --------
    >>> logarithmic([0.5, 0.9, 1.0], [True, False, False]).round(3).tolist()
    [0.693, 2.303, inf]
    """
    chance, happened = forecast_arrays(probability, outcome)
    with np.errstate(divide="ignore"):
        return 0.0 - np.log(np.where(happened, chance, 1 - chance))


def forecast_arrays(probability: ArrayLike, outcome: ArrayLike) -> tuple[Floats, Bools]:
    """Return checked forecasts and answers as arrays, shapes (N,).

    Raises
    ------
    InvalidRequest
        If the two differ in length, or hold a number that is no probability or no answer.
    """
    chance = np.atleast_1d(np.asarray(probability, np.float64))
    happened = np.atleast_1d(np.asarray(outcome))
    if chance.ndim != 1 or chance.shape != happened.shape:
        message = f"{chance.size} forecasts and {happened.size} answers do not go together"
        raise InvalidRequest(f"{message}; there is one answer for each forecast, in one row")
    if not ((chance >= 0) & (chance <= 1)).all():
        wrong = chance[~((chance >= 0) & (chance <= 1))][0]
        raise InvalidRequest(f"a forecast of {wrong:g}; it is a probability, a number from 0 to 1")
    if not np.isin(happened, (0, 1)).all():
        wrong = happened[~np.isin(happened, (0, 1))][0]
        raise InvalidRequest(f"an answer of {wrong}; it is yes or no, true or false, 1 or 0")
    return chance, happened.astype(np.bool_)


@dataclass(frozen=True, slots=True)
class Paired:
    """The mean difference of two scores of the same questions; negative if the first is better.

    Attributes
    ----------
    difference : float
        The mean of the first minus the mean of the second; NaN if each is infinite where the other is not.
    low, high : float or None
        The 95 % percentile bootstrap interval; None for a single group.
    groups : int
        The number of groups; the bootstrap resamples groups of questions.
    draws, seed : int
        The number of resamples, and the seed.
    """

    difference: float
    low: float | None
    high: float | None
    groups: int
    draws: int
    seed: int

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain numbers, for JSON."""
        return asdict(self)


def paired(
    first: ArrayLike, second: ArrayLike, groups: ArrayLike | None = None, *, seed: int = 1, draws: int = DRAWS
) -> Paired:
    """Return the mean difference of two scores with a bootstrap interval.

    Parameters
    ----------
    first, second : array_like of float, shape (N,)
        The scores of two forecasters for the same questions; smaller is better. Two infinite ones are equal.
    groups : array_like, shape (N,), optional
        The group of each question, such as its conflict. The bootstrap resamples whole groups, because one course of
        events answers all questions of a conflict. By default each question is a group.
    seed, draws : int
        The seed and the number of resamples of the bootstrap.

    Raises
    ------
    InvalidRequest
        If there is no question, or the three differ in length.

    Examples
    --------
    >>> paired([0.1, 0.2, 0.0], [0.25, 0.25, 0.25]).difference
    -0.15
    """
    one, other = np.asarray(first, np.float64), np.asarray(second, np.float64)
    member = np.arange(one.size) if groups is None else np.asarray(groups)
    if not (one.size and one.shape == other.shape == member.shape):
        raise InvalidRequest(f"{one.size}, {other.size} and {member.size} scores and groups do not go together")
    with np.errstate(invalid="ignore"):  # infinity minus infinity is NaN
        difference = np.where(one == other, 0.0, one - other)
        mean = float(difference.mean())
        _, where = np.unique(member, return_inverse=True)
        count = np.bincount(where.reshape(-1)).astype(np.float64)
        sums = np.bincount(where.reshape(-1), difference).astype(np.float64)
        low, high = _interval(sums, count, seed, draws)
    return Paired(round(mean, 12), low, high, len(count), draws, seed)


def _interval(
    sums: NDArray[np.float64], count: NDArray[np.float64], seed: int, draws: int
) -> tuple[float, float] | tuple[None, None]:
    """Return the percentile bootstrap interval of the mean, from the sum and the count of each group.

    The quantiles are resampled means. SciPy interpolates its own, which fails for infinite means.
    """
    from scipy.stats import bootstrap

    if len(count) == 1:
        return None, None
    if np.isnan(sums.sum()):
        return np.nan, np.nan
    found = bootstrap(
        (sums, count),
        lambda total, size, axis: total.sum(axis=axis) / size.sum(axis=axis),
        paired=True,
        n_resamples=draws,
        batch=max(1, AT_ONCE // len(count)),
        method="percentile",
        rng=np.random.default_rng(seed),
    )
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(found.bootstrap_distribution, [tail, 1 - tail], method="inverted_cdf").tolist()
    return low, high
