"""What a coalition could agree on: joint improvements that take all of its members, and what would keep them to it.

Here several may act at once: beside legal sequences, whose every step has to be feasible, all options of the members
may change together. Stability and equilibrium jumps go by legal sequences alone.

What each member of a coalition changes in a joint move, and what it gains by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal

import numpy as np

from countermove.analysis.coalitions.stability import undominated
from countermove.analysis.coalitions.steps import least
from countermove.model.moves import directions, own_mask
from countermove.model.scope import truth

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.analysis.coalitions.steps import Arcs, Members, Steps, Where
    from countermove.model.conflict import Conflict

    Kept = Literal["outright", "by threat", "not kept"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """A joint improvement that takes every member, and that no other one betters for them.

    Attributes
    ----------
    coalition : tuple of str
        The ids of the members.
    start, to : int
        The numbers of the states that it leads from and to.
    at_once : bool
        Whether the members have to act at the same time, because no feasible sequence of single moves leads there.
    tempted : tuple of str
        The members who could do as well or better by a move of their own, to which the others have no answer.
    deterred : tuple of str
        The members who could, but whom the other members would then bring below the agreement, gaining by each step.
    """

    coalition: tuple[str, ...]
    start: int
    to: int
    at_once: bool
    tempted: tuple[str, ...]
    deterred: tuple[str, ...]

    @property
    def kept(self) -> Kept:
        """Whether it is better for every member than anything that one does alone, if need be after the answer."""
        if self.tempted:
            return "not kept"
        return "by threat" if self.deterred else "outright"


def agreements(conflict: Conflict, steps: Steps, members: Members, start: int) -> tuple[Agreement, ...]:
    """Return what a coalition could agree on in one state.

    Parameters
    ----------
    conflict : Conflict
        In any form.
    steps : Steps
        Of the same conflict.
    members : tuple of int
        The coalition.
    start : int
        The position of the state.

    Returns
    -------
    tuple of Agreement
        None of them is better for all members than another, or as good for all and better for some.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.coalitions.steps import steps
    >>> dilemma = cases.load("prisoners-dilemma")
    >>> [(each.to, each.kept) for each in agreements(dilemma, steps(dilemma), (0, 1), 0)]
    [(4, 'outright')]
    """
    in_turn, at_once = steps.reached_from(members, start), joint_flips(conflict, members, start)
    ends = (in_turn | at_once) & (steps.rank[[*members]] > steps.rank[[*members], start, None]).all(axis=0)
    for size in range(1, len(members)):
        for fewer in combinations(members, size):
            ends &= ~(steps.reached_from(fewer, start) | joint_flips(conflict, fewer, start))
    best = _best(steps, members, ends)
    return tuple(_agreement(conflict, steps, members, (start, to), at_once=not bool(in_turn[to])) for to in best)


def _best(steps: Steps, members: Members, ends: Where) -> list[int]:
    """Return the positions of those ends that no other is better for, by the members' ranks."""
    found = np.flatnonzero(ends)
    ranks = steps.rank[[*members]][:, found]
    best = {*map(tuple, undominated(ranks).T.tolist())}
    return [int(k) for k, column in zip(found, ranks.T.tolist(), strict=True) if tuple(column) in best]


def _agreement(
    conflict: Conflict, steps: Steps, members: Members, pair: tuple[int, int], *, at_once: bool
) -> Agreement:
    start, to = pair
    ids = [dm.id for dm in conflict.decision_makers]
    lone = {i: _lone(steps, members, i, start, to) for i in members}
    tempted = tuple(ids[i] for i, ways in lone.items() if ways and not all(ways))
    deterred = tuple(ids[i] for i, ways in lone.items() if ways and all(ways))
    return Agreement(tuple(ids[i] for i in members), start + 1, to + 1, at_once, tempted, deterred)


def _lone(steps: Steps, members: Members, dm: int, start: int, to: int) -> list[bool]:
    """Return, for each own move of a member that is as good as an agreement, whether the others have an answer."""
    rank, moves = steps.rank[dm], steps.moves[dm]
    ends = moves[moves[:, 0] == start, 1]
    ends = ends[rank[ends] >= rank[to]]
    if not len(ends):
        return []
    answers: list[Arcs] = [steps.improvements((j,)) for j in members if j != dm]
    answered: list[bool] = (least(answers, rank)[ends] < rank[to]).tolist()
    return answered


