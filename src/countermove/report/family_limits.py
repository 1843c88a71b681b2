"""What the cases of a family can and cannot show, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group

from countermove.report.console import heading, indented
from countermove.report.words import count_of, listed

if TYPE_CHECKING:
    from rich.console import RenderableType

    from countermove.simulation.families.result import Scored

SHOWN = 4


def showing(score: Scored) -> RenderableType:
    """Return what these cases can show about the question, and what not."""
    return Group(
        heading(f"What this can and cannot show: {score.question.id}"),
        *(indented(f"- {line}") for line in _lines(score) if line),
    )


def _lines(score: Scored) -> tuple[str, ...]:
    return _rate(score), _saying_no(score), _order(score), _calibration(score), _fits(score)


def _rate(score: Scored) -> str:
    low, high = score.rate
    count = len(score.cases)
    without = (1 - score.yes / count) ** count
    rests = (
        f" Whatever is said about a yes rests on that one case, and {100 * without:.0f} % of the draws of the "
        "bootstrap do not hold it: less is known than its intervals above say."
        if score.yes == 1
        else ""
    )
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
        f"A case with a yes got more than one with a no in {100 * share:.0f} % of the pairs; if the same numbers had "
        f"been handed out at random, that much or more would come about with a chance of {100 * luck:.2g} %."
    )


def _calibration(score: Scored) -> str:
    said = (
        f"of {count_of(each.count, 'case')} given {100 * each.said:.1f} % on average, {100 * each.came:.0f} % came "
        f"about ({100 * each.came_low:.0f} to {100 * each.came_high:.0f} %)"
        for each in score.calibration
    )
    return f"Calibration, with 95 % intervals: {'; '.join(said)}."


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
        f"{head} {len(score.fitting):,} {are} true of the cases with a yes and of no other, and so right in all of "
        f"them: {some}{more}. These cases cannot tell such accounts apart."
    )
