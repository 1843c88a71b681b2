"""The ends of a conflict in groups: by the conditions that the file names, or by what tells most of them apart.

Without named ends, the states in which worlds settle are split by atoms: the questions first, then the options. The
next atom is the one that leaves the largest entropy among the groups, until the groups explain most of the entropy of
the states, or are as many as a reader takes in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from countermove.model.outcome import states_where

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from countermove.simulation.totals import Axes

    Floats = NDArray[np.float64]
    Members = NDArray[np.bool_]

MOST_GROUPS = 6
"""Groups at most, with the rest."""

FIRST_THREE = 0.6
"""The share of the first three states from which a few states stay apart."""

EXPLAINED = 0.8
"""The part of the entropy of the states that the groups explain."""

SMALL = 0.05
"""A group without a name and with a smaller share belongs to the rest."""


@dataclass(frozen=True, eq=False)
class EndGroup:
    """Some of the K states in which worlds settle.

    Attributes
    ----------
    id : str
        The id of the condition that names the group; empty if it has no name in the file.
    members : ndarray of bool, shape (K,)
        The states of the group.
    rest : bool
        Whether the group holds what belongs to no other.
    """

    id: str
    members: Members
    rest: bool = False


def end_groups(axes: Axes, letters: NDArray[np.int8], weight: Floats) -> tuple[EndGroup, ...]:
    """Return the groups of the states in which worlds settle, the heaviest first and the rest last.

    Parameters
    ----------
    axes : Axes
        With K states.
    letters : ndarray of int8, shape (K, m)
        For each state and option 1 if it is on, 0 if it is off, and -1 if both occur.
    weight : ndarray of float64, shape (K,)
        The share of worlds that settle in each state, in any reading.
    """
    settled = weight > 0
    named = named_groups(axes)
    if named is not None:
        groups = named
    elif settled.sum() <= MOST_GROUPS and np.sort(weight)[::-1][:3].sum() >= FIRST_THREE * weight.sum():
        groups = [EndGroup("", _only(k, len(weight))) for k in np.flatnonzero(settled).tolist()]
    else:
        groups = _apart(weight, [*(yes for _, yes in axes.questions), *(letters == 1).T])
    kept = [EndGroup(each.id, each.members & settled, each.rest) for each in groups]
    return _in_order([each for each in kept if each.members.any()], weight)


def _only(k: int, size: int) -> Members:
    members = np.zeros(size, np.bool_)
    members[k] = True
    return members


def named_groups(axes: Axes) -> list[EndGroup] | None:
    """Return the groups that the file names, of all K states, with the rest last; None if it names no ends."""
    conflict = axes.widest[0]
    if not conflict.ends:
        return None
    left, groups = np.ones(len(axes.keys), np.bool_), []
    for id_ in conflict.ends:
        here = where_in_worlds(axes, id_)
        groups.append(EndGroup(id_, here & left))
        left &= ~here
    return [*groups, EndGroup("", left, rest=True)]


def where_in_worlds(axes: Axes, text: str) -> Members:
    """Return in which states of all worlds a condition holds, or which of them a text names, shape (K,).

    Raises
    ------
    UnknownName
        If the text is neither a condition nor names a state.
    """
    found = np.zeros(len(axes.keys), np.bool_)
    for each in axes.widest:
        where = states_where(each, text)
        found[axes.positions(each.states.masks[where].astype(np.int64))] = True
    return found


def _apart(weight: Floats, atoms: Iterable[Members]) -> list[EndGroup]:
    """Return groups that atoms tell apart; small ones are put together as the rest."""
    label, atoms = np.zeros(len(weight), np.int64), [*atoms]
    whole = entropy(weight)
    while atoms and len(np.unique(label[weight > 0])) < MOST_GROUPS and _between(label, weight) < EXPLAINED * whole:
        best = max(range(len(atoms)), key=lambda k: round(_between(2 * label + atoms[k], weight), 9))
        split = 2 * label + atoms.pop(best)
        if _between(split, weight) <= _between(label, weight):
            break
        label = np.unique(split, return_inverse=True)[1]
    shares = np.bincount(label, weight) / weight.sum()
    kept = [k for k in np.argsort(-shares, kind="stable").tolist() if shares[k] >= SMALL][: MOST_GROUPS - 1]
    rest = ~np.isin(label, kept)
    return [*(EndGroup("", label == k) for k in kept), EndGroup("", rest, rest=True)]


def _between(label: NDArray[np.int64], weight: Floats) -> float:
    """Return the entropy of the groups, in bits."""
    return entropy(np.bincount(np.unique(label, return_inverse=True)[1], weight).astype(np.float64))


def entropy(weight: Floats) -> float:
    """Return the entropy of weights, shape (K,), in bits; weights of 0 count nothing.

    Examples
    --------
    >>> entropy(np.array([1.0, 1.0, 0.0]))
    1.0
    """
    share = weight[weight > 0] / weight.sum()
    return float(-(share * np.log2(share)).sum()) if len(share) else 0.0


def _in_order(groups: list[EndGroup], weight: Floats) -> tuple[EndGroup, ...]:
    return tuple(sorted(groups, key=lambda each: (each.rest, -round(float(weight[each.members].sum()), 9))))
