"""The forecasts: how likely a yes to each question is, by which range of readings, and how it came out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.report.figures.calibration import calibration
from countermove.report.scores import probability_text, score
from countermove.report.words import count_of, tidy

if TYPE_CHECKING:
    from countermove.simulation.forecasts.result import Forecast, QuestionForecast


@dataclass(frozen=True, slots=True)
class Expected:
    """A question with its forecast."""

    asks: str
    closes: str
    resolves: str
    yes: str
    between: str
    answer: str
    brier: str
    even: str


def expected(found: Forecast) -> tuple[Expected, ...]:
    """Return the questions in the order of the file."""
    return tuple(_expected(each) for each in found.questions)


def how(found: Forecast) -> str:
    """Return how the probabilities were come by."""
    done = (
        f"all {count_of(found.count, 'world')} solved"
        if found.seed is None
        else f"{found.count:,} draws of worlds with seed {found.seed}"
    )
    return f"{done}, by {found.concept}; the range is over {', '.join(found.over)} and all codings"


def plot(found: Forecast) -> str:
    """Return the calibration plot of the questions that are answered; nothing below two of them."""
    table = found.calibration
    few = sum(each.count for each in table) < 2
    return "" if few else calibration(table, "What was said, and what came")


def _expected(each: QuestionForecast) -> Expected:
    between = (
        ""
        if each.low is None or each.high is None
        else f"{probability_text(each.low)} to {probability_text(each.high)}"
    )
    answer = each.question.answer
    scored = each.scored
    return Expected(
        tidy(each.question.asks),
        f"{each.question.closes or ''}",
        tidy(each.question.resolves),
        probability_text(each.probability),
        between,
        "" if answer is None else "yes" if answer.value else "no",
        "" if scored is None else score(scored.brier),
        "" if scored is None else score(scored.even[0]),
    )
