"""Explanations of local verdicts: why one state of a conflict too large to list is or is not stable.

They are built on a `PartialConflict`, which lists only the states that the explanation names.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cached_property, reduce
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.analysis.differences import difference
from countermove.analysis.explanation import sequential_sanction
from countermove.analysis.explanation.result import Explanation, Response, Sanction, move
from countermove.analysis.local import local_verdict
from countermove.analysis.local.preferences import least_preferred_first
from countermove.analysis.local.problem import Budget, Problem, refuse_too_many_options
from countermove.analysis.local.sanctions import best_reply, path_from
from countermove.model.concepts import with_known_sanctions
from countermove.model.conflict import Conflict
from countermove.model.states import StateSpace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from countermove.analysis.local.sanctions import Path
    from countermove.analysis.local.verdict import Verdict
    from countermove.model.concepts import Concept


MOST_EXPLAINED = 256
"""The most improvements that an explanation of a stable state goes through."""

STATE_KEYS = frozenset({"state", "from", "to", "end", "counter", "better", "worse"})
"""The keys of plain data whose integers refer to states."""


@dataclass(frozen=True)
class LocalExplanation(Explanation):
    """Why a state is or is not stable, or that this is not decided, in a conflict too large to list."""

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON; states are decimals."""
        plain: dict[str, Any] = _in_decimals(self.conflict, self.account())
        return plain | {"certificate": self.certificate(), "within": self.within}

    def certificate(self) -> dict[str, Any]:
        """Return the certificate of the verdict as plain data; states are decimals."""
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
    """Return plain data with the numbers of listed states replaced by decimals."""
    if isinstance(plain, dict):
        return {name: _in_decimals(conflict, value, name) for name, value in plain.items()}
    if isinstance(plain, list):
        return [_in_decimals(conflict, value) for value in plain]
    is_state = key in STATE_KEYS and isinstance(plain, int)
    return int(conflict.states.masks[plain - 1]) if is_state else plain


def local_explanations(
    conflict: Conflict, concepts: Mapping[int, str], start: int, budget: int
) -> tuple[LocalExplanation, ...]:
    """Return, for some decision makers, why a state is or is not stable, or that it is not decided.

    Parameters
    ----------
    conflict : Conflict
        In option form, not coalesced.
    concepts : mapping of int to str
        The id of a registered concept for each decision maker to explain, by position.
    start : int
        The mask of a feasible state.
    budget : int
        How many states may be examined for each decision maker.

    Raises
    ------
    InvalidRequest
        If the registry does not say which moves of the opponents can sanction under the concept.
    TooLarge
        If the conflict has more than 60 options.

    Examples
    --------
    >>> from countermove import cases
    >>> [str(each) for each in local_explanations(cases.load("prisoners-dilemma"), {0: "seq"}, 0b11, 100)]
    ['stable for a under seq']
    """
    problem, by = Problem(conflict), {who: with_known_sanctions(id_) for who, id_ in concepts.items()}
    refuse_too_many_options(problem)
    verdicts = {who: local_verdict(problem, who, start, each.id, Budget(budget)) for who, each in by.items()}
    responses = {who: [*_responses(problem, who, start, by[who], verdict)] for who, verdict in verdicts.items()}
    listed = partial_conflict(problem, {start}.union(*(each.states for some in responses.values() for each in some)))
    explanations = []
    for who, verdict in verdicts.items():
        build = _ResponseBuilder(listed, who, start)
        answers = tuple(map(build.simultaneous if by[who].simultaneous else build.sequential, responses[who]))
        heading = (listed, conflict.decision_makers[who].id, listed.position_of(start) + 1, by[who].id)
        explanations.append(LocalExplanation(*heading, verdict.stable, len(verdict.improvements), answers, budget))
    return tuple(explanations)


@dataclass(frozen=True)
class _MaskResponse:
    """An improvement to mask `first`, the path that sanctions it, its end, and the best countermove from there."""

    first: int
    path: Path
    end: int
    counter: int | None = None

    @property
    def states(self) -> set[int]:
        ends = (self.first, self.end, *(to for _, to in self.path), self.counter)
        return {each for each in ends if each is not None}


def _responses(problem: Problem, who: int, start: int, by: Concept, verdict: Verdict) -> Iterator[_MaskResponse]:
    """Yield the improvement without a sanction or, of a stable state, the improvements with their sanctions."""
    if verdict.free is not None:
        yield _MaskResponse(verdict.free, [], verdict.free)
    for k, first in enumerate(verdict.improvements[:MOST_EXPLAINED].tolist() if verdict.stable else ()):
        path = verdict.paths[verdict.sanctioned_by[k]]
        if by.simultaneous:
            yield _MaskResponse(first, path, reduce(int.__xor__, (to ^ start for _, to in path), first))
        else:
            path = path_from(problem, path, first)
            end = path[-1][1]
            yield _MaskResponse(first, path, end, best_reply(problem, who, end) if by.countermove else None)


