"""Where a coalition can go: legal sequences of its members, and those of them that all members gain by.

Sets of states are rows of bits, one row a state, so that a few thousand states fit: S^2 / 8 bytes a coalition. A
round of `reached` costs A S / 8 bytes of bitwise or, where A is the number of moves; there are seldom more than four.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from countermove.model.moves import arcs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict

    Members = tuple[int, ...]
    Arcs = NDArray[np.int32]
    Bits = NDArray[np.uint8]
    Where = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Steps:
    """The moves of a conflict, and what coalitions make of them; what has been found is kept.

    Attributes
    ----------
    rank : ndarray of int32, shape (n, S)
    moves : tuple of ndarray of int32, shape (A_i, 2)
        From and to, as positions, sorted by `from`.
    """

    rank: NDArray[np.int32]
    moves: tuple[Arcs, ...]
    _reached: dict[Members, Bits] = field(default_factory=dict, repr=False)
    _improvements: dict[Members, Arcs] = field(default_factory=dict, repr=False)

    @property
    def size(self) -> int:
        """The number of states."""
        return int(self.rank.shape[1])

    def others(self, members: Members) -> Members:
        """Return the decision makers outside a coalition."""
        return tuple(i for i in range(len(self.moves)) if i not in members)

    def reached(self, members: Members) -> Bits:
        """Return the ends of the legal sequences of a coalition, a row of bits for each state to start from.

        Parameters
        ----------
        members : tuple of int
            Positions of decision makers; nobody moves twice running.

        Returns
        -------
        ndarray of uint8, shape (S, ceil(S / 8))
            As `numpy.packbits` packs them.
        """
        if members not in self._reached:
            self._reached[members] = _reached([self.moves[i] for i in members], self.size)
        return self._reached[members]

    def reached_from(self, members: Members, start: int) -> Where:
        """Return the ends of the legal sequences of a coalition from one position, shape (S,)."""
        ends: Where = unpacked(self.reached(members)[start : start + 1], self.size)[0]
        return ends

    def improvements(self, members: Members) -> Arcs:
        """Return the coalition improvements: reached together, and better for every member.

        Returns
        -------
        ndarray of int32, shape (P, 2)
            From and to, sorted by `from`, then by `to`.
        """
        if members not in self._improvements:
            ends = unpacked(self.reached(members), self.size)
            for i in members:
                ends &= self.rank[i][None, :] > self.rank[i][:, None]
            self._improvements[members] = np.argwhere(ends).astype(np.int32)
        return self._improvements[members]


def steps(conflict: Conflict) -> Steps:
    """Return the steps of a conflict in any form.

    Examples
    --------
    >>> from countermove import cases
    >>> (steps(cases.load("prisoners-dilemma")).improvements((0, 1)) + 1).tolist()
    [[1, 4]]
    """
    return Steps(conflict.ranks, tuple(arcs(conflict, i) for i in range(len(conflict.decision_makers))))


def unpacked(rows: Bits, size: int) -> Where:
    """Return rows of bits as rows of booleans."""
    return np.unpackbits(rows, axis=1, count=size).view(np.bool_)


def _reached(moves: list[Arcs], size: int) -> Bits:
    """Find, for each first mover, where legal sequences end, until nothing is added."""
    itself = np.packbits(np.eye(size, dtype=np.bool_), axis=1)
    first = [np.zeros_like(itself) for _ in moves]
    layers = [[*_layers(each)] for each in moves]
    grown = True
    while grown:
        grown = False
        for i, mine in enumerate(layers):
            onward = np.bitwise_or.reduce([itself, *(ends for j, ends in enumerate(first) if j != i)])
            before = first[i].copy()
            for starts, ends in mine:
                first[i][starts] |= onward[ends]
            grown |= not np.array_equal(before, first[i])
    return np.asarray(np.bitwise_or.reduce([np.zeros_like(itself), *first]))


def _layers(moves: Arcs) -> Iterator[tuple[NDArray[np.int32], NDArray[np.int32]]]:
    """Split moves sorted by `from` so that within each part nobody starts from a state twice."""
    if not len(moves):
        return
    starts, first = np.unique(moves[:, 0], return_index=True)
    count = np.diff(np.append(first, len(moves)))
    for k in range(int(count.max())):
        has = count > k
        yield starts[has], moves[first[has] + k, 1]


def least(movers: list[Arcs], values: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the least value at the end of the sequences in which no mover moves twice running.

    Parameters
    ----------
    movers : list of ndarray of int32, shape (A, 2)
        The moves of each mover, sorted by `from`.
    values : ndarray of int32, shape (S,)

    Returns
    -------
    ndarray of int32, shape (S,)
        Larger than every value where nobody can move.
    """
    nothing = np.full((1, len(values)), np.iinfo(np.int32).max, np.int32)
    found = np.repeat(nothing, len(movers), axis=0)
    firsts = [np.unique(moves[:, 0], return_index=True) for moves in movers]
    before = None
    while before is None or not np.array_equal(before, found):
        before = found.copy()
        for k, (starts, begin) in enumerate(firsts):
            if len(starts):
                onward = np.concatenate([values[None, :], np.delete(found, k, axis=0)]).min(axis=0)
                found[k, starts] = np.minimum.reduceat(onward[movers[k][:, 1]], begin)
    return np.asarray(np.concatenate([nothing, found]).min(axis=0))
