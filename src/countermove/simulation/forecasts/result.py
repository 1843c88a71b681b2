"""The result of `forecast`: for each question its probability, readings and scores."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from countermove.errors import UnknownName, did_you_mean
from countermove.simulation.draws import AS_IT_STANDS
from countermove.simulation.result import DIGITS
from countermove.simulation.scores.rules import brier, logarithmic
from countermove.simulation.scores.summary import EVEN, json_number

if TYPE_CHECKING:
    import pandas as pd

    from countermove.analysis.assumptions.freeing import Freeing
    from countermove.model.conflict import Conflict
    from countermove.model.provenance import Question
    from countermove.simulation.forecasts.chances import Chance
    from countermove.simulation.result import Given
    from countermove.simulation.scores.calibration import Bin


@dataclass(frozen=True, eq=False)
class Forecast:
    """The forecasts of all questions of a conflict.

    Attributes
    ----------
    conflict : Conflict
        The conflict.
    concept : str
        The id of the concept by which worlds evolve.
    over : tuple of str
        The ids of the concepts of the readings.
    seed : int or None
        The seed of the draws; None if all worlds were solved.
    count : int
        The number of solved worlds, or of draws, for each concept.
    version : str
        The version of countermove.
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
        """The names of the rival codings."""
        return tuple(dict.fromkeys(each.coding for one in self.questions for each in one.readings)) or (AS_IT_STANDS,)

    @property
    def calibration(self) -> tuple[Bin, ...]:
        """The calibration table of the questions that have a probability and an answer."""
        from countermove.simulation.scores.calibration import calibration

        given = [(each.probability, each.question.answer) for each in self.questions]
        scored = [(chance, answer.value) for chance, answer in given if chance is not None and answer is not None]
        return calibration([chance for chance, _ in scored], [value for _, value in scored]) if scored else ()

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the conflict lacks of its file, and what may change its meaning."""
        return self.conflict.remarks

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        return {
            "conflict": self.conflict.title,
            "remarks": [*self.remarks],
            "version": self.version,
            "concept": self.concept,
            "over": [*self.over],
            "method": "all worlds" if self.seed is None else "drawn",
            "seed": self.seed,
            "solved": self.count,
            "questions": [each.to_dict() for each in self.questions],
        }

    def to_frame(self) -> pd.DataFrame:
        """Return a table with a row for each question: probability, interval, standard error, answer and scores."""
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
        """The conflict, the concept and the worlds, on one line."""
        done = (
            f"{self.count:,} draws with seed {self.seed}" if self.seed is not None else f"all {self.count:,} worlds"
        )
        return f"{self.conflict.title}: forecasts by {self.concept}, {done}"

    def __str__(self) -> str:
        lines = (
            f"{'none' if each.probability is None else format(each.probability, '.1%'):>8}  {each.question.asks}"
            for each in self.questions
        )
        return "\n".join([self.caption, *self.remarks, *lines])


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading of the file: a rival coding, and a concept by which worlds evolve.

    Attributes
    ----------
    concept, coding : str
        The id of the concept; the id of the variation, or ``as it stands``.
    chance : Chance
        The probability of a yes in this reading.
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
        The id of the concept by which worlds evolve.
    chance : Chance
        The probability of a yes over all codings, by their weights.
    readings : tuple of Reading
        The probability by each coding and each concept. `low` and `high` are the least and the greatest.
    given : tuple of Given
        The probability for each alternative of each uncertainty, the widest range first.
    hindsight : tuple of str
        The parts of the conflict whose evidence is all later than the forecast.
    moves : bool
        Whether the conflict leaves its status quo in any world of any reading. If not, the probability is that of the
        start, and no finding.
    freed : tuple of Freeing
        Where it does not, the changes of statements after which somebody would leave it.
    """

    question: Question
    concept: str
    chance: Chance
    readings: tuple[Reading, ...]
    given: tuple[Given, ...] = field(repr=False)
    hindsight: tuple[str, ...] = field(repr=False)
    moves: bool = True
    freed: tuple[Freeing, ...] = field(default=(), repr=False)

    @property
    def probability(self) -> float | None:
        """The probability of a yes; None if the conflict never settles."""
        return self.chance.probability

    @property
    def low(self) -> float | None:
        """The least probability of all readings."""
        return min(self._probabilities, default=None)

    @property
    def high(self) -> float | None:
        """The greatest probability of all readings."""
        return max(self._probabilities, default=None)

    @property
    def _probabilities(self) -> list[float]:
        return [each.chance.probability for each in self.readings if each.chance.probability is not None]

    @property
    def contributions(self) -> dict[str, float]:
        """The contribution of each rival coding to the probability; the contributions add up to it."""
        own = [each for each in self.readings if each.concept == self.concept]
        total = sum(each.chance.worlds * each.chance.settled for each in own)
        return {
            each.coding: each.chance.worlds * each.chance.settled * each.chance.probability / total
            for each in own
            if each.chance.probability is not None
        }

    @property
    def scored(self) -> QuestionScores | None:
        """The scores of the forecast; None without an answer or a probability."""
        return question_scores(self.question, self.probability)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        asked = self.question
        plain: dict[str, Any] = {"id": asked.id, "asks": asked.asks, "when": asked.when, "resolves": asked.resolves}
        plain |= {key: day and day.isoformat() for key, day in (("asked", asked.asked), ("closes", asked.closes))}
        plain |= {"variation": asked.variation} | _chance(self.chance)
        plain |= {"low": _rounded(self.low), "high": _rounded(self.high)}
        plain |= {
            "if_unsettled_is_no": _rounded(self.chance.least),
            "if_unsettled_is_yes": _rounded(self.chance.most),
        }
        plain["contributions"] = {coding: _rounded(each) for coding, each in self.contributions.items()}
        plain["readings"] = [
            {"concept": each.concept, "coding": each.coding, "weight": _rounded(each.chance.worlds)}
            | _chance(each.chance)
            for each in self.readings
        ]
        plain["given"] = [
            {"thing": each.uncertainty, "way": each.alternative, "worlds": _rounded(each.worlds)}
            | {"probability": _rounded(each.share.value), "error": _rounded(each.share.error)}
            for each in self.given
        ]
        plain["hindsight"] = [*self.hindsight]
        plain["moves"] = self.moves
        plain["answer"] = None if asked.answer is None else asked.answer.value
        plain["scores"] = None if self.scored is None else self.scored.to_dict()
        return plain


