"""Terminal text of `family`: forecasts of its cases, scores beside rules of thumb, and what the cases can show.

The text of one case has its facts, their sources, and the forecasts if one fact were otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from countermove.report.console import heading, indented, table
from countermove.report.cut import first
from countermove.report.likelihood import percent, whole_range
from countermove.report.words import count_of, estimated, fixed, listed, percent_range, share, tidy
from countermove.simulation.families.result import TEMPLATE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from countermove.model.family import Case, Family
    from countermove.simulation.families.forecast import ChangedFactForecast
    from countermove.simulation.families.result import FamilyForecasts, FamilyScores, Forecaster
    from countermove.simulation.result import Share


SHOWN = 4
"""Maximum fitting statements in a sentence."""


def family(found: FamilyForecasts) -> list[RenderableType]:
    """Return all parts: the cases, then the scores of each question, then the notes."""
    parts = [_opening(found), _cases(found)]
    for score in found.scores:
        parts += [_scores(score), evidence(score)]
    return [*parts, _notes(found)]


def _opening(found: FamilyForecasts) -> RenderableType:
    number = count_of(len(found.forecasts), "case")
    varied = f", variation {found.terms.variation}" if found.terms.variation else ""
    how = f"each takes its best move that the others would not punish ({found.terms.concept})"
    line = f"{number}, one template{varied}; {how}."
    return Group(Text(tidy(found.family.title), "bold"), line)


def _cases(found: FamilyForecasts) -> RenderableType:
    """Return a row for each case: the probability of a yes to each question, and the answer."""
    question_ids = [each.id for each in found.family.questions]
    columns = [column for id_ in question_ids for column in (id_, f"{id_}?")]
    rows = table("id", "case", "date", *columns, right=tuple(question_ids))
    for each in found.forecasts:
        shares, answers = dict(each.shares), dict(each.case.answers)
        cells = [
            cell
            for id_ in question_ids
            for cell in (share_text(shares.get(id_)), _answer(each.case.disputed, answers, id_))
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


def share_text(share: Share | None) -> str:
    """Return a share in percent, with its standard error; '' for none, and '0 %' for a share of 0."""
    if share is None:
        return ""
    return estimated(share) if share.value > 0 else "0 %"


def _scores(score: FamilyScores) -> RenderableType:
    """Return a row for each forecaster, with its scores."""
    numbers = ("Brier", "log", "right", "yes said")
    rows = table("forecast by", *numbers, "template better by", right=(*numbers, "template better by"))
    for each in score.forecasters:
        style = "bold" if each.kind == TEMPLATE else None
        cells = (
            fixed(each.brier, 4),
            fixed(each.logarithmic),
            f"{each.right} of {len(score.cases)}",
            f"{each.hits} + {each.false_alarms}",
        )
        rows.add_row(_name(each), *cells, _template_lead(each), style=style)
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


def _template_lead(each: Forecaster) -> str:
    if each.behind is None:
        return ""
    better, low, high = each.behind.difference, each.behind.high, each.behind.low
    interval = "" if low is None or high is None else f" ({fixed(-low, signed=True)} to {fixed(-high, signed=True)})"
    return fixed(-better, signed=True) + interval


def _notes(found: FamilyForecasts) -> RenderableType:
    notes = [indented(f"- {tidy(note)}") for note in found.family.notes]
    return Group(heading("Notes"), *notes) if notes else Text("")


def family_case(found: FamilyForecasts, id_: str, otherwise: Sequence[ChangedFactForecast]) -> list[RenderableType]:
    """Return all parts of one case: its forecasts, its facts, and the forecasts if one fact were otherwise.

    Raises
    ------
    UnknownName
        If the family has no case of this id.
    """
    case = found.family.case(id_)
    return [_case_opening(found, case), _facts(found.family, case), _otherwise(found, case, otherwise)]


def _case_opening(found: FamilyForecasts, case: Case) -> RenderableType:
    texts = {each.id: tidy(each.asks) for each in found.family.questions}
    rows = table("question", "how likely a yes is", "how it came out", right=("how likely a yes is",))
    answers = {True: "yes", False: "no", None: "open"}
    for id_, yes in found.forecast(case.id).shares:
        rows.add_row(texts[id_], share_text(yes), answers[dict(case.answers).get(id_)])
    line = f"A case of the family {tidy(found.family.title)!r}; the facts are those of {case.date or 'the time'}."
    return Group(Text(tidy(case.name), "bold"), line, "", rows)


def _facts(family: Family, case: Case) -> RenderableType:
    rows = table("fact", "is", "source", "says")
    cited = dict(case.evidence)
    titles = {each.id: tidy(each.title) for each in family.sources}
    for about, value in (*case.facts, *((id_, "yes" if yes else "no") for id_, yes in case.answers)):
        shown = f"{value:g}" if isinstance(value, float) else value
        for each in cited.get(about, ()):
            says = tidy(each.says) + (" (disputed)" if each.disputed else "")
            rows.add_row(about, shown, titles.get(each.source, each.source), says)
            about, shown = "", ""  # noqa: PLW2901  (further sources of the same fact)
        if about:
            rows.add_row(about, shown, "", "")
    return Group(heading("Facts"), "", rows)


def _otherwise(found: FamilyForecasts, case: Case, otherwise: Sequence[ChangedFactForecast]) -> RenderableType:
    question_ids = [id_ for id_, _ in found.forecast(case.id).shares]
    rows = table("if", "rather than", *question_ids, right=tuple(question_ids))
    for each in otherwise:
        shares = dict(each.shares)
        cells = [share_text(shares.get(id_)) if shares else "no conflict" for id_ in question_ids]
        rows.add_row(f"{each.fact}: {each.value}", each.was, *cells)
    return Group(heading("If one fact were otherwise"), "", rows)


def evidence(score: FamilyScores) -> RenderableType:
    """Return what the cases can and cannot show about a question, as a list of sentences."""
    return Group(
        heading(f"What this can and cannot show: {score.question.id}"),
        *(indented(f"- {line}") for line in _lines(score) if line),
    )


def _lines(score: FamilyScores) -> tuple[str, ...]:
    return _rate(score), _constant_answer(score), _order(score), _calibration(score), _fitting(score)


def _rate(score: FamilyScores) -> str:
    low, high = score.rate
    count = len(score.cases)
    without = (1 - score.yes / count) ** count
    rests = (
        f" Whatever is said about a yes rests on that one case, and {percent(without)} of the draws of the "
        "bootstrap do not hold it: less is known than its intervals above say."
        if score.yes == 1
        else ""
    )
    return (
        f"{score.yes} yes in {len(score.cases)}: the rate behind it may be anything from "
        f"{percent_range(low, high)} (exact 95 % interval, were the cases independent).{rests}"
    )


def _constant_answer(score: FamilyScores) -> str:
    most = max(score.yes, len(score.cases) - score.yes)
    word = "no" if 2 * score.yes <= len(score.cases) else "yes"
    right = score.forecasters[0].right
    return (
        f"To say {word} always is right in {percent(most / len(score.cases))} of the cases, the template in "
        f"{percent(right / len(score.cases))}: being right often shows little."
    )


def _order(score: FamilyScores) -> str:
    if score.order is None:
        return "All cases came out the same, so nothing shows whether the template can tell them apart."
    above, luck = score.order
    return (
        f"A case with a yes got more than one with a no in {percent(above)} of the pairs; if the same numbers had "
        f"been handed out at random, that much or more would come about with a chance of {100 * luck:.2g} %."
    )


def _calibration(score: FamilyScores) -> str:
    bins = (
        f"of {count_of(each.count, 'case')} given {share(each.said)} on average, {percent(each.came)} came "
        f"about ({whole_range(each.came_low, each.came_high)})"
        for each in score.calibration
    )
    return f"Calibration, with 95 % intervals: {'; '.join(bins)}."


def _fitting(score: FamilyScores) -> str:
    if score.yes in {0, len(score.cases)}:
        return ""
    head = f"Of {score.statements:,} statements of up to three facts"
    if not score.fitting:
        return f"{head} none is true of the cases with a yes and of no other."
    shown = first(score.fitting, SHOWN)
    some = listed([f"'{text}'" for text in shown])
    more = ", among others" if len(score.fitting) > len(shown) else ""
    are = "is" if len(score.fitting) == 1 else "are"
    return (
        f"{head} {len(score.fitting):,} {are} true of the cases with a yes and of no other, and so right in all of "
        f"them: {some}{more}. These cases cannot tell such accounts apart."
    )
