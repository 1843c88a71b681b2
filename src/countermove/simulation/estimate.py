"""How long it will take, and a refusal where nobody would wait for that."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from countermove.errors import TooLarge
from countermove.kernels.jit import can_compile
from countermove.simulation import ordinary

if TYPE_CHECKING:
    from countermove.kernels.jit import Engine
    from countermove.simulation.plan import Plan

LONGEST = 24 * 3600.0
LONGEST_UNCOMPILED = 60.0
PER_RANK: dict[Engine, float] = {"compiled": 2e-7, "plain": 3e-5}
PER_SHAPE = 5e-3
"""Seconds for each rank of each world, and for each way in which states and moves can be, on one core."""


def seconds(plan: Plan, worlds: int) -> float:
    """Return about how many seconds one process takes for some worlds of a plan, far from exactly."""
    if plan.arrays is not None:
        return worlds * (PER_RANK[plan.engine] * plan.ranks + PER_SHAPE * min(1.0, plan.shapes / worlds))
    [world] = plan.space.worlds(plan.space.numbered(0, 1) if plan.seed is None else plan.space.drawn(plan.seed, 0, 1))
    start = time.perf_counter()
    ordinary.one(world, plan.space, plan.axes, plan.concept)
    return worlds * (time.perf_counter() - start)


def refuse_long(plan: Plan, worlds: int, workers: int) -> None:
    """Refuse what would take more than a day.

    Raises
    ------
    TooLarge
        With an estimate, and what would help.
    """
    if not worlds or (hours := seconds(plan, worlds) / workers / 3600) <= LONGEST / 3600:
        return
    enough = max(1, int(worlds * LONGEST / 3600 / hours / 10))
    raise TooLarge(
        f"{worlds:,} worlds of {plan.space.conflict.title!r} would take about {hours:,.0f} hours with "
        f"{workers:,} {'worker' if workers == 1 else 'workers'}; a day is the most. What would help: a sample, "
        f"such as --count {enough}, more workers, or fewer options"
    )


def refuse_uncompiled(plan: Plan, worlds: int, workers: int) -> None:
    """Refuse what would take more than a minute on this machine since numba is missing.

    Raises
    ------
    TooLarge
        With an estimate, and what would help.
    """
    if can_compile() or plan.arrays is None or not worlds:
        return
    needed = seconds(plan, worlds) / workers
    if needed <= LONGEST_UNCOMPILED:
        return
    enough = int(worlds * 0.9 * LONGEST_UNCOMPILED / needed)
    smaller = f", or a smaller sample, such as --count {enough}" if enough else ""
    raise TooLarge(
        f"{worlds:,} worlds of {plan.space.conflict.title!r} would take about {needed:,.0f} seconds without numba, "
        f"which is not installed; {LONGEST_UNCOMPILED:.0f} are the most. What would help: pip install numba{smaller}"
    )
