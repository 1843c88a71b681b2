"""The question `least_rankings`: the least changes of rankings for a state to hold, or to fall."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.change.rankings.changed import least_change, unchanged
from countermove.analysis.change.rankings.demands import Falling, Holding, Verdicts
from countermove.analysis.change.rankings.orders import changed_pairs
from countermove.analysis.change.rankings.programme import OutOfTime, Programme
from countermove.analysis.change.rankings.stand_in import stand_in
from countermove.analysis.change.result import LeastChanges
from countermove.analysis.moves import walk
from countermove.errors import UnknownName, refuse_at_once
from countermove.model.outcome import states_where
from countermove.model.reading import explained_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from countermove.analysis.change.goal import Stands
    from countermove.analysis.change.rankings.programme import ChangedPair, Proposal
    from countermove.analysis.change.result import Proof
    from countermove.model.conflict import Conflict

    Ranks = NDArray[np.int32]

SECONDS = 20.0
"""The time that the solver has by default."""

MOST_FOUND = 24
"""The most changes that are listed."""


@dataclass(frozen=True, eq=False)
class RankingChange:
    """Changed rankings that serve.

    Attributes
    ----------
    ranks : ndarray of int32, shape (n, S)
        The rankings.
    halves : int
        Their distance, in halves.
    pairs : frozenset of (int, int, int)
        The changed pairs: the position of the decision maker, and of two states.
    """

    ranks: Ranks
    halves: int
    pairs: frozenset[ChangedPair]


@dataclass(eq=False)
class RankingSearch:
    """The search for all least changes that let some states hold, or fall, together.

    Attributes
    ----------
    verdicts : list of Verdicts
        The states; of those that are to hold, one.
    falls : bool
        Whether the states are to fall.
    ranks : ndarray of int32, shape (n, S)
        The rankings that stand.
    free : frozenset of int
        The positions of the decision makers whose rankings may change.
    most : float or None
        The distance up to which changes are wanted; None for the least.
    until : float
        The moment, as `time.monotonic` has it, when the time is up.
    """

    verdicts: list[Verdicts]
    falls: bool
    ranks: Ranks
    free: frozenset[int]
    most: float | None
    until: float
    progress: Callable[[int], None] | None = None
    found: list[RankingChange] = field(default_factory=list)
    tried: int = 0
    bound: float = 0.0
    proof: Proof = ""
    full: bool = False

    def run(self) -> None:
        """Search; what was found stays if the time is up."""
        try:
            self._run()
        except OutOfTime as fault:
            self.bound = max(self.bound, fault.bound / 2)

    def _run(self) -> None:
        programme = Programme(self.ranks, self.free)
        kind = Falling if self.falls else Holding
        demands = [kind(each, programme) for each in self.verdicts]
        while (proposal := self._next(programme, demands)) is not None:
            self.bound = proposal.halves / 2
            if len(self.found) == MOST_FOUND:
                self.full = True
                break
            change = ranking_change(self.ranks, proposal.ranks)
            self.found.append(change)
            programme.forbid(sorted(change.pairs))
        else:
            self.bound = self._limit + 0.5
        self.proof = "optimal"

    @property
    def _limit(self) -> float:
        """The cost up to which changes are wanted, infinite until the cheapest is known."""
        if self.most is not None:
            return self.most
        return self.found[0].halves / 2 if self.found else inf

    def _next(self, programme: Programme, demands: list[Holding] | list[Falling]) -> Proposal | None:
        """Return the nearest rankings that serve and contain none that were found; None if there are none."""
        while True:
            proposal = programme.solve(self.until - monotonic(), 2 * self._limit)
            self.tried += 1
            if self.progress is not None:
                self.progress(1)
            if proposal is None or not any([each.refine(proposal) for each in demands]):
                return proposal
            self.bound = max(self.bound, proposal.halves / 2)


def ranking_change(before: Ranks, after: Ranks) -> RankingChange:
    """Return a change from its rankings before and after, both of shape (n, S)."""
    each = [changed_pairs(*rows) for rows in zip(before, after, strict=True)]
    pairs = frozenset((who, a, b) for who, own in enumerate(each) for a, b in own)
    return RankingChange(after, sum(halves for own in each for halves in own.values()), pairs)


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
    verdicts = [Verdicts(moves, state, concepts) for state in where]
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


def _met(verdicts: list[Verdicts], ranks: Ranks, goal: Stands) -> bool:
    held = [each.holds(ranks) for each in verdicts]
    return not any(held) if goal.falls else any(held)


def _answer(conflict: Conflict, goal: Stands, where: list[int], searches: list[RankingSearch]) -> LeastChanges:
    proved = all(each.proof for each in searches)
    kept, bound = _cheapest(searches), min(each.bound for each in searches)
    notes = []
    if not kept and not proved:
        kept = [one for each in searches if (one := _stand_in(each)) is not None]
        kept = sorted(kept, key=lambda each: each.halves)[:1]
    if not proved:
        notes.append("the solver's time was up: that nothing cheaper serves is not proved")
    if any(each.full for each in searches):
        notes.append(f"there are more changes at this cost than the {MOST_FOUND} listed")
    found = tuple(least_change(conflict, goal, where, each) for each in kept)
    most = searches[0].most if searches[0].most is not None else (found[0].cost if found else 0.0)
    return LeastChanges(
        conflict,
        goal.text,
        "rankings",
        found,
        most,
        sum(each.tried for each in searches),
        "optimal" if proved else "",
        bound,
        "" if found or not proved or bound < inf else _why_not(conflict, goal, searches[0]),
        tuple(notes),
    )


def _cheapest(searches: list[RankingSearch]) -> list[RankingChange]:
    """Return the changes of all searches, cheapest first, without those that contain one before them."""
    every = sorted((one for each in searches for one in each.found), key=lambda one: (one.halves, len(one.pairs)))
    least = every[0].halves if every else 0
    kept: list[RankingChange] = []
    for one in every:
        wanted = searches[0].most is not None or one.halves == least
        if wanted and not any(before.pairs <= one.pairs for before in kept):
            kept.append(one)
    return kept[:MOST_FOUND]


def _stand_in(search: RankingSearch) -> RankingChange | None:
    ranks = stand_in(search.verdicts, search.ranks, search.free, falls=search.falls)
    return None if ranks is None else ranking_change(search.ranks, ranks)


def _why_not(conflict: Conflict, goal: Stands, search: RankingSearch) -> str:
    names = [conflict.decision_makers[who].name or conflict.decision_makers[who].id for who in sorted(search.free)]
    who = "anybody" if len(names) == len(conflict.movers) else " and ".join(names)
    if goal.falls and len(names) == len(conflict.movers):
        return (
            "nobody can leave it so that the others cannot answer, whatever anybody prefers: what can be done decides"
        )
    return f"whatever {who} prefers, it {'holds' if goal.falls else 'does not hold'}: the others' rankings would have to change"
