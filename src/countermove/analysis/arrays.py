"""The arrays of a conflict that kernels work on, and their index conventions.

Decision makers are rows, in the conflict's order; those who cannot move may be left out. In graph form, and after
coalescing, states are columns in the order of their numbers. In option form the columns are all 2^m masks, feasible
or not, so that moves are bit arithmetic; the bits are grouped by decision maker, and infeasible masks have rank -1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from countermove.model.moves import arcs, directions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict

    Ranks = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class OptionArrays:
    """A conflict in option form.

    Attributes
    ----------
    rank : ndarray of int32, shape (n, 2^m)
        -1 where infeasible.
    members : ndarray of int32, shape (F,)
        The feasible masks, in the order of the states' members.
    low, width : tuple of int, n each
        Decision maker i owns the bits from ``low[i]`` to ``low[i] + width[i] - 1``.
    stays_on, stays_off : int
        Masks of the options that stay on once on, and of those that stay off once off.
    """

    rank: Ranks
    members: NDArray[np.int32]
    low: tuple[int, ...]
    width: tuple[int, ...]
    stays_on: int
    stays_off: int

    @property
    def unrestricted(self) -> bool:
        """Whether every mask is feasible and every option reversible."""
        return len(self.members) == self.rank.shape[1] and not self.stays_on and not self.stays_off

    def own(self, dm: int) -> int:
        """Return the mask of a decision maker's options."""
        return ((1 << self.width[dm]) - 1) << self.low[dm]


@dataclass(frozen=True, eq=False)
class GraphArrays:
    """A conflict in graph form, or a coalesced one.

    Attributes
    ----------
    rank : ndarray of int32, shape (n, S)
    moves : tuple of ndarray of int32, shape (A_i, 2)
        For each decision maker its moves: the positions of start and end, sorted by start.
    """

    rank: Ranks
    moves: tuple[NDArray[np.int32], ...]


Arrays = OptionArrays | GraphArrays


def arrays_of(conflict: Conflict, dms: tuple[int, ...] | None = None) -> Arrays:
    """Return the arrays of a conflict, in option form unless it is coalesced or given as a graph.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    dms : tuple of int, optional
        The positions of the decision makers that are rows, with all who can move among them; by default all.

    Examples
    --------
    >>> from countermove import Conflict, DecisionMaker, Option, Preferences, Rule
    >>> dm = DecisionMaker(id="a", options=(Option(id="go"),), preferences=Preferences(weights=(("go", 1.0),)))
    >>> arrays_of(Conflict(title="t", decision_makers=(dm,), rules=(Rule(holds="go"),))).rank
    array([[-1,  0]], dtype=int32)
    """
    if conflict.graph is not None or conflict.states.coalesced:
        rows = _rows(conflict, dms)
        return GraphArrays(conflict.ranks[rows], tuple(arcs(conflict, i) for i in rows))
    return member_arrays(conflict, dms)


def member_arrays(conflict: Conflict, dms: tuple[int, ...] | None = None) -> OptionArrays:
    """Return the arrays of a conflict in option form, before coalescing; parameters as in `arrays_of`."""
    states, rows = conflict.states, _rows(conflict, dms)
    bits = sorted(range(len(conflict.options)), key=conflict.owners.__getitem__)
    members = _regrouped(states.members, bits)
    rank = np.full((len(rows), 1 << len(bits)), -1, np.int32)
    rank[:, members] = conflict.ranks[rows][:, states.state_of]
    width = tuple(len(conflict.decision_makers[i].options) for i in rows)
    low = tuple(sum(width[:i]) for i in range(len(width)))
    stays_on, stays_off = (int(mask) for mask in _regrouped(np.array(directions(conflict), np.int32), bits))
    return OptionArrays(rank, members, low, width, stays_on, stays_off)


def _rows(conflict: Conflict, dms: tuple[int, ...] | None) -> list[int]:
    return [*(range(len(conflict.decision_makers)) if dms is None else dms)]


def _regrouped(masks: NDArray[np.int32], bits: list[int]) -> NDArray[np.int32]:
    """Return masks of shape (F,) with their bits reordered: bit `bits[k]` becomes bit k."""
    if bits == sorted(bits):
        return masks
    regrouped = np.zeros_like(masks)
    for to, bit in enumerate(bits):
        regrouped |= (masks >> bit & 1) << to
    return regrouped
