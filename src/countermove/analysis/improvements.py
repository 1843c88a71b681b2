"""The improvements of one decision maker from one state: where it could do better by a move of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.changes import turned
from countermove.analysis.leaving import moves_from
from countermove.errors import UnknownName

if TYPE_CHECKING:
    from countermove.analysis.leaving import Moves
    from countermove.model.conflict import Conflict


@dataclass(frozen=True, slots=True)
class Improvement:
    """A move that leads to a state the decision maker prefers.

    Attributes
    ----------
    to : int
        The number of that state, from 1.
    rank : int
        The decision maker's rank of it.
    starts, stops : tuple of str
        The options that are turned on and off, as the conflict names them; empty in graph form. For coalesced
        states, of the move between members that changes the fewest.
    """

    to: int
    rank: int
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Improvements:
    """What a decision maker could do better from one state.

    Attributes
    ----------
    dm : str
        The decision maker's id.
    start : int
        The number of the state, from 1.
    count, equally_good : int
        How many states it can improve to, and how many of them share the highest rank.
    best : tuple of Improvement
        Most preferred first, then fewest changes, then lowest number.
    """

    dm: str
    start: int
    count: int
    equally_good: int
    best: tuple[Improvement, ...]


def improvements(conflict: Conflict, dm: str, number: int, *, most: int | None = None) -> Improvements:
    """Return the improvements of one decision maker from one state.

    Only the moves from this state are looked at: 2^k of them where the decision maker has k options.

    Parameters
    ----------
    conflict : Conflict
        In option form (coalesced or not) or in graph form.
    dm : str
        The decision maker, by id or name.
    number : int
        The state's number, from 1.
    most : int, optional
        How many to return, the best ones; by default all.

    Returns
    -------
    Improvements

    Raises
    ------
    UnknownName
        If there is no such decision maker or state.

    Examples
    --------
    >>> from countermove import cases
    >>> improvements(cases.load("prisoners-dilemma"), "a", 4).best
    (Improvement(to=3, rank=3, starts=(), stops=('a.cooperate',)),)
    """
    who = conflict.position(dm)
    if not 1 <= number <= len(conflict.states):
        states = f"the states are numbered 1 to {len(conflict.states):,}"
        raise UnknownName(f"there is no state number {number}; {states}")
    moves = improving(conflict, who, number - 1)
    ranked = conflict.ranks[who, moves[:, 0]]
    best = tuple(_described(conflict, who, *move) for move in moves[:most].tolist())
    return Improvements(dm, number, len(moves), int((ranked == ranked.max(initial=-1)).sum()), best)


def improving(conflict: Conflict, who: int, start: int) -> Moves:
    """Return the moves, as `moves_from` does, that lead to something better: the best first, then the smallest."""
    rank = conflict.ranks[who]
    moves = moves_from(conflict, who, start)
    moves = moves[rank[moves[:, 0]] > rank[start]]
    order = np.lexsort((moves[:, 0], np.bitwise_count(moves[:, 2]), -rank[moves[:, 0]]))
    sorted_: Moves = moves[order]
    return sorted_


def _described(conflict: Conflict, who: int, end: int, left: int, flip: int) -> Improvement:
    return Improvement(end + 1, int(conflict.ranks[who, end]), *turned(conflict, left, flip))
