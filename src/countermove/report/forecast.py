"""The answer of `forecast` in words: how likely each yes is, by which reading, on what it hangs, how it came out.

Forecasts by each reading: by concept and coding, and on what they hang most.
"""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from countermove.report.console import bare_table, heading, table
from countermove.report.scores import probability_text, score
from countermove.report.words import count_of, listed, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from countermove.simulation.forecasts.result import Forecast, QuestionForecast
    from countermove.simulation.result import Given


LATE = 12

ALMOST_NONE = 1e-9

RIGHT = ("yes", "Brier", "(50 %)", "log")

DECIDING = 3

BETWEEN = "between worlds"


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
    """Return how good the forecasts were, beside the base rates."""
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
    """Return what the probabilities leave out, for each question where there is any."""
    rows = bare_table()
    for each in found.questions:
        chance = each.chance
        if chance.unsettled > ALMOST_NONE:
            between = f"{probability_text(chance.least)} to {probability_text(chance.most)}"
            never = probability_text(chance.unsettled)
            said = f"never settles in {never}; counted as a no or as a yes it would be {between}"
            rows.add_row(tidy(each.question.id), said)
        if chance.excluded > ALMOST_NONE:
            none = probability_text(chance.excluded)
            said = f"{none} of the worlds have nothing feasible, or no status quo to start from"
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


def readings(found: Forecast) -> list[RenderableType]:
    """Return the probabilities by each reading, what each coding contributes, and on what they hang most."""
    return [_readings(found), *_contributions(found), *_deciding(found)]


def _readings(found: Forecast) -> RenderableType:
    """Return the probability by each coding and concept."""
    many = len(found.codings) > 1
    columns = ("question", *(["coding"] if many else []), *found.over)
    rows = table(*columns, BETWEEN, right=(*found.over, BETWEEN))
    for each in found.questions:
        for coding in dict.fromkeys(one.coding for one in each.readings):
            own = {one.concept: one.chance.probability for one in each.readings if one.coding == coding}
            named = (tidy(each.question.id), *([tidy(coding)] if many else []))
            rows.add_row(*named, *(probability_text(own[k]) for k in found.over), _decided(each, coding))
    return Group(heading("By each reading"), "", rows)


def _decided(each: QuestionForecast, coding: str) -> str:
    """Return which part of the doubt lies between worlds, by the concept of the forecast."""
    own = next(one for one in each.readings if (one.concept, one.coding) == (each.concept, coding))
    return "-" if own.chance.decided is None else f"{100 * own.chance.decided:.0f} %"


def _contributions(found: Forecast) -> list[RenderableType]:
    """Return what each rival coding adds to the probabilities."""
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
    """Return on what each probability hangs most."""
    rows = table("question", "yes", "if", right=("yes",))
    for each in found.questions:
        for one in _telling(each.given):
            rows.add_row(
                tidy(each.question.id),
                probability_text(one.share.value),
                f"{tidy(one.uncertainty)}: {tidy(one.alternative)}",
            )
    return [Group(heading("On what it hangs most"), "", rows)] if rows.rows else []


def _telling(given: tuple[Given, ...]) -> Iterator[Given]:
    for thing in [*dict.fromkeys(each.uncertainty for each in given)][:DECIDING]:
        ways = sorted((each for each in given if each.uncertainty == thing), key=lambda each: -each.worlds)
        least, most = (by(ways, key=lambda each: each.share.value).share for by in (min, max))
        if most.value - least.value > max(0.001, 3 * hypot(least.error, most.error)):
            yield from ways
