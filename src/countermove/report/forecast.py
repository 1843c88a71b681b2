"""Terminal text of `forecast`: probabilities with intervals, scores, readings, hindsight, and what decides most.

A reading is one stability concept with one coding. Hindsight is what rests on sources after the date of the forecast.
"""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from countermove.report.console import bare_table, heading, table
from countermove.report.cut import first, rest
from countermove.report.scores import probability_text, score
from countermove.report.words import count_of, listed, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from countermove.simulation.forecasts.result import Forecast, QuestionForecast
    from countermove.simulation.result import Given


LATE = 12
"""Maximum lines on hindsight."""

ALMOST_NONE = 1e-9
"""Shares up to this one count as zero."""

RIGHT = ("yes", "Brier", "(50 %)", "log")
"""Columns of scores that are aligned to the right."""

DECIDING = 3
"""Maximum uncertainties for each question."""

BETWEEN = "between worlds"


def forecast(found: Forecast) -> list[RenderableType]:
    """Return all parts: questions, scores, exclusions, readings and hindsight."""
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
    """Return a row for each question, with the probability of a yes and its interval."""
    rows = table("yes", "interval", "question", "what is asked", right=("yes", "interval"))
    for each in found.questions:
        closes = f" (closes {each.question.closes})" if each.question.closes else ""
        error = f" ±{100 * each.chance.error:.1f}" if each.chance.error else ""
        interval = (
            "-"
            if each.low is None or each.high is None
            else f"{probability_text(each.low)} to {probability_text(each.high)}"
        )
        asks = f"{tidy(each.question.asks)}{closes}"
        rows.add_row(f"{probability_text(each.probability)}{error}", interval, tidy(each.question.id), asks)
    title = heading("How likely a yes is").append(f", over {', '.join(found.over)} and all codings", "not bold")
    return Group(title, "", rows)


def _scores(found: Forecast) -> list[RenderableType]:
    """Return the scores of answered questions, beside 50 % and the reference class."""
    rows = table("question", "answer", "yes", "Brier", "(50 %)", "log", "(50 %)", "reference class", right=RIGHT)
    for each in found.questions:
        if each.scored is not None and each.question.answer is not None:
            answer = "yes" if each.question.answer.value else "no"
            own, even = (each.scored.brier, each.scored.logarithmic), each.scored.even
            pairs = (score(number) for pair in zip(own, even, strict=True) for number in pair)
            rows.add_row(tidy(each.question.id), answer, probability_text(each.probability), *pairs, _reference(each))
    without = sum(each.question.answer is None for each in found.questions)
    more = [f"{count_of(without, 'question')} without an answer yet."] * bool(without)
    return [Group(heading("How they came out"), "", rows, *more)] if rows.rows else []


def _reference(each: QuestionForecast) -> str:
    kind, marks = each.question.reference_class, each.scored.reference if each.scored else None
    if kind is None or marks is None:
        return "-"
    return f"{probability_text(kind.rate)}: {score(marks[0])}, {score(marks[1])} ({tidy(kind.name)})"


def _left_out(found: Forecast) -> list[RenderableType]:
    """Return, for each question, the share of worlds that never settle and of those that are excluded."""
    rows = bare_table()
    for each in found.questions:
        chance = each.chance
        if chance.unsettled > ALMOST_NONE:
            between = f"{probability_text(chance.least)} to {probability_text(chance.most)}"
            never = probability_text(chance.unsettled)
            unsettled = f"never settles in {never}; counted as a no or as a yes it would be {between}"
            rows.add_row(tidy(each.question.id), unsettled)
        if chance.excluded > ALMOST_NONE:
            none = probability_text(chance.excluded)
            excluded = f"{none} of the worlds have nothing feasible, or no status quo to start from"
            rows.add_row(tidy(each.question.id), excluded)
    return [Group(heading("What is left out"), "", rows)] if rows.rows else []


