"""The question `forecast`: the probability of a yes to each question of a conflict.

Each question is forecast from the worlds of its variation, by each concept and each rival coding. `hindsight` lists
the parts of the conflict that rest only on sources of a later date than the forecast.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from countermove.analysis.assumptions.freeing import freeing
from countermove.analysis.evolution.evolve import evolving_concept
from countermove.errors import Complaint, InvalidConflict
from countermove.model.arguments import refuse_other_kinds
from countermove.model.naming import start_said
from countermove.model.variation import vary
from countermove.simulation.forecasts.chances import chance, chances_by_coding, conditional_chances
from countermove.simulation.forecasts.result import Forecast, QuestionForecast, Reading
from countermove.simulation.result import leaves
from countermove.simulation.run import worlds
from countermove.simulation.totals import COUNTED

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Literal

    from countermove.model.conflict import Conflict
    from countermove.model.provenance import Evidence, Question
    from countermove.simulation.result import Worlds


def forecast(  # noqa: PLR0913  (each says how it is to be found, and has a default)
    conflict: Conflict,
    concept: str | None = None,
    *,
    over: Iterable[str] | None = None,
    count: int | Literal["all"] | None = None,
    seed: int = 1,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Forecast:
    """Return the probability of a yes to each question of a conflict, and its score if the answer is known.

    Each world evolves from the status quo of the conflict, or of the variation that the question names. The forecast
    is the probability that the question's ``when`` is true in the state where the conflict settles. Worlds without a
    start, and evolutions that never settle, are left out. The result gives their shares.

    Parameters
    ----------
    conflict : Conflict
        With at least one question.
    concept : str, optional
        The id of the stability concept by which a world evolves; by default the conflict's own reading.
    over : iterable of str, optional
        The concepts of the interval; by default all usual ones.
    count, seed, workers, scheduler
        As in `worlds`.
    progress : callable, optional
        Called with the number of solved worlds and the number of worlds, over all concepts and variations.

    Returns
    -------
    Forecast

    Raises
    ------
    UnknownName
        If a concept does not exist, or gives no evolution.
    InvalidConflict
        If the conflict has no question or no status quo.
    InvalidRequest, TooLarge, Interrupted
        As in `worlds`.

    Examples
    --------
    >>> from countermove import Conflict, DecisionMaker, Option, Preferences, Question, Statement
    >>> wants = Preferences(statements=((Statement(holds="go", confidence=0.7),),))
    >>> dm = DecisionMaker(id="a", options=(Option(id="go"),), preferences=wants)
    >>> asked = Question(id="q", asks="Will it go?", when="go")
    >>> forecast(Conflict(title="t", decision_makers=(dm,), status_quo=(), questions=(asked,)))["q"].probability
    0.7
    """
    refuse_other_kinds(forecast, locals())
    from importlib.metadata import version

    chosen = COUNTED if over is None else tuple(over)
    by = tuple(dict.fromkeys(evolving_concept(conflict, each).id for each in (concept, *chosen)))
    first_id = by[0]
    if not conflict.questions:
        message = f"{conflict.title!r} asks no questions, so there is nothing to forecast; give it some"
        raise InvalidConflict([Complaint(message, ("questions",))])

    views = {name: _view(conflict, name) for name in dict.fromkeys(each.variation for each in conflict.questions)}
    runs = _Runs(progress, len(views) * len(by))

    def solve(view: Conflict, id_: str) -> Worlds:
        step = runs.next()
        return worlds(view, id_, count=count, seed=seed, workers=workers, scheduler=scheduler, progress=step)

    found = {name: {id_: solve(view, id_) for id_ in by} for name, view in views.items()}
    first = next(iter(found.values()))[first_id]
    standing = {name: not any(leaves(each) for each in by_concept.values()) for name, by_concept in found.items()}
    freed = {name: freeing(views[name], first_id) if still else () for name, still in standing.items()}
    asked = (_question(views[each.variation], each, first_id, found[each.variation]) for each in conflict.questions)
    questions = tuple(
        replace(each, moves=not standing[each.question.variation], freed=freed[each.question.variation])
        for each in asked
    )
    return Forecast(conflict, first_id, by, first.plan.seed, first.count, version("countermove"), questions)


class _Runs:
    """Several runs over worlds as one work, each an equal part of it."""

    def __init__(self, progress: Callable[[int, int], None] | None, number: int) -> None:
        self.progress, self.number, self.begun = progress, number, 0

    def next(self) -> Callable[[int, int], None] | None:
        """Return the progress of the next run."""
        before, progress, number = self.begun, self.progress, self.number
        self.begun += 1
        return None if progress is None else lambda done, total: progress(before * total + done, number * total)


def _view(conflict: Conflict, name: str) -> Conflict:
    """Return the conflict, or a variation of it, from its status quo on."""
    view = vary(conflict, name or None)
    if view.status_quo is None:
        message = f"{conflict.title!r} has no status quo to move on from; say {start_said(view)}"
        raise InvalidConflict([Complaint(message, ("status_quo",))])
    return view


def _question(view: Conflict, question: Question, concept: str, found: Mapping[str, Worlds]) -> QuestionForecast:
    id_, own = question.id, found[concept]
    readings = tuple(
        Reading(by, coding, each)
        for by, worlds in found.items()
        for coding, each in chances_by_coding(worlds, id_).items()
    )
    late = hindsight(view, question.asked)
    return QuestionForecast(question, concept, chance(own, id_), readings, conditional_chances(own, id_), late)


def hindsight(conflict: Conflict, asked: dt.date | None) -> tuple[str, ...]:
    """Return the parts of a conflict whose evidence is all later than the forecast.

    Parameters
    ----------
    conflict : Conflict
        The conflict as it is forecast.
    asked : datetime.date or None
        The day of the forecast. None gives an empty result.

    Returns
    -------
    tuple of str
        Options, statements, preferences and rules that have evidence, all of it from later sources. Check each of
        them by hand, because a later source may report an earlier fact.

    Examples
    --------
    >>> import datetime as dt
    >>> from countermove import cases
    >>> hindsight(cases.load("kazakhstan-2022-coup"), dt.date(2022, 1, 12))[0]
    'services.seize'
    """
    if asked is None:
        return ()
    later = {each.id for each in conflict.sources if each.date and _first_day(each.date) > asked.isoformat()}
    return tuple(name for name, evidence in _evidence(conflict) if evidence and {e.source for e in evidence} <= later)


def _first_day(date: str) -> str:
    """Return the first day of a date that is a day, a month or a year, in ISO format."""
    return date + "0000-01-01"[len(date) :]


def _evidence(conflict: Conflict) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    for dm in conflict.decision_makers:
        for option in dm.options:
            yield dm.full(option), option.evidence
        for level in dm.preferences.statements:
            for statement in level:
                yield f"{dm.id}: {statement.holds}", statement.evidence
        yield f"{dm.id}: weights or ranking", dm.preferences.evidence
    for rule in conflict.rules:
        yield f"rule: {rule.holds}", rule.evidence
