"""One conflict as some changes leave it, asked about what holds in it and where it ends; answers are kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from countermove.analysis.concepts import CONCEPTS
from countermove.analysis.evolution.absorption import absorb
from countermove.analysis.evolution.chain import Credible, credible, explore
from countermove.analysis.evolution.evolving import ends

if TYPE_CHECKING:
    from countermove.analysis.evolution.answer import End
    from countermove.kernels.jit import Engine
    from countermove.model.conflict import Conflict

EVOLVING = tuple(each.id for each in CONCEPTS.values() if each.prospects)
"""The concepts by which there is an evolution; by these it is said whether a state holds."""


@dataclass(frozen=True, eq=False)
class Trial:
    """What follows from one conflict.

    Attributes
    ----------
    conflict : Conflict
        The conflict; its states and ranks are all that is looked at.
    concept : str
        The concept by which it moves on from its status quo.
    engine : {"plain", "compiled"} or None
        How loops over states are run.
    """

    conflict: Conflict
    concept: str
    engine: Engine | None = None
    _credible: dict[str, Credible] = field(default_factory=dict, repr=False)

    def credible(self, concept: str) -> Credible:
        """Return what moves are credible under a concept."""
        if concept not in self._credible:
            self._credible[concept] = credible(self.conflict, CONCEPTS[concept], self.engine)
        return self._credible[concept]

    def holds(self, position: int, concept: str) -> bool:
        """Whether the state at a position is an equilibrium under a concept."""
        return bool(self.credible(concept).stable[:, position].all())

    def profile(self, position: int) -> tuple[str, ...]:
        """Return the concepts under which the state at a position is an equilibrium."""
        return tuple(concept for concept in EVOLVING if self.holds(position, concept))

    @cached_property
    def ends(self) -> tuple[End, ...] | None:
        """Where it ends, the likeliest first; None without a status quo."""
        start = self.conflict.status_quo_number
        if start is None:
            return None
        chain = explore(self.conflict, start - 1, self.credible(self.concept))
        return ends(chain, absorb(chain))
