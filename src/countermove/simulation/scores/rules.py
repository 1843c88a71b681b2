"""Two scores of a single forecast, both proper: nobody does better on average than by saying what he believes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.errors import InvalidRequest

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]


def brier(probability: ArrayLike, outcome: ArrayLike) -> Floats:
    """Return the Brier score of each forecast, the squared distance from what happened (Brier 1950).

    Parameters
    ----------
    probability : array_like of float, shape (N,)
        Of a yes, from 0 to 1.
    outcome : array_like of bool, shape (N,)
        Whether the answer was yes.

    Returns
    -------
    ndarray of float64, shape (N,)
        0 is best, 1 worst, and 0.25 what 50 % gets. Brier's own score adds up both answers and is twice this.

    Raises
    ------
    InvalidRequest
        If the two differ in length, or hold what is no probability or no answer.

    Examples
    --------
    >>> brier([0.7, 0.5], [True, False]).round(2).tolist()
    [0.09, 0.25]
    """
    chance, happened = pairs(probability, outcome)
    return (chance - happened) ** 2


def logarithmic(probability: ArrayLike, outcome: ArrayLike) -> Floats:
    """Return the logarithmic score of each forecast: minus the natural logarithm of what it gave to what happened.

    Nothing is clipped. Who calls something impossible that happens has an infinite score.

    Parameters
    ----------
    probability, outcome : array_like, shape (N,)
        As in `brier`.

    Returns
    -------
    ndarray of float64, shape (N,)
        0 is best; 50 % gets ln 2, about 0.693; there is no worst but infinity.

    Raises
    ------
    InvalidRequest
        As in `brier`.

    Examples
    --------
    >>> logarithmic([0.5, 0.9, 1.0], [True, False, False]).round(3).tolist()
    [0.693, 2.303, inf]
    """
    chance, happened = pairs(probability, outcome)
    with np.errstate(divide="ignore"):
        return 0.0 - np.log(np.where(happened, chance, 1 - chance))


def pairs(probability: ArrayLike, outcome: ArrayLike) -> tuple[Floats, Bools]:
    """Return forecasts and answers as arrays, refusing what cannot be meant."""
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
