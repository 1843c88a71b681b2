"""Paths from the status quo: a shortest one by legal moves, and the likeliest one by credible improvements.

A likeliest path is a shortest path under the lengths -log(probability), found by Dijkstra's algorithm.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.improvements import changes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.evolution.attainment import Attainment
    from countermove.analysis.evolution.result import Evolution
    from countermove.model.conflict import Conflict


PER_MOVE = 1e-9
"""Length that each move adds to a path, so that the shortest of equally likely paths is found."""


@dataclass(frozen=True, slots=True)
class Step:
    """A move on a path: the decision maker's id, the states' numbers, and the options it starts and stops."""

    dm: str
    start: int
    to: int
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()


def path(conflict: Conflict, found: Attainment, number: int) -> tuple[Step, ...]:
    """Return a shortest path to an attained state.

    Raises
    ------
    ValueError
        If the state is not attained.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.evolution.attainment import attain
    >>> elmira = cases.load("elmira")
    >>> path(elmira, attain(elmira, 0, improving=False), 9)
    (Step(dm='uniroyal', start=1, to=9, starts=('abandon',), stops=('delay',)),)
    """
    ids = [dm.id for dm in conflict.decision_makers]
    return tuple(
        Step(ids[dm], start + 1, end + 1, *changes(conflict, dm, start, end))
        for dm, start, end in found.path(number - 1)
    )


@dataclass(frozen=True, eq=False)
class LikeliestPaths:
    """The likeliest paths from the status quo in the chain of an evolution.

    Attributes
    ----------
    evolution : Evolution
        The evolution.

    Examples
    --------
    >>> from countermove import cases, evolve
    >>> LikeliestPaths(evolve(cases.load("cuban-missile-crisis"))).moves(7)
    ((0, 1, 3), (1, 3, 7))
    """

    evolution: Evolution

    def moves(self, number: int) -> tuple[tuple[int, int, int], ...]:
        """Return the moves of the likeliest path to a state: the mover's position and the numbers of both states.

        The path is empty for the status quo, and for a state that is not in the chain.
        """
        chain, before = self.evolution.chain, self._found[1]
        at = self._index.get(number, 0)
        moves: list[tuple[int, int, int]] = []
        while before[at] >= 0:
            steps = np.flatnonzero((chain.origin == before[at]) & (chain.end == at))
            mover = int(chain.mover[steps[np.argmax(chain.chance[steps])]])
            moves.append((mover, int(chain.states[before[at]]) + 1, int(chain.states[at]) + 1))
            at = int(before[at])
        return tuple(reversed(moves))

    def path(self, number: int) -> tuple[Step, ...]:
        """Return the likeliest path to a state; empty as in `moves`."""
        conflict = self.evolution.conflict
        return tuple(
            Step(conflict.decision_makers[dm].id, start, to, *changes(conflict, dm, start - 1, to - 1))
            for dm, start, to in self.moves(number)
        )

    def nearest(self, numbers: tuple[int, ...]) -> int:
        """Return the number of the state to which the likeliest path leads, of several states of the chain."""
        length = self._found[0]
        return min(numbers, key=lambda number: (length[self._index[number]], number))

    @cached_property
    def _index(self) -> dict[int, int]:
        return {int(k) + 1: at for at, k in enumerate(self.evolution.chain.states)}

    @cached_property
    def _found(self) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
        """The length of the path to each state of the chain, and its predecessor; -9999 for the status quo."""
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import dijkstra

        chain = self.evolution.chain
        shape = (len(chain.states), len(chain.states))
        steps = csr_array((chain.chance, (chain.origin, chain.end)), shape=shape)
        steps.data = PER_MOVE - np.log(np.clip(steps.data, np.finfo(np.float64).tiny, 1.0))  # tempos may be far apart
        length, before = dijkstra(steps, indices=0, return_predecessors=True)
        return length, before
