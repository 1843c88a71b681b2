"""Coalition stability written from the definitions, nothing imported from the package under test.

A coalition is a set of decision makers. Where the definitions say "better for all members", so does this file; its
complement is "some member is no better off".
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from itertools import combinations

from oracle import GraphModel, remembered, responses

CONCEPTS = ("nash", "gmr", "smr", "seq")


def moves(model: GraphModel, members: Collection[int], start: int) -> frozenset[int]:
    """R_H(s): the ends of the legal sequences of the members."""
    return responses(model, members, start, improving=False)


def better_for_all(model: GraphModel, members: Collection[int], end: int, start: int) -> bool:
    return all(model.rank[dm][end] > model.rank[dm][start] for dm in members)


@remembered
def improvements(model: GraphModel, members: tuple[int, ...], start: int) -> frozenset[int]:
    """R_H++(s): of these, the ones that are better for every member than s."""
    return frozenset(end for end in moves(model, members, start) if better_for_all(model, members, end, start))


def coalitions(dms: Collection[int]) -> list[tuple[int, ...]]:
    """All non-empty subsets."""
    return [each for size in range(1, len(dms) + 1) for each in combinations(sorted(dms), size)]


@remembered
def improving_responses(model: GraphModel, others: tuple[int, ...], start: int) -> frozenset[int]:
    """R++ of the class of all non-empty subsets of the others: no coalition of the class acts twice in a row."""
    ends: set[int] = set()
    met: set[tuple[int, tuple[int, ...]]] = set()
    waiting: deque[tuple[int, tuple[int, ...]]] = deque([(start, ())])
    while waiting:
        state, last = waiting.popleft()
        for each in coalitions(others):
            for end in improvements(model, each, state) if each != last else ():
                ends.add(end)
                if (end, each) not in met:
                    met.add((end, each))
                    waiting.append((end, each))
    return frozenset(ends)


def is_stable(model: GraphModel, concept: str, members: tuple[int, ...], state: int) -> bool:
    return all(is_sanctioned(model, concept, members, state, end) for end in improvements(model, members, state))


def is_sanctioned(model: GraphModel, concept: str, members: tuple[int, ...], state: int, end: int) -> bool:
    others = tuple(dm for dm in range(len(model.rank)) if dm not in members)
    if concept == "nash":
        return False
    answers = improving_responses(model, others, end) if concept == "seq" else moves(model, others, end)
    deterring = {answer for answer in answers if not better_for_all(model, members, answer, state)}
    if concept != "smr":
        return bool(deterring)
    return any(
        not any(better_for_all(model, members, final, state) for final in moves(model, members, answer))
        for answer in deterring
    )


def stable(model: GraphModel, concept: str, members: tuple[int, ...]) -> set[int]:
    return {state for state in model.states if is_stable(model, concept, members, state)}


def universal(model: GraphModel, concept: str) -> set[int]:
    """Stable for every non-empty coalition, single decision makers among them."""
    return set.intersection(*(stable(model, concept, each) for each in coalitions(range(len(model.rank)))))