@dataclass(frozen=True)
class _ResponseBuilder:
    """Builds the responses to improvements of one decision maker from one state."""

    listed: PartialConflict
    who: int
    start: int

    def sequential(self, response: _MaskResponse) -> Response:
        """Return a response whose moves follow each other."""
        left, first = self.listed.position_of(self.start), self.listed.position_of(response.first)
        improvement = move(self.listed, self.who, left, first)
        if not response.path:
            return Response(improvement, None)
        path = [(mover, self.listed.position_of(to)) for mover, to in response.path]
        counter = None if response.counter is None else self.listed.position_of(response.counter)
        return Response(improvement, sequential_sanction(self.listed, self.who, (left, first), path, counter))

    def simultaneous(self, response: _MaskResponse) -> Response:
        """Return a response whose moves are made at the same time as the improvement."""
        left, end = self.listed.position_of(self.start), self.listed.position_of(response.end)
        improvement = move(self.listed, self.who, left, self.listed.position_of(response.first))
        if not response.path:
            return Response(improvement, None)
        moves = tuple(move(self.listed, mover, left, self.listed.position_of(to)) for mover, to in response.path)
        loss = difference(self.listed, self.who, left, end)
        return Response(improvement, Sanction(moves, end + 1, response.end, loss))


@dataclass(frozen=True, eq=False, kw_only=True)
class PartialStates(StateSpace):
    """Some of the feasible states, in ascending order; their numbers are no numbers of the whole conflict."""

    problem: Problem

    @property
    def numbered(self) -> bool:
        """False, since these are not all feasible states."""
        return False

    def feasible(self, masks: NDArray[Any]) -> NDArray[np.bool_]:
        """Return which masks are feasible, listed or not; both shapes (S,)."""
        return self.problem.feasible(masks.astype(np.int64))


@dataclass(frozen=True, kw_only=True)
class PartialConflict(Conflict):
    """A conflict that lists only some of its states, so that differences between these can be explained.

    Attributes
    ----------
    problem : Problem
        The whole conflict.
    listed : tuple of int
        The masks of the listed states, ascending.
    """

    problem: Problem = field(repr=False)
    listed: tuple[int, ...]

    def __post_init__(self) -> None:
        """Validate nothing: the whole conflict is valid already."""

    @cached_property
    def states(self) -> StateSpace:
        """The listed states."""
        masks: Any = np.array(self.listed, np.int64)
        every: Any = np.arange(len(masks))
        return PartialStates(self.options, masks, masks, every, problem=self.problem)

    @cached_property
    def ranks(self) -> NDArray[np.int32]:
        """The ranks of the listed states among themselves, shape (n, S)."""
        masks = np.array(self.listed, np.int64)
        return np.stack([_dense_ranks(preferences.keys(masks)) for preferences in self.problem.preferences])

    @cached_property
    def alone(self) -> Mapping[str, Conflict]:
        """Each front of the whole conflict as a conflict by itself, with all its states."""
        return self.problem.conflict.alone

    @cached_property
    def status_quo_number(self) -> int | None:
        """The number of the status quo among the listed states, from 1; None if it is not one of them."""
        names = () if self.status_quo is None else self.status_quo
        mask = sum(1 << bit for bit in {self.bits[name] for name in names})
        is_listed = self.status_quo is not None and mask in self.listed
        return self.listed.index(mask) + 1 if is_listed else None

    def position_of(self, mask: int) -> int:
        """Return the position of a listed state, given its mask."""
        return int(np.searchsorted(self.states.masks, mask))


def partial_conflict(problem: Problem, masks: Iterable[int]) -> PartialConflict:
    """Return a conflict that lists only the states given by their masks.

    Examples
    --------
    >>> from countermove import cases
    >>> some = partial_conflict(Problem(cases.load("prisoners-dilemma")), [0b11, 0b00])
    >>> some.states.patterns(), some.ranks.tolist()
    (('NN', 'YY'), [[0, 1], [0, 1]])
    """
    parts = {each.name: getattr(problem.conflict, each.name) for each in fields(Conflict)}
    return PartialConflict(**parts, problem=problem, listed=tuple(sorted({*masks})))


def _dense_ranks(keys: NDArray[Any]) -> NDArray[np.int32]:
    """Return dense ranks from 0 for keys of shape (W, S), shape (S,)."""
    by_preference = least_preferred_first(keys)
    sorted_ = keys[:, by_preference]
    rises = (sorted_[:, 1:] != sorted_[:, :-1]).astype(np.bool_).any(axis=0)
    ranks = np.zeros(keys.shape[1], np.int32)
    ranks[by_preference] = np.concatenate([[0], np.cumsum(rises)])
    return ranks