def _hindsight(found: Forecast) -> list[RenderableType]:
    """Return the assumptions that rest on later sources alone."""
    late = [*dict.fromkeys(what for each in found.questions for what in each.hindsight)]
    if not late:
        return []
    rows = [f"  {tidy(what)}" for what in first(late, LATE)]
    more = [f"  {line}" for line in rest(len(late), LATE)]
    legend = "These rest on nothing but sources of a later date than the forecast; their facts may be earlier."
    return [Group(heading("Hindsight"), legend, "", *rows, *more)]


def _reading(found: Forecast) -> str:
    sampled = " Behind ± stands one standard error of the draws." if found.seed is not None else ""
    return (
        "Read so: given that the conflict settles, this is how often what the file says leads to a yes. The interval "
        "is from the least to the greatest of the readings; it is no confidence interval, and knows nothing of what "
        "the file leaves out. Between worlds lies the part of the doubt that is about what the file leaves open; the "
        f"rest is about who moves first.{sampled}"
    )


def readings(found: Forecast) -> list[RenderableType]:
    """Return the probabilities by each reading, the part of each coding, and the most decisive uncertainties."""
    return [_readings(found), *_contributions(found), *_deciding(found)]


def _readings(found: Forecast) -> RenderableType:
    """Return the probability of a yes, a row for each question and coding, a column for each concept."""
    many = len(found.codings) > 1
    columns = ("question", *(["coding"] if many else []), *found.over)
    rows = table(*columns, BETWEEN, right=(*found.over, BETWEEN))
    for each in found.questions:
        for coding in dict.fromkeys(one.coding for one in each.readings):
            own = {one.concept: one.chance.probability for one in each.readings if one.coding == coding}
            named = (tidy(each.question.id), *([tidy(coding)] if many else []))
            rows.add_row(*named, *(probability_text(own[k]) for k in found.over), _between_worlds(each, coding))
    return Group(heading("By each reading"), "", rows)


def _between_worlds(each: QuestionForecast, coding: str) -> str:
    """Return the part of the variance that lies between worlds, by the concept of the forecast."""
    own = next(one for one in each.readings if (one.concept, one.coding) == (each.concept, coding))
    return "-" if own.chance.decided is None else f"{100 * own.chance.decided:.0f} %"


def _contributions(found: Forecast) -> list[RenderableType]:
    """Return the part of each probability that each coding contributes, if there are several."""
    if len(found.codings) == 1:
        return []
    rows = table("question", *map(tidy, found.codings), "in all", right=(*map(tidy, found.codings), "in all"))
    for each in found.questions:
        added = each.contributions
        rows.add_row(
            tidy(each.question.id),
            *(probability_text(added.get(k, 0.0)) for k in found.codings),
            probability_text(each.probability),
        )
    return [Group(heading("What each coding contributes"), "", rows)]


def _deciding(found: Forecast) -> list[RenderableType]:
    """Return, for each question, the uncertainties that change its probability most."""
    rows = table("question", "yes", "if", right=("yes",))
    for each in found.questions:
        for one in _most_decisive(each.given):
            rows.add_row(
                tidy(each.question.id),
                probability_text(one.share.value),
                f"{tidy(one.uncertainty)}: {tidy(one.alternative)}",
            )
    return [Group(heading("On what it hangs most"), "", rows)] if rows.rows else []


def _most_decisive(given: tuple[Given, ...]) -> Iterator[Given]:
    """Yield the alternatives of the first uncertainties whose difference exceeds three standard errors."""
    for uncertainty in first([*dict.fromkeys(each.uncertainty for each in given)], DECIDING):
        alternatives = sorted(
            (each for each in given if each.uncertainty == uncertainty), key=lambda each: -each.worlds
        )
        least, most = (by(alternatives, key=lambda each: each.share.value).share for by in (min, max))
        if most.value - least.value > max(0.001, 3 * hypot(least.error, most.error)):
            yield from alternatives
