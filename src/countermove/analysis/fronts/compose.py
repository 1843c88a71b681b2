"""The composed answer for a conflict that separates: found from its fronts, with no list of overall states.

What the fronts leave open for one overall state is searched for on the whole, within a budget.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.explanation import explanation_of
from countermove.analysis.fronts.counts import StableCombinations, TooMany
from countermove.analysis.fronts.frontiers import SeparateFronts, is_stable
from countermove.analysis.fronts.separation import separated
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
    Overall = tuple[int, ...]
    """An overall state: the position of its part on each front."""


BUDGET = 200_000
"""How many states a search for one overall state may look at."""


@dataclass(frozen=True, slots=True)
class CountRange:
    """A number that is known exactly, or by its bounds.

    Attributes
    ----------
    lowest, highest : int
        The bounds, both included.
    """

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
    """Why a decision maker stays jointly that would leave one front alone.

    Attributes
    ----------
    front : str
        The id of the front.
    leaving : Explanation
        Why it would leave the part of the state on this front, were there no other front.
    exposed : tuple of str
        The fronts on which the others can make it worse off, whatever it does there.
    """

    front: str
    leaving: Explanation
    exposed: tuple[str, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Composed:
    """The equilibria of a conflict that separates, as far as its fronts decide them.

    An overall state is a tuple of the numbers, from 1, of its parts on each front, in the order of the fronts. Nash,
    GMR and SMR are decided for everybody. Under SEQ and SSEQ, stability can depend on what an opponent gains on
    another front by the same move: such a state is *open*.

    Attributes
    ----------
    conflict : Conflict
        The whole.
    alone : mapping of str to Solution
        The solution of each front by itself.
    separate : SeparateFronts
        The fronts and their frontiers.
    """

    conflict: Conflict
    alone: dict[str, Solution]
    separate: SeparateFronts

    @property
    def concepts(self) -> tuple[str, ...]:
        """The ids of the concepts that were requested and compose."""
        asked = next(iter(self.alone.values())).concepts
        return ids_of(lambda each: each.composes and each.id in asked)

    @property
    def states(self) -> int:
        """The number of overall states."""
        return prod(front.size for front in self.separate.fronts)

    def holds(self, dm: str, concept: str, state: Sequence[int]) -> bool | None:
        """Return whether a state is stable for a decision maker; None if it is still open after a search.

        Parameters
        ----------
        dm : str
            The id or name of a decision maker of the whole.
        concept : str
            The id of a concept.
        state : sequence of int
            The number of the local state on each front.

        Raises
        ------
        UnknownName
            If there is no such decision maker or state, or the concept was not requested.
        """
        who, positions = self.conflict.position(dm), self._positions(state)
        self._composes(concept)
        if self._is_stable(who, concept, "fewest", positions):
            return True
        if not CONCEPTS[concept].credible or not self._is_stable(who, concept, "most", positions):
            return False
        return stable_by_search(self._problem, who, concept, self.mask(positions))

    def _composes(self, concept: str) -> None:
        if concept not in self.concepts:
            raise UnknownName(f"there is no composed answer under {concept!r}{did_you_mean(concept, self.concepts)}")

    def _positions(self, state: Sequence[int]) -> Overall:
        sizes = [front.size for front in self.separate.fronts]
        if len(state) != len(sizes) or not all(1 <= k <= size for k, size in zip(state, sizes, strict=True)):
            upto = ", ".join(f"1 to {size:,} on {front}" for front, size in zip(self.alone, sizes, strict=True))
            raise UnknownName(f"there is no state {tuple(state)}; a state has a number for each front: {upto}")
        return tuple(int(k) - 1 for k in state)

    def _is_stable(self, dm: int, concept: str, bound: Bound, state: Overall) -> bool:
        found = ((self.separate.frontiers(g, dm, concept, bound), state[g]) for g in self.separate.relevant(dm))
        return is_stable([each.kinds[each.index[k]] for each, k in found])

    def mask(self, positions: Sequence[int]) -> int:
        """Return the bit mask of an overall state, given by the positions of its parts."""
        mask, low = 0, 0
        for local, k in zip(self.separate.whole.locals.values(), positions, strict=True):
            mask |= int(local.states.masks[k]) << low
            low += len(local.options)
        return mask

    def count(self, concept: str) -> CountRange:
        """Return the number of equilibria.

        Raises
        ------
        UnknownName
            If the concept was not requested.
        """
        self._composes(concept)
        return self._between(concept, self._everywhere)

    def local(self, concept: str) -> list[Where]:
        """Return, by front, where its equilibria are by itself, shape (S,) each."""
        return [solution.where(concept) for solution in self.alone.values()]

    @cached_property
    def _problem(self) -> Problem:
        return Problem(self.conflict)

    @cached_property
    def _everywhere(self) -> list[Where]:
        return [np.ones(front.size, np.bool_) for front in self.separate.fronts]

    def _between(self, concept: str, among: Sequence[Where]) -> CountRange:
        lowest = self._total(concept, "fewest", among)
        return CountRange(lowest, self._total(concept, "most", among))

    def _total(self, concept: str, bound: Bound, among: Sequence[Where]) -> int:
        """Return the number of combinations that are stable for everybody; a bound where the sums are too many."""
        try:
            return StableCombinations(self.separate, concept, bound, among).total
        except TooMany:
            pass
        try:
            simplify = _at_worst if bound == "fewest" else _at_best
            return StableCombinations(self.separate, concept, bound, among, simplify).total
        except TooMany:
            return 0 if bound == "fewest" else prod(int(where.sum()) for where in among)

    def equilibria(self, concept: str) -> Iterator[Overall]:
        """Yield the certain equilibria as they are found, as numbers of parts; there may be very many.

        Raises
        ------
        UnknownName
            If the concept was not requested.
        TooMany
            If the partial sums over the fronts are too many.
        """
        self._composes(concept)
        return self._found(concept, self._everywhere)

    def _found(self, concept: str, among: Sequence[Where]) -> Iterator[Overall]:
        found = iter(StableCombinations(self.separate, concept, "fewest", among))
        return (tuple(k + 1 for k in state) for state in found)

    def linked(self, concept: str) -> CountRange:
        """Return the number of equilibria that are not made of equilibria of each front alone."""
        local = self.local(concept)
        every, made = (self._between(concept, among) for among in (self._everywhere, local))
        return CountRange(max(0, every.lowest - made.lowest), every.highest - made.highest)

    def linkage(self, concept: str) -> Iterator[Overall]:
        """Yield the certain equilibria that are not made of equilibria of each front alone, as numbers of parts.

        Raises
        ------
        UnknownName
            If the concept was not requested.
        TooMany
            If the partial sums over the fronts are too many.
        """
        self._composes(concept)
        local = self.local(concept)
        for g, where in enumerate(local):
            yield from self._found(concept, [*local[:g], ~where, *self._everywhere[g + 1 :]])

    def why_linked(self, concept: str, state: Sequence[int]) -> Deterrent:
        """Return who would leave a part of a state that `linkage` found, and what deters it.

        Raises
        ------
        UnknownName
            If there is no such state.
        """
        positions = self._positions(state)
        g = next(g for g, where in enumerate(self.local(concept)) if not where[positions[g]])
        front, solution = [*self.alone.items()][g]
        stable = solution.stable[concept]
        assert stable is not None  # noqa: S101  (for the type checker)
        who = int(np.flatnonzero(~stable[:, positions[g]])[0])
        leaving = explanation_of(walk(solution.conflict), who, positions[g], concept)
        return Deterrent(front, leaving, self._exposed(self.conflict.position(leaving.dm), concept, positions))

    def _exposed(self, dm: int, concept: str, state: Overall) -> tuple[str, ...]:
        """Return the fronts on which the others can make a decision maker worse off, whatever it does there."""
        exposed = []
        for g in self.separate.relevant(dm):
            found = self.separate.frontiers(g, dm, concept, "fewest")
            if max(b for _, b in found.kinds[found.index[state[g]]]) < 0:
                exposed.append(self.separate.fronts[g].id)
        return tuple(exposed)

    def broken(self, concept: str) -> CountRange:
        """Return the number of combinations of equilibria of each front alone that are no equilibria together."""
        local = self.local(concept)
        made, all_ = self._between(concept, local), prod(int(where.sum()) for where in local)
        return CountRange(all_ - made.highest, all_ - made.lowest)


def _at_worst(points: Points) -> Points:
    """Return one pair that exceeds all of a frontier: a state that it leaves stable is stable."""
    most = max(b for _, b in points)
    return ((most, most),)


def _at_best(points: Points) -> Points:
    """Return one pair that a frontier reaches in both halves: a state that it makes unstable is unstable."""
    most = max(min(point) for point in points)
    return ((most, most),)


def composed(conflict: Conflict, concepts: Sequence[Concept]) -> Composed:
    """Return the composed answer for a conflict that separates."""
    from countermove.analysis.stability.stable_states import stable

    found = separated(conflict)
    asked_for = [each for each in concepts if each.composes]
    alone = {front: Solution(local, stable(local, asked_for)) for front, local in found.locals.items()}
    return Composed(conflict, alone, SeparateFronts(found))


def stable_by_search(problem: Problem, dm: int, concept: str, mask: int) -> bool | None:
    """Return whether an overall state is stable for a decision maker, by search; None if it stays open.

    Parameters
    ----------
    problem : Problem
        The whole; above 60 options nothing is searched, since a mask no longer fits.
    dm : int
        The position of the decision maker.
    concept : str
        The id of the concept.
    mask : int
        The options that are on in the state; bit 0 is the first option.
    """
    if len(problem.conflict.options) > MOST_OPTIONS:
        return None
    return local_verdict(problem, dm, mask, concept, Budget(BUDGET)).stable