def joint_flips(conflict: Conflict, members: Members, start: int) -> Where:
    """Return where a coalition gets by changing all its options at once, whatever lies between (as GMCR+ does).

    Parameters
    ----------
    conflict : Conflict
        In graph form there are no options, and so no such moves.
    members : tuple of int
        The coalition.
    start : int
        The position of the state; a coalesced state may be left from any of its members.

    Returns
    -------
    ndarray of bool, shape (S,)

    Examples
    --------
    >>> from countermove import Conflict, DecisionMaker, Option, Rule
    >>> a, b = (DecisionMaker(id=who, options=(Option(id=who + "1"),)) for who in "ab")
    >>> swap = Conflict(title="t", decision_makers=(a, b), rules=(Rule(holds="exactly one of (a1, b1)"),))
    >>> joint_flips(swap, (0, 1), 0).tolist()
    [False, True]
    """
    states = conflict.states
    there = np.zeros(len(states), np.bool_)
    if conflict.graph is not None:
        return there
    own = sum(own_mask(conflict, i) for i in members)
    stays_on, stays_off = directions(conflict)
    for mask in states.members[states.state_of == start].tolist():
        flip = states.members ^ mask
        barred = (flip & ~own) | (flip & mask & stays_on) | (flip & ~mask & stays_off)
        there[states.state_of[barred == 0]] = True
    there[start] = False
    return there


@dataclass(frozen=True, slots=True)
class MemberMove:
    """What one member has to do with a joint move.

    Attributes
    ----------
    dm : str
        The member's id.
    starts, stops : tuple of str
        The options that it turns on and off; empty in graph form. Between coalesced states, of the members that
        differ in the fewest options.
    gains : str
        The most important statement that becomes true for it; empty if it does not go by statements, or where
        statements do not decide.
    """

    dm: str
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    gains: str


def parts(conflict: Conflict, coalition: Iterable[str], start: int, to: int) -> tuple[MemberMove, ...]:
    """Return the part of each member in a joint move between two states, by number.

    Examples
    --------
    >>> from countermove import cases
    >>> [(each.dm, each.starts) for each in parts(cases.load("prisoners-dilemma"), ("a", "b"), 1, 4)]
    [('a', ('a.cooperate',)), ('b', ('b.cooperate',))]
    """
    left, reached = _fewest_changes(conflict, start - 1, to - 1)
    return tuple(_part(conflict, conflict.position(dm), (left, reached), start - 1, to - 1) for dm in coalition)


def _part(conflict: Conflict, dm: int, masks: tuple[int, int], start: int, to: int) -> MemberMove:
    left, reached = masks
    own = own_mask(conflict, dm)
    starts, stops = _named(conflict, own & reached & ~left), _named(conflict, own & left & ~reached)
    return MemberMove(conflict.decision_makers[dm].id, starts, stops, gained(conflict, dm, start, to))


def _named(conflict: Conflict, mask: int) -> tuple[str, ...]:
    return tuple(name for bit, name in enumerate(conflict.options) if mask >> bit & 1)


def _fewest_changes(conflict: Conflict, start: int, to: int) -> tuple[int, int]:
    """Return the masks of two states; of coalesced ones, the two members that differ least."""
    states = conflict.states
    if conflict.graph is not None:
        return 0, 0
    left, reached = (states.members[states.state_of == k] for k in (start, to))
    flips = np.bitwise_count(left[:, None] ^ reached[None, :])
    k, j = np.unravel_index(int(flips.argmin()), flips.shape)
    return int(left[k]), int(reached[j])


def gained(conflict: Conflict, dm: int, start: int, to: int) -> str:
    """Return the most important statement of a decision maker that becomes true between two positions.

    Returns
    -------
    str
        Empty if the most important difference makes no statement true, or there are no statements.
    """
    masks = conflict.states.masks[[start, to]]
    for level in conflict.decision_makers[dm].preferences.statements:
        held = [truth(conflict, each.holds, masks).tolist() for each in level]
        if sum(before for before, _ in held) != sum(after for _, after in held):
            won = [each.holds for each, (before, after) in zip(level, held, strict=True) if after and not before]
            return won[0] if won else ""
    return ""
