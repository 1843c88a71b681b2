"""What can be seen of a move: who makes it and what changes, but not in which state.

An *event* is all moves of a chain that look alike: in option form those in which one decision maker starts and stops
the same options; in graph form, where nothing else is known of a move, those that lead to the same state.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.changes import flips
from countermove.analysis.evolution.grouping import alike

if TYPE_CHECKING:
    from countermove.analysis.evolution.chain import Chain
    from countermove.analysis.evolution.grouping import Indices
    from countermove.analysis.evolution.steps import Positions
    from countermove.model.conflict import Conflict


@dataclass(frozen=True, eq=False)
class Events:
    """The events of a chain of M moves.

    Attributes
    ----------
    of : ndarray of int64, shape (M,)
        The event of each move.
    mover : ndarray of int32, shape (events,)
        The position of the decision maker.
    starts, stops : ndarray of int32, shape (events,)
        The options that are turned on and off, as masks; 0 in graph form.
    to : ndarray of int32, shape (events,)
        In graph form the position of the state that is moved to; otherwise -1.
    """

    of: Indices = field(repr=False)
    mover: Positions
    starts: Positions
    stops: Positions
    to: Positions


def events(conflict: Conflict, chain: Chain) -> Events:
    """Return the events of a chain.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.model.concepts import CONCEPTS
    >>> from countermove.analysis.evolution.chain import explore
    >>> from countermove.analysis.evolution.credible import credible
    >>> elmira = cases.load("elmira")
    >>> found = events(elmira, explore(elmira, 1, credible(elmira, CONCEPTS["nash"])))
    >>> [(int(dm), bin(on), bin(off)) for dm, on, off in zip(found.mover, found.starts, found.stops)]
    [(1, '0b100', '0b10'), (2, '0b10000', '0b0')]
    """
    starts, stops = _changes(conflict, chain)
    to = np.full_like(chain.end, -1) if conflict.graph is None else chain.states[chain.end]
    columns = (chain.mover, starts, stops, to)
    of, first = alike(*columns)
    return Events(of, *(each[first] for each in columns))


def _changes(conflict: Conflict, chain: Chain) -> tuple[Positions, Positions]:
    """Return, for each move, the masks of the options that it turns on and off."""
    starts, stops = np.zeros_like(chain.end), np.zeros_like(chain.end)
    for dm in range(len(conflict.decision_makers)) if conflict.graph is None else ():
        [mine] = np.nonzero(chain.mover == dm)
        left, flip = flips(conflict, dm, chain.states[chain.origin[mine]], chain.states[chain.end[mine]])
        starts[mine], stops[mine] = flip & ~left, flip & left
    return starts, stops
