"""Summary of many forecasts with answers: mean scores, calibration, and the comparison with base rates."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, isnan
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.errors import InvalidRequest
from countermove.simulation.scores.calibration import Bin, Murphy, by_bin, by_value, calibration, sharpness
from countermove.simulation.scores.rules import DRAWS, Paired, brier, forecast_arrays, logarithmic, paired

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

EVEN = 0.5
BINS = 10


@dataclass(frozen=True, slots=True)
class BaseRateComparison:
    """The comparison of forecasts with base rates for the same questions.

    Attributes
    ----------
    brier, logarithmic : float
        The mean scores of the base rate.
    brier_difference, logarithmic_difference : Paired
        The score of the forecasts minus that of the base rate; negative if the forecasts are better.
    """

    brier: float
    logarithmic: float
    brier_difference: Paired
    logarithmic_difference: Paired

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON; an infinite number as text."""
        return {
            "brier": self.brier,
            "logarithmic": json_number(self.logarithmic),
            "brier_difference": _plain(self.brier_difference),
            "logarithmic_difference": _plain(self.logarithmic_difference),
        }


@dataclass(frozen=True, slots=True)
class Summary:
    """The scores and the calibration of many forecasts.

    Attributes
    ----------
    count, yes : int
        The number of forecasts with an answer, and of those with the answer yes.
    brier, logarithmic : float
        The mean scores. The logarithmic score is infinite if a certain forecast was wrong.
    certain_and_wrong : int
        The number of certain and wrong forecasts.
    sharpness : float
        The sharpness; see `countermove.simulation.scores.calibration.sharpness`.
    binned, by_value : Murphy
        The parts of the Brier score, grouped by bins and by forecast values.
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
    against: BaseRateComparison

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON; an infinite number as text."""
        return {
            "count": self.count,
            "yes": self.yes,
            "brier": self.brier,
            "logarithmic": json_number(self.logarithmic),
            "certain_and_wrong": self.certain_and_wrong,
            "sharpness": self.sharpness,
            "murphy": {"binned": self.binned.to_dict(), "by_value": self.by_value.to_dict()},
            "calibration": [each.to_dict() for each in self.calibration],
            "against": self.against.to_dict(),
        }


def summarise(  # noqa: PLR0913  (each says how it is to be summed up, and has a default)
    probability: ArrayLike,
    outcome: ArrayLike,
    base_rate: ArrayLike = EVEN,
    *,
    groups: ArrayLike | None = None,
    bins: int = BINS,
    seed: int = 1,
    draws: int = DRAWS,
) -> Summary:
    """Return the scores and the calibration of forecasts.

    Parameters
    ----------
    probability, outcome : array_like, shape (N,)
        As in `countermove.simulation.scores.rules.brier`.
    base_rate : float or array_like of float, shape (N,)
        The base rate with which each forecast is compared.
    groups : array_like, shape (N,), optional
        The group of each question; see `countermove.simulation.scores.rules.paired`.
    bins : int
        The number of bins of the calibration table and of `binned`.
    seed, draws : int
        The seed and the number of resamples of the bootstrap.

    Raises
    ------
    InvalidRequest
        If there is no forecast, or a number is no probability, answer or group.

    Examples
    --------
    >>> found = summarise([0.9, 0.2, 0.6], [True, False, False])
    >>> round(found.brier, 3), found.against.brier, round(found.against.brier_difference.difference, 3)
    (0.137, 0.25, -0.113)
    """
    chance, happened = forecast_arrays(probability, outcome)
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
        BaseRateComparison(
            float(brier(base, happened).mean()),
            float(logarithmic(base, happened).mean()),
            paired(brier(chance, happened), brier(base, happened), groups, seed=seed, draws=draws),
            paired(score, logarithmic(base, happened), groups, seed=seed, draws=draws),
        ),
    )


def json_number(number: float) -> float | str:
    """Return a number, or its name if JSON cannot write it."""
    if isfinite(number):
        return number
    return "undefined" if isnan(number) else "infinite" if number > 0 else "minus infinite"


def _plain(found: Paired) -> dict[str, Any]:
    return {key: value if value is None else json_number(value) for key, value in found.to_dict().items()}
