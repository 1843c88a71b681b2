"""The section on forecasts: a table of the questions, and the calibration plot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.report.figures.calibration import calibration
from countermove.report.scores import probability_text, score
from countermove.report.words import count_of, tidy

if TYPE_CHECKING:
    from countermove.simulation.forecasts.result import Forecast, QuestionForecast


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question: its probability of yes, the range of it, the answer and the scores."""

    asks: str
    closes: str
    resolves: str
    yes: str
    between: str
    answer: str
    brier: str
    even: str


def question_rows(found: Forecast) -> tuple[QuestionRow, ...]:
    """Return the questions in the order of the file."""
    return tuple(_question_row(each) for each in found.questions)


def method(found: Forecast) -> str:
    """Return the method of the forecast in words: worlds, seed, concept and codings."""
    drawn = (
        f"all {count_of(found.count, 'world')} solved"
        if found.seed is None
        else f"{found.count:,} draws of worlds with seed {found.seed}"
    )
    return f"{drawn}, by {found.concept}; the range is over {', '.join(found.over)} and all codings"


def calibration_plot(found: Forecast) -> str:
    """Return the calibration plot as SVG; empty if fewer than two questions are answered."""
    table = found.calibration
    few = sum(each.count for each in table) < 2
    return "" if few else calibration(table, "What was said, and what came")


def _question_row(each: QuestionForecast) -> QuestionRow:
    between = (
        ""
        if each.low is None or each.high is None
        else f"{probability_text(each.low)} to {probability_text(each.high)}"
    )
    answer = each.question.answer
    scored = each.scored
    return QuestionRow(
        tidy(each.question.asks),
        f"{each.question.closes or ''}",
        tidy(each.question.resolves),
        probability_text(each.probability),
        between,
        "" if answer is None else "yes" if answer.value else "no",
        "" if scored is None else score(scored.brier),
        "" if scored is None else score(scored.even[0]),
    )
