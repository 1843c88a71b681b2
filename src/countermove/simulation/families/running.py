"""From a family to its forecasts and their scores."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from countermove.simulation.families.answer import CaseForecast, FamilyForecasts
from countermove.simulation.families.scoring import scored

if TYPE_CHECKING:
    from countermove.model.family import Family
    from countermove.simulation.families.score import Scored
    from countermove.simulation.families.terms import Terms


def forecast_family(
    family: Family, terms: Terms, progress: Callable[[int, int], None] | None = None
) -> FamilyForecasts:
    """Return what a template says of each case, and the scores; see `countermove.study.family`."""
    forecasts = []
    for k, case in enumerate(family.cases):
        found = terms.worlds(case.conflict)
        forecasts.append(CaseForecast(case, tuple(found.questions.items()), found.count))
        if progress is not None:
            progress(k + 1, len(family.cases))
    return FamilyForecasts(family, terms, tuple(forecasts), tuple(_scores(family, forecasts, terms)))


def _scores(family: Family, forecasts: list[CaseForecast], terms: Terms) -> Iterator[Scored]:
    known = dict(family.known).get(terms.variation or "", ())
    for question in (each for each in family.questions if each.id not in known):
        told = [
            (each.case, dict(each.shares)[question.id].value)
            for each in forecasts
            if question.id in dict(each.case.answers) and question.id in dict(each.shares)
        ]
        if told:
            cases, chances = zip(*told, strict=True)
            yield scored(family, question, [*cases], [*chances], terms.seed)
