"""What a verdict depends on: the states that a decision maker must not prefer, given the others' rankings.

For a state s and a decision maker, let A be the set of states that it strictly prefers to s, its *upper set*. With
the others' rankings fixed, s is stable for it exactly if each end in A that it can move to from s has a reply that
shares no state with A. A reply is the set of states that a sanction consists of for the decision maker: the state
that the sanction ends in and, under SMR and SSEQ, the ends of the countermoves from there. The upper sets of stable
rankings are closed downwards (Kinsara, Kilgour, Hipel 2015 ask the question by rankings; this is its form by sets).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle, product
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.moves import flip_moves
from countermove.errors import TooLarge, UnknownName
from countermove.model.concepts import Sanctions, with_known_sanctions
from countermove.model.moves import own_mask, subsets

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from numpy.typing import NDArray

    from countermove.analysis.moves import Walk
    from countermove.model.conflict import Conflict

    Positions = NDArray[np.int64]
    Ranks = NDArray[np.int32]

MOST_JOINT = 1 << 16
"""The most combinations of simultaneous moves that are listed for one improvement."""


@dataclass(frozen=True, slots=True)
class Temptation:
    """A move from the state, and the replies that would sanction it.

    Attributes
    ----------
    end : int
        The position of the state that the move leads to.
    replies : tuple of frozenset of int
        The positions of the states of each reply. An empty reply sanctions whatever the decision maker prefers.
    """

    end: int
    replies: tuple[frozenset[int], ...]


@dataclass(frozen=True, eq=False)
class UpperSets:
    """The upper sets of a decision maker that make a state stable for it.

    Attributes
    ----------
    who, state : int
        The positions of the decision maker and of the state.
    concept : str
        The id of the concept.
    size : int
        The number of states, S.
    temptations : tuple of Temptation
        The decision maker's moves from the state.
    """

    who: int
    state: int
    concept: str
    size: int
    temptations: tuple[Temptation, ...]

    def unsanctioned(self, preferred: Collection[int]) -> tuple[Temptation, ...]:
        """Return the improvements that no reply sanctions, if these states are preferred to the state."""
        upper = frozenset(preferred)
        return tuple(
            each for each in self.temptations if each.end in upper and all(upper & reply for reply in each.replies)
        )

    def feasible(self, preferred: Collection[int]) -> bool:
        """Whether the state is stable if exactly these states are preferred to it."""
        return not self.unsanctioned(preferred)


def upper_sets(walk: Walk, ranks: Ranks, who: int, state: int, concept: str) -> UpperSets:
    """Return the upper sets of a decision maker that make a state stable for it.

    Parameters
    ----------
    walk : Walk
        The moves of the conflict.
    ranks : ndarray of int32, shape (n, S)
        The rankings; that of the decision maker itself is not read.
    who, state : int
        The positions of the decision maker and of the state.
    concept : str
        The id of a registered concept.

    Raises
    ------
    UnknownName
        If the conflict's form does not define the concept.
    InvalidRequest
        If the registry does not say what sanctions under the concept.
    TooLarge
        If there are too many combinations of simultaneous moves.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.moves import walk
    >>> syria = cases.load("syria-iraq-1975")
    >>> family = upper_sets(walk(syria), syria.ranks, 0, 1, "seq")
    >>> [(each.end + 1, [sorted(k + 1 for k in reply) for reply in each.replies]) for each in family.temptations]
    [(1, [[4]]), (3, [[6]])]
    >>> family.feasible({0, 2, 5}), family.feasible({0, 2})
    (False, True)
    """
    by = with_known_sanctions(concept)
    if by.simultaneous:
        found = _simultaneous(walk.conflict, ranks, who, state)
    else:
        found = _in_turn(walk, ranks, who, state, concept)
    return UpperSets(who, state, concept, ranks.shape[1], tuple(found))


def _in_turn(walk: Walk, ranks: Ranks, who: int, state: int, concept: str) -> Iterator[Temptation]:
    by = with_known_sanctions(concept)
    for end in map(int, np.unique(walk.moves(who, np.array([state]))[1])):
        if by.sanctions is Sanctions.NONE:
            yield Temptation(end, ())
            continue
        reach = responses(walk, ranks, who, end, credible=by.credible)
        yield Temptation(end, _minimal(end, _replies(walk, who, state, reach, countermove=by.countermove)))


def _replies(walk: Walk, who: int, state: int, reach: Positions, *, countermove: bool) -> Iterator[frozenset[int]]:
    """Yield the states of each reply: an end of a sanction, and the ends of the countermoves from there."""
    if not countermove:
        yield from (frozenset({k} - {state}) for k in reach.tolist())
        return
    source, ends = walk.moves(who, reach)
    order = np.argsort(source, kind="stable")
    cuts = np.searchsorted(source[order], np.arange(1, len(reach)))
    for k, counters in zip(reach.tolist(), np.split(ends[order], cuts) if len(reach) else (), strict=True):
        yield frozenset({k, *counters.tolist()} - {state})


def _minimal(end: int, replies: Iterator[frozenset[int]]) -> tuple[frozenset[int], ...]:
    """Return the replies that can sanction, each once; an empty one makes the others needless.

    A reply with the end itself sanctions nothing: it shares a state with the upper set of whoever is tempted.
    """
    found = dict.fromkeys(reply for reply in replies if end not in reply)
    return (frozenset(),) if frozenset() in found else tuple(found)


def responses(walk: Walk, ranks: Ranks, who: int, first: int, *, credible: bool) -> Positions:
    """Return the ends of the opponents' legal sequences from a state, ascending, shape (R,).

    Parameters
    ----------
    walk : Walk
        The moves of the conflict.
    ranks : ndarray of int32, shape (n, S)
        The rankings of the opponents.
    who, first : int
        The positions of the decision maker that does not move, and of the state.
    credible : bool
        Whether each move has to be an improvement of its mover.
    """
    pairs = legal_pairs(walk, ranks, who, first, credible=credible)
    return np.flatnonzero(pairs.any(axis=0))


def legal_pairs(walk: Walk, ranks: Ranks, who: int, first: int, *, credible: bool) -> NDArray[np.bool_]:
    """Return the ends of the opponents' legal sequences by last mover, bool, shape (n, S); as `responses`."""
    met, left = np.zeros(ranks.shape, np.bool_), np.zeros(ranks.shape, np.bool_)
    movers = [dm for dm in walk.conflict.movers if dm != who]
    start = np.zeros(ranks.shape[1], np.bool_)
    start[first] = True
    idle = 0
    for dm in cycle(movers):
        before = [other for other in movers if other != dm]
        states = np.flatnonzero((met[before].any(axis=0) | start) & ~left[dm])
        left[dm, states] = True
        met[dm, _steps(walk, ranks, dm, states, credible=credible)] = True
        idle = 0 if len(states) else idle + 1
        if idle == len(movers):
            break
    return met


