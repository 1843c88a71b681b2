"""Batches of conflicts that share states and moves and differ in ranks: ranks, equilibria and ends by kernels.

The assumptions check solves batches of one changed conflict, the simulation batches of many worlds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.kernels.worlds import absorption, ranks, stability
from countermove.model.concepts import CONCEPTS, Sanctions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from countermove.analysis.structure import Structure
    from countermove.kernels.jit import Engine, Kernel
    from countermove.model.conflict import Conflict

    Integers = NDArray[np.int32]
    Truth = NDArray[np.uint8]
    Asked = NDArray[np.int8]
    Ends = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.uint8]]

COMPONENT = 1 << 10
"""The largest strong component of a chain that the kernels solve."""

ROOM = 1 << 12
"""The size that ranks may grow to, at least, before they are made dense."""


def tempos(conflict: Conflict) -> NDArray[np.float64]:
    """Return each mover's tempo, shape (n,).

    Examples
    --------
    >>> from countermove import cases
    >>> tempos(cases.load("chicken"))
    array([1., 1.])
    """
    return np.array([conflict.decision_makers[i].tempo for i in conflict.movers], np.float64)


@dataclass(frozen=True, eq=False)
class StatementArrays:
    """The statements of n decision makers, and the ranks that break their ties, over S states.

    Attributes
    ----------
    truth : ndarray of uint8, shape (T, S)
        Whether each statement holds in each state.
    sizes : sequence of int, length V
        The number of statements of each level.
    owners : sequence of int, length V
        The position of the decision maker of each level, ascending.
    tail : ndarray of int32, shape (n, S)
        Dense ranks that break the ties of statements.
    """

    truth: Truth = field(repr=False)
    sizes: Sequence[int]
    owners: Sequence[int]
    tail: Integers = field(repr=False)

    def ranks(self, sequence: Integers, held: Truth, tail_held: Truth, engine: Engine) -> Integers:
        """Return the ranks in W worlds, shape (W, n, S).

        Parameters
        ----------
        sequence : ndarray of int32, shape (W, V)
            The levels of each decision maker, most important first.
        held, tail_held : ndarray of uint8, shapes (W, T) and (W, n)
            Whether each statement, and each decision maker's tail, counts in a world.
        engine : {"plain", "compiled"}
            How loops over states are run.
        """
        rank = np.empty((len(sequence), *self.tail.shape), np.int32)
        statements, levels, tail_order, room = self._layout
        given = (self.truth, statements, levels, sequence, held, self.tail, tail_order, tail_held, room)
        ranks.ranks.by(engine)(*given, rank)
        return rank

    @cached_property
    def _layout(self) -> tuple[Integers, Integers, Integers, int]:
        """The first statements of levels (V + 1,), the first levels (n + 1,), the tail's order (n, S), the limit."""
        dms, states = self.tail.shape
        statements = np.concatenate([[0], np.cumsum(np.array(self.sizes, np.int64))])
        levels = np.searchsorted(np.array(self.owners, np.int64), np.arange(dms + 1))
        tail_order = np.argsort(self.tail, axis=1, kind="stable")
        room = max(ROOM, states * (1 + max(self.sizes, default=1)))
        return statements.astype(np.int32), levels.astype(np.int32), tail_order.astype(np.int32), room


