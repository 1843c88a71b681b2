"""The answer of `forecast` in words: how likely each yes is, by which reading, on what it hangs, how it came out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from countermove.report.console import bare_table, heading, table
from countermove.report.readings import readings
from countermove.report.scores_in_text import score, shown
from countermove.report.words import count_of, listed, tidy

if TYPE_CHECKING:
    from rich.console import RenderableType

    from countermove.simulation.forecasts.result import Forecast, QuestionForecast

LATE = 12
ALMOST_NONE = 1e-9


def forecast(found: Forecast) -> list[RenderableType]:
    """Return what there is to say about the forecasts of a conflict."""
    return [
        _opening(found),
        _questions(found),
        *_scores(found),
        *_left_out(found),
        *readings(found),
        *_hindsight(found),
        _reading(found),
    ]


def _opening(found: Forecast) -> RenderableType:
    done = (
        f"All {count_of(found.count, 'world')} solved" if found.seed is None else f"{found.count:,} draws of worlds"
    )
    seed = "" if found.seed is None else f", with seed {found.seed}"
    days = sorted({f"{each.question.asked}" for each in found.questions if each.question.asked})
    as_of = f" As of {listed(days)}." if days else ""
    return Group(Text(tidy(found.conflict.title), "bold"), f"{done}{seed}, by {found.concept}.{as_of}")


def _questions(found: Forecast) -> RenderableType:
    """Return the questions with their probabilities and intervals."""
    rows = table("yes", "interval", "question", "what is asked", right=("yes", "interval"))
    for each in found.questions:
        closes = f" (closes {each.question.closes})" if each.question.closes else ""
        error = f" ±{100 * each.chance.error:.1f}" if each.chance.error else ""
        interval = "-" if each.low is None or each.high is None else f"{shown(each.low)} to {shown(each.high)}"
        asks = f"{tidy(each.question.asks)}{closes}"
        rows.add_row(f"{shown(each.probability)}{error}", interval, tidy(each.question.id), asks)
    title = heading("How likely a yes is").append(f", over {', '.join(found.over)} and all codings", "not bold")
    return Group(title, "", rows)


def _scores(found: Forecast) -> list[RenderableType]:
    """Return how good the forecasts were, beside the base rates."""
    rows = table("question", "answer", "yes", "Brier", "(50 %)", "log", "(50 %)", "reference class", right=RIGHT)
    for each in found.questions:
        if each.scored is not None and each.question.answer is not None:
            answer = "yes" if each.question.answer.value else "no"
            own, even = (each.scored.brier, each.scored.logarithmic), each.scored.even
            pairs = (score(number) for pair in zip(own, even, strict=True) for number in pair)
            rows.add_row(tidy(each.question.id), answer, shown(each.probability), *pairs, _reference(each))
    without = sum(each.question.answer is None for each in found.questions)
    more = [f"{count_of(without, 'question')} without an answer yet."] * bool(without)
    return [Group(heading("How they came out"), "", rows, *more)] if rows.rows else []


RIGHT = ("yes", "Brier", "(50 %)", "log")


def _reference(each: QuestionForecast) -> str:
    kind, marks = each.question.reference_class, each.scored.reference if each.scored else None
    if kind is None or marks is None:
        return "-"
    return f"{shown(kind.rate)}: {score(marks[0])}, {score(marks[1])} ({tidy(kind.name)})"


def _left_out(found: Forecast) -> list[RenderableType]:
    """Return what the probabilities leave out, for each question where there is any."""
    rows = bare_table()
    for each in found.questions:
        chance = each.chance
        if chance.unsettled > ALMOST_NONE:
            between = f"{shown(chance.least)} to {shown(chance.most)}"
            said = f"never settles in {shown(chance.unsettled)}; counted as a no or as a yes it would be {between}"
            rows.add_row(tidy(each.question.id), said)
        if chance.excluded > ALMOST_NONE:
            said = f"{shown(chance.excluded)} of the worlds have nothing feasible, or no status quo to start from"
            rows.add_row(tidy(each.question.id), said)
    return [Group(heading("What is left out"), "", rows)] if rows.rows else []


def _hindsight(found: Forecast) -> list[RenderableType]:
    """Return what rests on later sources alone."""
    late = [*dict.fromkeys(what for each in found.questions for what in each.hindsight)]
    if not late:
        return []
    rows = [f"  {tidy(what)}" for what in late[:LATE]]
    more = [f"  ... and {len(late) - LATE:,} more: --json lists all."] * (len(late) > LATE)
    said = "These rest on nothing but sources of a later date than the forecast; their facts may be earlier."
    return [Group(heading("Hindsight"), said, "", *rows, *more)]


def _reading(found: Forecast) -> str:
    sampled = " Behind ± stands one standard error of the draws." if found.seed is not None else ""
    return (
        "Read so: given that the conflict settles, this is how often what the file says leads to a yes. The interval "
        "is from the least to the greatest of the readings; it is no confidence interval, and knows nothing of what "
        "the file leaves out. Between worlds lies the part of the doubt that is about what the file leaves open; the "
        f"rest is about who moves first.{sampled}"
    )
