"""The answer of `forecast`: a probability for each question, what it rests on, and how good it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from countermove.errors import UnknownName, did_you_mean
from countermove.simulation.worlds import AS_IT_STANDS

if TYPE_CHECKING:
    import pandas as pd

    from countermove.model.conflict import Conflict
    from countermove.simulation.forecasts.question import QuestionForecast
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
