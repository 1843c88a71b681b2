"""From a conflict with questions to its forecast: the worlds of each view of it, by each concept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.errors import Complaint, InvalidConflict
from countermove.model.variation import viewed
from countermove.simulation.forecasts.answer import Forecast
from countermove.simulation.forecasts.chances import by_coding, chance, given
from countermove.simulation.forecasts.hindsight import hindsight
from countermove.simulation.forecasts.question import QuestionForecast, Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from countermove.model.conflict import Conflict
    from countermove.model.provenance import Question
    from countermove.simulation.answer import Worlds

    Solve = Callable[[Conflict, str], Worlds]


def forecast_by(conflict: Conflict, concept: str, over: tuple[str, ...], solve: Solve) -> Forecast:
    """Return a probability for each question of a conflict.

    Parameters
    ----------
    conflict : Conflict
        With at least one question.
    concept : str
        The id of the concept by which worlds evolve.
    over : tuple of str
        The concepts that the readings are by, `concept` among them.
    solve : callable
        Returns the worlds of a conflict by a concept.

    Raises
    ------
    InvalidConflict
        If there is no question, or a question has no status quo to start from.
    """
    from importlib.metadata import version

    if not conflict.questions:
        message = f"{conflict.title!r} asks no questions, so there is nothing to forecast; give it some"
        raise InvalidConflict([Complaint(message, ("questions",))])
    views = {name: _view(conflict, name) for name in dict.fromkeys(each.variation for each in conflict.questions)}
    found = {name: {id_: solve(view, id_) for id_ in over} for name, view in views.items()}
    first = next(iter(found.values()))[concept]
    questions = tuple(
        _question(views[each.variation], each, concept, found[each.variation]) for each in conflict.questions
    )
    return Forecast(conflict, concept, over, first.plan.seed, first.count, version("countermove"), questions)


def _view(conflict: Conflict, name: str) -> Conflict:
    """Return the conflict as it stood on the day of a forecast."""
    view = viewed(conflict, name) if name else conflict
    if view.status_quo is None:
        message = f"{conflict.title!r} has no status quo to move on from; say which options are on at the start"
        raise InvalidConflict([Complaint(message, ("status_quo",))])
    return view


def _question(view: Conflict, question: Question, concept: str, found: Mapping[str, Worlds]) -> QuestionForecast:
    id_, own = question.id, found[concept]
    readings = tuple(
        Reading(by, coding, each) for by, worlds in found.items() for coding, each in by_coding(worlds, id_).items()
    )
    late = hindsight(view, question.asked)
    return QuestionForecast(question, concept, chance(own, id_), readings, given(own, id_), late)
