"""Forecasts by each reading: by concept and coding, and on what they hang most."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING

from rich.console import Group

from countermove.report.console import heading, table
from countermove.report.scores_in_text import shown
from countermove.report.words import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from countermove.simulation.forecasts.result import Forecast, QuestionForecast
    from countermove.simulation.result import Given

DECIDING = 3
BETWEEN = "between worlds"


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
            rows.add_row(*named, *(shown(own[k]) for k in found.over), _decided(each, coding))
    return Group(heading("By each reading"), "", rows)


BETWEEN = "between worlds"


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
            tidy(each.question.id), *(shown(added.get(k, 0.0)) for k in found.codings), shown(each.probability)
        )
    return [Group(heading("What each coding contributes"), "", rows)]


def _deciding(found: Forecast) -> list[RenderableType]:
    """Return on what each probability hangs most."""
    rows = table("question", "yes", "if", right=("yes",))
    for each in found.questions:
        for one in _telling(each.given):
            rows.add_row(tidy(each.question.id), shown(one.share.value), f"{tidy(one.thing)}: {tidy(one.way)}")
    return [Group(heading("On what it hangs most"), "", rows)] if rows.rows else []


def _telling(given: tuple[Given, ...]) -> Iterator[Given]:
    for thing in [*dict.fromkeys(each.thing for each in given)][:DECIDING]:
        ways = sorted((each for each in given if each.thing == thing), key=lambda each: -each.worlds)
        least, most = (by(ways, key=lambda each: each.share.value).share for by in (min, max))
        if most.value - least.value > max(0.001, 3 * hypot(least.error, most.error)):
            yield from ways