@dataclass(frozen=True, eq=False)
class Batch:
    """W conflicts with the same S states and the same moves of n movers; only ranks differ.

    Attributes
    ----------
    structure : Structure
        The states and moves.
    rank : ndarray of int32, shape (W, n, S)
        Dense ranks from 0.
    tempo : ndarray of float64, shape (n,)
        The tempo of each mover.
    engine : {"plain", "compiled"}
        How loops over states are run.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.structure import structure
    >>> dilemma = cases.load("prisoners-dilemma")
    >>> moves = structure(dilemma, np.arange(4), 0, None)
    >>> batch = Batch(moves, dilemma.ranks[None], tempos(dilemma), "plain")
    >>> batch.equilibria(batch.prospects("seq"))
    array([[1, 0, 0, 1]], dtype=uint8)
    >>> batch.equilibria(batch.own_prospects(["nash", "seq"]))
    array([[1, 0, 0, 0]], dtype=uint8)
    """

    structure: Structure
    rank: Integers = field(repr=False)
    tempo: NDArray[np.float64] = field(repr=False)
    engine: Engine

    def prospects(self, concept: str, asked: Asked | None = None) -> Integers:
        """Return the prospects: the rank that each decision maker is sure of after moving to a state, (W, n, S).

        Parameters
        ----------
        concept : str
            The id of a concept without sanctions or with sanctions in sequence (`Concept.in_turn`).
        asked : ndarray of int8, shape (W, S), optional
            -1 for the states that are asked for, such as `attained`; by default all. The prospects of others are no
            higher than they are.
        """
        by = CONCEPTS[concept]
        if by.sanctions is Sanctions.NONE:
            return self.rank
        found, moves = np.empty_like(self.rank), self.structure
        order, lists, heights = self._sorted
        if by.credible:
            given = (self.rank, order, lists, heights, *moves.moves, *moves.into)
            everywhere = np.full((len(self.rank), self.rank.shape[2]), -1, np.int8) if asked is None else asked
            self._by(stability.prospects_by_improvements)(by.countermove, *given, everywhere, found)
        else:
            given = (self.rank, heights, *moves.moves)
            self._by(stability.prospects_by_any_moves)(by.countermove, *given, *moves.components(self.engine), found)
        return found

    def own_prospects(self, each: Sequence[str], asked: Asked | None = None) -> Integers:
        """Return the prospects of each decision maker by its own concept, shape (W, n, S).

        Parameters
        ----------
        each : sequence of str
            The ids of the concepts of the n decision makers, as for `prospects`.
        asked : ndarray of int8, shape (W, S), optional
            As for `prospects`.
        """
        found = {concept: self.prospects(concept, asked) for concept in dict.fromkeys(each)}
        if len(found) == 1:
            return found[each[0]]
        return np.stack([found[concept][:, dm] for dm, concept in enumerate(each)], axis=1)

    @cached_property
    def attained(self) -> Asked:
        """-1 for the states that improvements lead to from the status quo, else 0, shape (W, S).

        Where each conflict settles depends on the prospects of no others.
        """
        found = np.zeros((len(self.rank), self.rank.shape[2]), np.int8)
        _, lists, heights = self._sorted
        self._by(stability.attained)(self.structure.start, self.rank, lists, heights, *self.structure.moves, found)
        return found

    def equilibria(self, prospects: Integers) -> NDArray[np.uint8]:
        """Return whether each state is an equilibrium, shape (W, S), given prospects of shape (W, n, S)."""
        found = np.empty((len(prospects), prospects.shape[2]), np.uint8)
        home, _, *out = self.structure.moves
        self._by(stability.equilibria)(self.rank, prospects, home, *out, found)
        return found

    def first_moves(self, prospects: Integers) -> dict[int, NDArray[np.float64]]:
        """Return the probability that the first move leads to a state, by its position, in each conflict, (W,).

        The rule is that of `ends`: one of those who can move is drawn by tempo, and takes one of its best moves.
        """
        start, home = self.structure.start, self.structure.home
        _, _, first, out = self.structure.moves
        found: list[tuple[NDArray[np.int64], NDArray[np.float64]]] = []
        for dm in range(len(home)):
            own = int(home[dm, start])
            there = np.flatnonzero(np.isin(home[dm], out[first[own] : first[own + 1]]))
            gain = prospects[:, dm, there] > self.rank[:, dm, [start]]
            worth = np.where(gain, self.rank[:, dm, there], -1)
            best = gain & (worth == worth.max(axis=1, initial=-1)[:, None])
            found.append((there, best / np.maximum(best.sum(axis=1), 1)[:, None]))
        drawn = self._drawn(np.stack([share.any(axis=1) for _, share in found]))
        chances: dict[int, NDArray[np.float64]] = {}
        for dm, (there, share) in enumerate(found):
            for column in np.flatnonzero(share.any(axis=0)).tolist():
                chances[int(there[column])] = chances.get(int(there[column]), 0.0) + drawn[dm] * share[:, column]
        return chances

    def _drawn(self, ready: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return the probability that each decision maker is drawn, given who can move; shapes (n, W)."""
        tempo: NDArray[np.float64] = ready * self.tempo[:, None]
        tempo = tempo / np.where(ready.any(axis=0), tempo.max(axis=0, initial=0.0), 1.0)
        chance: NDArray[np.float64] = tempo / np.maximum(tempo.sum(axis=0), 1e-300)
        return chance

    def ends(
        self, prospects: Integers, start: int | None = None, which: NDArray[np.int64] | slice = slice(None)
    ) -> Ends:
        """Return where each conflict settles, given prospects of shape (W, n, S); see `kernels.worlds.absorption`.

        Parameters
        ----------
        prospects : ndarray of int32, shape (W, n, S)
            See `prospects`.
        start : int, optional
            The position of the state from which it moves on; by default the status quo.
        which : ndarray of int64, optional
            The conflicts that are asked for; by default all W.

        Returns
        -------
        end : ndarray of float64, shape (W, S)
            The probability of settling in each state.
        unsettled, moves : ndarray of float64, shape (W,)
            The probability of never settling, and the expected number of moves.
        unsolved : ndarray of uint8, shape (W,)
            Whether a strong component is larger than `COMPONENT`, so that no probabilities were computed.
        """
        rank, moves = self.rank[which], self.structure
        many = len(rank)
        found = np.zeros((many, prospects.shape[2])), np.zeros(many), np.zeros(many), np.zeros(many, np.uint8)
        size = (moves.start if start is None else start, COMPONENT, moves.arcs, self.tempo)
        self._by(absorption.ends)(*size, rank, prospects[which], self._sorted[1][which], *moves.moves, *found)
        return found

    def _by(self, kernel: Kernel) -> Callable[..., Any]:
        return kernel.by(self.engine)

    @cached_property
    def _sorted(self) -> tuple[Integers, Integers, Integers]:
        """The states in ascending rank, the members of all lists, and their ranks; see `kernels.worlds`."""
        lists = np.empty((len(self.rank), self.rank[0].size), np.int32)
        found = (np.empty_like(self.rank), lists, np.empty_like(lists))
        self._by(ranks.sort)(self.rank, *self.structure.moves[:2], *found)
        return found
