"""The slow twin of signposts: written from their definition, on dictionaries and dense matrices.

A *walk* is a chain by state: for each state its moves, as (probability, decision maker, end). An *event* is whatever
can be seen of a move; who asks says what that is. Every probability is found on its own, by following each state
together with whether what is asked for has happened yet.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

import numpy as np

Walk = Mapping[int, list[tuple[float, int, int]]]
Move = tuple[int, int, int]
Seen = Callable[[Move], Hashable]
Ends = frozenset[frozenset[int]]


@dataclass(frozen=True)
class Post:
    """A signpost: how likely it is passed, after how many moves, and what is likely around it, by end."""

    moves: frozenset[tuple[int, int]]
    earliest: int
    probability: float
    ever: float
    before: dict[frozenset[int], float]
    after: dict[frozenset[int], float]
    seen: dict[frozenset[int], float]


def moves_of(walk: Walk) -> list[Move]:
    return [(dm, state, end) for state, onward in walk.items() for _, dm, end in onward]


def reachable(walk: Walk) -> dict[int, set[int]]:
    """Return where each state leads, itself included."""
    found = {state: {state} for state in walk}
    for _ in walk:
        found = {state: ends.union(*({end for _, _, end in walk[t]} for t in ends)) for state, ends in found.items()}
    return found


def possible_ends(walk: Walk) -> dict[int, Ends]:
    """Return, for each state, the sets of states that it leads to and that lead to one another and nowhere else."""
    reached = reachable(walk)
    closed = {frozenset(ends) for ends in reached.values() if all(reached[t] == ends for t in ends)}
    return {state: frozenset(end for end in closed if end <= ends) for state, ends in reached.items()}


def chance_of(walk: Walk, happens: Callable[[Move], bool], worth: Mapping[int, float]) -> dict[int, float]:
    """Return the expectation of `worth` where the first of some moves leads, 0 if none is ever made."""
    counts = {state: [move for move in moves_of(walk) if move[1] == state and happens(move)] for state in walk}
    reached = reachable(walk)
    alive = [state for state in walk if any(counts[t] for t in reached[state])]
    row = {state: k for k, state in enumerate(alive)}
    system, right = np.eye(len(alive)), np.zeros(len(alive))
    for state in alive:
        for chance, dm, end in walk[state]:
            if happens((dm, state, end)):
                right[row[state]] += chance * worth[end]
            elif end in row:
                system[row[state], row[end]] -= chance
    solved = np.linalg.solve(system, right) if alive else right
    return {state: float(solved[row[state]]) if state in row else 0.0 for state in walk}


def likely(walk: Walk, end: frozenset[int]) -> dict[int, float]:
    """Return how likely an end is from each state: certain inside it, or else once it is entered."""
    entered = chance_of(walk, lambda move: move[2] in end and move[1] not in end, dict.fromkeys(walk, 1.0))
    return {state: 1.0 if state in end else entered[state] for state in walk}


def fewest_moves(walk: Walk, start: int) -> dict[int, int]:
    found, layer, moves = {start: 0}, {start}, 0
    while layer:
        moves += 1
        layer = {end for state in layer for _, _, end in walk[state]} - found.keys()
        found |= dict.fromkeys(layer, moves)
    return found


def posts(walk: Walk, start: int, seen: Seen) -> dict[tuple[Hashable, Ends], Post]:
    """Return the signposts, by what is seen and which ends are possible afterwards."""
    ends, moves = possible_ends(walk), moves_of(walk)
    groups: dict[tuple[Hashable, Ends], set[Move]] = {}
    for move in moves:
        if ends[move[1]] != ends[move[2]]:
            groups.setdefault((seen(move), ends[move[2]]), set()).add(move)
    chances = {end: likely(walk, end) for end in ends[start]}
    return {key: _post(walk, start, group, (key[0], seen), chances) for key, group in groups.items()}


def _post(
    walk: Walk,
    start: int,
    group: set[Move],
    event: tuple[Hashable, Seen],
    chances: dict[frozenset[int], dict[int, float]],
) -> Post:
    def is_seen(move: Move) -> bool:
        return event[1](move) == event[0]

    sure, depth = dict.fromkeys(walk, 1.0), fewest_moves(walk, start)
    passed = {move: chance_of(walk, {move}.__contains__, sure)[start] for move in group}
    total, ever = sum(passed.values()), chance_of(walk, is_seen, sure)[start]
    return Post(
        frozenset((state, end) for _, state, end in group),
        1 + min(depth[state] for _, state, _ in group),
        chance_of(walk, group.__contains__, sure)[start],
        ever,
        {end: sum(passed[move] * of[move[1]] for move in group) / total for end, of in chances.items()},
        {end: sum(passed[move] * of[move[2]] for move in group) / total for end, of in chances.items()},
        {end: chance_of(walk, is_seen, of)[start] / ever for end, of in chances.items()},
    )
