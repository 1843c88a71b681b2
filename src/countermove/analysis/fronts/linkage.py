"""Linkage: equilibria that hold only jointly, local equilibria that fall jointly, and the reasons for both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

from countermove.analysis.differences import difference
from countermove.analysis.explanation import explanation_of
from countermove.analysis.moves import walk
from countermove.errors import TooLarge
from countermove.model.concepts import CONCEPTS
from countermove.model.fronts import local_masks, named_fronts
from countermove.model.scope import holds, truth
from countermove.model.states import binding_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from countermove.analysis.differences import Difference
    from countermove.analysis.explanation.result import Explanation, Move, Response
    from countermove.analysis.solution import Solution
    from countermove.model.conflict import Conflict
    from countermove.model.records import Rule

    Where = NDArray[np.bool_]

Kind = Literal["impossible", "no gain", "deterred", "not found"]


@dataclass(frozen=True, slots=True)
class CrossFrontStep:
    """A move of a sanction that gains nothing on some fronts and is made for its gain on others.

    Attributes
    ----------
    mover : str
        The id of the decision maker.
    without, gaining : tuple of str
        The fronts that the move changes without and with a gain.
    """

    mover: str
    without: tuple[str, ...]
    gaining: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Restraint:
    """Why a decision maker stays jointly that would leave the part of the state on one front alone.

    Attributes
    ----------
    front : str
        The id of the front.
    leaving : Explanation
        Why it would leave the part of the state, were there no other front.
    kind : {"impossible", "no gain", "deterred", "not found"}
        What keeps it: a rule, its own preferences over all fronts, or an answer of the others. "not found": the
        search for an answer was too large.
    rules : tuple of Rule
        The rules that make the improvement impossible.
    to : int
        The number of the overall state to which the improvement leads; 0 if it is impossible.
    losing : Difference or None
        Why the improvement is no gain once all fronts count.
    answer : Response or None
        The answer of the others that deters from it.
    cross_front_steps : tuple of CrossFrontStep
        The moves of the answer that only pay because of another front.
    """

    front: str
    leaving: Explanation
    kind: Kind = "not found"
    rules: tuple[Rule, ...] = ()
    to: int = 0
    losing: Difference | None = None
    answer: Response | None = None
    cross_front_steps: tuple[CrossFrontStep, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkedEquilibrium:
    """An equilibrium of the whole with a part that is no equilibrium on its front alone.

    Attributes
    ----------
    state : int
        The number of the overall state.
    parts : tuple of int
        The number of its part on each front.
    restraints : tuple of Restraint
        Who would leave which part, and why it stays.
    """

    state: int
    parts: tuple[int, ...]
    restraints: tuple[Restraint, ...]


@dataclass(frozen=True, slots=True)
class FallenEquilibrium:
    """An equilibrium of one front alone that is part of no equilibrium of the whole, with the reason.

    Attributes
    ----------
    front : str
        The id of the front.
    number : int
        The number of the local state.
    rules : tuple of Rule
        The rules that exclude it whatever the other fronts do; empty if it is feasible.
    leaving : Explanation or None
        Why somebody leaves it while as many other fronts as possible are in equilibrium.
    """

    front: str
    number: int
    rules: tuple[Rule, ...] = ()
    leaving: Explanation | None = None


@dataclass(frozen=True, eq=False)
class Linkage:
    """The equilibria of a conflict under one concept, compared with those of each front alone.

    Attributes
    ----------
    whole : Solution
        The solution of the whole.
    alone : mapping of str to Solution
        The solution of each front by itself.
    concept : str
        The id of the concept.
    """

    whole: Solution
    alone: Mapping[str, Solution]
    concept: str

    @property
    def conflict(self) -> Conflict:
        """The whole."""
        return self.whole.conflict

    @cached_property
    def parts(self) -> NDArray[np.int64]:
        """By front and overall state, the position of the part, shape (fronts, S)."""
        masks = self.conflict.states.masks
        found = [
            np.searchsorted(each.conflict.states.masks, local_masks(self.conflict, front, masks))
            for front, each in self.alone.items()
        ]
        return np.stack(found)

    @cached_property
    def by_front(self) -> Where:
        """Where the part on each front is an equilibrium by itself, shape (fronts, S)."""
        return np.stack(
            [each.where(self.concept)[part] for each, part in zip(self.alone.values(), self.parts, strict=True)]
        )

    @cached_property
    def joint_only(self) -> Where:
        """Where the whole is in an equilibrium not made of equilibria of each front alone, shape (S,)."""
        return self.whole.where(self.concept) & ~self.by_front.all(axis=0)

    @cached_property
    def broken(self) -> Where:
        """Where all parts are local equilibria and the whole is in none, shape (S,)."""
        return self.by_front.all(axis=0) & ~self.whole.where(self.concept)

    def linked(self, most: int) -> list[LinkedEquilibrium]:
        """Return the first equilibria that hold jointly only, with reasons.

        Those with the fewest parts that are no local equilibria come first, then those nearest to the status quo.
        """
        return [self._linked(k) for k in self._first(self.joint_only, most)]

    def broken_first(self, most: int) -> list[Explanation]:
        """Return why somebody leaves each of the first states in `broken`."""
        return [self._left(k) for k in self._first(self.broken, most)]

    def _first(self, where: Where, most: int) -> list[int]:
        found = np.flatnonzero(where)
        foreign = (~self.by_front[:, found]).sum(axis=0)
        begin = self.conflict.status_quo_number
        away = self.conflict.states.masks[found] ^ (0 if begin is None else self.conflict.states.masks[begin - 1])
        order = np.lexsort((np.bitwise_count(away), foreign))
        first: list[int] = found[order][:most].tolist()
        return first

    def _linked(self, state: int) -> LinkedEquilibrium:
        numbers = tuple(int(k) + 1 for k in self.parts[:, state])
        fronts = [front for front, holds in zip(self.alone, self.by_front[:, state], strict=True) if not holds]
        would = ((front, leaving) for front in fronts for leaving in self._leaving(front, state))
        return LinkedEquilibrium(state + 1, numbers, tuple(self._restraint(state, *each) for each in would))

    def _leaving(self, front: str, state: int) -> Iterator[Explanation]:
        """Yield, for each decision maker that would leave the part of a state on a front alone, why it would."""
        solution, part = self.alone[front], int(self.parts[[*self.alone].index(front), state])
        stable = solution.stable[self.concept]
        assert stable is not None  # noqa: S101  (for the type checker)
        for who in np.flatnonzero(~stable[:, part]).tolist():
            yield explanation_of(walk(solution.conflict), who, part, self.concept)

    def _cross_front_steps(self, answer: Response) -> tuple[CrossFrontStep, ...]:
        if answer.sanction is None or not CONCEPTS[self.concept].credible:
            return ()
        steps = (self._step(each) for each in answer.sanction.moves)
        return tuple(each for each in steps if each.without and each.gaining)

    def _step(self, move: Move) -> CrossFrontStep:
        """Return the fronts that a move changes, with and without a gain."""
        gaining: list[str] = []
        without: list[str] = []
        for g, (front, solution) in enumerate(self.alone.items()):
            start, end = (int(self.parts[g, number - 1]) for number in (move.start, move.to))
            ids = [dm.id for dm in solution.conflict.decision_makers]
            if start != end:
                rank = solution.conflict.ranks[ids.index(move.mover)]
                (gaining if rank[end] > rank[start] else without).append(front)
        return CrossFrontStep(move.mover, tuple(without), tuple(gaining))

    def _restraint(self, state: int, front: str, leaving: Explanation) -> Restraint:
        """Return why a decision maker that leaves one front alone stays jointly, given why it leaves."""
        conflict, free = self.conflict, leaving.free
        assert free is not None  # noqa: S101  (for the type checker)
        mask = int(conflict.states.masks[state])
        for name in (*free.move.starts, *free.move.stops):
            mask ^= 1 << conflict.bits[name]
        if broken := tuple(rule for rule in binding_rules(conflict) if not holds(conflict, rule.holds, mask)):
            return Restraint(front, leaving, "impossible", rules=broken)
        end, dm = int(np.searchsorted(conflict.states.masks, mask)), conflict.position(leaving.dm)
        if conflict.ranks[dm][end] <= conflict.ranks[dm][state]:
            losing = difference(conflict, dm, state, end)
            return Restraint(front, leaving, "no gain", to=end + 1, losing=losing)
        return self._deterred(state, Restraint(front, leaving, to=end + 1))

    def _deterred(self, state: int, restraint: Restraint) -> Restraint:
        """Add the answer of the others that deters from an improvement, if it is found."""
        conflict, dm = self.conflict, self.conflict.position(restraint.leaving.dm)
        try:
            found = explanation_of(walk(conflict), dm, state, self.concept)
        except TooLarge:
            return restraint
        answer = next((each for each in found.answers if each.move.to == restraint.to and each.sanction), None)
        if answer is None:
            return restraint
        return replace(restraint, kind="deterred", answer=answer, cross_front_steps=self._cross_front_steps(answer))

    def fallen(self) -> list[tuple[str, int]]:
        """Return the local equilibria that are part of no joint one: front ids and local state numbers."""
        held = self.whole.where(self.concept)
        lost = []
        for (front, solution), part in zip(self.alone.items(), self.parts, strict=True):
            left = np.setdiff1d(np.flatnonzero(solution.where(self.concept)), part[held])
            lost += [(front, int(k) + 1) for k in left]
        return lost

    def why_fallen(self, front: str, number: int) -> FallenEquilibrium:
        """Return why a local equilibrium is part of no joint one.

        Raises
        ------
        ValueError
            If there is no such front.
        """
        g = [*self.alone].index(front)
        there = np.flatnonzero(self.parts[g] == number - 1)
        if not len(there):
            return FallenEquilibrium(front, number, self._ruling_out(front, number))
        state = int(there[np.argmax(self.by_front[:, there].sum(axis=0))])
        return FallenEquilibrium(front, number, (), self._left(state))

    def _left(self, state: int) -> Explanation:
        """Return why somebody leaves a state that is no equilibrium of the whole."""
        stable = self.whole.stable[self.concept]
        assert stable is not None  # noqa: S101  (for the type checker)
        who = int(np.flatnonzero(~stable[:, state])[0])
        return explanation_of(walk(self.conflict), who, state, self.concept)

    def _ruling_out(self, front: str, number: int) -> tuple[Rule, ...]:
        """Return the rules across fronts that exclude a local state in some or all combinations."""
        conflict = self.conflict
        crossing = [rule for rule in binding_rules(conflict) if {front} < named_fronts(rule.holds)]
        options = {conflict.bits[name]: name for name in self.alone[front].conflict.options}
        part = int(self.alone[front].conflict.states.masks[number - 1])
        fixed = sum(1 << bit for k, bit in enumerate(sorted(options)) if part >> k & 1)
        return tuple(rule for rule in crossing if _excludes(conflict, rule, fixed, options))


def _excludes(conflict: Conflict, rule: Rule, fixed: int, options: Iterable[int]) -> bool:
    """Whether a rule is broken for some setting of the options of other fronts that it names."""
    from countermove.model.moves import subsets

    free = {conflict.bits[node.text] for node in conflict.tree(rule.holds).names()} - {*options}
    masks = subsets(sum(1 << bit for bit in free)) | np.int32(fixed)
    return bool((~truth(conflict, rule.holds, masks)).any())
