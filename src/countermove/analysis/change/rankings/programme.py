"""The nearest rankings that meet some demands, by OR-Tools CP-SAT, which only this file imports.

A ranking with ties is a relation "at least as good as" that is total and transitive. For a pair of states there are
two variables, one for each direction, and they exist only once a demand or a violated triple names the pair: a pair
without variables keeps its order. What has not been demanded yet can only make the answer cheaper, so that an answer
that meets all demands is a nearest one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from time import monotonic
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

PARAMETERS = {
    "num_workers": 1,  # the same answer each time
    "random_seed": 1,
    "linearization_level": 2,
    "max_num_cuts": 0,
    "symmetry_level": 0,
    "cp_model_probing_level": 0,
    "max_presolve_iterations": 1,
}
"""The solver's parameters. Disjoint triples bound the distance well in the linear relaxation; the rest saves time."""

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


@dataclass(frozen=True, slots=True)
class _Term:
    """A variable with its part in the distance, in halves, and in the number of changed pairs."""

    variable: Any
    halves: int
    changes: int


class OutOfTime(Exception):
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
    _terms: list[_Term] = field(default_factory=list, repr=False)
    _switches: list[Any] = field(default_factory=list, repr=False)
    _bounded: tuple[int, float] = (0, inf)
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
        order = int(self.ranks[dm, a]) - int(self.ranks[dm, b])
        self._terms += [
            _Term(forth, -1 if order >= 0 else 1, int(order < 0) - int(order == 0)),
            _Term(back, -1 if order <= 0 else 1, int(order > 0) - int(order == 0)),
        ]

    def _change(self, dm: int, a: int, b: int) -> Any:
        """Return an expression that is 1 if the order of a pair differs from the one that stands, and 0 otherwise."""
        forth, back = self.at_least(dm, a, b), self.at_least(dm, b, a)
        left, right = self.ranks[dm, a], self.ranks[dm, b]
        return 2 - forth - back if left == right else (back if left > right else forth)

    # -- solving ---------------------------------------------------------------------------------

    def solve(self, seconds: float, within: float = inf) -> Proposal | None:
        """Return a nearest proposal, with the fewest changed pairs; None if there is none within a distance.

        Parameters
        ----------
        seconds : float
            The time that the solver has.
        within : float
            The distance, in halves.

        Raises
        ------
        OutOfTime
            If the time is up before it is proved nearest.
        """
        until = monotonic() + seconds
        while True:
            solution = self._optimum(until - monotonic(), within)
            if solution is None:
                return None
            relations = {dm: self._relation(solution, dm) for dm in sorted(self.free)}
            halves = self._stood + sum(term.halves * solution[term.variable.index] for term in self._terms)
            self.bound = max(self.bound, halves)
            if not self._repair(relations):
                return self._proposal(solution, relations, halves)

    @property
    def _stood(self) -> int:
        """The number of relations between pairs with variables that hold as the rankings stand."""
        return sum(term.halves < 0 for term in self._terms)

    def _optimum(self, seconds: float, within: float) -> Sequence[int] | None:
        """Return the values of the variables in an optimum of the programme as it stands."""
        from ortools.sat.python import cp_model

        self._minimise(within)
        solver = cp_model.CpSolver()
        for name, value in PARAMETERS.items():
            setattr(solver.parameters, name, value)
        solver.parameters.max_time_in_seconds = max(seconds, 0.01)
        status = solver.solve(self._model)
        if status not in {cp_model.OPTIMAL, cp_model.INFEASIBLE} and solver.wall_time < seconds / 2:
            raise KeyboardInterrupt  # the solver takes the signal for itself, and stops
        if status == cp_model.INFEASIBLE:
            return None
        if status != cp_model.OPTIMAL:
            known = status == cp_model.FEASIBLE  # without a solution the solver's bound means nothing
            least = self._stood + int(solver.best_objective_bound // (len(self._terms) + 1)) if known else 0
            raise OutOfTime(max(self.bound, least))
        values: Sequence[int] = [*solver.response_proto.solution]
        return values

    def _minimise(self, within: float) -> None:
        """Set the objective, and the bound of the distance where it or the variables are new."""
        from ortools.sat.python import cp_model

        variables, weight = [term.variable for term in self._terms], len(self._terms) + 1
        if within < inf and self._bounded != (len(self._terms), within):
            self._bounded = len(self._terms), within
            halves = cp_model.LinearExpr.weighted_sum(variables, [term.halves for term in self._terms])
            self._model.add(halves <= int(within) - self._stood)
        costs = [weight * term.halves + term.changes for term in self._terms]
        self._model.minimize(cp_model.LinearExpr.weighted_sum(variables, costs))

    def _proposal(self, solution: Sequence[int], relations: dict[int, Truth], halves: int) -> Proposal:
        ranks = self.ranks.copy()
        for dm, least in relations.items():
            ranks[dm] = dense(least.sum(axis=1))
        chosen = frozenset(k for k, each in enumerate(self._switches) if solution[each.index])
        return Proposal(ranks, halves, chosen)

    def _relation(self, solution: Sequence[int], dm: int) -> Truth:
        """Return a decision maker's relation "at least as good as", which need not be transitive, shape (S, S)."""
        rank = self.ranks[dm]
        least: Truth = rank[:, None] >= rank[None, :]
        for (who, a, b), variable in self._least.items():
            if who == dm:
                least[a, b] = bool(solution[variable.index])
        return least

    def _repair(self, relations: dict[int, Truth]) -> bool:
        """Demand transitivity of the triples that violate it; whether there are any."""
        found = [(dm, triple) for dm, least in relations.items() for triple in violated(self.ranks[dm], least)]
        for dm, (a, b, c) in found:
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