def _steps(walk: Walk, ranks: Ranks, dm: int, states: Positions, *, credible: bool) -> Positions:
    """Return the ends of a decision maker's moves from some states, each once, shape (R,)."""
    source, ends = walk.moves(dm, states)
    return np.unique(ends[ranks[dm, ends] > ranks[dm, states[source]]] if credible else ends)


def _simultaneous(conflict: Conflict, ranks: Ranks, who: int, state: int) -> Iterator[Temptation]:
    for end, joint in joint_moves(conflict, ranks, who, state):
        yield Temptation(end, _minimal(end, (frozenset({each.end} - {state}) for each in joint)))


@dataclass(frozen=True, slots=True)
class JointEnd:
    """The feasible end of a move and of improvements that others make at the same time.

    Attributes
    ----------
    end : int
        The position of the state.
    steps : tuple of (int, int)
        The positions of the others, and of the states that each of them would reach alone.
    """

    end: int
    steps: tuple[tuple[int, int], ...]


def joint_moves(conflict: Conflict, ranks: Ranks, who: int, state: int) -> Iterator[tuple[int, Iterator[JointEnd]]]:
    """Yield the moves from each member of a state, with their joint ends, in an order that does not depend on ranks.

    Parameters
    ----------
    conflict : Conflict
        In option form.
    ranks : ndarray of int32, shape (n, S)
        The rankings of the others.
    who, state : int
        The positions of the decision maker and of the state.

    Raises
    ------
    UnknownName
        If the conflict is in graph form.
    TooLarge
        If there are too many combinations.
    """
    if conflict.graph is not None:
        raise UnknownName("simultaneous stability (sim) is defined by options, not for a graph of states")
    states = conflict.states
    for member in states.members[states.state_of == state].tolist():
        others = [
            [
                (dm, end, flip)
                for end, _, flip in _member_moves(conflict, dm, member)
                if ranks[dm, end] > ranks[dm, state]
            ]
            for dm in conflict.movers
            if dm != who
        ]
        for end, left, flip in _member_moves(conflict, who, member):
            if end != state:
                yield end, _joint_ends(conflict, left ^ flip, others)


def _joint_ends(conflict: Conflict, reached: int, others: list[list[tuple[int, int, int]]]) -> Iterator[JointEnd]:
    if np.prod([1.0 + len(each) for each in others]) > MOST_JOINT:
        raise TooLarge(
            f"more than {MOST_JOINT:,} combinations of simultaneous moves would have to be gone through for one "
            f"state of {conflict.title!r}. What would help: ask by another concept than sim"
        )
    for combination in product(*([None, *each] for each in others)):
        steps = [each for each in combination if each is not None]
        together = reached
        for _, _, flip in steps:
            together ^= flip
        if (position := _state_at(conflict, together)) is not None:
            yield JointEnd(position, tuple((dm, end) for dm, end, _ in steps))


def _member_moves(conflict: Conflict, dm: int, member: int) -> list[list[int]]:
    """Return the moves of a decision maker from a member: the position of the end, the member and the flip."""
    flips = subsets(own_mask(conflict, dm))[1:]
    rows: list[list[int]] = flip_moves(conflict, np.array([member], np.int32), flips).tolist()
    return rows


def _state_at(conflict: Conflict, mask: int) -> int | None:
    """Return the position of the state with a member; None if the mask is infeasible."""
    states = conflict.states
    at = int(np.searchsorted(states.members, mask))
    there = at < len(states.members) and int(states.members[at]) == mask
    return int(states.state_of[at]) if there else None
