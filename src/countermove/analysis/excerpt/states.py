"""What part each drawn state has in the conflict."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from countermove.analysis.excerpt.drawn import DrawnMove, DrawnState

if TYPE_CHECKING:
    from countermove.analysis.evolution.answer import Evolution
    from countermove.analysis.excerpt.moves import Around
    from countermove.analysis.solution import Solution


def described(
    around: Around, solution: Solution, evolution: Evolution | None, moves: tuple[DrawnMove, ...]
) -> tuple[DrawnState, ...]:
    """Return the drawn states, by number."""
    shown = Counter(move.start for move in moves if move.improves)
    return tuple(_state(around, solution, evolution, k, shown[k + 1]) for k in around.positions.tolist())


def _state(around: Around, solution: Solution, evolution: Evolution | None, k: int, shown: int) -> DrawnState:
    improvements = around.improvements(k)
    holds = tuple(id_ for id_ in solution.concepts if solution.where(id_)[k])
    settles, never = _ends(evolution, k + 1)
    start = k + 1 == solution.conflict.status_quo_number
    return DrawnState(k + 1, start, holds, settles, never, improvements == 0, improvements - shown)


def _ends(evolution: Evolution | None, number: int) -> tuple[float, float]:
    """Return how likely the conflict is to settle in a state, and to go round for ever among it and others."""
    ends = [end for end in evolution.ends if number in end.states] if evolution else []
    settles = sum(end.probability for end in ends if end.settles)
    return settles, sum(end.probability for end in ends if not end.settles)
