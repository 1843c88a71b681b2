"""The answer for a conflict that separates, composed from its fronts: no overall state is ever listed.

Single questions that the fronts alone leave open: searched for on the whole, as far as a budget goes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.explanation import explanation_of
from countermove.analysis.fronts.counts import Count, TooMany
from countermove.analysis.fronts.frontiers import Boards, is_stable
from countermove.analysis.fronts.separation import parts
from countermove.analysis.local import local_verdict
from countermove.analysis.local.problem import MOST_OPTIONS, Budget, Problem
from countermove.analysis.moves import walk
from countermove.analysis.solution import Solution
from countermove.errors import UnknownName, did_you_mean
from countermove.model.concepts import CONCEPTS, ids_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from countermove.analysis.explanation.result import Explanation
    from countermove.analysis.fronts.frontiers import Bound, Points
    from countermove.model.concepts import Concept
    from countermove.model.conflict import Conflict

    Where = NDArray[np.bool_]
    Together = tuple[int, ...]


BUDGET = 200_000


@dataclass(frozen=True, slots=True)
class Between:
    """A number that is known exactly, or that lies between two."""

    lowest: int
    highest: int

    @property
    def exact(self) -> bool:
        """Whether it is known exactly."""
        return self.lowest == self.highest

    def __str__(self) -> str:
        return f"{self.lowest:,}" if self.exact else f"{self.lowest:,} to {self.highest:,}"


@dataclass(frozen=True, slots=True)
class Deterrent:
    """Why somebody stays jointly who would leave one front alone.

    Attributes
    ----------
    front : str
    leaving : Explanation
        Why it would leave the part on this front, were there no other.
    exposed : tuple of str
        The fronts on which the others can make it worse off, whatever it does there.
    """

    front: str
    leaving: Explanation
    exposed: tuple[str, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Composed:
    """What holds in a conflict of several fronts that nothing crosses, as far as the fronts alone tell it.

    An overall state is a tuple of the numbers, from 1, that its parts have on each front, in the order of the fronts.
    Nash, GMR and SMR are decided for everybody. Under SEQ and SSEQ it can depend on what an opponent gains on another
    front by the same move: what could still go either way is *open*.

    Attributes
    ----------
    conflict : Conflict
        The whole.
    alone : mapping of str to Solution
        What holds on each front by itself.
    """

    conflict: Conflict
    alone: dict[str, Solution]
    boards: Boards

    @property
    def concepts(self) -> tuple[str, ...]:
        """The ids of the concepts that were asked for and can be composed."""
        asked = next(iter(self.alone.values())).concepts
        return ids_of(lambda each: each.composes and each.id in asked)

    @property
    def states(self) -> int:
        """How many overall states there are."""
        return prod(board.size for board in self.boards.fronts)

    def holds(self, dm: str, concept: str, state: Sequence[int]) -> bool | None:
        """Return whether a state is stable for a decision maker; None where it is open after a search, too.

        Parameters
        ----------
        dm : str
            The id or name of a decision maker of the whole.
        concept : str
        state : sequence of int
            The number of the local state on each front.

        Raises
        ------
        UnknownName
            If there is no such decision maker or state, or the concept was not asked for.
        """
        who, positions = self.conflict.position(dm), self._positions(state)
        self._composes(concept)
        if self._is_stable(who, concept, "fewest", positions):
            return True
        if not CONCEPTS[concept].credible or not self._is_stable(who, concept, "most", positions):
            return False
        return asked(self._ground, who, concept, self.mask(positions))

    def _composes(self, concept: str) -> None:
        if concept not in self.concepts:
            raise UnknownName(f"there is no composed answer under {concept!r}{did_you_mean(concept, self.concepts)}")

    def _positions(self, state: Sequence[int]) -> Together:
        sizes = [board.size for board in self.boards.fronts]
        if len(state) != len(sizes) or not all(1 <= k <= size for k, size in zip(state, sizes, strict=True)):
            upto = ", ".join(f"1 to {size:,} on {front}" for front, size in zip(self.alone, sizes, strict=True))
            raise UnknownName(f"there is no state {tuple(state)}; a state has a number for each front: {upto}")
        return tuple(int(k) - 1 for k in state)

    def _is_stable(self, dm: int, concept: str, bound: Bound, state: Together) -> bool:
        found = ((self.boards.frontiers(g, dm, concept, bound), state[g]) for g in self.boards.where(dm))
        return is_stable([each.kinds[each.index[k]] for each, k in found])

    def mask(self, positions: Sequence[int]) -> int:
        """Return the bit mask of an overall state, given by the positions of its parts."""
        mask, low = 0, 0
        for local, k in zip(self.boards.parts.locals.values(), positions, strict=True):
            mask |= int(local.states.masks[k]) << low
            low += len(local.options)
        return mask

    def count(self, concept: str) -> Between:
        """Return how many equilibria there are."""
        self._composes(concept)
        return self._between(concept, self._everywhere)

    def local(self, concept: str) -> list[Where]:
        """Return where the equilibria of each front alone are."""
        return [solution.where(concept) for solution in self.alone.values()]

    @cached_property
    def _ground(self) -> Problem:
        return Problem(self.conflict)

    @cached_property
    def _everywhere(self) -> list[Where]:
        return [np.ones(board.size, np.bool_) for board in self.boards.fronts]

    def _between(self, concept: str, among: Sequence[Where]) -> Between:
        lowest = self._total(concept, "fewest", among)
        return Between(lowest, self._total(concept, "most", among))

    def _total(self, concept: str, bound: Bound, among: Sequence[Where]) -> int:
        """Return how many combinations are stable for everybody, or at least or at most, where sums are too many."""
        try:
            return Count(self.boards, concept, bound, among).total
        except TooMany:
            pass
        try:
            seen_as = _at_worst if bound == "fewest" else _at_best
            return Count(self.boards, concept, bound, among, seen_as).total
        except TooMany:
            return 0 if bound == "fewest" else prod(int(where.sum()) for where in among)

    def equilibria(self, concept: str) -> Iterator[Together]:
        """Yield the equilibria that are certain, as they are found; there may be very many."""
        self._composes(concept)
        return self._found(concept, self._everywhere)

    def _found(self, concept: str, among: Sequence[Where]) -> Iterator[Together]:
        found = iter(Count(self.boards, concept, "fewest", among))
        return (tuple(k + 1 for k in state) for state in found)

    def linked(self, concept: str) -> Between:
        """Return how many equilibria are not made of equilibria of each front alone."""
        local = self.local(concept)
        every, made = (self._between(concept, among) for among in (self._everywhere, local))
        return Between(max(0, every.lowest - made.lowest), every.highest - made.highest)

    def linkage(self, concept: str) -> Iterator[Together]:
        """Yield the equilibria that are certain and not made of equilibria of each front alone."""
        self._composes(concept)
        local = self.local(concept)
        for g, where in enumerate(local):
            yield from self._found(concept, [*local[:g], ~where, *self._everywhere[g + 1 :]])

    def why_linked(self, concept: str, state: Sequence[int]) -> Deterrent:
        """Return why a state holds jointly that `linkage` found: who would leave a part of it, and what keeps it."""
        positions = self._positions(state)
        g = next(g for g, where in enumerate(self.local(concept)) if not where[positions[g]])
        front, solution = [*self.alone.items()][g]
        stable = solution.stable[concept]
        assert stable is not None  # noqa: S101  (for the type checker)
        who = int(np.flatnonzero(~stable[:, positions[g]])[0])
        leaving = explanation_of(walk(solution.conflict), who, positions[g], concept)
        return Deterrent(front, leaving, self._exposed(self.conflict.position(leaving.dm), concept, positions))

    def _exposed(self, dm: int, concept: str, state: Together) -> tuple[str, ...]:
        """Return the fronts on which the others can make a decision maker worse off, whatever it does there."""
        exposed = []
        for g in self.boards.where(dm):
            found = self.boards.frontiers(g, dm, concept, "fewest")
            if max(b for _, b in found.kinds[found.index[state[g]]]) < 0:
                exposed.append(self.boards.fronts[g].front)
        return tuple(exposed)

    def broken(self, concept: str) -> Between:
        """Return how many combinations of equilibria of each front alone are no equilibria together."""
        local = self.local(concept)
        made, all_ = self._between(concept, local), prod(int(where.sum()) for where in local)
        return Between(all_ - made.highest, all_ - made.lowest)


def _at_worst(points: Points) -> Points:
    """Return one pair that seems to do at least as well as any: what it leaves stable is stable."""
    most = max(b for _, b in points)
    return ((most, most),)


def _at_best(points: Points) -> Points:
    """Return one pair that certainly can be reached in both halves: what it makes unstable is unstable."""
    most = max(min(point) for point in points)
    return ((most, most),)


def composed(conflict: Conflict, concepts: Sequence[Concept]) -> Composed:
    """Return the composed answer for a conflict that separates."""
    from countermove.analysis.stability.answers import stable

    found = parts(conflict)
    asked_for = [each for each in concepts if each.composes]
    alone = {front: Solution(local, stable(local, asked_for)) for front, local in found.locals.items()}
    return Composed(conflict, alone, Boards(found))


def asked(ground: Problem, dm: int, concept: str, mask: int) -> bool | None:
    """Return whether one overall state, a mask of all options, is stable for a decision maker; None if still open.

    Above 60 options a mask no longer fits what the search takes.
    """
    if len(ground.conflict.options) > MOST_OPTIONS:
        return None
    return local_verdict(ground, dm, mask, concept, Budget(BUDGET)).stable
