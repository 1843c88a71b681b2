"""From a family to its forecasts and their scores."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal

from countermove.analysis.evolution.evolving import evolving_concept
from countermove.errors import Complaint, InvalidConflict
from countermove.model.variation import vary
from countermove.simulation.answer import Worlds
from countermove.simulation.families.answer import FamilyForecasts, Forecast
from countermove.simulation.families.scoring import Scored, scored
from countermove.simulation.plan import plan
from countermove.simulation.running import run

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict
    from countermove.model.family import Family


def forecast_family(
    family: Family,
    concept: str,
    variation: str | None,
    count: int | Literal["all"] | None,
    seed: int,
    progress: Callable[[int, int], None] | None,
) -> FamilyForecasts:
    """Return what a template says of each case, and the scores; see `countermove.study.family`."""
    asked = evolving_concept(concept).id
    forecasts = []
    for k, case in enumerate(family.cases):
        found = worlds_of(case.conflict, asked, variation, count, seed)
        forecasts.append(Forecast(case, tuple(found.questions.items()), found.count))
        if progress is not None:
            progress(k + 1, len(family.cases))
    known = dict(family.known).get(variation or "", ())
    scores = tuple(_scores(family, forecasts, known, seed))
    return FamilyForecasts(family, asked, variation, seed, tuple(forecasts), scores)


def worlds_of(
    conflict: Conflict, concept: str, variation: str | None, count: int | Literal["all"] | None, seed: int
) -> Worlds:
    """Return the worlds of one case, solved in this process: they are few, and there are many cases.

    Raises
    ------
    InvalidConflict
        If it has no status quo, or no question.
    """
    taken = conflict if variation is None else vary(conflict, variation)
    if taken.status_quo is None or not taken.questions:
        message = f"{taken.title!r} has no {'question' if taken.status_quo else 'status quo'}: there is no forecast"
        raise InvalidConflict([Complaint(message)])
    planned = plan(taken, concept, count, seed)
    return Worlds(planned, run(planned, workers=1))


def _scores(family: Family, forecasts: list[Forecast], known: tuple[str, ...], seed: int) -> Iterator[Scored]:
    for question in (each for each in family.questions if each.id not in known):
        told = [
            (each.case, dict(each.shares)[question.id].value)
            for each in forecasts
            if question.id in dict(each.case.answers) and question.id in dict(each.shares)
        ]
        if told:
            cases, chances = zip(*told, strict=True)
            yield scored(family, question, [*cases], [*chances], seed)
