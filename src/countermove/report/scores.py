"""Terminal text of `score`: forecasts, mean scores, parts of the Brier score, and calibration."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from rich.console import Group

from countermove.report.console import bare_table, heading, table
from countermove.report.cut import first, rest
from countermove.report.likelihood import whole_range
from countermove.report.words import count_of, fixed, in_tenths, percent_range, tidy

if TYPE_CHECKING:
    from rich.console import RenderableType

    from countermove.simulation.forecasts.scores import ForecastItem, Scores
    from countermove.simulation.scores.calibration import Bin
    from countermove.simulation.scores.rules import Paired
    from countermove.simulation.scores.summary import BaseRateComparison


SHOWN, FEW, STEPS = 40, 30, 20
"""Maximum rows; number of forecasts or cases below which a caution stands; steps of a calibration line."""

RIGHT = ("forecasts", "mean", "came true")


def scores(found: Scores) -> list[RenderableType]:
    """Return all parts: forecasts, mean scores, parts of the Brier score, calibration."""
    return [
        _forecasts(found),
        _mean_scores(found),
        _decomposition(found),
        _calibration(found),
        _reading(found),
    ]


def _forecasts(found: Scores) -> RenderableType:
    """Return a row for each question, in its words; a column says the case where there are several."""
    several = len({each.case for each in found.items}) > 1
    named = ("case", "question") if several else ("question",)
    rows = table(*named, "yes", "answer", "Brier", "log", "remark", right=("yes", "Brier", "log"))
    for each in first(found.items, SHOWN):
        answer = "-" if each.answer is None else "yes" if each.answer else "no"
        whose = (tidy(each.case), tidy(each.asks)) if several else (tidy(each.asks),)
        rows.add_row(*whose, probability_text(each.probability), answer, *_marks(each), tidy(each.remark))
    more = rest(len(found.items), SHOWN, "more forecasts")
    return Group(heading("Forecasts"), "", rows, *more)


def _marks(each: ForecastItem) -> tuple[str, str]:
    if each.brier is None or each.logarithmic is None:
        return "-", "-"
    return score(each.brier), score(each.logarithmic)


def _mean_scores(found: Scores) -> RenderableType:
    """Return the mean scores, those of 50 % and of the reference classes, and the differences."""
    rows = table("over", "who", "Brier", "log", "difference in Brier", "difference in log", right=("Brier", "log"))
    whole = found.summary
    rows.add_row(
        count_of(whole.count, "forecast"), "the forecasts", score(whole.brier), score(whole.logarithmic), "", ""
    )
    rows.add_row("", "always 50 %", *_against(whole.against))
    if found.reference is not None:
        known, own = count_of(found.reference.count, "forecast"), found.reference
        rows.add_row(known, "the forecasts", score(own.brier), score(own.logarithmic), "", "")
        rows.add_row("", "the reference classes", *_against(own.against))
    wrong = whole.certain_and_wrong
    infinite = f"{count_of(wrong, 'forecast')} certain and wrong: the logarithmic score is infinite, and is left so."
    return Group(heading("In all"), "", rows, *([infinite] * bool(wrong)))


def _against(found: BaseRateComparison) -> tuple[str, str, str, str]:
    one, other = (_difference(each) for each in (found.brier_difference, found.logarithmic_difference))
    return score(found.brier), score(found.logarithmic), one, other


def _difference(found: Paired) -> str:
    if isnan(found.difference):
        return "undefined"
    if found.low is None or found.high is None:
        return _signed(found.difference)
    return f"{_signed(found.difference)} ({_signed(found.low)} to {_signed(found.high)})"


def _signed(number: float) -> str:
    return fixed(number, signed=True)


def _decomposition(found: Scores) -> RenderableType:
    """Return the decomposition of the Brier score by bins (Murphy; within-bin terms by Stephenson)."""
    parts, rows = found.summary.binned, bare_table()
    rows.add_row(fixed(parts.reliability), "reliability: how far what was said is from what came; small is good")
    rows.add_row(fixed(-parts.resolution), "resolution: how far apart the bins came out; large is good")
    rows.add_row(fixed(parts.uncertainty), "uncertainty: the score of the share of yes, known only afterwards")
    within = parts.within_variance - parts.within_covariance
    rows.add_row(fixed(within), "within bins: what is lost by counting the forecasts of a bin as one")
    rows.add_row(fixed(parts.brier), "the Brier score")
    sharp = f"Sharpness: {fixed(found.summary.sharpness)}, where 0 is always 50 % and 1 always certain."
    return Group(heading("What the Brier score is made of"), "", rows, "", sharp)


def _calibration(found: Scores) -> RenderableType:
    rows = table("given", "forecasts", "mean", "came true", "95 %", "0 %" + " " * 13 + "100 %", right=RIGHT)
    for each in found.summary.calibration:
        between = whole_range(each.low, each.high)
        interval = whole_range(each.came_low, each.came_high)
        rows.add_row(
            between,
            f"{each.count:,}",
            probability_text(each.said),
            probability_text(each.came),
            interval,
            _line(each),
        )
    return Group(heading("Calibration"), "", rows, "On the line: o what was said, x what came, - its interval.")


def _line(each: Bin) -> str:
    """Return one bin as a line of characters: o the mean forecast, x the rate of yes, - its interval."""
    low, high = (round(STEPS * share) for share in (each.came_low, each.came_high))
    letters = ["-" if low <= k <= high else "." for k in range(STEPS + 1)]
    letters[round(STEPS * each.said)] = "o"
    letters[round(STEPS * each.came)] = "x"
    return "".join(letters)


def _reading(found: Scores) -> str:
    versus, few = found.summary.against.brier_difference, ""
    if found.summary.count < FEW or versus.groups < FEW:
        many = f"{count_of(found.summary.count, 'forecast')} from {count_of(versus.groups, 'case')}"
        few = f" {many} {'is' if found.summary.count == 1 else 'are'} too few to tell skill from luck."
    interval = (
        f" In brackets stands the 95 % bootstrap interval over cases (seed {versus.seed}), whose questions come and "
        "go together."
        if versus.groups > 1
        else " There is no interval: the questions of one case are answered by one course of events."
    )
    better = "smaller scores are better, and a negative difference is in favour of the forecasts"
    return f"How to read this: {better}.{interval}{few}"


def probability_text(probability: float | None) -> str:
    """Return a probability in percent; 'none' for None."""
    return "none" if probability is None else in_tenths(probability)


def probability_range(low: float | None, high: float | None) -> str:
    """Return a range of probabilities, or the one that it comes to; '-' where there is none.

    Examples
    --------
    >>> probability_range(0.25, 0.5), probability_range(0.0, 0.0), probability_range(None, None)
    ('25.0 to 50.0 %', '0 %', '-')
    """
    if low is None or high is None:
        return "-"
    return percent_range(low, high)


def score(number: float) -> str:
    """Return a score with three decimals, or 'infinite'."""
    return fixed(number)
