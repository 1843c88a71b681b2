"""Whether one forecaster was better than another: the mean difference on the same questions, and how sure it is."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.errors import InvalidRequest

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

DRAWS = 10_000
LEVEL = 0.95
AT_ONCE = 1 << 22
"""How many random numbers are held in memory at a time."""


@dataclass(frozen=True, slots=True)
class Paired:
    """The mean difference between two scores of the same questions: negative where the first is better.

    Attributes
    ----------
    difference : float
        The mean of the first minus that of the second; not a number where each is infinitely worse somewhere.
    low, high : float or None
        The percentile bootstrap interval of 95 %; None for a single group, which tells nothing of others.
    groups : int
        How many groups were drawn from: questions of one case come and go together.
    draws, seed : int
        Of the bootstrap.
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
    """Return the mean difference between two scores, with a bootstrap interval.

    Parameters
    ----------
    first, second : array_like of float, shape (N,)
        The scores of two forecasters for the same questions; smaller is better. Two infinite ones are equal.
    groups : array_like, shape (N,), optional
        What each question belongs to. Questions of one conflict are answered by the same course of events, so whole
        groups are drawn. By default each question is a group.
    seed, draws : int
        Of the bootstrap, and how many times groups are drawn.

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
    with np.errstate(invalid="ignore"):
        difference = np.where(one == other, 0.0, one - other)
    _, where = np.unique(member, return_inverse=True)
    where = where.reshape(-1)
    count = np.bincount(where).astype(np.float64)
    with np.errstate(invalid="ignore"):  # better and worse by infinitely much is neither
        means = _drawn(np.bincount(where, difference).astype(np.float64), count, seed, draws)
        mean = float(difference.mean())
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(means, [tail, 1 - tail], method="inverted_cdf").tolist()
    if len(count) == 1:
        low = high = None
    return Paired(round(mean, 12), low, high, len(count), draws, seed)


def _drawn(sums: NDArray[np.float64], count: NDArray[np.float64], seed: int, draws: int) -> NDArray[np.float64]:
    """Return the mean of each draw of as many groups as there are, with replacement."""
    random, means, size = np.random.default_rng(seed), np.empty(draws), len(count)
    step = max(1, AT_ONCE // size)
    for start in range(0, draws, step):
        which = random.integers(size, size=(min(step, draws - start), size))
        means[start : start + step] = sums[which].sum(axis=1) / count[which].sum(axis=1)
    return means
