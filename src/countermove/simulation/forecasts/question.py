"""The forecast of one question: its probability, by each reading of the file, and how good it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from countermove.simulation.forecasts.scored import Scored, scored
from countermove.simulation.shares import DIGITS

if TYPE_CHECKING:
    from countermove.model.provenance import Question
    from countermove.simulation.forecasts.chances import Chance
    from countermove.simulation.shares import Given


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the file: a rival coding, and a concept by which a world evolves.

    Attributes
    ----------
    concept, coding : str
        The concept's id; the variation's, or ``as it stands``.
    chance : Chance
        How likely a yes is, read so.
    """

    concept: str
    coding: str
    chance: Chance


@dataclass(frozen=True, slots=True)
class QuestionForecast:
    """The forecast of one question.

    Attributes
    ----------
    question : Question
        The question.
    concept : str
        The concept by which worlds evolve.
    chance : Chance
        How likely a yes is, over all codings by their weights.
    readings : tuple of Reading
        How likely it is by each coding and each concept; `low` and `high` are the least and the greatest of them.
    given : tuple of Given
        How likely it is for each way of each uncertain thing, what tells most apart first.
    hindsight : tuple of str
        What in the file rests on nothing but sources of a later date than the forecast.
    """

    question: Question
    concept: str
    chance: Chance
    readings: tuple[Reading, ...]
    given: tuple[Given, ...] = field(repr=False)
    hindsight: tuple[str, ...] = field(repr=False)

    @property
    def probability(self) -> float | None:
        """How likely a yes is; None if the conflict never settles, so that there is no forecast."""
        return self.chance.probability

    @property
    def low(self) -> float | None:
        """The least probability of all readings."""
        return min(self._read, default=None)

    @property
    def high(self) -> float | None:
        """The greatest probability of all readings."""
        return max(self._read, default=None)

    @property
    def _read(self) -> list[float]:
        return [each.chance.probability for each in self.readings if each.chance.probability is not None]

    @property
    def contributions(self) -> dict[str, float]:
        """What each rival coding adds to the probability, by its share of what settles; they add up to it."""
        own = [each for each in self.readings if each.concept == self.concept]
        total = sum(each.chance.worlds * each.chance.settled for each in own)
        return {
            each.coding: each.chance.worlds * each.chance.settled * each.chance.probability / total
            for each in own
            if each.chance.probability is not None
        }

    @property
    def scored(self) -> Scored | None:
        """How good the forecast was; None without an answer or without a probability."""
        return scored(self.question, self.probability)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        asked = self.question
        plain: dict[str, Any] = {"id": asked.id, "asks": asked.asks, "when": asked.when, "resolves": asked.resolves}
        plain |= {key: day and day.isoformat() for key, day in (("asked", asked.asked), ("closes", asked.closes))}
        plain |= {"variation": asked.variation} | _chance(self.chance)
        plain |= {"low": _short(self.low), "high": _short(self.high)}
        plain |= {"if_unsettled_is_no": _short(self.chance.least), "if_unsettled_is_yes": _short(self.chance.most)}
        plain["contributions"] = {coding: _short(each) for coding, each in self.contributions.items()}
        plain["readings"] = [
            {"concept": each.concept, "coding": each.coding, "weight": _short(each.chance.worlds)}
            | _chance(each.chance)
            for each in self.readings
        ]
        plain["given"] = [
            {"thing": each.thing, "way": each.way, "worlds": _short(each.worlds)}
            | {"probability": _short(each.share.value), "error": _short(each.share.error)}
            for each in self.given
        ]
        plain["hindsight"] = [*self.hindsight]
        plain["answer"] = None if asked.answer is None else asked.answer.value
        plain["scores"] = None if self.scored is None else self.scored.to_dict()
        return plain


def _chance(found: Chance) -> dict[str, Any]:
    return {
        "probability": _short(found.probability),
        "error": _short(found.error),
        "decided_between_worlds": _short(found.decided),
        "unsettled": _short(found.unsettled),
        "excluded": _short(found.excluded),
    }


def _short(number: float | None) -> float | None:
    return None if number is None else round(number, DIGITS)
