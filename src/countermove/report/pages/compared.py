"""What a variation changes: where it ends, and what holds, beside the conflict itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from countermove import study
from countermove.errors import TooLarge
from countermove.model.variation import vary

if TYPE_CHECKING:
    from countermove.analysis.evolution.result import Evolution
    from countermove.analysis.solution import Solution
    from countermove.model.conflict import Conflict
    from countermove.model.records import Variation


@dataclass(frozen=True)
class Compared:
    """A variation, solved by one concept beside the conflict that it varies.

    States are compared by their decimals: their numbers differ where other states are feasible.
    """

    variation: Variation
    solution: Solution = field(repr=False)
    evolution: Evolution | None = field(repr=False)

    @property
    def conflict(self) -> Conflict:
        """The conflict as the variation has it."""
        return self.solution.conflict

    def held(self, concept: str) -> set[int]:
        """Return the decimals of the states that hold by a concept."""
        return held(self.solution, concept)

    def likeliest(self) -> frozenset[int]:
        """Return the decimals of the likeliest end; empty where nothing is known of it."""
        return likeliest(self.evolution)


def held(solution: Solution, concept: str) -> set[int]:
    """Return the decimals of the states that hold by a concept."""
    return {state.decimal for state in solution.equilibria(concept)}


def likeliest(evolution: Evolution | None) -> frozenset[int]:
    """Return the decimals of the states of the likeliest end, several if two are equally likely."""
    if evolution is None or not evolution.ends:
        return frozenset()
    most = evolution.ends[0].probability
    ends = [end for end in evolution.ends if end.probability >= most - 1e-9]
    return frozenset(evolution.conflict.states[number - 1].decimal for end in ends for number in end.states)


def compared(conflict: Conflict, variation: Variation, concept: str) -> Compared:
    """Return a variation of a conflict, solved.

    Examples
    --------
    >>> from countermove import cases
    >>> conflict = cases.load("kazakhstan-2022")
    >>> [variation] = [each for each in conflict.variations if each.id == "no-kompromat"]
    >>> compared(conflict, variation, "nash").likeliest() == likeliest(study.evolve(conflict, "nash"))
    False
    """
    varied = vary(conflict, variation.id)
    try:
        evolution = None if varied.status_quo is None else study.evolve(varied, concept)
    except TooLarge:
        evolution = None
    return Compared(variation, study.solve(varied, [concept]), evolution)
