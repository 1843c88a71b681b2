"""Variations of a conflict, each one solved, so that it can be compared with the conflict."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from countermove.analysis.evolution.evolve import evolve
from countermove.analysis.solution import Solution
from countermove.analysis.solve import solve
from countermove.errors import TooLarge
from countermove.model.variation import vary

if TYPE_CHECKING:
    from countermove.analysis.evolution.result import Evolution
    from countermove.model.conflict import Conflict
    from countermove.model.records import Variation


@dataclass(frozen=True)
class VariationAnswer:
    """A variation of a conflict, solved by one concept.

    Its states are compared with those of the conflict by their decimals. State numbers would not do: they differ if
    other states are feasible.

    Attributes
    ----------
    variation : Variation
        The variation.
    solution : Solution
        The equilibria of the varied conflict.
    evolution : Evolution or None
        The evolution of the varied conflict; None without a status quo, or if the evolution is too large.
    """

    variation: Variation
    solution: Solution = field(repr=False)
    evolution: Evolution | None = field(repr=False)

    @property
    def conflict(self) -> Conflict:
        """The varied conflict."""
        return self.solution.conflict

    def equilibria(self, concept: str) -> set[int]:
        """Return the decimals of the equilibria by a concept."""
        return equilibria(self.solution, concept)

    def likeliest_end(self) -> frozenset[int]:
        """Return the decimals of the states of the likeliest end; empty without an evolution."""
        return likeliest_end(self.evolution)


def equilibria(solution: Solution, concept: str) -> set[int]:
    """Return the decimals of the equilibria by a concept."""
    return set(solution.conflict.states.masks[solution.where(concept)].tolist())


def likeliest_end(evolution: Evolution | None) -> frozenset[int]:
    """Return the decimals of the states of the likeliest end; of all of them, if several are equally likely.

    The set is empty without an evolution.
    """
    if evolution is None or not evolution.ends:
        return frozenset()
    most = evolution.ends[0].probability
    ends = [end for end in evolution.ends if end.probability >= most - 1e-9]
    return frozenset(evolution.conflict.states[number - 1].decimal for end in ends for number in end.states)


def solve_variation(conflict: Conflict, variation: Variation, concept: str) -> VariationAnswer:
    """Solve a variation of a conflict.

    Raises
    ------
    TooLarge
        If the varied conflict is too large to be solved.

    Examples
    --------
    >>> from countermove import cases
    >>> conflict = cases.load("kazakhstan-2022")
    >>> [variation] = [each for each in conflict.variations if each.id == "no-kompromat"]
    >>> solve_variation(conflict, variation, "nash").likeliest_end() == likeliest_end(evolve(conflict, "nash"))
    False
    """
    varied = vary(conflict, variation.id)
    try:
        evolution = None if varied.status_quo is None else evolve(varied, concept)
    except TooLarge:
        evolution = None
    return VariationAnswer(variation, _solution(varied, concept, evolution), evolution)


def _solution(varied: Conflict, concept: str, evolution: Evolution | None) -> Solution:
    """Return the solution by the concept of the evolution, which has found the stable states, or solve."""
    return Solution(varied, {concept: evolution.credible.stable}) if evolution else solve(varied, [concept])
