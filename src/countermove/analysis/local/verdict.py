"""The verdict on one state: its improvements, and the search for a sanction of each.

One improvement without a sanction makes the state unstable. A sanction that deters one improvement is tried on all
others first, since the same moves often deter many.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np

from countermove.analysis.local.preferences import best_first
from countermove.analysis.local.problem import MoveSearch, OutOfBudget

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.local.problem import Budget, Problem
    from countermove.analysis.local.sanctions import Path
    from countermove.analysis.local.statements import Masks, Truth

IMPROVEMENTS_AT_ONCE = 1 << 12

PATIENCE = (1 << 10, 1 << 14, 1 << 18, 1 << 62)
"""States that may be examined for one improvement before the next is tried, in each round."""

MANY, SIMPLEST = 256, 64
"""Above so many improvements, a first round tries only so many of those with the fewest changes."""

REFUSALS, CHEAP = 64, 16
"""After so many refusals in a row at the cost of so few states, the others wait for the next round, too.

They share a search that needs more states than the round grants; once it has them, it decides all of them.
"""


@dataclass(eq=False)
class Verdict:
    """Whether a state is stable for one decision maker under one concept, as far as the search has come.

    Attributes
    ----------
    improvements : ndarray of int64, shape (M,)
        The masks of the states that the improvements lead to, most preferred first.
    complete : bool
        Whether these are all improvements.
    free : int or None
        The mask that an unsanctioned improvement leads to; None while none is known.
    paths : list of Path
        The sanctions that were found.
    sanctioned_by : ndarray of int32, shape (M,)
        For each improvement the index of its sanction in `paths`; -1 while none is known.
    """

    improvements: Masks
    complete: bool
    free: int | None = None
    paths: list[Path] = field(default_factory=list)
    sanctioned_by: NDArray[np.int32] = field(init=False)

    def __post_init__(self) -> None:
        self.sanctioned_by = np.full(len(self.improvements), -1, np.int32)

    @property
    def stable(self) -> bool | None:
        """Whether the state is stable; None while that is open."""
        if self.free is not None:
            return False
        return True if self.complete and bool((self.sanctioned_by >= 0).all()) else None


class SanctionSearch(Protocol):
    """A search for sanctions of improvements from one state."""

    @property
    def start(self) -> int:
        """The mask of the state."""

    @property
    def budget(self) -> Budget:
        """The states that may be examined."""

    def path(self, first: int) -> Path | None:
        """Return a sanction of the improvement to mask `first`; None if there is none.

        Raises
        ------
        OutOfBudget
            If the search ended before that was known.
        """

    def deters(self, path: Path, ends: Masks) -> Truth:
        """Return which improvements the moves of a sanction deter; both shapes (M,)."""


def open_verdict(problem: Problem, who: int, start: int, budget: Budget) -> Verdict:
    """Return the improvements of a decision maker from a state, none of them examined for sanctions yet.

    The search for improvements spends half of the budget at most. The rest is kept for the search for sanctions.
    """
    budget.pause = max(1, budget.most // 2)
    own, here = problem.own[who], np.array([start])
    keys, found, complete = problem.preferences_over(who, own), [np.zeros(0, np.int64)], True
    try:
        for _, ends in MoveSearch(problem, own, keys).moves(here, keys.keys(here), budget):
            found.append(ends)
    except OutOfBudget:
        complete = False
    every = np.concatenate(found)
    order = best_first(keys.keys(every), every, np.bitwise_count(every ^ start))
    return Verdict(every[order], complete)


def search_sanctions(verdict: Verdict, search: SanctionSearch) -> None:
    """Search for a sanction of each improvement, until one has none or the budget is spent.

    An improvement that takes long waits for the next round. Of very many improvements those with the fewest changes
    come first: they are soon decided, and their sanctions often deter others.
    """
    every = np.arange(len(verdict.improvements))
    if len(every) > MANY:
        changes = np.bitwise_count(verdict.improvements ^ search.start)
        _search_part(verdict, search, every[np.argsort(changes, kind="stable")[:SIMPLEST]], PATIENCE[0])
    for patience in PATIENCE:
        for begin in range(0, len(every), IMPROVEMENTS_AT_ONCE):
            part = every[begin : begin + IMPROVEMENTS_AT_ONCE]
            if verdict.free is not None or search.budget.spent:
                return
            _search_part(verdict, search, part[verdict.sanctioned_by[part] < 0], patience)


def _search_part(verdict: Verdict, search: SanctionSearch, part: NDArray[np.int64], patience: int) -> None:
    """Search for sanctions of some improvements, given by index; known sanctions are tried first."""
    for index in range(len(verdict.paths)):
        part = _undeterred(verdict, search, part, index)
    refusals = 0
    while len(part) and not search.budget.spent and refusals < REFUSALS:
        first, before = int(verdict.improvements[part[0]]), search.budget.examined
        search.budget.pause = before + patience
        try:
            path = search.path(first)
        except OutOfBudget:
            part, refusals = part[1:], refusals + 1 if search.budget.examined - before <= CHEAP else 0
            continue
        if path is None:
            verdict.free = first
            return
        verdict.paths.append(path)
        verdict.sanctioned_by[part[0]] = len(verdict.paths) - 1
        part = _undeterred(verdict, search, part[1:], len(verdict.paths) - 1)


def _undeterred(verdict: Verdict, search: SanctionSearch, part: NDArray[np.int64], index: int) -> NDArray[np.int64]:
    """Record the improvements that a known sanction deters, and return the others."""
    if not len(part):
        return part
    search.budget.pause = search.budget.most
    try:
        deterred = search.deters(verdict.paths[index], verdict.improvements[part])
    except OutOfBudget:
        return part
    verdict.sanctioned_by[part[deterred]] = index
    return part[~deterred]
