"""On what terms each case of a family is forecast, and the worlds of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from countermove.analysis.evolution.evolve import evolving_concept
from countermove.errors import Complaint, InvalidConflict
from countermove.model.variation import vary
from countermove.simulation.plan import plan
from countermove.simulation.result import Worlds
from countermove.simulation.run import run

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict


@dataclass(frozen=True, slots=True)
class Terms:
    """What is the same for all cases of a family.

    Attributes
    ----------
    concept : str
        By which worlds evolve.
    variation : str or None
        Which is taken of each case.
    count : int, "all" or None
        How many worlds of each case are drawn, or that all are solved.
    seed : int
        Of the draws, and of the bootstrap.
    """

    concept: str = "seq"
    variation: str | None = None
    count: int | Literal["all"] | None = None
    seed: int = 1

    def worlds(self, conflict: Conflict) -> Worlds:
        """Return the worlds of one case, solved in this process: they are few, and there are many cases.

        Raises
        ------
        InvalidConflict
            If it has no status quo, or no question.
        """
        asked = evolving_concept(self.concept).id
        taken = conflict if self.variation is None else vary(conflict, self.variation)
        if taken.status_quo is None or not taken.questions:
            missing = "status quo" if taken.status_quo is None else "question"
            raise InvalidConflict([Complaint(f"{taken.title!r} has no {missing}: there is no forecast")])
        planned = plan(taken, asked, self.count, self.seed)
        return Worlds(planned, run(planned, workers=1))
