"""The least distance to a ranking that makes a state stable, or unstable, for one decision maker: closed forms.

The others' rankings are fixed. Let the *level* of a move be the best rank that the decision maker is sure of after
it: the lower of the rank of its end and, over all replies, the least of their best ranks. The state is stable exactly
if no level exceeds its rank, so that the highest level is all that counts.

*Stable.* The states that are not preferred contain the end or a whole reply of the highest level, hence some state at
that level or above. Every state from there down to the present one is therefore passed, by the one or by the other,
and each costs at least what it costs to raise the state itself to that level: a tie with it sanctions already.

*Unstable.* Likewise the state has to be lowered below the highest level among the moves that can become improvements
without a sanction. Where only some states of that level are needed, these may leave their ties instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.change.rankings.orders import dense

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from countermove.analysis.change.rankings.replies import Temptation, UpperSets

    Rank = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Shift:
    """A nearest ranking with the other verdict.

    Attributes
    ----------
    halves : int
        Its Kemeny-Snell distance, in halves; 0 if the verdict is as wanted already.
    rank : ndarray of int32, shape (S,)
        The ranking.
    """

    halves: int
    rank: Rank

    @property
    def distance(self) -> float:
        """The Kemeny-Snell distance."""
        return self.halves / 2


def level(rank: Rank, move: Temptation) -> int:
    """Return the best rank that is sure after a move, -1 if a reply sanctions it always; `rank` has shape (S,)."""
    worst = [max((int(rank[k]) for k in reply), default=-1) for reply in move.replies]
    return min([int(rank[move.end]), *worst])


def nearest_stable(rank: Rank, family: UpperSets) -> Shift:
    """Return a nearest ranking under which the state is stable.

    Parameters
    ----------
    rank : ndarray of int32, shape (S,)
        The decision maker's ranking.
    family : UpperSets
        The state, and what sanctions its moves.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.change.rankings.replies import upper_sets
    >>> from countermove.analysis.moves import walk
    >>> syria = cases.load("syria-iraq-1975")
    >>> families = [upper_sets(walk(syria), syria.ranks, 0, 1, concept) for concept in ("nash", "seq")]
    >>> [nearest_stable(syria.ranks[0], family).distance for family in families]
    [2.5, 0.5]
    """
    highest = max((level(rank, each) for each in family.temptations), default=-1)
    if highest <= rank[family.state]:
        return Shift(0, rank)
    moved = rank.copy()
    moved[family.state] = highest
    return _moved(rank, dense(moved), [family.state])


def nearest_unstable(rank: Rank, family: UpperSets) -> Shift | None:
    """Return a nearest ranking under which the state is unstable; None if it is stable under all.

    Parameters
    ----------
    rank : ndarray of int32, shape (S,)
        The decision maker's ranking.
    family : UpperSets
        The state, and what sanctions its moves.
    """
    open_ = [each for each in family.temptations if frozenset() not in each.replies]
    if not open_:
        return None
    levels = [level(rank, each) for each in open_]
    highest = max(levels)
    if highest > rank[family.state]:
        return Shift(0, rank)
    wanted = [_raised(rank, each, highest) for each, own in zip(open_, levels, strict=True) if own == highest]
    mates = [k for k in np.flatnonzero(rank == highest).tolist() if k != family.state]
    shifts = [_lowered(rank, family.state, highest, raised) for raised in (min(wanted, key=len), frozenset(mates))]
    return min(shifts, key=lambda shift: shift.halves)


def _raised(rank: Rank, move: Temptation, highest: int) -> frozenset[int]:
    """Return a smallest set of states of a level that have to be preferred, so that nothing sanctions a move."""
    first = frozenset({move.end}) if rank[move.end] == highest else frozenset()
    needed = [
        frozenset(k for k in reply if rank[k] == highest) for reply in move.replies if _best(rank, reply) == highest
    ]
    return smallest_hitting(needed, first)


def _best(rank: Rank, reply: Iterable[int]) -> int:
    return max(int(rank[k]) for k in reply)


def smallest_hitting(sets: Iterable[frozenset[int]], first: frozenset[int] = frozenset()) -> frozenset[int]:
    """Return a smallest set that contains `first` and shares a member with each of some non-empty sets.

    Examples
    --------
    >>> sorted(smallest_hitting([frozenset({1, 2}), frozenset({2, 3}), frozenset({4})]))
    [2, 4]
    """
    open_ = [each for each in sets if not each & first]
    forced = frozenset().union(*(each for each in open_ if len(each) == 1))
    if forced:
        return smallest_hitting(open_, first | forced)
    if not open_:
        return first
    branch = min(open_, key=len)
    if all(each == branch or not each & branch for each in open_):
        return smallest_hitting(open_, first | {min(branch)})
    return min((smallest_hitting(open_, first | {k}) for k in sorted(branch)), key=len)


def _lowered(rank: Rank, state: int, highest: int, raised: frozenset[int]) -> Shift:
    """Return the ranking in which a state stands just below some states of a level, and these above their ties."""
    moved = rank.astype(np.int64) * 4
    moved[[*raised]] += 2
    if rank[state] > highest:
        moved[state] = 4 * highest + 1
    return _moved(rank, dense(moved), [state, *raised])


def _moved(before: Rank, after: Rank, moved: list[int]) -> Shift:
    """Return a shift in which only pairs with some states change their order; both rankings have shape (S,)."""
    halves = 0
    for at, k in enumerate(moved):
        signs = [np.sign(rank[k] - rank) for rank in (before, after)]
        each = np.abs(signs[0] - signs[1])
        halves += int(each.sum()) - int(each[moved[:at]].sum())
    return Shift(halves, after)
