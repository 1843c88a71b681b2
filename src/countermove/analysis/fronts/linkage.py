"""What several fronts change for one another: what holds jointly only, what falls, and the linkage that does it."""

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
class Bought:
    """A step of an answer that gains nothing on some fronts, and is made for what it gains on others."""

    mover: str
    without: tuple[str, ...]
    gaining: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deterred:
    """A decision maker that would leave a local state, were there no other front, and why it stays jointly.

    Attributes
    ----------
    front : str
    leaving : Explanation
        Why it would leave the local state.
    kind : {"impossible", "no gain", "deterred", "not found"}
        What keeps it jointly: a rule, its own preferences over all fronts, or what the others would make of it; or
        that this was not looked for, since there are too many ways.
    rules : tuple of Rule
        What makes the improvement impossible.
    to : int
        The number of the overall state that the improvement would lead to; 0 if it is impossible.
    losing : Difference or None
        What makes the improvement no gain, once all fronts are considered.
    answer : Response or None
        What deters from it.
    bought : tuple of Bought
        The steps of the answer that only pay because of another front.
    """

    front: str
    leaving: Explanation
    kind: Kind = "not found"
    rules: tuple[Rule, ...] = ()
    to: int = 0
    losing: Difference | None = None
    answer: Response | None = None
    bought: tuple[Bought, ...] = ()


@dataclass(frozen=True, slots=True)
class Linked:
    """An equilibrium of the whole some part of which would not hold on its front alone.

    Attributes
    ----------
    state : int
        The number of the overall state.
    parts : tuple of int
        The number of its part on each front.
    kept : tuple of Deterred
        Who would leave which part, and why it stays.
    """

    state: int
    parts: tuple[int, ...]
    kept: tuple[Deterred, ...]


@dataclass(frozen=True, slots=True)
class Fallen:
    """An equilibrium of one front alone that is part of no equilibrium of the whole, and why.

    Attributes
    ----------
    front : str
    number : int
        Of the local state.
    rules : tuple of Rule
        What rules it out, whatever is so on the other fronts; nothing if it can be.
    leaving : Explanation or None
        Why somebody leaves it, where the other fronts hold by themselves if they can.
    """

    front: str
    number: int
    rules: tuple[Rule, ...] = ()
    leaving: Explanation | None = None


