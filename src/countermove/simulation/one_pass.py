"""The worlds of a conflict by several concepts in one pass: draws, ranks and verdicts once, the evolution by each.

The totals by a concept are exactly those of `countermove.simulation.run.worlds` by it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from countermove.kernels.jit import THREADS
from countermove.model.reading import each_concept
from countermove.simulation.plan import plan
from countermove.simulation.result import Worlds
from countermove.simulation.totals import COUNTED, zero_totals

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from countermove.model.conflict import Conflict
    from countermove.simulation.first_moves import FirstMoves
    from countermove.simulation.plan import Plan
    from countermove.simulation.totals import Totals

    Progress = Callable[[int, int], None]


def plans_by(conflict: Conflict, concepts: Sequence[str], count: int, seed: int) -> dict[str, Plan]:
    """Return the plan of the same worlds by each concept: all worlds up to `count`, otherwise as many draws.

    Concepts that the kernels have share one space, and so do the others.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    concepts : sequence of str
        The ids of concepts that drive an evolution.
    count, seed : int
        The number of draws, if there are more worlds than that, and their seed.

    Raises
    ------
    InvalidRequest, InvalidConflict, TooLarge
        As `countermove.simulation.plan.plan` does.
    """
    plans: dict[str, Plan] = {}
    for id_ in concepts:
        served = _has_kernels(conflict, id_)
        alike = next((plans[each] for each in plans if _has_kernels(conflict, each) == served), None)
        plans[id_] = _few_or_drawn(conflict, id_, count, seed) if alike is None else replace(alike, concept=id_)
    return plans


def _has_kernels(conflict: Conflict, concept: str) -> bool:
    """Whether the kernels have the concept, or each of those of a mixed reading."""
    return {*each_concept(conflict, concept)} <= {*COUNTED}


def _few_or_drawn(conflict: Conflict, concept: str, count: int, seed: int) -> Plan:
    drawn = plan(conflict, concept, count, seed)
    worlds = drawn.space.count
    return drawn if worlds > count else replace(drawn, seed=None, count=worlds)


def worlds_by(
    plans: dict[str, Plan], *, progress: Progress | None = None, first: FirstMoves | None = None
) -> dict[str, Worlds]:
    """Return the worlds of each plan, solved in this process.

    Parameters
    ----------
    plans : dict of str to Plan
        By concept; see `plans_by`.
    progress : callable, optional
        Called with the number of solved worlds and the number of worlds.
    first : FirstMoves, optional
        Where the first moves by the first concept are added, if the kernels have it.

    Examples
    --------
    >>> from countermove import cases
    >>> found = worlds_by(plans_by(cases.load("elmira"), ["seq", "gmr"], 1_000, 1))
    >>> [str(each.equilibria[0].number) for each in found.values()]
    ['5', '1']
    """
    default, *_ = plans
    served = {id_: _has_kernels(each.space.conflict, id_) for id_, each in plans.items()}
    groups = [[id_ for id_ in plans if served[id_] == kernels] for kernels in (True, False)]
    found: dict[str, Totals] = {}
    for each in groups:
        found |= _totals(plans, each, progress, first if default in each else None) if each else {}
    return {id_: Worlds(each, found[id_]) for id_, each in plans.items()}


def _totals(
    plans: dict[str, Plan], together: list[str], progress: Progress | None, first: FirstMoves | None
) -> dict[str, Totals]:
    """Return the totals by concepts whose plans share a space; blocks are added in order, as by `run`."""
    shared = plans[together[0]]
    sums = dict.fromkeys(together, zero_totals(shared.axes))
    for number in range(shared.blocks):
        reached = _Reached(shared, number, progress)
        draws = shared.draws(number)
        solved = shared.totals(draws, tuple(together), threads=THREADS, progress=reached, first=first)
        sums = {id_: sums[id_] + solved[id_] for id_ in together}
    return sums


class _Reached:
    """Tells how many worlds are solved, as batches of a block are."""

    def __init__(self, plan: Plan, number: int, progress: Progress | None) -> None:
        self._plan, self._progress = plan, progress
        self._done, self._stop = plan.span(number)

    def __call__(self, solved: int) -> None:
        self._done = min(self._done + solved, self._stop)
        if self._progress is not None:
            self._progress(self._done, self._plan.count)
