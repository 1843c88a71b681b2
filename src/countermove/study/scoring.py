"""How good forecasts were."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.model.conflict import Conflict
    from countermove.simulation.forecasts.answer import Forecast
    from countermove.simulation.forecasts.freezing import Frozen
    from countermove.simulation.forecasts.items import Item
    from countermove.simulation.forecasts.scores import Scores


def score(forecasts: Iterable[Forecast | tuple[Frozen, Conflict]], *, seed: int = 1, bins: int = 10) -> Scores:
    """Return how good forecasts were: by Brier and logarithmic score, beside 50 % and beside reference classes.

    Parameters
    ----------
    forecasts : iterable of Forecast or (Frozen, Conflict)
        Forecasts made just now, or frozen ones, each with the conflict that has the answers by now.
    seed : int
        Of the bootstrap of the comparisons. Whole conflicts are drawn, since the questions of one are answered by the
        same course of events.
    bins : int
        How many bins the calibration table has.

    Returns
    -------
    Scores

    Raises
    ------
    InvalidRequest
        If no forecast can be scored.

    Examples
    --------
    >>> from countermove import Conflict, DecisionMaker, Option, Preferences, Question, Statement
    >>> from countermove.model.provenance import Answer, Question
    >>> from countermove.study import forecast
    >>> wants = Preferences(statements=((Statement(holds="go", confidence=0.7),),))
    >>> dm = DecisionMaker(id="a", options=(Option(id="go"),), preferences=wants)
    >>> asked = Question(id="q", asks="Will it go?", when="go", answer=Answer(value=True))
    >>> found = forecast(Conflict(title="t", decision_makers=(dm,), status_quo=(), questions=(asked,)))
    >>> round(score([found]).summary.brier, 3)
    0.09
    """
    from countermove.simulation.forecasts.items import of_now, of_then
    from countermove.simulation.forecasts.scores import scores_of as scored

    items: list[Item] = []
    remarks: list[str] = []
    for each in forecasts:
        if isinstance(each, tuple):
            frozen, conflict = each
            items += of_then(frozen, conflict)
            if frozen.has_changed(conflict):
                remarks.append(
                    f"{conflict.title} has changed since {frozen.path.name} was frozen, in more than answers"
                )
        else:
            items += of_now(each)
            remarks.append(
                f"{each.conflict.title} was forecast just now, with the answers at hand: nothing is frozen"
            )
    return scored(items, remarks, seed=seed, bins=bins)
