"""A family in words: the forecast of each case, how it scores beside rules of thumb, and what that can show."""

from __future__ import annotations

from math import isinf
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from countermove.report.console import heading, indented, table
from countermove.report.family_limits import showing
from countermove.report.percentages import estimated
from countermove.report.words import count_of, tidy
from countermove.simulation.families.result import TEMPLATE

if TYPE_CHECKING:
    from rich.console import RenderableType

    from countermove.simulation.families.result import FamilyForecasts, Forecaster, Scored
    from countermove.simulation.result import Share


def family(found: FamilyForecasts) -> list[RenderableType]:
    """Return what there is to say about the forecasts of a family."""
    parts = [_opening(found), _cases(found)]
    for score in found.scores:
        parts += [_scores(score), showing(score)]
    return [*parts, _reading(found)]


def _opening(found: FamilyForecasts) -> RenderableType:
    number = count_of(len(found.forecasts), "case")
    varied = f", variation {found.terms.variation}" if found.terms.variation else ""
    said = (
        f"{number}, one template{varied}; settling by improvements that are not sanctioned ({found.terms.concept})."
    )
    return Group(Text(tidy(found.family.title), "bold"), said)


def _cases(found: FamilyForecasts) -> RenderableType:
    """Return a row for each case: how likely a yes to each question is, and how it came out."""
    asked = [each.id for each in found.family.questions]
    columns = [column for id_ in asked for column in (id_, f"{id_}?")]
    rows = table("id", "case", "date", *columns, right=tuple(asked))
    for each in found.forecasts:
        shares, answers = dict(each.shares), dict(each.case.answers)
        cells = [
            cell for id_ in asked for cell in (percent(shares.get(id_)), _answer(each.case.disputed, answers, id_))
        ]
        rows.add_row(each.case.id, tidy(each.case.name), each.case.date, *cells)
    meaning = [f"{each.id}: {tidy(each.asks)}" for each in found.family.questions]
    doubted = any({*each.case.disputed} & {*dict(each.case.answers)} for each in found.forecasts)
    legend = ["(d): disputed"] if doubted else []
    return Group(heading("How likely a yes is, and how it came out"), *meaning, "", rows, *legend)


def _answer(disputed: tuple[str, ...], answers: dict[str, bool], id_: str) -> str:
    if id_ not in answers:
        return "open"
    return ("yes" if answers[id_] else "no") + (" (d)" if id_ in disputed else "")


def percent(share: Share | None) -> str:
    """Return a share in percent, with its standard error, if there is one; what never comes about is a bare 0."""
    if share is None:
        return ""
    return estimated(share) if share.value > 0 else "0"


def _scores(score: Scored) -> RenderableType:
    """Return a row for each way to forecast, with its scores."""
    numbers = ("Brier", "log", "right", "yes said")
    rows = table("forecast by", *numbers, "template better by", right=(*numbers, "template better by"))
    for each in score.forecasters:
        style = "bold" if each.kind == TEMPLATE else None
        log = "infinite" if isinf(each.logarithmic) else f"{each.logarithmic:.3f}"
        cells = (
            f"{each.brier:.4f}",
            log,
            f"{each.right} of {len(score.cases)}",
            f"{each.hits} + {each.false_alarms}",
        )
        rows.add_row(_name(each), *cells, _behind(each), style=style)
    title = heading(f"Scores: {score.question.id}").append(
        f", yes in {score.yes} of {count_of(len(score.cases), 'case')}", "not bold"
    )
    legend = (
        "Mean scores, smaller is better. Yes said: above one half, rightly + wrongly. Learnt: how often it was yes "
        "in the other cases of which the rule says the same (Laplace). Better by: the Brier score of that forecast "
        "less the template's, with the 95 % interval of a bootstrap over cases."
    )
    return Group(title, legend, "", rows)


def _name(each: Forecaster) -> str:
    return each.name if each.kind == TEMPLATE else f"{each.kind}: {each.name}"


def _behind(each: Forecaster) -> str:
    if each.behind is None:
        return ""
    better, low, high = each.behind.difference, each.behind.high, each.behind.low
    interval = "" if low is None or high is None else f" ({_turned(low)} to {_turned(high)})"
    return _turned(better) + interval


def _turned(difference: float) -> str:
    """Return a difference the other way round, and never as minus nothing."""
    return f"{0.0 - round(difference, 3):+.3f}"


def _reading(found: FamilyForecasts) -> RenderableType:
    notes = [indented(f"- {tidy(note)}") for note in found.family.notes]
    return Group(heading("Notes"), *notes) if notes else Text("")
