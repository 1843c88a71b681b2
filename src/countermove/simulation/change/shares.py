"""Goals about shares, judged over the worlds of changed files: the same draws and numbers as in `brief`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING

from countermove.analysis.change.goal import EndShares
from countermove.kernels.jit import THREADS
from countermove.simulation.judgement.ends import where_in_worlds
from countermove.simulation.one_pass import plans_by
from countermove.simulation.plan import DRAWS
from countermove.simulation.totals import BY_STATE, UNSETTLED, zero_totals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countermove.analysis.change.goal import ShareGoal
    from countermove.model.conflict import Conflict
    from countermove.simulation.plan import Plan
    from countermove.simulation.totals import Totals

SETTLES = BY_STATE.index("settles")

STAGES = (100, 400)
"""First draws after which a change is given up whose goal is far off."""

FAR = 4.0
"""Standard errors that a margin is below 0 for a goal to be far off: once in 30,000 by chance."""


@dataclass(frozen=True, eq=False)
class OverWorlds:
    """The judge of goals about shares.

    Attributes
    ----------
    goals : sequence of ShareGoal
        The goals, all of which are to be met.
    concept : str
        The id of the concept by which a world evolves.
    count, seed : int
        The number of draws, if there are more worlds than that, and their seed.
    screened : list of int
        Receives the draws after which a change was given up, once for each.
    """

    goals: Sequence[ShareGoal]
    concept: str
    count: int = DRAWS
    seed: int = 1
    screened: list[int] = field(default_factory=list)

    def met(self, conflict: Conflict) -> bool:
        """Whether the worlds of a conflict meet the goals, as `brief` solves them.

        Raises
        ------
        InvalidConflict, TooLarge
            As `countermove.simulation.plan.plan` does.
        """
        return self._serves(self.outlook(conflict))

    def may_be_met(self, conflict: Conflict) -> bool:
        """Whether the worlds of a conflict meet the goals; what is far off after the first draws does not.

        Sums are added in another order than by `met`, so that a share on the line may be on its other side.
        """
        planned = self.plan(conflict)
        total, stops = zero_totals(planned.axes), [*STAGES, planned.count]
        if planned.seed is None or planned.count <= STAGES[-1]:
            return self.met(conflict)
        for begin, stop in pairwise([0, *stops]):
            draws = planned.space.drawn(planned.seed, begin, stop)
            solved = planned.totals(draws, (self.concept,), threads=THREADS)
            total = total + solved[self.concept]
            outlook = _outlook(planned, total)
            if stop < planned.count and self._far(outlook, stop):
                self.screened.append(stop)
                return False
        return self._serves(outlook)

    def _serves(self, outlook: EndShares) -> bool:
        return all(each.met_in(outlook) for each in self.goals)

    def share(self, conflict: Conflict) -> float:
        """Return the share of the first goal in the worlds of a conflict."""
        return self.goals[0].share_in(self.outlook(conflict))

    def outlook(self, conflict: Conflict) -> EndShares:
        """Return where the worlds of a conflict settle, as `brief` solves them."""
        return _whole(self.plan(conflict), self.concept)

    def plan(self, conflict: Conflict) -> Plan:
        """Return the worlds of a conflict over which it is judged."""
        [planned] = plans_by(conflict, [self.concept], self.count, self.seed).values()
        return replace(planned, counted=())

    def _far(self, outlook: EndShares, draws: int) -> bool:
        """Whether a goal is further below what is asked than some draws can be by chance."""
        margins = [each.margin(outlook) for each in self.goals]
        return any(margin < -FAR * sqrt(max(0.0, 1 - margin**2) / draws) for margin in margins)


def _whole(planned: Plan, concept: str) -> EndShares:
    """Return where all worlds of a plan settle; blocks are added in order, as by `run`."""
    total = zero_totals(planned.axes)
    for number in range(planned.blocks):
        solved = planned.totals(planned.draws(number), (concept,), threads=THREADS)
        total = total + solved[concept]
    return _outlook(planned, total)


def _outlook(planned: Plan, total: Totals) -> EndShares:
    worlds = total.counts[0, 0]
    shares = total.by_state[0, SETTLES] / worlds
    return EndShares(
        shares, lambda text: where_in_worlds(planned.axes, text), float(total.counts[0, UNSETTLED] / worlds)
    )
