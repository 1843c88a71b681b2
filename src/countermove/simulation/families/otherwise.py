"""What a template would say of a case if one of its facts had been otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from countermove.errors import InvalidConflict

if TYPE_CHECKING:
    from countermove.model.family import Case, Family
    from countermove.simulation.families.terms import Terms
    from countermove.simulation.shares import Share


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
