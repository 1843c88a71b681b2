"""The question `score`: Brier and logarithmic scores of forecasts, beside 50 % and reference classes.

A forecast is fresh, or frozen earlier and joined to the answers that the conflict has now.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from countermove.errors import InvalidRequest
from countermove.model.arguments import refuse_other_kinds
from countermove.model.plotted import Plotted
from countermove.simulation.scores.rules import brier, logarithmic
from countermove.simulation.scores.summary import EVEN, Summary, json_number, summarise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from countermove.io.frozen import FrozenQuestion
    from countermove.model.conflict import Conflict
    from countermove.model.provenance import Question
    from countermove.simulation.forecasts.frozen import Frozen
    from countermove.simulation.forecasts.result import Forecast


COMPARED_KEYS = ("asks", "when", "resolves", "asked", "closes", "variation")


def score(forecasts: Iterable[Forecast | tuple[Frozen, Conflict]], *, seed: int = 1, bins: int = 10) -> Scores:
    """Return the Brier and logarithmic scores of forecasts, beside 50 % and beside reference classes.

    Parameters
    ----------
    forecasts : iterable of Forecast or (Frozen, Conflict)
        Fresh forecasts, or frozen ones with the conflict that has the answers.
    seed : int
        The seed of the bootstrap. It resamples whole conflicts, because one course of events answers all questions of
        a conflict.
    bins : int
        The number of bins of the calibration table, from 1 to 100.

    Returns
    -------
    Scores

    Raises
    ------
    InvalidRequest
        If no forecast can be scored, or the seed or the number of bins is out of range.

    Examples
    --------
    >>> from countermove import Conflict, DecisionMaker, Option, Preferences, Question, Statement, forecast
    >>> from countermove.model.provenance import Answer
    >>> wants = Preferences(statements=((Statement(holds="go", confidence=0.7),),))
    >>> dm = DecisionMaker(id="a", options=(Option(id="go"),), preferences=wants)
    >>> asked = Question(id="q", asks="Will it go?", when="go", answer=Answer(value=True))
    >>> found = forecast(Conflict(title="t", decision_makers=(dm,), status_quo=(), questions=(asked,)))
    >>> round(score([found]).summary.brier, 3)
    0.09
    """
    refuse_other_kinds(score, locals())
    items: list[ForecastItem] = []
    remarks: list[str] = []
    for each in forecasts:
        conflict = each[1] if isinstance(each, tuple) else each.conflict
        remarks += [f"{conflict.title}: {remark}" for remark in conflict.remarks]
        if isinstance(each, tuple):
            frozen = each[0]
            items += frozen_items(frozen, conflict)
            if frozen.has_changed(conflict):
                remarks.append(
                    f"{conflict.title} has changed since {frozen.path.name} was frozen, in more than answers"
                )
        else:
            items += fresh_items(each)
            remarks.append(f"{conflict.title} was forecast just now, with the answers at hand: nothing is frozen")
    if not 1 <= bins <= 100:
        raise InvalidRequest(f"{bins} bins; from 1 to 100 make a table that can be read")
    if seed < 0:
        raise InvalidRequest(f"a seed of {seed}; it is a whole number from 0")
    counted = [each for each in items if each.counts]
    if not counted:
        why = "; ".join(dict.fromkeys(f"{each.asks}: {each.remark}" for each in items))
        raise InvalidRequest(f"no forecast can be scored ({why or 'there is none'})")
    known = [each for each in counted if each.rate is not None]
    return Scores(
        tuple(items),
        _summary(counted, [EVEN] * len(counted), seed, bins),
        _summary(known, [each.rate or 0.0 for each in known], seed, bins) if known else None,
        (*remarks, *_repeated(counted)),
    )


def fresh_items(forecast: Forecast) -> Iterator[ForecastItem]:
    """Yield the items of a fresh forecast."""
    for each in forecast.questions:
        asked = each.question
        answer = None if asked.answer is None else asked.answer.value
        remark = "no answer yet" if answer is None else "it never settles" if each.probability is None else ""
        rate = asked.reference_class.rate if asked.reference_class else None
        yield ForecastItem(
            forecast.conflict.title, asked.id, asked.asks, each.probability, answer, rate, remark=remark
        )


def frozen_items(frozen: Frozen, conflict: Conflict) -> Iterator[ForecastItem]:
    """Yield the items of a frozen forecast, with the answers that the conflict has now."""
    now = {each.id: each for each in conflict.questions}
    for then in frozen.document.questions:
        yield _frozen_item(frozen, then, now.get(then.id), conflict.title)


def _frozen_item(frozen: Frozen, then: FrozenQuestion, now: Question | None, title: str) -> ForecastItem:
    day, rate = frozen.document.frozen_on, now.reference_class.rate if now and now.reference_class else None
    answer, remark = _answer(then, now, day.isoformat())
    if answer is not None and then.probability is None:
        remark = "it never settles"
    return ForecastItem(title, then.id, then.asks, then.probability, answer, rate, day.isoformat(), remark)


def _answer(then: FrozenQuestion, now: Question | None, frozen_on: str) -> tuple[bool | None, str]:
    """Return the answer to an unchanged question, and a remark."""
    if now is None:
        return None, "the case asks it no longer"
    changed = [key for key in COMPARED_KEYS if getattr(then, key) != getattr(now, key)]
    if changed:
        return None, f"the case asks something else by now ({', '.join(changed)})"
    if now.answer is None:
        return None, "no answer yet"
    on = now.answer.on
    late = on is not None and on.isoformat() <= frozen_on
    return now.answer.value, f"frozen when it was answered already, on {on}" if late else ""


def _repeated(items: Sequence[ForecastItem]) -> Iterator[str]:
    """Yield a remark for each question with several scored forecasts."""
    from collections import Counter

    for (case, id_), times in Counter((each.case, each.id) for each in items).items():
        if times > 1:
            yield f"{case}: {id_} is scored {times} times, once for each forecast of it"


def _summary(items: Sequence[ForecastItem], rates: list[float], seed: int, bins: int) -> Summary:
    chances = [each.probability for each in items]
    answers, cases = [each.answer for each in items], [each.case for each in items]
    return summarise(chances, answers, rates, groups=cases, bins=bins, seed=seed)  # type: ignore[arg-type]


@dataclass(frozen=True, eq=False)
class Scores(Plotted):
    """The scores of forecasts, one by one and summarised.

    Attributes
    ----------
    items : tuple of ForecastItem
        All forecasts, with and without scores.
    summary : Summary
        The scored forecasts, beside 50 %.
    reference : Summary or None
        The scored forecasts with a reference class, beside its rate; None if there are none.
    remarks : tuple of str
        Remarks on the files of the forecasts.
    """

    items: tuple[ForecastItem, ...] = field(repr=False)
    summary: Summary
    reference: Summary | None
    remarks: tuple[str, ...] = ()

    @property
    def scored(self) -> tuple[ForecastItem, ...]:
        """The forecasts that can be scored."""
        return tuple(each for each in self.items if each.counts)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        return {
            "forecasts": [each.to_dict() | _scores_of_item(each) for each in self.items],
            "summary": self.summary.to_dict(),
            "reference": None if self.reference is None else self.reference.to_dict(),
            "remarks": [*self.remarks],
        }

    def to_frame(self) -> pd.DataFrame:
        """Return one row a forecast: case, question, probability, answer and scores."""
        import pandas as pd

        rows = [each.to_dict() | _scores_of_item(each) for each in self.items]
        return pd.DataFrame(rows).set_index(["case", "id"])

    def __str__(self) -> str:
        found, versus = self.summary, self.summary.against.brier_difference
        return f"{found.count} forecasts scored: Brier {found.brier:.3f}, beside 50 % {versus.difference:+.3f}"


def _scores_of_item(each: ForecastItem) -> dict[str, Any]:
    log = each.logarithmic
    return {"brier": each.brier, "logarithmic": None if log is None else json_number(log)}


@dataclass(frozen=True, slots=True)
class ForecastItem:
    """One forecast and its answer.

    Attributes
    ----------
    case, id, asks : str
        The conflict's title, the question's id, and the question.
    probability : float or None
        The probability of a yes; None if there is no forecast.
    answer : bool or None
        The answer; None if there is none yet.
    rate : float or None
        The rate of the reference class; None if the question names none.
    frozen : str
        The day on which it was frozen; empty if it is fresh.
    remark : str
        The reason why it is not scored, or another remark.
    """

    case: str
    id: str
    asks: str
    probability: float | None
    answer: bool | None
    rate: float | None = None
    frozen: str = ""
    remark: str = ""

    @property
    def counts(self) -> bool:
        """Whether it is scored."""
        return self.probability is not None and self.answer is not None

    @property
    def brier(self) -> float | None:
        """The Brier score; None if it is not scored."""
        return self._score(brier)

    @property
    def logarithmic(self) -> float | None:
        """The logarithmic score; None if it is not scored."""
        return self._score(logarithmic)

    def _score(self, rule: Callable[[float, bool], NDArray[np.float64]]) -> float | None:
        if self.probability is None or self.answer is None:
            return None
        return float(rule(self.probability, self.answer)[0])

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        return {key: getattr(self, key) for key in self.__slots__} | {"scored": self.counts}
