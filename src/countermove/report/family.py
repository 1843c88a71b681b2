"""A family in words: the forecast of each case, how it scores beside rules of thumb, and what that can show."""

from __future__ import annotations

from math import isinf
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from countermove.report.console import heading, indented, table
from countermove.report.words import count_of, listed, tidy
from countermove.simulation.families.scoring import TEMPLATE

if TYPE_CHECKING:
    from rich.console import RenderableType

    from countermove.simulation.answer import Share
    from countermove.simulation.families.answer import FamilyForecasts
    from countermove.simulation.families.scoring import Forecaster, Scored

SHOWN = 4


def family(found: FamilyForecasts) -> list[RenderableType]:
    """Return what there is to say about the forecasts of a family."""
    parts = [_opening(found), _cases(found)]
    for score in found.scores:
        parts += [_scores(score), _showing(score)]
    return [*parts, _reading(found)]


def _opening(found: FamilyForecasts) -> RenderableType:
    number = count_of(len(found.forecasts), "case")
    varied = f", variation {found.variation}" if found.variation else ""
    said = f"{number}, one template{varied}; settling by improvements that are not sanctioned ({found.concept})."
    return Group(Text(tidy(found.family.title), "bold"), said)


def _cases(found: FamilyForecasts) -> RenderableType:
    """Return a row for each case: how likely a yes to each question is, and how it came out."""
    asked = [each.id for each in found.family.questions]
    columns = [column for id_ in asked for column in (id_, f"{id_}?")]
    rows = table("id", "case", "date", *columns, right=tuple(asked))
    for each in found.forecasts:
        shares, answers = dict(each.shares), dict(each.case.answers)
        cells = [cell for id_ in asked for cell in (percent(shares.get(id_)), _answer(each.case.disputed, answers, id_))]
        rows.add_row(each.case.id, tidy(each.case.name), each.case.date, *cells)
    meaning = [f"{each.id}: {tidy(each.asks)}" for each in found.family.questions]
    return Group(heading("How likely a yes is, and how it came out"), *meaning, "", rows, "(d): disputed")


def _answer(disputed: tuple[str, ...], answers: dict[str, bool], id_: str) -> str:
    if id_ not in answers:
        return "open"
    return ("yes" if answers[id_] else "no") + (" (d)" if id_ in disputed else "")


def percent(share: Share | None) -> str:
    """Return a share in percent, never rounded up to certainty or down to nothing."""
    if share is None:
        return ""
    if share.value <= 0 or share.value >= 1 - 1e-9:
        return "100 %" if share.value > 0 else "0"
    shown = "<0.1" if share.value < 0.0005 else ">99.9" if share.value > 0.9995 else f"{100 * share.value:.1f}"
    return f"{shown} %" + (f" ±{100 * share.error:.1f}" if share.error else "")


def _scores(score: Scored) -> RenderableType:
    """Return a row for each way to forecast, with its scores."""
    numbers = ("Brier", "log", "right", "yes, rightly", "yes, wrongly")
    rows = table("forecast by", *numbers, "template better by", right=(*numbers, "template better by"))
    for each in score.forecasters:
        style = "bold" if each.kind == TEMPLATE else None
        log = "infinite" if isinf(each.logarithmic) else f"{each.logarithmic:.3f}"
        cells = (f"{each.brier:.4f}", log, f"{each.right} of {len(score.cases)}", f"{each.hits}", f"{each.false_alarms}")
        rows.add_row(_name(each), *cells, _behind(each), style=style)
    title = heading(f"Scores: {score.question.id}").append(
        f", yes in {score.yes} of {count_of(len(score.cases), 'case')}", "not bold"
    )
    legend = (
        "Mean scores, smaller is better. A yes is said above one half. Behind 'better by': the Brier score of that "
        "forecast less the template's, with the 95 % interval of a bootstrap over cases."
    )
    return Group(title, legend, "", rows)


def _name(each: Forecaster) -> str:
    shown = f"{each.kind}: {each.name}" if each.kind != TEMPLATE else each.name
    return shown.replace("rule, learnt: ", "frequencies of the other cases by rule: ")


def _behind(each: Forecaster) -> str:
    if each.behind is None:
        return ""
    less = each.behind
    return f"{-less.difference:+.4f} ({-less.high:+.4f} to {-less.low:+.4f})"


def _showing(score: Scored) -> RenderableType:
    """Return what these cases can show about the question, and what not."""
    return Group(
        heading(f"What this can and cannot show: {score.question.id}"),
        *(indented(f"- {line}") for line in (_rate(score), _saying_no(score), _order(score), _fits(score)) if line),
    )


def _rate(score: Scored) -> str:
    low, high = score.rate
    rests = " Whatever is said about a yes rests on that one case." if score.yes == 1 else ""
    return (
        f"{score.yes} yes in {len(score.cases)}: the rate behind it may be anything from {100 * low:.1f} to "
        f"{100 * high:.1f} % (exact 95 % interval, were the cases independent).{rests}"
    )


def _saying_no(score: Scored) -> str:
    most = max(score.yes, len(score.cases) - score.yes)
    word = "no" if 2 * score.yes <= len(score.cases) else "yes"
    right = score.forecasters[0].right
    return (
        f"To say {word} always is right in {100 * most / len(score.cases):.0f} % of the cases, the template in "
        f"{100 * right / len(score.cases):.0f} %: being right often shows little."
    )


def _order(score: Scored) -> str:
    if score.order is None:
        return "All cases came out the same, so nothing shows whether the template can tell them apart."
    share, luck = score.order
    return (
        f"A case with a yes got more than one with a no in {100 * share:.0f} % of the pairs; if the same numbers had been "
        f"handed out at random, that much or more would come about with a chance of {100 * luck:.2g} %."
    )


def _fits(score: Scored) -> str:
    if score.yes in {0, len(score.cases)}:
        return ""
    head = f"Of {score.statements:,} statements of up to three facts"
    if not score.fitting:
        return f"{head} none is true of the cases with a yes and of no other."
    some = listed([f"'{text}'" for text in score.fitting[:SHOWN]])
    more = ", among others" if len(score.fitting) > SHOWN else ""
    are = "is" if len(score.fitting) == 1 else "are"
    return (
        f"{head} {len(score.fitting):,} {are} true of the cases with a yes and of no other, and so right in all of them: "
        f"{some}{more}. These cases cannot tell such accounts apart."
    )


def _reading(found: FamilyForecasts) -> RenderableType:
    notes = [indented(f"- {tidy(note)}") for note in found.family.notes]
    return Group(heading("Notes"), *notes) if notes else Text("")
