"""Agreements: undominated joint improvements of a coalition, and the part of each member in a joint move.

Members act by a legal sequence, every state of which is feasible, or change all their options at once (as in GMCR+).
Stability and equilibrium jumps know legal sequences only.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal

import numpy as np

from countermove.analysis.coalitions.stability import undominated
from countermove.analysis.coalitions.steps import least_reached
from countermove.model.moves import directions, own_mask
from countermove.model.scope import truth

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.analysis.coalitions.steps import Arcs, Members, Steps, Where
    from countermove.model.conflict import Conflict

    Keeping = Literal["outright", "by threat", "not kept"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """A joint improvement that needs every member and is Pareto-undominated for them.

    Attributes
    ----------
    coalition : tuple of str
        The ids of the members.
    start, to : int
        The numbers of the states from and to.
    at_once : bool
        Whether the members must act at the same time, because no legal sequence leads there.
    tempted : tuple of str
        The ids of members with an unsanctioned move of their own from `start` that ranks no lower than the agreement.
    deterred : tuple of str
        The ids of members with such moves, all of them sanctioned: by improvements the other members bring them to a
        rank below the agreement.
    """

    coalition: tuple[str, ...]
    start: int
    to: int
    at_once: bool
    tempted: tuple[str, ...]
    deterred: tuple[str, ...]

    @property
    def kept(self) -> Keeping:
        """Whether members keep it: outright, by threat of sanctions, or not, if one is tempted."""
        if self.tempted:
            return "not kept"
        return "by threat" if self.deterred else "outright"


def agreements(conflict: Conflict, steps: Steps, members: Members, start: int) -> tuple[Agreement, ...]:
    """Return the agreements of a coalition in one state.

    Parameters
    ----------
    conflict : Conflict
        In any form.
    steps : Steps
        The moves of the same conflict.
    members : tuple of int
        The positions of the decision makers of the coalition.
    start : int
        The position of the state.

    Returns
    -------
    tuple of Agreement
        The agreements, none of which Pareto-dominates another for the members.

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
    best = _undominated(steps, members, ends)
    return tuple(_agreement(conflict, steps, members, (start, to), at_once=not bool(in_turn[to])) for to in best)


def _undominated(steps: Steps, members: Members, ends: Where) -> list[int]:
    """Return the positions of the ends that no other end Pareto-dominates for the members."""
    found = np.flatnonzero(ends)
    ranks = steps.rank[[*members]][:, found]
    best = {*map(tuple, undominated(ranks).T.tolist())}
    return [int(k) for k, column in zip(found, ranks.T.tolist(), strict=True) if tuple(column) in best]


def _agreement(
    conflict: Conflict, steps: Steps, members: Members, pair: tuple[int, int], *, at_once: bool
) -> Agreement:
    start, to = pair
    ids = [dm.id for dm in conflict.decision_makers]
    sanctioned = {i: _sanctioned(steps, members, i, start, to) for i in members}
    tempted = tuple(ids[i] for i, each in sanctioned.items() if each and not all(each))
    deterred = tuple(ids[i] for i, each in sanctioned.items() if each and all(each))
    return Agreement(tuple(ids[i] for i in members), start + 1, to + 1, at_once, tempted, deterred)


def _sanctioned(steps: Steps, members: Members, dm: int, start: int, to: int) -> list[bool]:
    """Return, for each move of a member that ranks no lower than an agreement, whether the others sanction it."""
    rank, moves = steps.rank[dm], steps.moves[dm]
    ends = moves[moves[:, 0] == start, 1]
    ends = ends[rank[ends] >= rank[to]]
    if not len(ends):
        return []
    others: list[Arcs] = [steps.improvements((j,)) for j in members if j != dm]
    sanctioned: list[bool] = (least_reached(others, rank)[ends] < rank[to]).tolist()
    return sanctioned


def joint_flips(conflict: Conflict, members: Members, start: int) -> Where:
    """Return the states that a coalition reaches by changing options of its members all at once (as in GMCR+).

    Parameters
    ----------
    conflict : Conflict
        A conflict of S states; in graph form there are no options, so none is reached.
    members : tuple of int
        The coalition.
    start : int
        The position of the state; a coalesced state is left from any of its members.

    Returns
    -------
    ndarray of bool, shape (S,)
        The start is not among them.

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
    """The part of one member in a joint move.

    Attributes
    ----------
    dm : str
        The member's id.
    starts, stops : tuple of str
        The options that it turns on and off; empty in graph form. Between coalesced states they belong to the pair of
        option masks that differ least.
    gains : str
        The statement that it gains, as `statement_gained` has it; empty if there is none.
    """

    dm: str
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    gains: str


def moves_of_members(conflict: Conflict, coalition: Iterable[str], start: int, to: int) -> tuple[MemberMove, ...]:
    """Return the part of each member in a joint move between two states, given by number.

    Raises
    ------
    UnknownName
        If a decision maker of the coalition does not exist.

    Examples
    --------
    >>> from countermove import cases
    >>> [(each.dm, each.starts) for each in moves_of_members(cases.load("prisoners-dilemma"), ("a", "b"), 1, 4)]
    [('a', ('a.cooperate',)), ('b', ('b.cooperate',))]
    """
    left, reached = _fewest_changes(conflict, start - 1, to - 1)
    return tuple(
        _member_move(conflict, conflict.position(dm), (left, reached), start - 1, to - 1) for dm in coalition
    )


def _member_move(conflict: Conflict, dm: int, masks: tuple[int, int], start: int, to: int) -> MemberMove:
    left, reached = masks
    own = own_mask(conflict, dm)
    starts, stops = _named(conflict, own & reached & ~left), _named(conflict, own & left & ~reached)
    return MemberMove(conflict.decision_makers[dm].id, starts, stops, statement_gained(conflict, dm, start, to))


def _named(conflict: Conflict, mask: int) -> tuple[str, ...]:
    return tuple(name for bit, name in enumerate(conflict.options) if mask >> bit & 1)


def _fewest_changes(conflict: Conflict, start: int, to: int) -> tuple[int, int]:
    """Return the masks of two states; of coalesced states, those of the two members that differ least."""
    states = conflict.states
    if conflict.graph is not None:
        return 0, 0
    left, reached = (states.members[states.state_of == k] for k in (start, to))
    flips = np.bitwise_count(left[:, None] ^ reached[None, :])
    k, j = np.unravel_index(int(flips.argmin()), flips.shape)
    return int(left[k]), int(reached[j])


def statement_gained(conflict: Conflict, dm: int, start: int, to: int) -> str:
    """Return the statement of a decision maker that becomes true between two positions.

    Returns
    -------
    str
        The first such statement at the most important level that differs in how many statements are true. Empty if
        there is no such statement or level.
    """
    masks = conflict.states.masks[[start, to]]
    for level in conflict.decision_makers[dm].preferences.statements:
        held = [truth(conflict, each.holds, masks).tolist() for each in level]
        if sum(before for before, _ in held) != sum(after for _, after in held):
            won = [each.holds for each, (before, after) in zip(level, held, strict=True) if after and not before]
            return won[0] if won else ""
    return ""
