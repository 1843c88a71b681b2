"""Terminal text of `forecast`: probabilities with intervals, scores, readings, hindsight, and what decides most.

A reading is one stability concept with one coding. Hindsight is what rests on sources after the date of the forecast.
"""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from countermove.model.variation import standpoint_of, vary
from countermove.report.brief.standstill import standing_still, ways_out
from countermove.report.console import bare_table, heading, indented, table
from countermove.report.cut import first, rest
from countermove.report.if_so import if_so_table
from countermove.report.part_names import PartNames
from countermove.report.references import capitalised
from countermove.report.scores import probability_range, probability_text, score
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
        *_standing_still(found),
        *_scores(found),
        *_left_out(found),
        *readings(found),
        *_hindsight(found),
        _reading(found),
    ]


def _opening(found: Forecast) -> RenderableType:
    drawn = found.seed is not None
    done = f"Method: {'' if drawn else 'all '}{count_of(found.count, 'world')}"
    seed = f", drawn with seed {found.seed}" if drawn else ""
    days = sorted({f"{each.question.asked}" for each in found.questions if each.question.asked})
    as_of = f" As of {listed(days)}." if days else ""
    return Group(Text(_title(found), "bold"), f"{done}{seed}, by {found.concept}.{as_of}")


def _title(found: Forecast) -> str:
    """Return the title, with the start that all questions share."""
    starts = {each.question.variation for each in found.questions}
    shared = vary(found.conflict).title if starts == {standpoint_of(found.conflict)} else found.conflict.title
    return tidy(shared)


def _questions(found: Forecast) -> RenderableType:
    """Return a row for each question, with the probability of a yes and its interval."""
    rows = table("yes", "range", "question", "id", right=("yes", "range"))
    for each in found.questions:
        closes = f" (closes {each.question.closes})" if each.question.closes else ""
        error = f" ±{100 * each.chance.error:.1f}" if each.chance.error else ""
        interval = probability_range(each.low, each.high) if each.moves else "-"
        asks = f"{tidy(each.question.asks)}{closes}"
        yes = f"{probability_text(each.probability)}{error}" if each.moves else "no answer"
        rows.add_row(yes, interval, asks, f"({tidy(each.question.id)})")
    codings = " and all codings" if len(found.codings) > 1 else ""
    title = heading("How likely a yes is").append(f", range over {', '.join(found.over)}{codings}", "not bold")
    return Group(title, "", rows)


def _standing_still(found: Forecast) -> list[RenderableType]:
    """Return why questions have no answer: nobody leaves the status quo in any world, and what would free it."""
    told: dict[str, list[QuestionForecast]] = {}
    for each in found.questions:
        if not each.moves:
            told.setdefault(each.question.variation, []).append(each)
    parts: list[RenderableType] = []
    for questions in told.values():
        said = listed([f"“{tidy(each.question.short or each.question.asks)}” ({_start(each)})" for each in questions])
        ways = [f"  {way}" for way in ways_out(found.conflict, questions[0].freed)]
        why = f"{standing_still(found.conflict, questions[0].freed)} The start's answer is no forecast: {said}."
        parts.append(Group(why, *(["What would free it:", *ways] if ways else [])))
    return parts


def _start(each: QuestionForecast) -> str:
    return "yes" if (each.probability or 0.0) > 0.5 else "no"


def _scores(found: Forecast) -> list[RenderableType]:
    """Return the scores of answered questions, beside 50 % and the reference class."""
    rows = table("question", "answer", "yes", "Brier", "(50 %)", "log", "(50 %)", "reference class", right=RIGHT)
    for each in found.questions:
        if each.scored is not None and each.question.answer is not None:
            answer = "yes" if each.question.answer.value else "no"
            own, even = (each.scored.brier, each.scored.logarithmic), each.scored.even
            pairs = (score(number) for pair in zip(own, even, strict=True) for number in pair)
            rows.add_row(_short(each), answer, probability_text(each.probability), *pairs, _reference(each))
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
            between = probability_range(chance.least, chance.most)
            never = probability_text(chance.unsettled)
            unsettled = f"never settles in {never}; counted as a no or as a yes it would be {between}"
            rows.add_row(_short(each), unsettled)
        if chance.excluded > ALMOST_NONE:
            none = probability_text(chance.excluded)
            excluded = f"{none} of the worlds have nothing feasible, or no status quo to start from"
            rows.add_row(_short(each), excluded)
    return [Group(heading("What is left out"), "", rows)] if rows.rows else []