@dataclass(frozen=True, eq=False)
class Linkage:
    """One concept, jointly and on each front alone.

    Attributes
    ----------
    whole : Solution
    alone : mapping of str to Solution
    concept : str
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
        """The position of the part on each front, shape (fronts, S)."""
        masks = self.conflict.states.masks
        found = [
            np.searchsorted(each.conflict.states.masks, local_masks(self.conflict, front, masks))
            for front, each in self.alone.items()
        ]
        return np.stack(found)

    @cached_property
    def by_front(self) -> Where:
        """Where the part on each front is an equilibrium there, shape (fronts, S)."""
        return np.stack(
            [each.where(self.concept)[part] for each, part in zip(self.alone.values(), self.parts, strict=True)]
        )

    @cached_property
    def joint_only(self) -> Where:
        """The equilibria that are not made of equilibria of each front alone."""
        return self.whole.where(self.concept) & ~self.by_front.all(axis=0)

    @cached_property
    def broken(self) -> Where:
        """The feasible states that are made of equilibria of each front alone, and are none together."""
        return self.by_front.all(axis=0) & ~self.whole.where(self.concept)

    def linked(self, most: int) -> list[Linked]:
        """Return the first equilibria that hold jointly only, with why: the fewest foreign parts, near the start."""
        return [self._linked(k) for k in self._first(self.joint_only, most)]

    def broken_first(self, most: int) -> list[Explanation]:
        """Return, for the first states made of local equilibria that do not hold jointly, why somebody leaves."""
        return [self._left(k) for k in self._first(self.broken, most)]

    def _first(self, where: Where, most: int) -> list[int]:
        found = np.flatnonzero(where)
        foreign = (~self.by_front[:, found]).sum(axis=0)
        begin = self.conflict.status_quo_number
        away = self.conflict.states.masks[found] ^ (0 if begin is None else self.conflict.states.masks[begin - 1])
        order = np.lexsort((np.bitwise_count(away), foreign))
        first: list[int] = found[order][:most].tolist()
        return first

    def _linked(self, state: int) -> Linked:
        numbers = tuple(int(k) + 1 for k in self.parts[:, state])
        fronts = [front for front, holds in zip(self.alone, self.by_front[:, state], strict=True) if not holds]
        kept = (self._kept(state, Deterred(front, each)) for front in fronts for each in self._leaving(front, state))
        return Linked(state + 1, numbers, tuple(kept))

    def _leaving(self, front: str, state: int) -> Iterator[Explanation]:
        """Yield why each decision maker that would leave the part of a state on a front alone would do so."""
        solution, part = self.alone[front], int(self.parts[[*self.alone].index(front), state])
        stable = solution.stable[self.concept]
        assert stable is not None  # noqa: S101  (for the type checker)
        for who in np.flatnonzero(~stable[:, part]).tolist():
            yield explanation_of(walk(solution.conflict), who, part, self.concept)

    def _bought(self, answer: Response) -> tuple[Bought, ...]:
        if answer.sanction is None or not CONCEPTS[self.concept].credible:
            return ()
        steps = (self._step(each) for each in answer.sanction.moves)
        return tuple(each for each in steps if each.without and each.gaining)

    def _step(self, move: Move) -> Bought:
        """Return where a move gains, and where it changes something and does not."""
        gaining: list[str] = []
        without: list[str] = []
        for g, (front, solution) in enumerate(self.alone.items()):
            start, end = (int(self.parts[g, number - 1]) for number in (move.start, move.to))
            ids = [dm.id for dm in solution.conflict.decision_makers]
            if start != end:
                rank = solution.conflict.ranks[ids.index(move.mover)]
                (gaining if rank[end] > rank[start] else without).append(front)
        return Bought(move.mover, tuple(without), tuple(gaining))

    def _kept(self, state: int, kept: Deterred) -> Deterred:
        """Return the same with what keeps somebody jointly from an improvement that is free on one front alone."""
        conflict, free = self.conflict, kept.leaving.free
        assert free is not None  # noqa: S101  (for the type checker)
        mask = int(conflict.states.masks[state])
        for name in (*free.move.starts, *free.move.stops):
            mask ^= 1 << conflict.bits[name]
        if broken := tuple(rule for rule in conflict.rules if not holds(conflict, rule.holds, mask)):
            return replace(kept, kind="impossible", rules=broken)
        end = int(np.searchsorted(conflict.states.masks, mask))
        rank = conflict.ranks[conflict.position(kept.leaving.dm)]
        if rank[end] <= rank[state]:
            losing = difference(conflict, conflict.position(kept.leaving.dm), state, end)
            return replace(kept, kind="no gain", to=end + 1, losing=losing)
        return self._deterred(state, replace(kept, to=end + 1))

    def _deterred(self, state: int, kept: Deterred) -> Deterred:
        conflict = self.conflict
        try:
            found = explanation_of(walk(conflict), conflict.position(kept.leaving.dm), state, self.concept)
        except TooLarge:
            return kept
        answer = next((each for each in found.answers if each.move.to == kept.to and each.sanction), None)
        return replace(kept, kind="deterred", answer=answer, bought=self._bought(answer)) if answer else kept

    def fallen(self) -> list[tuple[str, int]]:
        """Return the equilibria of each front alone that are part of no joint one: fronts and local numbers."""
        held = self.whole.where(self.concept)
        lost = []
        for (front, solution), part in zip(self.alone.items(), self.parts, strict=True):
            left = np.setdiff1d(np.flatnonzero(solution.where(self.concept)), part[held])
            lost += [(front, int(k) + 1) for k in left]
        return lost

    def why_fallen(self, front: str, number: int) -> Fallen:
        """Return why an equilibrium of one front alone is part of no joint one."""
        g = [*self.alone].index(front)
        there = np.flatnonzero(self.parts[g] == number - 1)
        if not len(there):
            return Fallen(front, number, self._ruling_out(front, number))
        state = int(there[np.argmax(self.by_front[:, there].sum(axis=0))])
        return Fallen(front, number, (), self._left(state))

    def _left(self, state: int) -> Explanation:
        """Return why somebody leaves a state that is no equilibrium of the whole."""
        stable = self.whole.stable[self.concept]
        assert stable is not None  # noqa: S101  (for the type checker)
        who = int(np.flatnonzero(~stable[:, state])[0])
        return explanation_of(walk(self.conflict), who, state, self.concept)

    def _ruling_out(self, front: str, number: int) -> tuple[Rule, ...]:
        """Return the rules across fronts that exclude a local state in some or all combinations."""
        conflict = self.conflict
        crossing = [rule for rule in conflict.rules if {front} < named_fronts(rule.holds)]
        options = {conflict.bits[name]: name for name in self.alone[front].conflict.options}
        part = int(self.alone[front].conflict.states.masks[number - 1])
        fixed = sum(1 << bit for k, bit in enumerate(sorted(options)) if part >> k & 1)
        return tuple(rule for rule in crossing if _excludes(conflict, rule, fixed, options))


def _excludes(conflict: Conflict, rule: Rule, fixed: int, options: Iterable[int]) -> bool:
    """Whether a rule fails for some way of setting the options of other fronts that it names."""
    from countermove.model.language import parse
    from countermove.model.moves import subsets

    free = {conflict.bits[node.text] for node in parse(rule.holds).names()} - {*options}
    masks = subsets(sum(1 << bit for bit in free)) | np.int32(fixed)
    return bool((~truth(conflict, rule.holds, masks)).any())
