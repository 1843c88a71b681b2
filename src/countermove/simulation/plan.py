"""The plan of a run: all worlds or a sample of them, cut into blocks, with an estimate of its time.

Blocks do not depend on who solves them. Runs that would take too long are refused.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from math import prod
from typing import TYPE_CHECKING

from countermove.errors import InvalidRequest, TooLarge
from countermove.kernels.jit import can_compile
from countermove.model.concepts import CONCEPTS
from countermove.model.reading import each_concept
from countermove.simulation import one_by_one
from countermove.simulation.coded_arrays import STRUCTURE_KINDS, CodedArrays, coded_arrays
from countermove.simulation.draws import Space, space
from countermove.simulation.totals import COUNTED, Axes, axes

if TYPE_CHECKING:
    from collections.abc import Callable

    from countermove.kernels.jit import Engine
    from countermove.model.conflict import Conflict
    from countermove.simulation.draws import Draws
    from countermove.simulation.first_moves import FirstMoves
    from countermove.simulation.totals import Totals


ALL = "all"

DRAWS = 1_000
"""Draws by default, with a standard error of at most 1.6 points; up to as many worlds are all solved."""

MOST = 1 << 40

BLOCK, SMALL_BLOCK = 1 << 13, 1 << 6

PLAIN = 1 << 15
"""Maximum number of ranks in all worlds for the plain engine."""

SEEDS = 1 << 128

LONGEST = 24 * 3600.0

LONGEST_UNCOMPILED = 60.0

PER_RANK: dict[Engine, float] = {"compiled": 2e-7, "plain": 3e-5}

STATEMENTS_PER_RANK = 4
"""The uncertain statements that are applied to a state in the time that one rank takes in all."""
PER_EVOLUTION = 0.1
"""What each further evolution takes of the time of all verdicts and of one evolution."""

PER_SHAPE = 5e-3
"""Seconds for each shape of states and moves on one core; PER_RANK is for each rank of each world."""


@dataclass(frozen=True, eq=False)
class Plan:
    """The worlds to solve, and the method.

    Attributes
    ----------
    space : Space
        All worlds of the conflict.
    axes : Axes
        The axes of the totals.
    concept : str
        The id of the concept by which a world evolves.
    seed : int or None
        The seed of the sample; None if all worlds are solved.
    count : int
        The number of worlds to solve, or of draws.
    block : int
        The number of worlds in a block.
    arrays : tuple of CodedArrays or None
        The codings as arrays for the kernels; None if worlds are solved one by one.
    """

    space: Space = field(repr=False)
    axes: Axes = field(repr=False)
    arrays: tuple[CodedArrays, ...] | None = field(repr=False)
    concept: str
    seed: int | None
    count: int
    block: int

    @property
    def engine(self) -> Engine:
        """How the kernels loop over states: plain for small plans or without numba, otherwise compiled."""
        return "plain" if self.count * self.work <= PLAIN or not can_compile() else "compiled"

    @property
    def shapes(self) -> int:
        """The number of shapes, combinations of states and moves."""
        codings = (
            (uncertainty for uncertainty in each.uncertainties if uncertainty.kind in STRUCTURE_KINDS)
            for each in self.space.codings
        )
        return sum(prod(len(uncertainty.alternatives) for uncertainty in uncertainties) for uncertainties in codings)

    @property
    def work(self) -> int:
        """The largest number of ranks in one world, and of uncertain statements in its states, several for a rank."""
        ranks = max(len(each.states) * len(each.movers) for each in self.axes.widest)
        held = max((each.truth.size for each in self.arrays or ()), default=0)
        return ranks + held // STATEMENTS_PER_RANK

    @property
    def blocks(self) -> int:
        """The number of blocks."""
        return -(-self.count // self.block)

    def span(self, number: int) -> tuple[int, int]:
        """Return the first world of a block, and its last world plus one."""
        return number * self.block, min((number + 1) * self.block, self.count)

    def draws(self, number: int) -> Draws:
        """Return the worlds of a block."""
        start, stop = self.span(number)
        return self.space.numbered(start, stop) if self.seed is None else self.space.drawn(self.seed, start, stop)

    def solve(self, number: int) -> Totals:
        """Return the totals over the worlds of a block."""
        return self.totals(self.draws(number), (self.concept,))[self.concept]

    def totals(  # noqa: PLR0913  (each says how, and has a default)
        self,
        draws: Draws,
        concepts: tuple[str, ...],
        *,
        counted: tuple[str, ...] = COUNTED,
        threads: int = 1,
        progress: Callable[[int], None] | None = None,
        first: FirstMoves | None = None,
    ) -> dict[str, Totals]:
        """Return the totals over some worlds, by the concept by which they evolve.

        Parameters
        ----------
        draws : Draws
            The worlds.
        concepts : tuple of str
            The ids of concepts that drive an evolution; all of `COUNTED`, if the plan has arrays.
        counted : tuple of str
            The ids of the concepts whose equilibria are asked for.
        threads : int
            The number of batches that compiled kernels solve side by side.
        progress : callable, optional
            Called with the number of worlds that have just been solved.
        first : FirstMoves, optional
            Where first moves by the first concept are added, if the plan has arrays.
        """
        if self.arrays is None:
            return one_by_one.totals(self.space, self.axes, draws, concepts, progress)
        from countermove.simulation.fast import Solver

        solver = Solver(self.space, self.axes, self.arrays, concepts, self.engine, counted, threads)
        return solver.totals(draws, progress, first)

    def recipe(self) -> PlanRecipe:
        """Return the recipe from which another machine rebuilds this plan."""
        bare = self.space.conflict.with_()  # without cached properties
        return PlanRecipe(bare, self.concept, self.seed, self.count, self.block, self.key)

    @cached_property
    def key(self) -> str:
        """A hash that identifies the totals of this plan. Plans that differ only in `count` share blocks."""
        from importlib.metadata import version

        parts = (version("countermove"), self.concept, self.seed, self.block, self.space.conflict)
        return sha256(repr(parts).encode()).hexdigest()


@dataclass(frozen=True)
class PlanRecipe:
    """A small picklable description from which another machine rebuilds a plan."""

    conflict: Conflict = field(repr=False)
    concept: str
    seed: int | None
    count: int
    block: int
    key: str

    def plan(self) -> Plan:
        """Return the plan."""
        every = space(self.conflict)
        counted = axes(every)
        arrays = _arrays(every, counted, self.concept)
        return Plan(every, counted, arrays, self.concept, self.seed, self.count, self.block)


def plan(conflict: Conflict, concept: str, count: int | str | None, seed: int) -> Plan:
    """Return the plan for the worlds of a conflict.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    concept : str
        The id of a concept that drives an evolution.
    count : int, "all" or None
        The number of draws, or all worlds. None means all worlds up to `DRAWS`, otherwise as many draws.
    seed : int
        The seed of the sample.

    Raises
    ------
    InvalidRequest
        If the count or the seed is out of range.
    InvalidConflict
        If a decision maker ranks the states, and the feasible states are uncertain.
    TooLarge
        If there are more than 2^40 worlds.
    """
    _refuse(count, seed)
    every = space(conflict)
    counted = axes(every)
    arrays = _arrays(every, counted, concept)
    block = BLOCK if arrays is not None else SMALL_BLOCK
    exact = count == ALL or (count is None and every.count <= DRAWS)
    worlds = every.count if exact else DRAWS if count is None else int(count)
    if worlds > MOST:
        raise TooLarge(f"{conflict.title!r} has {worlds:,} worlds: draw a sample of them, with --count 100000")
    return Plan(every, counted, arrays, concept, None if exact else seed, worlds, block)


def _arrays(every: Space, counted: Axes, concept: str) -> tuple[CodedArrays, ...] | None:
    """Return every coding as arrays; None if the kernels do not support the concept or a coding."""
    own = {*each_concept(every.conflict, concept)}
    if not own <= {*COUNTED} or not all(CONCEPTS[each].in_turn for each in COUNTED):
        return None
    found = [coded_arrays(*each) for each in zip(every.codings, counted.widest, strict=True)]
    arrays = tuple(each for each in found if each is not None)
    return arrays if len(arrays) == len(found) else None


def _refuse(count: int | str | None, seed: int) -> None:
    if isinstance(count, str) and count != ALL:
        raise InvalidRequest(f"a count of {count!r}; it is the number of draws, or 'all' for all worlds")
    if isinstance(count, int) and not 1 <= count <= MOST:
        raise InvalidRequest(f"a count of {count:,}; there are from 1 to {MOST:,} draws")
    if not 0 <= seed < SEEDS:
        raise InvalidRequest(f"a seed of {seed}; it is a whole number from 0, below 2^128")


def estimated_seconds(plan: Plan, worlds: int, concepts: tuple[str, ...] | None = None) -> float:
    """Return a rough estimate of the seconds that one process takes for some worlds of a plan.

    Parameters
    ----------
    plan : Plan
        The plan.
    worlds : int
        The number of worlds.
    concepts : tuple of str, optional
        The ids of the concepts by which each world evolves; by default that of the plan.
    """
    concepts = concepts or (plan.concept,)
    if plan.arrays is not None:
        by_rank = PER_RANK[plan.engine] * (1 + PER_EVOLUTION * (len(concepts) - 1))
        return worlds * (by_rank * plan.work + PER_SHAPE * min(1.0, plan.shapes / worlds))
    [world] = plan.space.worlds(plan.space.numbered(0, 1) if plan.seed is None else plan.space.drawn(plan.seed, 0, 1))
    start = time.perf_counter()
    one_by_one.one(world, plan.space, plan.axes, concepts)
    return worlds * (time.perf_counter() - start)


def refuse_long(plan: Plan, worlds: int, workers: int) -> None:
    """Refuse a run of more than a day.

    Raises
    ------
    TooLarge
        If the estimate exceeds the limit.
    """
    if not worlds or (hours := estimated_seconds(plan, worlds) / workers / 3600) <= LONGEST / 3600:
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