def _hindsight(found: Forecast) -> list[RenderableType]:
    """Return the assumptions that rest on later sources alone."""
    late = [*dict.fromkeys(what for each in found.questions for what in each.hindsight)]
    if not late:
        return []
    names = PartNames(found.conflict)
    rows = [f"  {capitalised(names[what])}" for what in first(late, LATE)]
    more = [f"  {line}" for line in rest(len(late), LATE)]
    legend = "All sources of these are later than the forecast, though the facts may be earlier:"
    return [Group(heading("Hindsight"), legend, "", *rows, *more)]


def _reading(found: Forecast) -> str:
    sampled = " ±: one standard error of the draws." if found.seed is not None else ""
    return (
        "How to read this: how often the conflict, where it settles, ends with a yes. The range is over the "
        "readings; it is no confidence interval, and does not cover what the file leaves out. “Between worlds”: "
        f"doubt about assumptions; the rest is doubt about who moves first.{sampled}"
    )


def readings(found: Forecast) -> list[RenderableType]:
    """Return the probabilities by each reading, the part of each coding, and the most decisive uncertainties."""
    return [*_readings(found), *_contributions(found), *_deciding(found)]


def _readings(found: Forecast) -> list[RenderableType]:
    """Return the probability of a yes, a row for each question and coding, a column for each concept."""
    many = len(found.codings) > 1
    columns = ("question", *(["coding"] if many else []), *found.over)
    rows = table(*columns, BETWEEN, right=(*found.over, BETWEEN))
    for each in (each for each in found.questions if each.moves):
        for coding in dict.fromkeys(one.coding for one in each.readings):
            own = {one.concept: one.chance.probability for one in each.readings if one.coding == coding}
            named = (_short(each), *([tidy(coding)] if many else []))
            rows.add_row(*named, *(probability_text(own[k]) for k in found.over), _between_worlds(each, coding))
    return [Group(heading("By each reading"), "", rows)] if rows.rows else []


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
            _short(each),
            *(probability_text(added.get(k, 0.0)) for k in found.codings),
            probability_text(each.probability),
        )
    return [Group(heading("What each coding contributes"), "", rows)]


def _deciding(found: Forecast) -> list[RenderableType]:
    """Return, for each question, the uncertainties that change its probability most."""
    parts: list[RenderableType] = []
    for each in found.questions:
        if told := [*_most_decisive(each.given)]:
            parts += ["", Text(_short(each), "italic"), indented(if_so_table(found.conflict, told))]
    title = heading("What decides it most").append(": how likely a yes is", "not bold")
    return [Group(title, *parts)] if parts else []


def _short(each: QuestionForecast) -> str:
    """Return a question in few words."""
    return tidy(each.question.short or each.question.asks)


def _most_decisive(given: tuple[Given, ...]) -> Iterator[tuple[Given, ...]]:
    """Yield the alternatives of each of the first uncertainties whose difference exceeds three standard errors."""
    for uncertainty in first([*dict.fromkeys(each.uncertainty for each in given)], DECIDING):
        alternatives = sorted(
            (each for each in given if each.uncertainty == uncertainty), key=lambda each: -each.worlds
        )
        least, most = (by(alternatives, key=lambda each: each.share.value).share for by in (min, max))
        if most.value - least.value > max(0.001, 3 * hypot(least.error, most.error)):
            yield tuple(alternatives)
