"""Why a local question is answered as it is: the same explanation as elsewhere, on the states that were touched.

The states that a local question touches, as a conflict of which only these are listed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cached_property, reduce
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.analysis.differences import difference
from countermove.analysis.explanation import sanctioned
from countermove.analysis.explanation.result import Explanation, Response, Sanction, move
from countermove.analysis.local import judged
from countermove.analysis.local.preferences import order
from countermove.analysis.local.problem import Budget, Problem, refuse_above
from countermove.analysis.local.sanctions import best_reply, replayed
from countermove.model.concepts import with_known_sanctions
from countermove.model.conflict import Conflict
from countermove.model.states import StateSpace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from countermove.analysis.local.sanctions import Path
    from countermove.analysis.local.verdict import Judgement
    from countermove.model.concepts import Concept


MOST_TOLD = 256
"""How many improvements are gone into at most, where all of them are punished."""

REFERRING = frozenset({"state", "from", "to", "end", "counter", "better", "worse"})
"""The keys under which plain data refer to states."""


@dataclass(frozen=True)
class LocalExplanation(Explanation):
    """Why a state is or is not stable, in a conflict too large to be listed; or that this was not decided."""

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON; states are referred to by decimal."""
        plain: dict[str, Any] = _in_decimals(self.conflict, self.account())
        return plain | {"certificate": self.certificate(), "within": self.within}

    def certificate(self) -> dict[str, Any]:
        """Return the verdict with what is needed to check it, as plain data; states are referred to by decimal."""
        plain = super().certificate()
        entries = plain["improvements"]
        if not self.by.simultaneous:
            entries = [_in_decimals(self.conflict, entry) for entry in entries]
            entries = [entry | ({"reach": None} if "reach" in entry else {}) for entry in entries]
        state = int(self.conflict.states.masks[self.state - 1])
        complete = self.stable is False or (self.stable is True and len(self.answers) == self.tempting)
        verdict = {"verdict": "not decided"} if self.stable is None else {}
        return plain | verdict | {"state": state, "improvements": entries, "complete": complete}

    def __str__(self) -> str:
        if self.stable is None:
            return f"not decided for {self.dm} under {self.concept} (states that may be looked at: {self.within:,})"
        return f"{'stable' if self.stable else 'not stable'} for {self.dm} under {self.concept}"


def _in_decimals(conflict: Conflict, plain: Any, key: str = "") -> Any:
    """Return plain data with states by decimal where they were referred to by position."""
    if isinstance(plain, dict):
        return {name: _in_decimals(conflict, value, name) for name, value in plain.items()}
    if isinstance(plain, list):
        return [_in_decimals(conflict, value) for value in plain]
    refers = key in REFERRING and isinstance(plain, int)
    return int(conflict.states.masks[plain - 1]) if refers else plain


@dataclass(frozen=True)
class _Way:
    """An improvement, by where it leads, how it is punished, where that ends, and the best countermove."""

    first: int
    path: Path
    end: int
    counter: int | None = None

    @property
    def states(self) -> set[int]:
        ends = (self.first, self.end, *(to for _, to in self.path), self.counter)
        return {each for each in ends if each is not None}


def explained(
    conflict: Conflict, whos: Iterable[int], start: int, concept: str, budget: int
) -> tuple[LocalExplanation, ...]:
    """Return why a state is or is not stable for some decision makers, or that it is not decided.

    Parameters
    ----------
    conflict : Conflict
        In option form, not coalesced.
    whos : iterable of int
        The positions of the decision makers.
    start : int
        The state, as a mask; feasible.
    concept : str
        The id of a registered concept.
    budget : int
        How many states may be looked at for each of them.

    Raises
    ------
    InvalidRequest
        If it is not known which moves of the others can punish under the concept.

    Examples
    --------
    >>> from countermove import cases
    >>> [str(each) for each in explained(cases.load("prisoners-dilemma"), [0], 0b11, "seq", 100)]
    ['stable for a under seq']
    """
    by, ground = with_known_sanctions(concept), Problem(conflict)
    refuse_above(ground)
    found = {who: judged(ground, who, start, concept, Budget(budget)) for who in whos}
    ways = {who: [*_ways(ground, who, start, by, each)] for who, each in found.items()}
    some = touched(ground, {start}.union(*(way.states for each in ways.values() for way in each)))
    explanations = []
    for who, each in found.items():
        telling = _Telling(some, who, start)
        answers = tuple(map(telling.together if by.simultaneous else telling.in_turn, ways[who]))
        asked = (some, conflict.decision_makers[who].id, some.position_of(start) + 1, concept)
        explanations.append(LocalExplanation(*asked, each.stable, len(each.improvements), answers, budget))
    return tuple(explanations)


