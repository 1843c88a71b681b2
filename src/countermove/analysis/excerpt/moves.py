"""The moves among some states of a conflict: what kind each is, and which of them there is room for.

What part each drawn state has in the conflict.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.evolution.chain import Credible, credible
from countermove.analysis.excerpt.result import DrawnMove, DrawnState
from countermove.analysis.improvements import changes
from countermove.analysis.moves import leaving
from countermove.model.concepts import CONCEPTS, DEFAULT_CONCEPT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from countermove.analysis.evolution.result import Evolution
    from countermove.analysis.excerpt.paths import ExcerptPath, Moved
    from countermove.analysis.solution import Solution
    from countermove.model.conflict import Conflict

    Positions = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Around:
    """What is known of the moves from some states; positions count from 0."""

    conflict: Conflict
    evolution: Evolution | None
    positions: Positions

    @property
    def complete(self) -> bool:
        """Whether these are all states of the conflict."""
        return len(self.positions) == len(self.conflict.states)

    @property
    def concept(self) -> str:
        """The id of the concept by which improvements are sanctioned."""
        return self.evolution.concept if self.evolution else DEFAULT_CONCEPT

    @cached_property
    def credible(self) -> Credible:
        """Which improvements are not sanctioned."""
        return self.evolution.credible if self.evolution else credible(self.conflict, CONCEPTS[self.concept])

    @cached_property
    def ends(self) -> dict[tuple[int, int], Positions]:
        """By mover and state, all states that a move leads to, drawn or not."""
        dms, moves = range(len(self.conflict.decision_makers)), leaving(self.conflict)
        return {(dm, k): moves(dm, k) for dm in dms for k in self.positions.tolist()}

    @cached_property
    def chances(self) -> dict[Moved, float]:
        """How likely each move of the chain between these states is, in the state that it leaves."""
        if self.evolution is None:
            return {}
        chain = self.evolution.chain
        start, to = chain.states[chain.origin], chain.states[chain.end]
        among = np.isin(start, self.positions) & np.isin(to, self.positions)
        moves = zip(chain.mover[among].tolist(), start[among].tolist(), to[among].tolist(), strict=True)
        return dict(zip(moves, chain.chance[among].tolist(), strict=True))

    def improves(self, move: Moved) -> bool:
        """Whether a move is an improvement."""
        dm, start, to = move
        return bool(self.conflict.ranks[dm, to] > self.conflict.ranks[dm, start])

    def sanctioned(self, move: Moved) -> bool:
        """Whether a move is an improvement after which its mover cannot count on being better off."""
        dm, start, to = move
        return self.improves(move) and bool(self.credible.prospects[dm, to] <= self.conflict.ranks[dm, start])

    def improvements(self, position: int) -> int:
        """Return how many improvements there are from a state, of all decision makers together."""
        ranks = self.conflict.ranks
        each = range(len(self.conflict.decision_makers))
        return sum(int((ranks[dm, self.ends[dm, position]] > ranks[dm, position]).sum()) for dm in each)


def moves_among(around: Around, told: Iterable[ExcerptPath], most: int) -> tuple[DrawnMove, ...]:
    """Return the moves among some states, not more than `most`.

    What is no improvement and lies on no way is shown only if all states of the conflict are, and if it does not just
    take back an improvement of the same decision maker.
    """
    on_way: dict[Moved, int] = {}
    for move in (move for way in told for move in way.moves):
        on_way.setdefault(move, len(on_way))
    among = set(around.positions.tolist())
    every = [(dm, k, to) for (dm, k), ends in around.ends.items() for to in ends.tolist() if to in among]
    worth = (move for move in every if move in on_way or around.improves(move) or _adds(around, move))
    graded = sorted((*_grade(around, on_way, move), move) for move in worth)
    kept = sorted((move for *_, move in graded[:most]), key=lambda move: (move[1], move[0], move[2]))
    return tuple(_drawn(around, move) for move in kept)


def _adds(around: Around, move: Moved) -> bool:
    """Whether a move that is no improvement tells something about a conflict of which everything is shown."""
    dm, start, to = move
    return around.complete and not (start in around.ends[dm, to] and around.improves((dm, to, start)))


def _grade(around: Around, on_way: Mapping[Moved, int], move: Moved) -> tuple[int, int]:
    """Return how much a move matters, the smaller the more: on which way it lies, or how its mover likes the end."""
    dm, _, to = move
    if move in on_way:
        return 0, on_way[move]
    if move in around.chances:
        return 1, 0
    liked = -int(around.conflict.ranks[dm, to])
    if around.improves(move):
        return 3 if around.sanctioned(move) else 2, liked
    return 4, liked


def _drawn(around: Around, move: Moved) -> DrawnMove:
    dm, start, to = move
    conflict = around.conflict
    starts, stops = changes(conflict, dm, start, to) if conflict.graph is None else ((), ())
    return DrawnMove(
        conflict.decision_makers[dm].id,
        start + 1,
        to + 1,
        starts,
        stops,
        around.improves(move),
        around.sanctioned(move),
        around.chances.get(move, 0.0),
    )


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