def _chance(found: Chance) -> dict[str, Any]:
    return {
        "probability": _rounded(found.probability),
        "error": _rounded(found.error),
        "decided_between_worlds": _rounded(found.decided),
        "unsettled": _rounded(found.unsettled),
        "excluded": _rounded(found.excluded),
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, DIGITS)


@dataclass(frozen=True, slots=True)
class QuestionScores:
    """The scores of a forecast and of base rates; smaller is better.

    Attributes
    ----------
    brier, logarithmic : float
        The scores of the forecast. The logarithmic score is infinite if a certain forecast was wrong.
    even : tuple of (float, float)
        Both scores of 50 %: 0.25 and ln 2.
    reference : tuple of (float, float) or None
        Both scores of the reference class; None if the question names none.
    """

    brier: float
    logarithmic: float
    even: tuple[float, float]
    reference: tuple[float, float] | None

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON; an infinite number as text."""
        plain = {"brier": self.brier, "logarithmic": json_number(self.logarithmic)}
        plain |= {f"{key} of 50 %": each for key, each in zip(("brier", "logarithmic"), self.even, strict=True)}
        if self.reference is not None:
            names = ("brier", "logarithmic")
            plain |= {
                f"{key} of the reference class": json_number(each)
                for key, each in zip(names, self.reference, strict=True)
            }
        return plain


def question_scores(question: Question, probability: float | None) -> QuestionScores | None:
    """Return the scores of a forecast; None without a probability or an answer."""
    if probability is None or question.answer is None:
        return None
    value, kind = question.answer.value, question.reference_class
    rates = None if kind is None else both_scores(kind.rate, value=value)
    return QuestionScores(*both_scores(probability, value=value), both_scores(EVEN, value=value), rates)


def both_scores(probability: float, *, value: bool) -> tuple[float, float]:
    """Return the Brier and the logarithmic score of a forecast."""
    return float(brier(probability, value)[0]), float(logarithmic(probability, value)[0])
