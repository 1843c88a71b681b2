"""The nearest rankings that meet some demands, by integer programming with OR-Tools CP-SAT; the only file to import it.

A ranking with ties is a relation "at least as good as" that is total and transitive. For a pair of states there are two
variables, one for each direction, and they exist only once a demand or a violated triple names the pair: a pair
without variables keeps its order. What has not been demanded yet can only make the answer cheaper, so that an answer
that meets all demands is a nearest one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.analysis.change.rankings.orders import dense

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Ranks = NDArray[np.int32]
    Truth = NDArray[np.bool_]
    Triple = tuple[int, int, int]
    Literal = Any
    ChangedPair = tuple[int, int, int]

MOST_TRIPLES = 30_000
"""The most violated triples that are added at a time."""


@dataclass(frozen=True, eq=False)
class Proposal:
    """An optimum of the programme as it stands.

    Attributes
    ----------
    ranks : ndarray of int32, shape (n, S)
        The rankings.
    halves : int
        Their distance from those that stand, in halves.
    chosen : frozenset of int
        The indices of the switches that are on.
    """

    ranks: Ranks
    halves: int
    chosen: frozenset[int]


class OutOfTime(Exception):  # noqa: N818
    """The solver's time is up; `bound` is a lower bound of the distance in halves."""

    def __init__(self, bound: float) -> None:
        self.bound = bound
        super().__init__("the solver's time is up")


