"""The search for the least changes of rankings, by the solver where the states are few enough, and without it."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from time import monotonic
from typing import TYPE_CHECKING

from countermove.analysis.change.rankings.demands import Falling, Holding
from countermove.analysis.change.rankings.orders import changed_pairs
from countermove.analysis.change.rankings.programme import OutOfTime, Programme
from countermove.analysis.change.rankings.stand_in import stand_in

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from countermove.analysis.change.rankings.demands import StateVerdicts
    from countermove.analysis.change.rankings.programme import ChangedPair, Proposal
    from countermove.analysis.change.result import Proof

    Ranks = NDArray[np.int32]

MOST_FOUND = 24
"""The most changes that are listed."""

MOST_STATES = 1 << 11
"""The most states for which the solver is asked; above, the closed form of the distance is all there is."""


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


def ranking_change(before: Ranks, after: Ranks) -> RankingChange:
    """Return a change from its rankings before and after, both of shape (n, S)."""
    each = [changed_pairs(*rows) for rows in zip(before, after, strict=True)]
    pairs = frozenset((who, a, b) for who, own in enumerate(each) for a, b in own)
    return RankingChange(after, sum(halves for own in each for halves in own.values()), pairs)


@dataclass(eq=False)
class RankingSearch:
    """The search for all least changes that let one state hold, or some states fall together.

    Attributes
    ----------
    verdicts : list of StateVerdicts
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
    progress : callable or None
        Called with 1 after each proposal of the solver.
    found : list of RankingChange
        The changes found, cheapest first.
    tried : int
        The number of proposals.
    bound : float
        No other change that serves costs less.
    proof : str
        ``optimal`` if the least distance is proved.
    notes : list of str
        What limits the answer.
    """

    verdicts: list[StateVerdicts]
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
    notes: list[str] = field(default_factory=list)
    known: RankingChange | None = None

    def run(self) -> None:
        """Search; what was found stays if the time is up or the search is interrupted."""
        if len(self.verdicts) == 1:
            ranks = stand_in(self.verdicts[0], self.ranks, self.free, falls=self.falls)
            self.known = None if ranks is None else ranking_change(self.ranks, ranks)
        try:
            if self.ranks.shape[1] <= MOST_STATES:
                self._ask()
        except OutOfTime as fault:
            self.bound = max(self.bound, fault.bound / 2)
            self.notes.append("the solver's time was up")
        except KeyboardInterrupt:
            self.notes.append("the search was interrupted")
        if not self.proof:
            self._do_without()

    def _ask(self) -> None:
        """List the changes, cheapest first, with the solver."""
        programme = Programme(self.ranks, self.free)
        kind: type[Holding | Falling] = Falling if self.falls else Holding
        demands = [kind(each, programme) for each in self.verdicts]
        while (proposal := self._next(programme, demands)) is not None:
            self.bound = proposal.halves / 2
            if len(self.found) == MOST_FOUND:
                self.notes.append(f"there are more changes at this cost than the {MOST_FOUND} listed")
                break
            change = ranking_change(self.ranks, proposal.ranks)
            self.found.append(change)
            programme.forbid(sorted(change.pairs))
        else:
            self.bound = self.limit + 0.5
        self.proof = "optimal"

    def _do_without(self) -> None:
        """Put the change that takes no solver in place of none; its distance is the least if all are independent."""
        if self.known is None:
            return
        exact = len(self.verdicts) == 1 and self.verdicts[0].independent
        wanted = self.most is None or self.known.halves / 2 <= self.most
        if exact:
            self.bound, self.proof = max(self.bound, self.known.halves / 2), "optimal"
        if wanted and not self.found:
            self.found = [self.known]
        what = "changes that cost as little may be missing" if exact else "that nothing cheaper serves is not proved"
        self.notes.append(what)

    @property
    def limit(self) -> float:
        """The cost up to which changes are wanted; infinite while the cheapest is unknown."""
        if self.most is not None:
            return self.most
        cheapest = self.found[0] if self.found else self.known
        return cheapest.halves / 2 if cheapest else inf

    def _next(self, programme: Programme, demands: list[Holding | Falling]) -> Proposal | None:
        """Return the nearest rankings that serve and contain none that were found; None if there are none."""
        while True:
            proposal = programme.solve(self.until - monotonic(), 2 * self.limit)
            self.tried += 1
            if self.progress is not None:
                self.progress(1)
            if proposal is None:
                return None
            refined = [each.refine(proposal) for each in demands]
            if not any(refined):
                return proposal
            self.bound = max(self.bound, proposal.halves / 2)
