"""One conflict as some changes leave it, asked about what holds in it and where it settles; answers are kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from countermove.analysis.evolution.absorption import absorb
from countermove.analysis.evolution.chain import explore
from countermove.analysis.evolution.credible import Credible, credible
from countermove.analysis.evolution.ends import ends
from countermove.model.concepts import CONCEPTS, ids_of

if TYPE_CHECKING:
    from countermove.kernels.jit import Engine
    from countermove.model.conflict import Conflict

    Settles = tuple[tuple[int, float], ...]

USUAL = ids_of(lambda concept: concept.evolves and concept.by_default)
"""The usual concepts by which there is an evolution."""


class Trial(Protocol):
    """What follows from one conflict."""

    @property
    def conflict(self) -> Conflict:
        """The conflict; its states and ranks are all that is looked at."""

    @property
    def concept(self) -> str:
        """The concept by which it moves on from its status quo."""

    def holds(self, position: int, concept: str) -> bool:
        """Whether the state at a position is an equilibrium under a concept."""

    @property
    def settles(self) -> Settles | None:
        """The positions where it settles, with their probabilities, likeliest first; None without a status quo."""


def judged_by(concept: str) -> tuple[str, ...]:
    """Return the concepts by which it is said whether a state holds: the usual ones, and the one that is asked for.

    Examples
    --------
    >>> judged_by("seq")
    ('nash', 'gmr', 'smr', 'seq', 'sseq')
    """
    return tuple(dict.fromkeys((*USUAL, concept)))


def profile(trial: Trial, position: int) -> tuple[str, ...]:
    """Return the concepts under which the state at a position is an equilibrium."""
    return tuple(concept for concept in judged_by(trial.concept) if trial.holds(position, concept))


def solved_by_kernels(concept: str) -> bool:
    """Whether the kernels for many changed conflicts solve all that is asked of them under a concept."""
    return concept in USUAL and all(CONCEPTS[each].in_turn for each in USUAL)


def ordered(settles: dict[int, float]) -> Settles:
    """Return ends, the likeliest first, then by number."""
    return tuple(sorted(settles.items(), key=lambda end: (-round(end[1], 9), end[0])))


@dataclass(frozen=True, eq=False)
class OrdinaryTrial:
    """A conflict in any form and of any size, solved as `countermove.study` solves it."""

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

    @cached_property
    def settles(self) -> Settles | None:
        """The positions where it settles, with their probabilities; None without a status quo."""
        start = self.conflict.status_quo_number
        if start is None:
            return None
        chain = explore(self.conflict, start - 1, self.credible(self.concept))
        return ordered({end.states[0] - 1: end.probability for end in ends(absorb(chain)) if end.settles})
