"""The settings that all cases of a family share, and the worlds of one case."""

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
    """The settings that all cases of a family share.

    Attributes
    ----------
    concept : str
        The id of the concept by which a world evolves; ``reading`` for each case's own reading.
    variation : str or None
        The variation of each case to forecast.
    count : int, "all" or None
        The number of worlds drawn for each case, or all worlds.
    seed : int
        The seed of the draws and of the bootstrap.
    """

    concept: str = "seq"
    variation: str | None = None
    count: int | Literal["all"] | None = None
    seed: int = 1

    def worlds(self, conflict: Conflict) -> Worlds:
        """Return the solved worlds of one case. They are solved in this process because they are few.

        Raises
        ------
        InvalidConflict
            If the case has no status quo or no question.
        UnknownName
            If the concept or the variation does not exist.
        """
        taken = vary(conflict, self.variation)
        if taken.status_quo is None or not taken.questions:
            missing = "status quo" if taken.status_quo is None else "question"
            raise InvalidConflict([Complaint(f"{taken.title!r} has no {missing}: there is no forecast")])
        planned = plan(taken, evolving_concept(taken, self.concept).id, self.count, self.seed)
        return Worlds(planned, run(planned, workers=1))
