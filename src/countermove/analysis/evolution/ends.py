"""The ends of an evolution: where the conflict comes to rest, or what it goes round in for ever."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from countermove.analysis.evolution.absorption import Absorption


@dataclass(frozen=True, slots=True)
class End:
    """Where the conflict can end.

    Attributes
    ----------
    states : tuple of int
        The number of an equilibrium; of a recurrent class that never settles, the numbers of all its states.
    probability : float
        How likely it is from the status quo.
    """

    states: tuple[int, ...]
    probability: float

    @property
    def settles(self) -> bool:
        """Whether it is an equilibrium."""
        return len(self.states) == 1

    def __str__(self) -> str:
        return f"state {self.states[0]}" if self.settles else f"going round among {len(self.states):,} states"


def ends(absorbed: Absorption) -> tuple[End, ...]:
    """Return the ends of a chain, the likeliest first, then by number."""
    component = absorbed.flow.component
    order = np.argsort(component, kind="stable")
    numbers, component = absorbed.flow.chain.states[order] + 1, component[order]
    begin = np.searchsorted(component, absorbed.closed)
    behind = np.searchsorted(component, absorbed.closed, side="right")
    members = [tuple(sorted(numbers[b:e].tolist())) for b, e in zip(begin, behind, strict=True)]
    return tuple(End(*each) for each in zip(members, absorbed.probability.tolist(), strict=True))
