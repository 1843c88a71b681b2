"""The slow twin: stability written from the definitions, so that nobody can doubt it.

No arrays, no shortcuts, nothing imported from the package under test. Every fast routine has to
give the same answers as this file, on conflicts small enough to wait for it.

Index conventions: decision makers are 0, 1, ..., options are bits (bit 0 is the first option),
a state is any integer, a larger rank is preferred and only the order of ranks means anything.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from itertools import product
from typing import Any, TypeVar

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
CREDIBLE = ("seq", "sseq")
"""Concepts in which only improvements of the opponents count as responses."""
SYMMETRIC = ("smr", "sseq")
"""Concepts in which the focal decision maker may counter a sanction with one more move."""

Result = TypeVar("Result")


def remembered(function: Callable[..., Result]) -> Callable[..., Result]:
    """Let a conflict remember what a function of it returns: the definitions ask for the same many times."""

    @wraps(function)
    def result(conflict: Any, *arguments: Any) -> Result:
        known: dict[Any, Result] = vars(conflict).setdefault(f"results of {function.__name__}", {})
        if arguments not in known:
            known[arguments] = function(conflict, *arguments)
        return known[arguments]

    return result


@dataclass(frozen=True)
class GraphModel:
    """A conflict in graph form: states, the moves of each decision maker, and its ranks.

    Parameters
    ----------
    states : tuple of int
        Any integers.
    moves : tuple of mappings, one per decision maker
        From a state to the states that it can reach in one move; a missing state means no moves.
    rank : tuple of mappings, one per decision maker
        From a state to its rank.
    """

    states: tuple[int, ...]
    moves: tuple[Mapping[int, frozenset[int]], ...]
    rank: tuple[Mapping[int, int], ...]

    def moves_from(self, dm: int, state: int) -> frozenset[int]:
        """Return the states that `dm` can reach from `state` in one move."""
        return self.moves[dm].get(state, frozenset())

    @remembered
    def improvements(self, dm: int, state: int) -> frozenset[int]:
        """Return the moves of `dm` from `state` to a state that it prefers."""
        rank = self.rank[dm]
        return frozenset(end for end in self.moves_from(dm, state) if rank[end] > rank[state])


@dataclass(frozen=True)
class OptionForm:
    """A conflict in option form: a state is the set of options that are on.

    Parameters
    ----------
    owner : tuple of int
        The decision maker that controls option `k`, in any order.
    direction : tuple of str
        What may happen to option `k`: 'both', 'on' (once on it stays on), 'off' (once off it
        stays off).
    feasible : frozenset of int
        The states that can occur.
    rank : tuple of mappings, one per decision maker
        From a feasible state to its rank.
    dms : int
        How many decision makers there are; one may control no option at all.
    """

    owner: tuple[int, ...]
    direction: tuple[str, ...]
    feasible: frozenset[int]
    rank: tuple[Mapping[int, int], ...]
    dms: int

    def _may_change(self, dm: int, option: int, end: int) -> bool:
        wanted = "on" if end >> option & 1 else "off"
        return self.owner[option] == dm and self.direction[option] in ("both", wanted)

    @remembered
    def moves_from(self, dm: int, state: int) -> frozenset[int]:
        """Return the states that `dm` can reach from `state`; only the end must be feasible."""
        reached = set()
        for end in self.feasible - {state}:
            changed = [option for option in range(len(self.owner)) if (state ^ end) >> option & 1]
            if all(self._may_change(dm, option, end) for option in changed):
                reached.add(end)
        return frozenset(reached)

    @remembered
    def improvements(self, dm: int, state: int) -> frozenset[int]:
        """Return the moves of `dm` from `state` to a state that it prefers."""
        rank = self.rank[dm]
        return frozenset(end for end in self.moves_from(dm, state) if rank[end] > rank[state])

    @remembered
    def graph(self) -> GraphModel:
        """Return the same conflict in graph form."""
        states = tuple(sorted(self.feasible))
        moves = tuple({state: self.moves_from(dm, state) for state in states} for dm in range(self.dms))
        return GraphModel(states, moves, self.rank)


def responses(model: GraphModel, opponents: Collection[int], start: int, improving: bool) -> frozenset[int]:
    """Return the states at the end of the legal sequences of `opponents` from `start`.

    If `improving`, each step is an improvement of its mover over the state that it moves from.
    """
    return _responses(model, tuple(opponents), start, improving)


@remembered
def _responses(model: GraphModel, opponents: tuple[int, ...], start: int, improving: bool) -> frozenset[int]:
    """Search for the ends of legal sequences.

    A legal sequence is one move or more, and nobody moves twice in a row: hence a search on pairs
    of a state and its last mover.
    """
    ends: set[int] = set()
    met: set[tuple[int, int]] = set()
    waiting: deque[tuple[int, int | None]] = deque([(start, None)])
    while waiting:
        state, last = waiting.popleft()
        for dm in (dm for dm in opponents if dm != last):
            for end in model.improvements(dm, state) if improving else model.moves_from(dm, state):
                ends.add(end)
                if (end, dm) not in met:
                    met.add((end, dm))
                    waiting.append((end, dm))
    return frozenset(ends)


def _deters(model: GraphModel, concept: str, dm: int, state: int, answer: int) -> bool:
    """Tell whether ending in `answer` punishes `dm` for leaving `state`; a tie does, as does a return."""
    rank = model.rank[dm]
    if rank[answer] > rank[state]:
        return False
    return concept not in SYMMETRIC or all(rank[end] <= rank[state] for end in model.moves_from(dm, answer))


def _is_sanctioned(model: GraphModel, concept: str, dm: int, state: int, first: int) -> bool:
    if concept == "nash":
        return False
    opponents = [other for other in range(len(model.rank)) if other != dm]
    answers = responses(model, opponents, first, improving=concept in CREDIBLE)
    return any(_deters(model, concept, dm, state, answer) for answer in answers)


def is_stable(model: GraphModel, concept: str, dm: int, state: int) -> bool:
    """Tell whether every improvement of `dm` from `state` is sanctioned in the sense of `concept`."""
    if concept not in CONCEPTS:
        raise ValueError(f"no such concept: {concept!r}; there are {', '.join(CONCEPTS)}")
    return all(_is_sanctioned(model, concept, dm, state, first) for first in model.improvements(dm, state))


def _is_spoilt(conflict: OptionForm, dm: int, state: int, first: int) -> bool:
    """Tell whether improvements of the others at the same time make `first` no improvement."""
    others = [other for other in range(conflict.dms) if other != dm]
    for ends in product(*({state} | conflict.improvements(other, state) for other in others)):
        together = first
        for end in ends:
            together ^= state ^ end
        if together in conflict.feasible and conflict.rank[dm][together] <= conflict.rank[dm][state]:
            return True
    return False


def is_sim_stable(conflict: OptionForm, dm: int, state: int) -> bool:
    """Tell whether every improvement of `dm` from `state` can be spoilt by simultaneous ones."""
    return all(_is_spoilt(conflict, dm, state, first) for first in conflict.improvements(dm, state))


def stable(conflict: GraphModel | OptionForm, concept: str) -> list[set[int]]:
    """Return the stable states of each decision maker; 'sim' needs a conflict in option form."""
    if concept == "sim":
        if isinstance(conflict, GraphModel):
            raise TypeError("'sim' combines options, so it is not defined in graph form")
        form = conflict
        return [{s for s in form.feasible if is_sim_stable(form, dm, s)} for dm in range(form.dms)]
    model = conflict.graph() if isinstance(conflict, OptionForm) else conflict
    dms = range(len(model.rank))
    return [{s for s in model.states if is_stable(model, concept, dm, s)} for dm in dms]


def equilibria(conflict: GraphModel | OptionForm, concept: str) -> set[int]:
    """Return the states that are stable for every decision maker."""
    return set.intersection(*stable(conflict, concept))


def _check_classes(conflict: OptionForm, classes: Iterable[frozenset[int]]) -> None:
    for members in classes:
        if not members <= conflict.feasible:
            raise ValueError(f"not feasible: {sorted(members - conflict.feasible)}")
        if any(len({rank[member] for member in members}) > 1 for rank in conflict.rank):
            raise ValueError(f"not equally preferred by all, so not one state: {sorted(members)}")


def coalesce(conflict: OptionForm, classes: Iterable[frozenset[int]]) -> GraphModel:
    """Return the conflict with each class of indistinguishable states made one state.

    The largest member stands for its class; a state in no class stands for itself. There is a
    move between two classes if there is one between some members of them.
    """
    classes = list(classes)
    _check_classes(conflict, classes)
    stands_for = {state: state for state in conflict.feasible}
    stands_for |= {member: max(members) for members in classes for member in members}
    states = tuple(sorted(set(stands_for.values())))
    moves: list[dict[int, set[int]]] = [{state: set() for state in states} for _ in range(conflict.dms)]
    for dm, start in product(range(conflict.dms), conflict.feasible):
        ends = {stands_for[end] for end in conflict.moves_from(dm, start)}
        moves[dm][stands_for[start]] |= ends - {stands_for[start]}
    frozen = tuple({state: frozenset(ends) for state, ends in mine.items()} for mine in moves)
    return GraphModel(states, frozen, tuple({s: rank[s] for s in states} for rank in conflict.rank))
