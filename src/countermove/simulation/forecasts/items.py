"""What is to be scored: single forecasts with what became of them, from forecasts of today and from frozen ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from countermove.simulation.scores.rules import brier, logarithmic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from countermove.io.frozen import FrozenQuestion
    from countermove.model.conflict import Conflict
    from countermove.model.provenance import Question
    from countermove.simulation.forecasts.answer import Forecast
    from countermove.simulation.forecasts.freezing import Frozen

WORDED = ("asks", "when", "resolves", "asked", "closes", "variation")


@dataclass(frozen=True, slots=True)
class Item:
    """One forecast, and what became of it.

    Attributes
    ----------
    case, id, asks : str
        The conflict's title, the question's id, and the question.
    probability : float or None
        Of a yes; None if there is no forecast.
    answer : bool or None
        None if there is none yet.
    rate : float or None
        Of the reference class.
    frozen : str
        The day on which it was frozen; empty if it was made just now.
    remark : str
        Why it is not scored, or what is to be known about it.
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


def of_now(forecast: Forecast) -> Iterator[Item]:
    """Yield the forecasts of a conflict as they were made just now."""
    for each in forecast.questions:
        asked = each.question
        answer = None if asked.answer is None else asked.answer.value
        remark = "no answer yet" if answer is None else "it never settles" if each.probability is None else ""
        rate = asked.reference_class.rate if asked.reference_class else None
        yield Item(forecast.conflict.title, asked.id, asked.asks, each.probability, answer, rate, remark=remark)


def of_then(frozen: Frozen, conflict: Conflict) -> Iterator[Item]:
    """Yield frozen forecasts with the answers that the conflict file has now."""
    now = {each.id: each for each in conflict.questions}
    for then in frozen.document.questions:
        yield _one(frozen, then, now.get(then.id), conflict.title)


def _one(frozen: Frozen, then: FrozenQuestion, now: Question | None, title: str) -> Item:
    day, rate = frozen.document.frozen_on, now.reference_class.rate if now and now.reference_class else None
    answer, remark = _answer(then, now, day.isoformat())
    if answer is not None and then.probability is None:
        remark = "it never settles"
    return Item(title, then.id, then.asks, then.probability, answer, rate, day.isoformat(), remark)


def _answer(then: FrozenQuestion, now: Question | None, frozen_on: str) -> tuple[bool | None, str]:
    """Return the answer if the question is still the one that was forecast, and what is to be said."""
    if now is None:
        return None, "the case asks it no longer"
    changed = [key for key in WORDED if getattr(then, key) != getattr(now, key)]
    if changed:
        return None, f"the case asks something else by now ({', '.join(changed)})"
    if now.answer is None:
        return None, "no answer yet"
    on = now.answer.on
    late = on is not None and on.isoformat() <= frozen_on
    return now.answer.value, f"frozen when it was answered already, on {on}" if late else ""
