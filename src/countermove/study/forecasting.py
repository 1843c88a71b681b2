"""How likely a yes to each question of a conflict is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.study.drawing import worlds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Literal

    from countermove.model.conflict import Conflict
    from countermove.simulation.answer import Worlds
    from countermove.simulation.forecasts.answer import Forecast


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
    from countermove.simulation.axes import COUNTED
    from countermove.simulation.forecasts.forecasting import forecast_by

    chosen = COUNTED if over is None else tuple(over)
    asked = tuple(dict.fromkeys(evolving_concept(each).id for each in (concept, *chosen)))

    def solved(view: Conflict, by: str) -> Worlds:
        return worlds(view, by, count=count, seed=seed, workers=workers, scheduler=scheduler, progress=progress)

    return forecast_by(conflict, asked[0], asked, solved)
