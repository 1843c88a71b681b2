"""What one template says of many cases, and of one case if a fact of it were otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal

    from countermove.model.family import Family
    from countermove.simulation.families.answer import FamilyForecasts
    from countermove.simulation.families.otherwise import Otherwise


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
    from countermove.simulation.families.running import forecast_family
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
    from countermove.simulation.families.otherwise import forecasts_otherwise
    from countermove.simulation.families.terms import Terms

    return forecasts_otherwise(family, family.case(case), Terms(concept, variation, seed=seed))
