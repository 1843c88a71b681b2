"""The answer of `forecast`: a probability for each question, what it rests on, and how good it was.

The forecast of one question: its probability, by each reading of the file, and how good it was.

How good a single forecast was, beside what a base rate would have scored.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from countermove.errors import UnknownName, did_you_mean
from countermove.simulation.draws import AS_IT_STANDS
from countermove.simulation.result import DIGITS
from countermove.simulation.scores.rules import brier, logarithmic
from countermove.simulation.scores.summary import EVEN, finite

if TYPE_CHECKING:
    import pandas as pd

    from countermove.model.conflict import Conflict
    from countermove.model.provenance import Question
    from countermove.simulation.forecasts.chances import Chance
    from countermove.simulation.result import Given
    from countermove.simulation.scores.calibration import Bin


@dataclass(frozen=True, eq=False)
class Forecast:
    """A probability for each question of a conflict; it remembers how they were found.

    Attributes
    ----------
    conflict : Conflict
        The conflict.
    concept : str
        The id of the concept by which worlds evolve.
    over : tuple of str
        The ids of the concepts that the readings are by.
    seed : int or None
        Of the draws; None where all worlds were solved.
    count : int
        How many worlds were solved, or draws made, for each concept.
    version : str
        Of countermove.
    questions : tuple of QuestionForecast
        In the order of the file.
    """

    conflict: Conflict = field(repr=False)
    concept: str
    over: tuple[str, ...]
    seed: int | None
    count: int
    version: str
    questions: tuple[QuestionForecast, ...]

    def __getitem__(self, id_: str) -> QuestionForecast:
        """Return the forecast of a question.

        Raises
        ------
        UnknownName
            If there is no such question.
        """
        found = {each.question.id: each for each in self.questions}
        if id_ not in found:
            raise UnknownName(f"{self.conflict.title!r} has no question {id_!r}{did_you_mean(id_, found)}")
        return found[id_]

    @property
    def codings(self) -> tuple[str, ...]:
        """The rival codings."""
        return tuple(dict.fromkeys(each.coding for one in self.questions for each in one.readings)) or (AS_IT_STANDS,)

    @property
    def calibration(self) -> tuple[Bin, ...]:
        """The calibration table of the questions that have a probability and an answer."""
        from countermove.simulation.scores.calibration import calibration

        given = [(each.probability, each.question.answer) for each in self.questions]
        scored = [(chance, answer.value) for chance, answer in given if chance is not None and answer is not None]
        return calibration([chance for chance, _ in scored], [value for _, value in scored]) if scored else ()

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        return {
            "conflict": self.conflict.title,
            "version": self.version,
            "concept": self.concept,
            "over": [*self.over],
            "method": "all worlds" if self.seed is None else "drawn",
            "seed": self.seed,
            "solved": self.count,
            "questions": [each.to_dict() for each in self.questions],
        }

    def to_frame(self) -> pd.DataFrame:
        """Return one row a question: probability, interval, standard error, answer and scores."""
        import pandas as pd

        rows = [
            {
                "asks": each.question.asks,
                "probability": each.probability,
                "low": each.low,
                "high": each.high,
                "error": each.chance.error,
                "answer": each.question.answer and each.question.answer.value,
                "brier": each.scored and each.scored.brier,
                "logarithmic": each.scored and each.scored.logarithmic,
            }
            for each in self.questions
        ]
        return pd.DataFrame(rows, index=pd.Index([each.question.id for each in self.questions], name="question"))

    @property
    def caption(self) -> str:
        """What was forecast, on one line."""
        done = (
            f"{self.count:,} draws with seed {self.seed}" if self.seed is not None else f"all {self.count:,} worlds"
        )
        return f"{self.conflict.title}: forecasts by {self.concept}, {done}"

    def __str__(self) -> str:
        lines = (
            f"{'none' if each.probability is None else format(each.probability, '.1%'):>8}  {each.question.asks}"
            for each in self.questions
        )
        return "\n".join([self.caption, *lines])


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
    def scored(self) -> QuestionScores | None:
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


@dataclass(frozen=True, slots=True)
class QuestionScores:
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


def scored(question: Question, probability: float | None) -> QuestionScores | None:
    """Return how good a forecast was; None without a probability or an answer."""
    if probability is None or question.answer is None:
        return None
    value, kind = question.answer.value, question.reference_class
    rates = None if kind is None else both(kind.rate, value=value)
    return QuestionScores(*both(probability, value=value), both(EVEN, value=value), rates)


def both(probability: float, *, value: bool) -> tuple[float, float]:
    """Return the Brier and the logarithmic score of a forecast."""
    return float(brier(probability, value)[0]), float(logarithmic(probability, value)[0])
