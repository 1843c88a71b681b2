"""What a template would say of a case if one of its facts had been otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from countermove.errors import InvalidConflict
from countermove.simulation.families.running import worlds_of

if TYPE_CHECKING:
    from countermove.model.family import Case, Family
    from countermove.simulation.answer import Share


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


def one_fact_otherwise(
    family: Family,
    case: Case,
    concept: str,
    variation: str | None,
    count: int | Literal["all"] | None,
    seed: int,
) -> tuple[Otherwise, ...]:
    """Return the forecasts of a case for each other value of each of its facts, one at a time; numbers stay.

    Parameters
    ----------
    family, case : Family, Case
        The family and one of its cases.
    concept, variation, count, seed
        As for `countermove.study.family`.
    """
    return tuple(_each(family, case, concept, variation, count, seed))


def _each(
    family: Family, case: Case, concept: str, variation: str | None, count: int | Literal["all"] | None, seed: int
) -> Iterator[Otherwise]:
    is_ = dict(case.facts)
    for fact in family.facts:
        for value in (value for value in fact.values if value != is_[fact.id]):
            shares: tuple[tuple[str, Share], ...] = ()
            try:
                conflict = family.otherwise(case, {fact.id: value})
                shares = tuple(worlds_of(conflict, concept, variation, count, seed).questions.items())
            except InvalidConflict:
                pass
            yield Otherwise(fact.id, str(is_[fact.id]), value, shares)
