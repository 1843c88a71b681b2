"""From a conflict with questions to its forecast: the worlds of each view of it, by each concept.

What a forecast rests on that was published only after the day of the forecast.

How likely a yes to each question of a conflict is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.errors import Complaint, InvalidConflict
from countermove.model.variation import vary_with_rivals
from countermove.simulation.forecasts.chances import by_coding, chance, given
from countermove.simulation.forecasts.result import Forecast, QuestionForecast, Reading
from countermove.simulation.run import worlds

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Literal

    from countermove.model.conflict import Conflict
    from countermove.model.provenance import Evidence, Question
    from countermove.simulation.result import Worlds

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
    view = vary_with_rivals(conflict, name) if name else conflict
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


def hindsight(conflict: Conflict, asked: dt.date | None) -> tuple[str, ...]:
    """Return what rests on nothing but sources of a later date than that of a forecast.

    Parameters
    ----------
    conflict : Conflict
        As the forecast has it.
    asked : datetime.date or None
        The day as of which it is forecast; None if it is not given, and then nothing is later.

    Returns
    -------
    tuple of str
        Options, statements, preferences and rules that have evidence, all of it from later sources. A source may
        well report an earlier fact, so each of them is to be looked at rather than to be thrown out.

    Examples
    --------
    >>> import datetime as dt
    >>> from countermove import cases
    >>> hindsight(cases.load("kazakhstan-2022-coup"), dt.date(2022, 1, 12))[0]
    'services.seize'
    """
    if asked is None:
        return ()
    later = {each.id for each in conflict.sources if each.date and _begins(each.date) > asked.isoformat()}
    return tuple(what for what, evidence in _rests(conflict) if evidence and {e.source for e in evidence} <= later)


def _begins(date: str) -> str:
    """Return the first day of a day, a month or a year."""
    return date + "0000-01-01"[len(date) :]


def _rests(conflict: Conflict) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    for dm in conflict.decision_makers:
        for option in dm.options:
            yield dm.full(option), option.evidence
        for level in dm.preferences.statements:
            for statement in level:
                yield f"{dm.id}: {statement.holds}", statement.evidence
        yield f"{dm.id}: weights or ranking", dm.preferences.evidence
    for rule in conflict.rules:
        yield f"rule: {rule.holds}", rule.evidence


def forecast(  # noqa: PLR0913  (each says how it is to be found, and has a default)
    conflict: Conflict,
    concept: str = "seq",
    *,
    over: Iterable[str] | None = None,
    count: int | Literal["all"] | None = None,
    seed: int = 1,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Forecast:
    """Return how likely a yes to each question of a conflict is, and how good that forecast was.

    The probability is the share of its worlds, each by its probability, in which the conflict settles, from its
    status quo or that of the variation that the question is asked of, in a state where the question's ``when`` is
    true. Worlds that answer nothing, and what never settles, are left out and told.

    Parameters
    ----------
    conflict : Conflict
        With at least one question.
    concept : str
        The id of the stability concept by which a world evolves.
    over : iterable of str, optional
        The concepts that the interval is over; by default all usual ones.
    count, seed, workers, scheduler
        Of the worlds, as in `worlds`.
    progress : callable, optional
        Called with the number of worlds that are solved by one concept, and that there are.

    Returns
    -------
    Forecast

    Raises
    ------
    UnknownName
        If a concept does not exist, or gives no evolution.
    InvalidConflict
        If there is no question, or no status quo.
    InvalidRequest, TooLarge
        As in `worlds`.

    Examples
    --------
    >>> from countermove import Conflict, DecisionMaker, Option, Preferences, Question, Statement
    >>> from countermove.model.provenance import Question
    >>> wants = Preferences(statements=((Statement(holds="go", confidence=0.7),),))
    >>> dm = DecisionMaker(id="a", options=(Option(id="go"),), preferences=wants)
    >>> asked = Question(id="q", asks="Will it go?", when="go")
    >>> forecast(Conflict(title="t", decision_makers=(dm,), status_quo=(), questions=(asked,)))["q"].probability
    0.7
    """
    from countermove.analysis.evolution.evolve import evolving_concept
    from countermove.simulation.totals import COUNTED

    chosen = COUNTED if over is None else tuple(over)
    asked = tuple(dict.fromkeys(evolving_concept(each).id for each in (concept, *chosen)))

    def solved(view: Conflict, by: str) -> Worlds:
        return worlds(view, by, count=count, seed=seed, workers=workers, scheduler=scheduler, progress=progress)

    return forecast_by(conflict, asked[0], asked, solved)