@dataclass(eq=False)
class Programme:
    """A programme of pairs, demands and triples, which grows.

    Attributes
    ----------
    ranks : ndarray of int32, shape (n, S)
        The rankings that stand.
    free : frozenset of int
        The positions of the decision makers whose rankings may change.
    """

    ranks: Ranks
    free: frozenset[int]
    _least: dict[tuple[int, int, int], Any] = field(default_factory=dict, repr=False)
    _objective: list[Any] = field(default_factory=list, repr=False)
    _changed: list[Any] = field(default_factory=list, repr=False)
    _switches: list[Any] = field(default_factory=list, repr=False)
    _triples: set[tuple[int, Triple]] = field(default_factory=set, repr=False)
    bound: int = 0

    def __post_init__(self) -> None:
        from ortools.sat.python import cp_model

        self._model: Any = cp_model.CpModel()

    # -- literals --------------------------------------------------------------------------------

    def at_least(self, dm: int, one: int, other: int) -> Literal:
        """Return the literal of "one state is at least as good as another for a decision maker"; a bool if fixed."""
        if one == other:
            return True
        if dm not in self.free:
            return bool(self.ranks[dm, one] >= self.ranks[dm, other])
        if (dm, one, other) not in self._least:
            self._add_pair(dm, *sorted((one, other)))
        return self._least[dm, one, other]

    def better(self, dm: int, one: int, other: int) -> Literal:
        """Return the literal of "one state is better than another for a decision maker"; a bool if fixed."""
        return negated(self.at_least(dm, other, one))

    def switch(self) -> tuple[int, Literal]:
        """Return a new variable and its index; it costs nothing."""
        self._switches.append(self._model.new_bool_var(""))
        return len(self._switches) - 1, self._switches[-1]

    def all_of(self, literals: Iterable[Literal]) -> Literal:
        """Return a literal that implies several literals."""
        kept = [*literals]
        if any(each is False for each in kept):
            return False
        kept = [each for each in kept if each is not True]
        if len(kept) < 2:
            return kept[0] if kept else True
        both = self._model.new_bool_var("")
        for each in kept:
            self._model.add_implication(both, each)
        return both

    def demand(self, literals: Iterable[Literal]) -> None:
        """Demand that one of some literals holds."""
        kept = [*literals]
        if not any(each is True for each in kept):
            self._model.add_bool_or([each for each in kept if each is not False])

    def forbid(self, pairs: Iterable[ChangedPair]) -> None:
        """Forbid that all of some pairs change, each given as a decision maker and two positions."""
        changes = [self._change(dm, *sorted((a, b))) for dm, a, b in pairs]
        self._model.add(sum(changes) <= len(changes) - 1)

    def _add_pair(self, dm: int, a: int, b: int) -> None:
        forth, back = self._model.new_bool_var(""), self._model.new_bool_var("")
        self._least[dm, a, b], self._least[dm, b, a] = forth, back
        self._model.add_bool_or([forth, back])
        stands = [int(self.ranks[dm, a] >= self.ranks[dm, b]), int(self.ranks[dm, b] >= self.ranks[dm, a])]
        self._objective += [1 - x if was else x for x, was in zip((forth, back), stands, strict=True)]
        self._changed.append(self._change(dm, a, b))

    def _change(self, dm: int, a: int, b: int) -> Any:
        """Return an expression that is 1 if the order of a pair differs from the one that stands, and 0 otherwise."""
        forth, back = self.at_least(dm, a, b), self.at_least(dm, b, a)
        left, right = self.ranks[dm, a], self.ranks[dm, b]
        return 2 - forth - back if left == right else (back if left > right else forth)

    # -- solving ---------------------------------------------------------------------------------

    def solve(self, seconds: float) -> Proposal | None:
        """Return a nearest proposal of rankings, with the fewest changed pairs; None if there is none.

        Raises
        ------
        OutOfTime
            If the time is up before it is proved nearest.
        """
        from ortools.sat.python import cp_model

        while True:
            solver = cp_model.CpSolver()
            solver.parameters.num_workers = 1
            solver.parameters.random_seed = 1
            solver.parameters.catch_sigint_signal = False
            solver.parameters.max_time_in_seconds = max(seconds, 0.01)
            weight = len(self._changed) + 1
            self._model.minimize(weight * sum(self._objective) + sum(self._changed))
            status = solver.solve(self._model)
            seconds -= solver.wall_time
            if status in {cp_model.INFEASIBLE, cp_model.MODEL_INVALID}:
                return None
            if status != cp_model.OPTIMAL:
                raise OutOfTime(max(self.bound, int(solver.best_objective_bound // weight)))
            relations = {dm: self._relation(solver, dm) for dm in sorted(self.free)}
            self.bound = max(self.bound, sum(int(solver.value(each)) for each in self._objective))
            if not self._repair(relations):
                return self._proposal(solver, relations)
            if seconds <= 0:
                raise OutOfTime(self.bound)

    def _proposal(self, solver: Any, relations: dict[int, Truth]) -> Proposal:
        ranks = self.ranks.copy()
        for dm, least in relations.items():
            ranks[dm] = dense(least.sum(axis=1))
        chosen = frozenset(k for k, each in enumerate(self._switches) if solver.value(each))
        return Proposal(ranks, self.bound, chosen)

    def _relation(self, solver: Any, dm: int) -> Truth:
        """Return a decision maker's relation "at least as good as", which need not be transitive, shape (S, S)."""
        rank = self.ranks[dm]
        least: Truth = rank[:, None] >= rank[None, :]
        for (who, a, b), variable in self._least.items():
            if who == dm:
                least[a, b] = bool(solver.value(variable))
        return least

    def _repair(self, relations: dict[int, Truth]) -> bool:
        """Demand transitivity of the triples that violate it; whether there are any."""
        found = [(dm, triple) for dm, least in relations.items() for triple in violated(self.ranks[dm], least)]
        for dm, (a, b, c) in found:
            self._triples.add((dm, (a, b, c)))
            ab, bc, ac = (self.at_least(dm, *pair) for pair in ((a, b), (b, c), (a, c)))
            self.demand([negated(ab), negated(bc), ac])
        return bool(found)


def negated(literal: Literal) -> Literal:
    """Return the negation of a literal or a bool."""
    return not literal if isinstance(literal, bool) else literal.negated()


def violated(rank: NDArray[np.int32], least: Truth) -> list[Triple]:
    """Return triples that keep a relation from being transitive.

    Parameters
    ----------
    rank : ndarray of int32, shape (S,)
        The ranking that the relation was made from: each violated triple has a pair that differs from it.
    least : ndarray of bool, shape (S, S)
        The relation.
    """
    stood = rank[:, None] >= rank[None, :]
    found: dict[Triple, None] = {}
    for a, b in np.argwhere(least & ~stood).tolist():
        found |= dict.fromkeys((a, b, c) for c in np.flatnonzero(least[b] & ~least[a]).tolist())
        found |= dict.fromkeys((c, a, b) for c in np.flatnonzero(least[:, a] & ~least[:, b]).tolist())
        if len(found) > MOST_TRIPLES:
            return [*found]
    for a, c in np.argwhere(~least & stood).tolist():
        found |= dict.fromkeys((a, b, c) for b in np.flatnonzero(least[a] & least[:, c]).tolist())
        if len(found) > MOST_TRIPLES:
            break
    return [*found]
