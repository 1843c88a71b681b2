"""How good a single forecast was, beside what a base rate would have scored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from countermove.simulation.scores.rules import brier, logarithmic
from countermove.simulation.scores.summary import EVEN, finite

if TYPE_CHECKING:
    from countermove.model.provenance import Question


@dataclass(frozen=True, slots=True)
class Scored:
    """The scores of a forecast, and of the base rates; smaller is better.

    Attributes
    ----------
    brier, logarithmic : float
        Of the forecast; the second is infinite if it was certain and wrong.
    even : tuple of (float, float)
        Of 50 %: 0.25 and ln 2.
    reference : tuple of (float, float) or None
        Of the reference class, if the question names one.
    """

    brier: float
    logarithmic: float
    even: tuple[float, float]
    reference: tuple[float, float] | None

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON; an infinite number as text."""
        plain = {"brier": self.brier, "logarithmic": finite(self.logarithmic)}
        plain |= {f"{key} of 50 %": each for key, each in zip(("brier", "logarithmic"), self.even, strict=True)}
        if self.reference is not None:
            names = ("brier", "logarithmic")
            plain |= {
                f"{key} of the reference class": finite(each) for key, each in zip(names, self.reference, strict=True)
            }
        return plain


def scored(question: Question, probability: float | None) -> Scored | None:
    """Return how good a forecast was; None without a probability or an answer."""
    if probability is None or question.answer is None:
        return None
    value, kind = question.answer.value, question.reference_class
    rates = None if kind is None else both(kind.rate, value=value)
    return Scored(*both(probability, value=value), both(EVEN, value=value), rates)


def both(probability: float, *, value: bool) -> tuple[float, float]:
    """Return the Brier and the logarithmic score of a forecast."""
    return float(brier(probability, value)[0]), float(logarithmic(probability, value)[0])
