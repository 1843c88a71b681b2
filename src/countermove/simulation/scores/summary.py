"""Many forecasts and what happened, summed up."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, isnan
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.errors import InvalidRequest
from countermove.simulation.scores.calibration import Bin, Murphy, by_bin, by_value, calibration, sharpness
from countermove.simulation.scores.rules import DRAWS, Paired, brier, logarithmic, paired, pairs

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

EVEN = 0.5
BINS = 10


@dataclass(frozen=True, slots=True)
class Against:
    """The same questions answered by always giving a base rate.

    Attributes
    ----------
    brier, logarithmic : float
        The mean scores of the base rate.
    brier_difference, logarithmic_difference : Paired
        The forecasts' score minus the base rate's: negative where the forecasts are better.
    """

    brier: float
    logarithmic: float
    brier_difference: Paired
    logarithmic_difference: Paired

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON; an infinite number as text."""
        return {
            "brier": self.brier,
            "logarithmic": finite(self.logarithmic),
            "brier_difference": _plain(self.brier_difference),
            "logarithmic_difference": _plain(self.logarithmic_difference),
        }


@dataclass(frozen=True, slots=True)
class Summary:
    """How good many forecasts were.

    Attributes
    ----------
    count, yes : int
        How many forecasts have an answer, and how many were answered with yes.
    brier, logarithmic : float
        The mean scores; the second is infinite if a forecast was certain and wrong.
    certain_and_wrong : int
        How many were.
    sharpness : float
        How bold the forecasts are; see `countermove.simulation.scores.calibration.sharpness`.
    binned, by_value : Murphy
        What the Brier score is made of, by bins and by the very values of the forecasts.
    calibration : tuple of Bin
        The calibration table.
    against : Against
        The comparison with the base rates.
    """

    count: int
    yes: int
    brier: float
    logarithmic: float
    certain_and_wrong: int
    sharpness: float
    binned: Murphy
    by_value: Murphy
    calibration: tuple[Bin, ...]
    against: Against

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON; an infinite number as text."""
        return {
            "count": self.count,
            "yes": self.yes,
            "brier": self.brier,
            "logarithmic": finite(self.logarithmic),
            "certain_and_wrong": self.certain_and_wrong,
            "sharpness": self.sharpness,
            "murphy": {"binned": self.binned.to_dict(), "by_value": self.by_value.to_dict()},
            "calibration": [each.to_dict() for each in self.calibration],
            "against": self.against.to_dict(),
        }


def summed_up(  # noqa: PLR0913  (each says how it is to be summed up, and has a default)
    probability: ArrayLike,
    outcome: ArrayLike,
    base_rate: ArrayLike = EVEN,
    *,
    groups: ArrayLike | None = None,
    bins: int = BINS,
    seed: int = 1,
    draws: int = DRAWS,
) -> Summary:
    """Return how good forecasts were.

    Parameters
    ----------
    probability, outcome : array_like, shape (N,)
        As in `countermove.simulation.scores.rules.brier`.
    base_rate : float or array_like of float, shape (N,)
        The probability that is given by somebody who knows nothing of the case.
    groups : array_like, shape (N,), optional
        What each question belongs to; see `countermove.simulation.scores.rules.paired`.
    bins : int
        Of the calibration table and of `binned`.
    seed, draws : int
        Of the bootstrap.

    Raises
    ------
    InvalidRequest
        If there is no forecast, or the numbers cannot be meant.

    Examples
    --------
    >>> found = summed_up([0.9, 0.2, 0.6], [True, False, False])
    >>> round(found.brier, 3), found.against.brier, round(found.against.brier_difference.difference, 3)
    (0.137, 0.25, -0.113)
    """
    chance, happened = pairs(probability, outcome)
    if not len(chance):
        raise InvalidRequest("there is no forecast with an answer, so nothing to score")
    base = np.broadcast_to(np.asarray(base_rate, np.float64), chance.shape)
    score = logarithmic(chance, happened)
    return Summary(
        len(chance),
        int(happened.sum()),
        float(brier(chance, happened).mean()),
        float(score.mean()),
        int(np.isinf(score).sum()),
        sharpness(chance),
        by_bin(chance, happened, bins),
        by_value(chance, happened),
        calibration(chance, happened, bins),
        Against(
            float(brier(base, happened).mean()),
            float(logarithmic(base, happened).mean()),
            paired(brier(chance, happened), brier(base, happened), groups, seed=seed, draws=draws),
            paired(score, logarithmic(base, happened), groups, seed=seed, draws=draws),
        ),
    )


def finite(number: float) -> float | str:
    """Return a number, or its name where JSON has none for it."""
    if isfinite(number):
        return number
    return "undefined" if isnan(number) else "infinite" if number > 0 else "minus infinite"


def _plain(found: Paired) -> dict[str, Any]:
    return {key: value if value is None else finite(value) for key, value in found.to_dict().items()}
