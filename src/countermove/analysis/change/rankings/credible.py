"""Rankings that serve because somebody else would punish, or would no longer: candidates under SEQ, SSEQ and SIM.

They take no solver. Only the first step after a move is looked at, so that a closer ranking may exist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.change.rankings.levels import nearest_stable
from countermove.analysis.change.rankings.orders import dense, distance
from countermove.model.concepts import with_known_sanctions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from countermove.analysis.change.rankings.demands import StateVerdicts

    Rank = NDArray[np.int32]
    Ranks = NDArray[np.int32]


def preferring(rank: Rank, one: int, other: int) -> Rank:
    """Return a near ranking in which one state is preferred to another, shape (S,): it is raised, or that lowered."""
    if rank[one] > rank[other]:
        return rank
    found = []
    for moved, to in ((one, 2 * int(rank[other]) + 1), (other, 2 * int(rank[one]) - 1)):
        key = 2 * rank
        key[moved] = to
        found.append(dense(key))
    return min(found, key=lambda each: distance(rank, each))


def with_new_sanctions(verdicts: StateVerdicts, ranks: Ranks, free: frozenset[int]) -> Ranks:
    """Return rankings in which each unstable verdict turns by the cheaper of two ways, shape (n, S).

    Either the decision maker's own ranking changes, or for each improvement somebody comes to like to punish it.

    Parameters
    ----------
    verdicts : StateVerdicts
        The state that is to hold.
    ranks : ndarray of int32, shape (n, S)
        The rankings that stand.
    free : frozenset of int
        The positions of the decision makers whose rankings may change.
    """
    found = ranks.copy()
    for who in verdicts.walk.conflict.movers:
        moves = verdicts.unsanctioned(who, found)
        if not moves:
            continue
        punished = found.copy()
        for move in moves:
            punished = _punished(verdicts, who, move.end, punished, free)
        raised = nearest_stable(found[who], verdicts.family(who, found))
        holds = not verdicts.unsanctioned(who, punished)
        if who in free and not (holds and total(found, punished) < raised.distance):
            found[who] = raised.rank
        elif holds:
            found = punished
    return found


def _punished(verdicts: StateVerdicts, who: int, end: int, ranks: Ranks, free: frozenset[int]) -> Ranks:
    """Return near rankings in which somebody likes to answer a move by one of its own that punishes, shape (n, S)."""
    walk, state, rank = verdicts.walk, verdicts.state, ranks[who]
    best, cost = ranks, np.inf
    for dm in sorted(free - {who}):
        for to in walk.moves(dm, np.array([end]))[1].tolist():
            counters = walk.moves(who, np.array([to]))[1]
            symmetric = with_known_sanctions(verdicts.concepts[who]).countermove
            if rank[to] > rank[state] or (symmetric and (rank[counters] > rank[state]).any()):
                continue
            made = preferring(ranks[dm], to, end)
            if (each := distance(ranks[dm], made)) < cost:
                best, cost = ranks.copy(), each
                best[dm] = made
    return best


def without_sanctions(verdicts: StateVerdicts, ranks: Ranks, free: frozenset[int]) -> Iterator[Ranks]:
    """Yield rankings, each of shape (n, S), in which nobody likes to answer a move, which is made an improvement.

    Parameters
    ----------
    verdicts : StateVerdicts
        The state that is to fall.
    ranks : ndarray of int32, shape (n, S)
        The rankings that stand.
    free : frozenset of int
        The positions of the decision makers whose rankings may change.
    """
    for who in verdicts.walk.conflict.movers:
        for move in verdicts.family(who, ranks).temptations:
            found = ranks.copy()
            if ranks[who, move.end] <= ranks[who, verdicts.state]:
                if who not in free:
                    continue
                found[who] = preferring(ranks[who], move.end, verdicts.state)
            for dm in sorted(free - {who}):
                found[dm] = _content(verdicts, dm, move.end, found[dm])
            yield found


def _content(verdicts: StateVerdicts, dm: int, end: int, rank: Rank) -> Rank:
    """Return the ranking in which a decision maker likes no move from a state, which is raised, shape (S,)."""
    ends = verdicts.walk.moves(dm, np.array([end]))[1]
    if not len(ends) or rank[ends].max() <= rank[end]:
        return rank
    raised = rank.copy()
    raised[end] = rank[ends].max()
    return dense(raised)


def total(before: Ranks, after: Ranks) -> float:
    """Return the distance of some rankings from others, over all decision makers; both of shape (n, S)."""
    return sum(distance(*rows) for rows in zip(before, after, strict=True) if not np.array_equal(*rows))
