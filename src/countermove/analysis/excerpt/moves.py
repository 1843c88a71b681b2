"""Moves and states of an excerpt: which moves between the chosen states are drawn, and what kind each is."""

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
from countermove.model.reading import reading_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from countermove.analysis.evolution.result import Evolution
    from countermove.analysis.excerpt.paths import ExcerptPath, MoveKey
    from countermove.analysis.solution import Solution
    from countermove.model.concepts import Concept
    from countermove.model.conflict import Conflict

    Positions = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class MoveFacts:
    """Facts about the moves between chosen states.

    Attributes
    ----------
    conflict : Conflict
        A conflict of S states.
    evolution : Evolution or None
        Its evolution.
    positions : ndarray of intp, shape (k,)
        The positions of the chosen states, from 0, ascending.
    """

    conflict: Conflict
    evolution: Evolution | None
    positions: Positions

    @property
    def complete(self) -> bool:
        """Whether all states of the conflict are chosen."""
        return len(self.positions) == len(self.conflict.states)

    @property
    def concept(self) -> str:
        """The id of the concept under which improvements are sanctioned: of the evolution, or the reading."""
        return self.evolution.concept if self.evolution else self._by.id

    @cached_property
    def credible(self) -> Credible:
        """The improvements that are not sanctioned."""
        return self.evolution.credible if self.evolution else credible(self.conflict, self._by)

    @cached_property
    def _by(self) -> Concept:
        """The conflict's reading, or the default concept if the reading drives no evolution."""
        own = reading_of(self.conflict)
        return own if own.evolves else CONCEPTS[DEFAULT_CONCEPT]

    @cached_property
    def ends(self) -> dict[tuple[int, int], Positions]:
        """By mover and chosen state, the positions of all states that moves lead to, shape (a,)."""
        dms, moves = range(len(self.conflict.decision_makers)), leaving(self.conflict)
        return {(dm, k): moves(dm, k) for dm in dms for k in self.positions.tolist()}

    @cached_property
    def chances(self) -> dict[MoveKey, float]:
        """The probability of each move of the chain between chosen states, in the state that it leaves."""
        if self.evolution is None:
            return {}
        chain = self.evolution.chain
        start, to = chain.states[chain.origin], chain.states[chain.end]
        among = np.isin(start, self.positions) & np.isin(to, self.positions)
        moves = zip(chain.mover[among].tolist(), start[among].tolist(), to[among].tolist(), strict=True)
        return dict(zip(moves, chain.chance[among].tolist(), strict=True))

    def improves(self, move: MoveKey) -> bool:
        """Whether a move is an improvement."""
        dm, start, to = move
        return bool(self.conflict.ranks[dm, to] > self.conflict.ranks[dm, start])

    def sanctioned(self, move: MoveKey) -> bool:
        """Whether a move is an improvement after which its mover cannot count on being better off."""
        dm, start, to = move
        return self.improves(move) and bool(self.credible.prospects[dm, to] <= self.conflict.ranks[dm, start])

    def improvements(self, position: int) -> int:
        """Return the number of improvements of all decision makers from a state."""
        ranks = self.conflict.ranks
        each = range(len(self.conflict.decision_makers))
        return sum(int((ranks[dm, self.ends[dm, position]] > ranks[dm, position]).sum()) for dm in each)


def drawn_moves(facts: MoveFacts, paths: Iterable[ExcerptPath], most: int) -> tuple[DrawnMove, ...]:
    """Return the most important moves between chosen states, at most `most`.

    Moves on paths and improvements are candidates. If all states of the conflict are chosen, so are the other moves
    that do not take back an improvement of the same decision maker.
    """
    on_path: dict[MoveKey, int] = {}
    for move in (move for path in paths for move in path.moves):
        on_path.setdefault(move, len(on_path))
    among = set(facts.positions.tolist())
    every = [(dm, k, to) for (dm, k), ends in facts.ends.items() for to in ends.tolist() if to in among]
    candidates = (move for move in every if move in on_path or facts.improves(move) or _informative(facts, move))
    ranked = sorted((*_priority(facts, on_path, move), move) for move in candidates)
    kept = sorted((move for *_, move in ranked[:most]), key=lambda move: (move[1], move[0], move[2]))
    return tuple(_drawn(facts, move) for move in kept)


def _informative(facts: MoveFacts, move: MoveKey) -> bool:
    """Whether a move of a conflict shown whole is more than the reverse of an improvement."""
    dm, start, to = move
    return facts.complete and not (start in facts.ends[dm, to] and facts.improves((dm, to, start)))


def _priority(facts: MoveFacts, on_path: Mapping[MoveKey, int], move: MoveKey) -> tuple[int, int]:
    """Return a sort key, the most important move first: kind of move, then order on paths or rank of its end."""
    dm, _, to = move
    if move in on_path:
        return 0, on_path[move]
    if move in facts.chances:
        return 1, 0
    preferred = -int(facts.conflict.ranks[dm, to])
    if facts.improves(move):
        return 3 if facts.sanctioned(move) else 2, preferred
    return 4, preferred


def _drawn(facts: MoveFacts, move: MoveKey) -> DrawnMove:
    dm, start, to = move
    conflict = facts.conflict
    starts, stops = changes(conflict, dm, start, to) if conflict.graph is None else ((), ())
    return DrawnMove(
        conflict.decision_makers[dm].id,
        start + 1,
        to + 1,
        starts,
        stops,
        facts.improves(move),
        facts.sanctioned(move),
        facts.chances.get(move, 0.0),
    )


def drawn_states(facts: MoveFacts, solution: Solution, moves: tuple[DrawnMove, ...]) -> tuple[DrawnState, ...]:
    """Return the chosen states, by number."""
    shown = Counter(move.start for move in moves if move.improves)
    return tuple(_state(facts, solution, k, shown[k + 1]) for k in facts.positions.tolist())


def _state(facts: MoveFacts, solution: Solution, k: int, shown: int) -> DrawnState:
    improvements = facts.improvements(k)
    holds = tuple(id_ for id_ in solution.concepts if solution.where(id_)[k])
    settles, never = _ends(facts.evolution, k + 1)
    start = k + 1 == solution.conflict.status_quo_number
    return DrawnState(k + 1, start, holds, settles, never, improvements == 0, improvements - shown)


def _ends(evolution: Evolution | None, number: int) -> tuple[float, float]:
    """Return the probabilities that the conflict settles in a state, and that it goes round among it and others."""
    ends = [end for end in evolution.ends if number in end.states] if evolution else []
    settles = sum(end.probability for end in ends if end.settles)
    return settles, sum(end.probability for end in ends if not end.settles)
