"""Forecasts of all cases of a family by one template, and of one case with one fact changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from countermove.errors import InvalidConflict
from countermove.model.arguments import refuse_other_kinds
from countermove.model.reading import READING, reading_of
from countermove.simulation.families.result import CaseForecast, FamilyForecasts
from countermove.simulation.families.scores import family_scores
from countermove.simulation.families.terms import Terms

if TYPE_CHECKING:
    from typing import Literal

    from countermove.model.family import Case, Family
    from countermove.simulation.families.result import FamilyScores
    from countermove.simulation.result import Share


def family(  # noqa: PLR0913  (each says how it is to be found, and has a default)
    family: Family,
    concept: str | None = None,
    *,
    count: int | Literal["all"] | None = None,
    seed: int = 1,
    variation: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> FamilyForecasts:
    """Return the forecasts of one template for all cases, scored beside base rates and simple rules.

    Each case is forecast as by `worlds`. Nothing is fitted. A rule that learns its frequencies learns them from the
    other cases.

    Parameters
    ----------
    family : Family
        As `countermove.read_family` reads it.
    concept : str, optional
        The id of the stability concept by which a world evolves from its status quo; by default the reading of the
        cases.
    count : int, "all" or None
        The number of worlds drawn for each case, or all worlds; see `worlds`.
    seed : int
        The seed of the draws and of the bootstrap.
    variation : str, optional
        The variation of every case to forecast.
    progress : callable, optional
        Called after each case with the number of finished cases and the number of cases.

    Returns
    -------
    FamilyForecasts

    Raises
    ------
    UnknownName
        If the concept or the variation does not exist, or the concept gives no evolution.
    InvalidConflict
        If a case has no status quo or no question.
    InvalidRequest
        If a number cannot be used.
    TooLarge
        If it would take too long.

    Examples
    --------
    >>> from countermove import cases
    >>> found = family(cases.load_family("csto-appeals"), count=50)
    >>> len(found.forecasts), found.score("granted").yes
    (20, 1)
    """
    refuse_other_kinds(QUESTION, locals())
    terms = Terms(concept or _reading(family), variation, count, seed)
    forecasts = []
    for k, case in enumerate(family.cases):
        found = terms.worlds(case.conflict)
        forecasts.append(CaseForecast(case, tuple(found.questions.items()), found.count))
        if progress is not None:
            progress(k + 1, len(family.cases))
    return FamilyForecasts(family, terms, tuple(forecasts), tuple(_scores(family, forecasts, terms)))


QUESTION = family
"""The function by a name that its parameter does not hide."""


def _reading(family: Family) -> str:
    """Return the id of the concept by which all cases are read; ``reading`` if they differ."""
    ids = {reading_of(case.conflict).id for case in family.cases}
    return ids.pop() if len(ids) == 1 else READING


def _scores(family: Family, forecasts: list[CaseForecast], terms: Terms) -> Iterator[FamilyScores]:
    known = dict(family.known).get(terms.variation or "", ())
    for question in (each for each in family.questions if each.id not in known):
        scored = [
            (each.case, dict(each.shares)[question.id].value)
            for each in forecasts
            if question.id in dict(each.case.answers) and question.id in dict(each.shares)
        ]
        if scored:
            cases, chances = zip(*scored, strict=True)
            yield family_scores(family, question, [*cases], [*chances], terms.seed)


@dataclass(frozen=True, slots=True)
class ChangedFactForecast:
    """The forecasts of a case with one fact changed.

    Attributes
    ----------
    fact, was, value : str
        The id of the fact, its value in the case, and the value that replaces it.
    shares : tuple of (question, Share)
        The probability of a yes to each question; empty if the changed facts give no valid conflict.
    """

    fact: str
    was: str
    value: str
    shares: tuple[tuple[str, Share], ...]

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        shares = {id_: share.to_dict() for id_, share in self.shares}
        return {"fact": self.fact, "was": self.was, "value": self.value, "questions": shares}


def changed_fact_forecasts(
    family: Family, case: str, concept: str | None = None, *, seed: int = 1, variation: str | None = None
) -> tuple[ChangedFactForecast, ...]:
    """Return the forecasts of a case with one fact changed, for each other value of each fact.

    Parameters
    ----------
    family : Family
        As `countermove.read_family` reads it.
    case : str
        The id of a case.
    concept, seed, variation
        As for `family`.

    Returns
    -------
    tuple of Otherwise
        In the order of the facts. Numeric facts are not changed.

    Raises
    ------
    UnknownName
        If there is no such case, concept or variation.
    """
    case_, terms = family.case(case), Terms(concept or _reading(family), variation, seed=seed)
    facts = dict(case_.facts)
    return tuple(
        ChangedFactForecast(fact.id, str(facts[fact.id]), value, _shares(family, case_, {fact.id: value}, terms))
        for fact in family.facts
        for value in fact.values
        if value != facts[fact.id]
    )


def _shares(family: Family, case: Case, facts: dict[str, str | float], terms: Terms) -> tuple[tuple[str, Share], ...]:
    try:
        return tuple(terms.worlds(family.otherwise(case, facts)).questions.items())
    except InvalidConflict:
        return ()
