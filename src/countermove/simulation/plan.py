"""The plan of a run: all worlds or a sample of them, cut into blocks. Blocks do not depend on who solves them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from math import prod
from typing import TYPE_CHECKING

from countermove.errors import InvalidRequest, TooLarge
from countermove.kernels.jit import can_compile
from countermove.model.concepts import CONCEPTS
from countermove.model.reading import each_concept
from countermove.model.states import is_listed
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

MOST_STATES = 1 << 22
"""States of a conflict at most, so that the first of its worlds takes seconds."""

SEEDS = 1 << 128

STATEMENTS_PER_RANK = 4
"""The uncertain statements that are applied to a state in the time that one rank takes in all."""


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
    counted : tuple of str
        The ids of the concepts whose equilibria are counted. With arrays, the totals of other concepts stay 0.
    """

    space: Space = field(repr=False)
    axes: Axes = field(repr=False)
    arrays: tuple[CodedArrays, ...] | None = field(repr=False)
    concept: str
    seed: int | None
    count: int
    block: int
    counted: tuple[str, ...] = COUNTED

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

    def solve(self, number: int, *, threads: int = 1, progress: Callable[[int], None] | None = None) -> Totals:
        """Return the totals over the worlds of a block; for threads and progress see `totals`."""
        found = self.totals(self.draws(number), (self.concept,), threads=threads, progress=progress)
        return found[self.concept]

    def totals(
        self,
        draws: Draws,
        concepts: tuple[str, ...],
        *,
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

        solver = Solver(self.space, self.axes, self.arrays, concepts, self.engine, self.counted, threads)
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
        If there are more than 2^40 worlds, or more states than `MOST_STATES`.
    """
    _refuse(count, seed)
    _refuse_states(conflict)
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


def _refuse_states(conflict: Conflict) -> None:
    if is_listed(conflict) and (states := len(conflict.states)) > MOST_STATES:
        raise TooLarge(
            f"{conflict.title!r} has {states:,} states, and its worlds take {MOST_STATES:,} at most. "
            "What would help: rules that leave fewer states, or 'countermove solve' and 'countermove "
            "evolve', which ask after the file as it stands"
        )


def _refuse(count: int | str | None, seed: int) -> None:
    if isinstance(count, str) and count != ALL:
        raise InvalidRequest(f"a count of {count!r}; it is the number of draws, or 'all' for all worlds")
    if isinstance(count, int) and not 1 <= count <= MOST:
        raise InvalidRequest(f"a count of {count:,}; there are from 1 to {MOST:,} draws")
    if not 0 <= seed < SEEDS:
        raise InvalidRequest(f"a seed of {seed}; it is a whole number from 0, below 2^128")
