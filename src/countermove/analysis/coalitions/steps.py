"""Moves of coalitions: the ends of legal sequences of their members, and coalition improvements.

Sets of states are rows of bits, one row a state, so that a few thousand states fit: S^2 / 8 bytes a coalition. The
search for `reached` repeats until nothing changes, seldom more than four times. A round with A moves costs A S / 8
bytes of bitwise or.
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
    """The moves of n decision makers in S states, and those of their coalitions, which are cached.

    Attributes
    ----------
    rank : ndarray of int32, shape (n, S)
        The ranks of every decision maker.
    moves : tuple of ndarray of int32, shape (A_i, 2)
        For each decision maker its moves, as positions from and to, sorted by `from`.
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
        """Return the positions of the decision makers outside a coalition."""
        return tuple(i for i in range(len(self.moves)) if i not in members)

    def reached(self, members: Members) -> Bits:
        """Return the ends of the legal sequences of a coalition, from every state.

        Parameters
        ----------
        members : tuple of int
            The positions of the decision makers. Nobody moves twice running.

        Returns
        -------
        ndarray of uint8, shape (S, ceil(S / 8))
            A row for each first state; bits are packed as by `numpy.packbits`.
        """
        if members not in self._reached:
            self._reached[members] = _reached([self.moves[i] for i in members], self.size)
        return self._reached[members]

    def reached_from(self, members: Members, start: int) -> Where:
        """Return the ends of the legal sequences of a coalition from the state at a position, shape (S,)."""
        ends: Where = unpacked(self.reached(members)[start : start + 1], self.size)[0]
        return ends

    def improvements(self, members: Members) -> Arcs:
        """Return the improvements of a coalition: ends of its legal sequences that every member prefers to the start.

        Returns
        -------
        ndarray of int32, shape (P, 2)
            State positions from and to, sorted by `from`, then by `to`.
        """
        if members not in self._improvements:
            ends = unpacked(self.reached(members), self.size)
            for i in members:
                ends &= self.rank[i][None, :] > self.rank[i][:, None]
            self._improvements[members] = np.argwhere(ends).astype(np.int32)
        return self._improvements[members]


def steps(conflict: Conflict) -> Steps:
    """Return the moves of a conflict in any form.

    Examples
    --------
    >>> from countermove import cases
    >>> (steps(cases.load("prisoners-dilemma")).improvements((0, 1)) + 1).tolist()
    [[1, 4]]
    """
    return Steps(conflict.ranks, tuple(arcs(conflict, i) for i in range(len(conflict.decision_makers))))


def unpacked(rows: Bits, size: int) -> Where:
    """Unpack rows of bits, shape (R, ceil(S / 8)), to booleans, shape (R, S); S is `size`."""
    return np.unpackbits(rows, axis=1, count=size).view(np.bool_)


def _reached(moves: list[Arcs], size: int) -> Bits:
    """Return the ends of legal sequences, by fixpoint iteration over the ends for each first mover."""
    itself = np.packbits(np.eye(size, dtype=np.bool_), axis=1)
    first = [np.zeros_like(itself) for _ in moves]
    layers = [[*_layers(each)] for each in moves]
    grown = True
    while grown:
        grown = False
        for i, own in enumerate(layers):
            onward = np.bitwise_or.reduce([itself, *(ends for j, ends in enumerate(first) if j != i)])
            before = first[i].copy()
            for starts, ends in own:
                first[i][starts] |= onward[ends]
            grown |= not np.array_equal(before, first[i])
    return np.asarray(np.bitwise_or.reduce([np.zeros_like(itself), *first]))


def _layers(moves: Arcs) -> Iterator[tuple[NDArray[np.int32], NDArray[np.int32]]]:
    """Split moves, sorted by `from`, into layers; within a layer no two moves leave the same state."""
    if not len(moves):
        return
    starts, first = np.unique(moves[:, 0], return_index=True)
    count = np.diff(np.append(first, len(moves)))
    for k in range(int(count.max())):
        has = count > k
        yield starts[has], moves[first[has] + k, 1]


def least_reached(movers: list[Arcs], values: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the least value at the ends of sequences, from every state; no mover moves twice running.

    Parameters
    ----------
    movers : list of ndarray of int32, shape (A, 2)
        The moves of each mover, as positions from and to, sorted by `from`.
    values : ndarray of int32, shape (S,)
        A value of each state.

    Returns
    -------
    ndarray of int32, shape (S,)
        The largest integer of the type where nobody can move.
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
