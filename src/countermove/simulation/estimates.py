"""Estimates of the time that a plan takes; runs that would take too long are refused."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from countermove.errors import TooLarge
from countermove.kernels.jit import can_compile
from countermove.simulation import one_by_one

if TYPE_CHECKING:
    from countermove.kernels.jit import Engine
    from countermove.simulation.plan import Plan

LONGEST = 24 * 3600.0

LONGEST_UNCOMPILED = 60.0

PER_PAIR: dict[Engine, float] = {"compiled": 1e-7, "plain": 1e-5}
"""Seconds on one core for each state, decision maker and opponent, if it is counted which states hold."""

PER_ATTAINED: dict[Engine, float] = {"compiled": 4e-9, "plain": 4e-7}
"""The same if only the states that improvements lead to from the status quo are asked for."""

PER_STATEMENT: dict[Engine, float] = {"compiled": 2e-9, "plain": 7.5e-6}
"""Seconds for each uncertain statement and state."""

PER_EVOLUTION = 0.1
"""What each further evolution takes of the time of all verdicts and of one evolution."""

PER_SHAPE = 5e-3
"""Seconds for each shape of states and moves on one core."""


def estimated_seconds(plan: Plan, worlds: int, concepts: tuple[str, ...] | None = None, threads: int = 1) -> float:
    """Return a rough estimate of the seconds that one process takes for some worlds of a plan.

    Parameters
    ----------
    plan : Plan
        The plan.
    worlds : int
        The number of worlds.
    concepts : tuple of str, optional
        The ids of the concepts by which each world evolves; by default that of the plan.
    threads : int
        The number of batches that compiled kernels solve side by side.
    """
    concepts = concepts or (plan.concept,)
    if plan.arrays is not None:
        side_by_side = threads if plan.engine == "compiled" else 1
        return worlds * (_by_kernels(plan, concepts) + PER_SHAPE * min(1.0, plan.shapes / worlds)) / side_by_side
    [world] = plan.space.worlds(plan.space.numbered(0, 1) if plan.seed is None else plan.space.drawn(plan.seed, 0, 1))
    start = time.perf_counter()
    one_by_one.one(world, plan.space, plan.axes, concepts)
    return worlds * (time.perf_counter() - start)


def _by_kernels(plan: Plan, concepts: tuple[str, ...]) -> float:
    """Return the seconds that the kernels take for one world on one core."""
    pairs = max(len(each.states) * len(each.movers) * max(1, len(each.movers) - 1) for each in plan.axes.widest)
    statements = max((each.truth.size for each in plan.arrays or ()), default=0)
    each = (PER_PAIR if plan.counted else PER_ATTAINED)[plan.engine] * (1 + PER_EVOLUTION * (len(concepts) - 1))
    return each * pairs + PER_STATEMENT[plan.engine] * statements


def refuse_long(plan: Plan, worlds: int, workers: int) -> None:
    """Refuse a run of more than a day.

    Raises
    ------
    TooLarge
        If the estimate exceeds the limit.
    """
    if worlds <= 1 or (hours := estimated_seconds(plan, worlds) / workers / 3600) <= LONGEST / 3600:
        return
    enough = max(1, int(worlds * LONGEST / 3600 / hours / 10))
    raise TooLarge(
        f"{worlds:,} worlds of {plan.space.conflict.title!r} would take about {hours:,.0f} hours with "
        f"{workers:,} {'worker' if workers == 1 else 'workers'}; a day is the most. What would help: a sample, "
        f"such as --count {enough}, more workers, or fewer options"
    )


def refuse_uncompiled(plan: Plan, worlds: int, workers: int) -> None:
    """Refuse a run of more than a minute without numba.

    Raises
    ------
    TooLarge
        If the estimate exceeds the limit.
    """
    if can_compile() or plan.arrays is None or not worlds:
        return
    needed = estimated_seconds(plan, worlds) / workers
    if needed <= LONGEST_UNCOMPILED:
        return
    enough = int(worlds * 0.9 * LONGEST_UNCOMPILED / needed)
    smaller = f", or a smaller sample, such as --count {enough}" if enough else ""
    raise TooLarge(
        f"{worlds:,} worlds of {plan.space.conflict.title!r} would take about {needed:,.0f} seconds without numba, "
        f"which is not installed; {LONGEST_UNCOMPILED:.0f} are the most. What would help: pip install numba{smaller}"
    )
