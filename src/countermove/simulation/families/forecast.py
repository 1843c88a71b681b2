"""From a family to its forecasts and their scores.

What a template would say of a case if one of its facts had been otherwise.

What one template says of many cases, and of one case if a fact of it were otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from countermove.errors import InvalidConflict
from countermove.simulation.families.result import CaseForecast, FamilyForecasts
from countermove.simulation.families.scores import scored

if TYPE_CHECKING:
    from typing import Literal

    from countermove.model.family import Case, Family
    from countermove.simulation.families.result import FamilyScores
    from countermove.simulation.families.terms import Terms
    from countermove.simulation.result import Share


def forecast_family(
    family: Family, terms: Terms, progress: Callable[[int, int], None] | None = None
) -> FamilyForecasts:
    """Return what a template says of each case, and the scores; see `countermove.family`."""
    forecasts = []
    for k, case in enumerate(family.cases):
        found = terms.worlds(case.conflict)
        forecasts.append(CaseForecast(case, tuple(found.questions.items()), found.count))
        if progress is not None:
            progress(k + 1, len(family.cases))
    return FamilyForecasts(family, terms, tuple(forecasts), tuple(_scores(family, forecasts, terms)))


def _scores(family: Family, forecasts: list[CaseForecast], terms: Terms) -> Iterator[FamilyScores]:
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


@dataclass(frozen=True, slots=True)
class Otherwise:
    """The forecasts of a case had one fact been otherwise.

    Attributes
    ----------
    fact, was, value : str
        The fact, what it is, and what it is taken to be instead.
    shares : tuple of (question, Share)
        How likely a yes is then; empty where the template makes no conflict of such facts.
    """

    fact: str
    was: str
    value: str
    shares: tuple[tuple[str, Share], ...]

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        shares = {id_: share.to_dict() for id_, share in self.shares}
        return {"fact": self.fact, "was": self.was, "value": self.value, "questions": shares}


def forecasts_otherwise(family: Family, case: Case, terms: Terms) -> tuple[Otherwise, ...]:
    """Return the forecasts of a case for each other value of each of its facts, one at a time; numbers stay."""
    is_ = dict(case.facts)
    return tuple(
        Otherwise(fact.id, str(is_[fact.id]), value, _shares(family, case, {fact.id: value}, terms))
        for fact in family.facts
        for value in fact.values
        if value != is_[fact.id]
    )


def _shares(family: Family, case: Case, facts: dict[str, str | float], terms: Terms) -> tuple[tuple[str, Share], ...]:
    try:
        return tuple(terms.worlds(family.otherwise(case, facts)).questions.items())
    except InvalidConflict:
        return ()


def family(  # noqa: PLR0913  (each says how it is to be found, and has a default)
    family: Family,
    concept: str = "seq",
    *,
    count: int | Literal["all"] | None = None,
    seed: int = 1,
    variation: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> FamilyForecasts:
    """Return what one template says of many cases, and how that scores beside base rates and rules of thumb.

    For each case the questions of the template are answered as `worlds` answers them. Nothing is fitted; where a rule
    is given the frequencies of other cases, the case itself is left out.

    Parameters
    ----------
    family : Family
        As `countermove.read_family` reads it.
    concept : str
        The id of the stability concept by which a world evolves from its status quo.
    count : int, "all" or None
        How many worlds of each case are drawn, or that all are solved; see `worlds`.
    seed : int
        Of the draws, and of the bootstrap.
    variation : str, optional
        Take this variation of every case instead.
    progress : callable, optional
        Called with the number of cases that are done, and that there are.

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
    >>> found = family(cases.load_family("csto-appeals"))
    >>> len(found.forecasts), found.score("granted").yes
    (20, 1)
    """
    from countermove.simulation.families.terms import Terms

    return forecast_family(family, Terms(concept, variation, count, seed), progress)


def one_fact_otherwise(
    family: Family, case: str, concept: str = "seq", *, seed: int = 1, variation: str | None = None
) -> tuple[Otherwise, ...]:
    """Return what the template says of a case for each other value of each of its facts, one at a time.

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
        In the order of the facts; numbers are left as they are.

    Raises
    ------
    UnknownName
        If there is no such case, concept or variation.
    """
    from countermove.simulation.families.terms import Terms

    return forecasts_otherwise(family, family.case(case), Terms(concept, variation, seed=seed))
