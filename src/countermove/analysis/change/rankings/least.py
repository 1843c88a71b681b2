"""The question `least_rankings`: the least changes of rankings for a state to hold, or to fall."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.change.rankings.changed import least_changes, unchanged
from countermove.analysis.change.rankings.demands import StateVerdicts
from countermove.analysis.change.rankings.search import MOST_FOUND, RankingSearch
from countermove.analysis.change.result import LeastChanges
from countermove.analysis.moves import walk
from countermove.errors import UnknownName, refuse_at_once
from countermove.model.outcome import states_where
from countermove.model.reading import explained_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from numpy.typing import NDArray

    from countermove.analysis.change.goal import Stands
    from countermove.analysis.change.rankings.search import RankingChange
    from countermove.model.conflict import Conflict

    Ranks = NDArray[np.int32]

SECONDS = 20.0
"""The time that the solver has by default."""


def least_rankings(  # noqa: PLR0913  (each has a default)
    conflict: Conflict,
    goal: Stands,
    *,
    dms: Iterable[str] | None = None,
    most: float | None = None,
    seconds: float = SECONDS,
    progress: Callable[[int], None] | None = None,
) -> LeastChanges:
    """Return the least changes of rankings for a state to hold, or to fall.

    A change is a set of pairs of states whose order changes for a decision maker. Its cost is the Kemeny-Snell
    distance: 1 for a reversed pair, 1/2 for a tie made or broken. The cheapest are listed first, and none that
    contains one listed before it.

    Parameters
    ----------
    conflict : Conflict
        The conflict; all its states are listed.
    goal : Stands
        The state, the concept, and whether the state is to fall. Of several states that a condition names, one is to
        hold, or all are to fall.
    dms : iterable of str, optional
        The decision makers, by id or name, whose rankings may change; by default all.
    most : float, optional
        The cost up to which changes are listed; by default all that cost as little as the cheapest.
    seconds : float
        The time after which the best found is returned without a proof.
    progress : callable, optional
        Called with 1 after each proposal of the solver.

    Returns
    -------
    LeastChanges

    Raises
    ------
    UnknownName
        If there is no such state, concept or decision maker.
    InvalidRequest
        If the registry does not say what sanctions under the concept.
    TooLarge
        If too many combinations of simultaneous moves would have to be gone through.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.change.goal import Stands
    >>> found = least_rankings(cases.load("syria-iraq-1975"), Stands("2 holds by seq", "2", "seq"))
    >>> [(each.cost, each.edits[0].says) for each in found.found]
    [(0.5, 'Syria would have to find Release more water (2) as good as Escalate and Attack (6)')]
    >>> found.proof, found.bound
    ('optimal', 1.0)
    """
    named = [*dms] if dms is not None else None
    refuse_at_once(
        lambda: explained_by(conflict, goal.concept),
        lambda: states_where(conflict, goal.state),
        *(lambda one=one: conflict.position(one) for one in named or ()),
    )
    concepts = tuple(each.id for each in explained_by(conflict, goal.concept))
    where = np.flatnonzero(states_where(conflict, goal.state)).tolist()
    if not where:
        raise UnknownName(f"{goal.state!r} holds in no state")
    free = frozenset(conflict.movers if named is None else map(conflict.position, named))
    moves = walk(conflict)
    verdicts = [StateVerdicts(moves, state, concepts) for state in where]
    if _met(verdicts, conflict.ranks, goal):
        return LeastChanges(
            conflict, goal.text, "rankings", (unchanged(conflict, goal, where),), most or 0.0, 1, "exhausted", 0.0
        )
    groups = [verdicts] if goal.falls else [[each] for each in verdicts]
    until = monotonic() + seconds
    searches = [RankingSearch(each, goal.falls, conflict.ranks, free, most, until, progress) for each in groups]
    for search in searches:
        search.run()
    return _answer(conflict, goal, where, searches)


def _met(verdicts: list[StateVerdicts], ranks: Ranks, goal: Stands) -> bool:
    held = [each.holds(ranks) for each in verdicts]
    return not any(held) if goal.falls else any(held)


def _answer(conflict: Conflict, goal: Stands, where: list[int], searches: list[RankingSearch]) -> LeastChanges:
    kept = _cheapest(searches)
    found = least_changes(conflict, goal, where, kept)
    cheapest = found[0].cost if found else 0.0
    enough = [] if found else [*_enough(searches)]
    return LeastChanges(
        conflict=conflict,
        goal=goal.text,
        by="rankings",
        found=found,
        most=cheapest if searches[0].most is None else searches[0].most,
        tried=sum(each.tried for each in searches),
        proof="optimal" if all(each.proof for each in searches) else "",
        bound=min(each.bound for each in searches),
        why_not="" if found or enough else _why_not(conflict, goal, searches),
        notes=tuple(dict.fromkeys([*enough, *(note for each in searches for note in each.notes)])),
    )


def _cheapest(searches: list[RankingSearch]) -> list[RankingChange]:
    """Return the changes of all searches, cheapest first, without those that contain one before them."""
    every = sorted((one for each in searches for one in each.found), key=lambda one: (one.halves, len(one.pairs)))
    kept: list[RankingChange] = []
    for one in every:
        wanted = searches[0].most is not None or one.halves == every[0].halves
        if wanted and not any(before.pairs <= one.pairs for before in kept):
            kept.append(one)
    return kept[:MOST_FOUND]


def _enough(searches: list[RankingSearch]) -> Iterator[str]:
    """Yield which cost is enough, if the one that was allowed is too small."""
    costs = [each.known.halves / 2 for each in searches if each.known is not None]
    if costs:
        yield f"Of rankings, a change that costs {min(costs):g} would do it: --by rankings --most {min(costs):g}."


def _why_not(conflict: Conflict, goal: Stands, searches: list[RankingSearch]) -> str:
    """Return why there is no change: the decision makers that may change, or the moves."""
    if not all(each.proof for each in searches):
        return "nothing was found that serves, and it is not proved that there is nothing"
    if {*conflict.movers} <= searches[0].free:
        return "whatever anybody prefers, no move from there is free of sanctions: what can be done decides"
    names = [
        conflict.decision_makers[who].name or conflict.decision_makers[who].id for who in sorted(searches[0].free)
    ]
    verdict = "holds" if goal.falls else "does not hold"
    return f"whatever {' and '.join(names)} would prefer, it {verdict}: the rankings of others would have to change"
