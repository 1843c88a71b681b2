"""The equilibria of a solution in the order in which a reader wants them: those that improvements lead to, first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.evolution.attainment import attain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.solution import Solution


class Way(Enum):
    """The moves that lead to a state from the status quo."""

    IMPROVEMENTS = "improvements lead here"
    MOVES = "only other moves lead here"
    NONE = "no moves lead here"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class StableSituation:
    """An equilibrium.

    Attributes
    ----------
    position : int
        Of the state, from 0.
    concepts : tuple of str
        The ids of the concepts by which it holds.
    way : Way
        The moves that lead to it; unknown without a status quo, and above 4,096 states.
    """

    position: int
    concepts: tuple[str, ...]
    way: Way


def stable_situations(
    solution: Solution, most: int, weight: NDArray[np.float64] | None = None
) -> tuple[tuple[StableSituation, ...], int]:
    """Return the foremost equilibria, and the number of all.

    Those that improvements lead to come first, then those that other moves lead to. Within these groups the order is
    by weight, then by the number of concepts: the stronger test implies the weaker ones.

    Parameters
    ----------
    solution : Solution
        With S states.
    most : int
        The most equilibria to return.
    weight : ndarray of float64, shape (S,), optional
        How likely each state is as an end; by default all alike.

    Examples
    --------
    >>> from countermove import cases, solve
    >>> found, number = stable_situations(solve(cases.load("elmira")), 3)
    >>> number, [(each.position + 1, each.way.value) for each in found]
    (5, [(5, 'improvements lead here'), (1, 'improvements lead here'), (8, 'only other moves lead here')])
    """
    held = {id_: solution.where(id_) for id_ in solution.concepts}
    score = np.zeros(len(solution.conflict.states), np.int64)
    for holds in held.values():
        score += holds
    positions = np.flatnonzero(score)
    ways = _ways(solution)
    likely = np.zeros(len(score)) if weight is None else weight
    order = np.lexsort((positions, -score[positions], -likely[positions], ways[positions]))
    found = tuple(
        StableSituation(k, tuple(id_ for id_ in held if held[id_][k]), [*Way][ways[k]])
        for k in positions[order][:most].tolist()
    )
    return found, len(positions)


def _ways(solution: Solution) -> NDArray[np.int64]:
    """Return the position among `Way` of the way to each state, shape (S,)."""
    conflict, start = solution.conflict, solution.conflict.status_quo_number
    if start is None or not solution.tells_near:
        return np.full(len(conflict.states), [*Way].index(Way.UNKNOWN))
    moved = attain(conflict, start - 1, improving=False).distance >= 0
    return np.where(solution.near_status_quo, 0, np.where(moved, 1, 2))