def _ways(ground: Problem, who: int, start: int, by: Concept, judgement: Judgement) -> Iterator[_Way]:
    """Yield the improvements that are told of."""
    if judgement.free is not None:
        yield _Way(judgement.free, [], judgement.free)
    for k, first in enumerate(judgement.improvements[:MOST_TOLD].tolist() if judgement.stable else ()):
        path = judgement.ways[judgement.by[k]]
        if by.simultaneous:
            yield _Way(first, path, reduce(int.__xor__, (to ^ start for _, to in path), first))
        else:
            path = replayed(ground, path, first)
            end = path[-1][1]
            yield _Way(first, path, end, best_reply(ground, who, end) if by.countermove else None)


@dataclass(frozen=True)
class _Telling:
    """What is told of the improvements of one decision maker from a state."""

    some: Touched
    who: int
    start: int

    def in_turn(self, way: _Way) -> Response:
        """Return what others make of an improvement, one after the other."""
        left, first = self.some.position_of(self.start), self.some.position_of(way.first)
        improvement = move(self.some, self.who, left, first)
        if not way.path:
            return Response(improvement, None)
        path = [(mover, self.some.position_of(to)) for mover, to in way.path]
        counter = None if way.counter is None else self.some.position_of(way.counter)
        return Response(improvement, sanctioned(self.some, self.who, (left, first), path, counter))

    def together(self, way: _Way) -> Response:
        """Return what others make of an improvement at the same time."""
        left, end = self.some.position_of(self.start), self.some.position_of(way.end)
        improvement = move(self.some, self.who, left, self.some.position_of(way.first))
        if not way.path:
            return Response(improvement, None)
        moves = tuple(move(self.some, mover, left, self.some.position_of(to)) for mover, to in way.path)
        return Response(improvement, Sanction(moves, end + 1, way.end, difference(self.some, self.who, left, end)))


@dataclass(frozen=True, eq=False, kw_only=True)
class SomeStates(StateSpace):
    """Some of the feasible states, in ascending order; their numbers mean nothing."""

    ground: Problem

    @property
    def numbered(self) -> bool:
        """These are not all feasible states."""
        return False

    def feasible(self, masks: NDArray[Any]) -> NDArray[np.bool_]:
        """Return which of some masks are feasible, listed or not."""
        return self.ground.feasible(masks.astype(np.int64))


@dataclass(frozen=True, kw_only=True)
class Touched(Conflict):
    """A conflict of which only some states are listed: enough to say what decides between these.

    Attributes
    ----------
    ground : Problem
        That of the whole conflict.
    touched : tuple of int
        The states, as masks in ascending order.
    """

    ground: Problem = field(repr=False)
    touched: tuple[int, ...]

    def __post_init__(self) -> None:
        """Ask nothing: the whole conflict has been found in order."""

    @cached_property
    def states(self) -> StateSpace:
        """The states that were touched."""
        masks: Any = np.array(self.touched, np.int64)
        every: Any = np.arange(len(masks))
        return SomeStates(self.options, masks, masks, every, ground=self.ground)

    @cached_property
    def ranks(self) -> NDArray[np.int32]:
        """How each decision maker ranks these among themselves, shape (n, S)."""
        masks = np.array(self.touched, np.int64)
        return np.stack([_dense(worth.keys(masks)) for worth in self.ground.worths])

    @cached_property
    def status_quo_number(self) -> int | None:
        """The position of the status quo, from 1, if it was touched."""
        names = () if self.status_quo is None else self.status_quo
        mask = sum(1 << bit for bit in {self.bits[name] for name in names})
        listed = self.status_quo is not None and mask in self.touched
        return self.touched.index(mask) + 1 if listed else None

    def position_of(self, mask: int) -> int:
        """Return the position of a state that was touched."""
        return int(np.searchsorted(self.states.masks, mask))


def touched(ground: Problem, masks: Iterable[int]) -> Touched:
    """Return a conflict with only some of its states listed.

    Examples
    --------
    >>> from countermove import cases
    >>> some = touched(Problem(cases.load("prisoners-dilemma")), [0b11, 0b00])
    >>> some.states.patterns(), some.ranks.tolist()
    (('NN', 'YY'), [[0, 1], [0, 1]])
    """
    parts = {each.name: getattr(ground.conflict, each.name) for each in fields(Conflict)}
    return Touched(**parts, ground=ground, touched=tuple(sorted({*masks})))


def _dense(keys: NDArray[Any]) -> NDArray[np.int32]:
    """Return ranks from 0 without gaps, in the same order."""
    by_preference = order(keys)
    sorted_ = keys[:, by_preference]
    rises = (sorted_[:, 1:] != sorted_[:, :-1]).astype(np.bool_).any(axis=0)
    ranks = np.zeros(keys.shape[1], np.int32)
    ranks[by_preference] = np.concatenate([[0], np.cumsum(rises)])
    return ranks
