"""How many strict rankings of a decision maker make a state hold: by upper sets, without listing rankings.

Kinsara, Kilgour and Hipel (2015) count such rankings by going through all of them. A ranking counts by its upper set
A only, and |A|! (S - 1 - |A|)! strict rankings of S states share one. States that neither an improvement nor a reply
touches are free, so that the sum runs over the few that matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import factorial, prod
from typing import TYPE_CHECKING, Any

from countermove.analysis.change.rankings.demands import INDEPENDENT
from countermove.analysis.change.rankings.polynomial import feasible_sizes
from countermove.analysis.change.rankings.replies import upper_sets
from countermove.analysis.moves import walk
from countermove.errors import InvalidRequest, refuse_at_once
from countermove.model.arguments import refuse_other_kinds
from countermove.model.naming import position_of
from countermove.model.reading import explained_by
from countermove.model.variation import vary

if TYPE_CHECKING:
    from collections.abc import Callable

    from countermove.analysis.change.rankings.replies import UpperSets
    from countermove.model.concepts import Concept
    from countermove.model.conflict import Conflict
    from countermove.model.naming import StateName


@dataclass(frozen=True, slots=True)
class RankingCount:
    """The strict rankings that make a state stable.

    Attributes
    ----------
    state : int
        The state's number, from 1.
    dms : tuple of str
        The ids of the decision makers whose rankings are counted; of several, profiles are counted.
    concepts : tuple of str
        The id of the concept of each of them.
    count, total : int
        The number of rankings, or profiles, under which the state is stable for all of them, and of all.
    """

    state: int
    dms: tuple[str, ...]
    concepts: tuple[str, ...]
    count: int
    total: int

    @property
    def share(self) -> Fraction:
        """The share of all rankings, or profiles."""
        return Fraction(self.count, self.total)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON; the two numbers as texts, since they may be very long."""
        heading = {"state": self.state, "decision_makers": [*self.dms], "concepts": [*self.concepts]}
        return heading | {"count": str(self.count), "total": str(self.total), "share": float(self.share)}

    def __str__(self) -> str:
        return f"{self.count:,} of {self.total:,}"


def count_rankings(  # noqa: PLR0913  (each has a default)
    conflict: Conflict,
    state: StateName,
    concept: str | None = None,
    dm: str | None = None,
    *,
    variation: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> RankingCount:
    """Return how many strict rankings make a state stable.

    Parameters
    ----------
    conflict : Conflict
        The conflict; all its states are listed.
    state : StateName
        The state, as `countermove.explain` reads it.
    concept : str, optional
        The id of a stability concept; by default each decision maker's own, by the conflict's reading.
    dm : str, optional
        The decision maker, by id or name, whose rankings are counted; all others keep theirs. By default all who can
        move, under concepts by which a verdict does not depend on the others' rankings (nash, gmr, smr).
    variation : str, optional
        Count for this variation of the conflict instead.
    progress : callable, optional
        Called from time to time with the number of partial results.

    Returns
    -------
    RankingCount

    Raises
    ------
    UnknownName
        If there is no such state, decision maker, concept or variation.
    InvalidRequest
        If the decision makers are not independent, so that there is no product to return.
    TooLarge
        If the states that matter combine in too many ways.

    Examples
    --------
    >>> from countermove import cases
    >>> print(count_rankings(cases.load("syria-iraq-1975"), 2, "seq", "Syria"))
    384 of 720
    """
    refuse_other_kinds(count_rankings, locals())
    conflict = vary(conflict, variation)
    refuse_at_once(
        lambda: explained_by(conflict, concept),
        lambda: position_of(conflict, state),
        lambda: dm is None or conflict.position(dm),
    )
    by, at = explained_by(conflict, concept), position_of(conflict, state)
    dms = [*conflict.movers] if dm is None else [conflict.position(dm)]
    if dm is None:
        _refuse_dependence(conflict, by)
    moves = walk(conflict)
    families = [upper_sets(moves, conflict.ranks, who, at, by[who].id) for who in dms]
    count = prod(stable_rankings(family, progress) for family in families)
    total = factorial(len(conflict.states)) ** len(dms)
    return RankingCount(
        at + 1, tuple(conflict.decision_makers[k].id for k in dms), tuple(by[k].id for k in dms), count, total
    )


def _refuse_dependence(conflict: Conflict, by: tuple[Concept, ...]) -> None:
    for who in conflict.movers:
        if by[who].sanctions not in INDEPENDENT:
            raise InvalidRequest(
                f"under {by[who].id} the verdict for one decision maker depends on the rankings of the others, so "
                "that the rankings of all together are no product; name one decision maker, or ask by nash, gmr, smr"
            )


def stable_rankings(family: UpperSets, progress: Callable[[int], None] | None = None) -> int:
    """Return the number of strict rankings of all S states whose upper set is feasible.

    Raises
    ------
    TooLarge
        If the states that matter combine in too many ways.
    """
    sizes = feasible_sizes(family, progress)
    matter, every = len(sizes.states), factorial(family.size)
    # of the (m + 1)! orders of m states and the state itself, k! (m - k)! have a given upper set of k
    orders = sum(number * factorial(k) * factorial(matter - k) for k, number in enumerate(sizes.counts))
    return every * orders // factorial(matter + 1)
