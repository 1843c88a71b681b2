"""The headline that is asked about: how it stands, and what a change makes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from countermove.analysis.assumptions.headline import (
    CLOSE,
    Headline,
    Measure,
    QuestionHeadline,
    Standing,
    StateHeadline,
)
from countermove.analysis.assumptions.trial import judged_by

if TYPE_CHECKING:
    from countermove.analysis.assumptions.trial import Trial

Status = Literal["falls", "not reached", "infeasible", "no start", "void", "weaker", "stronger", "same"]

BROKEN: tuple[Status, ...] = ("falls", "not reached", "infeasible")
UNASKED: tuple[Status, ...] = ("no start", "void")


@dataclass(frozen=True, eq=False)
class Asked:
    """A headline as it stands before anything is changed.

    Attributes
    ----------
    headline : StateHeadline or QuestionHeadline
        What is asked about.
    concept : str
        The id of the concept by which states hold and the conflict moves on.
    base : Standing
        How the headline stands.
    """

    headline: Headline = field(repr=False)
    concept: str
    base: Standing

    @property
    def kind(self) -> Literal["state", "question"]:
        """What the headline is."""
        return "question" if isinstance(self.headline, QuestionHeadline) else "state"

    @property
    def answer(self) -> bool | None:
        """The likelier answer to a question, yes where both are equally likely; None for a state."""
        return None if self.kind == "state" else (self.base.probability or 0.0) >= 0.5 - CLOSE

    @property
    def most(self) -> int:
        """The most that is counted: by all concepts, or a probability of one."""
        return len(judged_by(self.concept)) if self.measure == "concepts" else 1

    @property
    def measure(self) -> Measure:
        """What is counted: a probability, or by how many concepts a state holds where nothing settles."""
        reached = (self.base.probability or 0.0) > CLOSE
        return "probability" if reached or self.kind == "question" else "concepts"

    def value(self, standing: Standing) -> float:
        """Return how strong the headline is in a standing, by the measure."""
        if self.measure == "concepts":
            return float(len(standing.holds))
        yes = standing.probability or 0.0
        return 1.0 - yes if self.answer is False and standing.probability is not None else yes

    def lost(self, standing: Standing) -> tuple[float, float]:
        """Return how much of the headline falls, by the measure and by the other one; negative for what it gains."""
        falls = self.value(self.base) - self.value(standing)
        if self.kind == "question":
            return falls, 0.0
        if self.measure == "concepts":
            return falls, (self.base.probability or 0.0) - (standing.probability or 0.0)
        return falls, float(len(self.base.holds) - len(standing.holds))

    def status(self, standing: Standing) -> Status:
        """Return what a change makes of the headline."""
        if not standing.feasible:
            return "infeasible"
        if self.measure == "concepts":
            broken: Status | None = None if self.concept in standing.holds else "falls"
        elif standing.probability is None:
            broken = "no start"
        else:
            broken = self._unlikely(standing)
        return broken or self._shift(standing)

    def stands(self, trial: Trial) -> bool:
        """Whether the headline survives; less work than its whole standing."""
        if isinstance(self.headline, StateHeadline):
            return self.headline.stands(trial, self.measure)
        return self.status(self.headline.read(trial)) not in (*BROKEN, *UNASKED)

    def _unlikely(self, standing: Standing) -> Status | None:
        if self.kind == "question":
            stays = self.value(standing) >= 0.5 - CLOSE if self.answer else self.value(standing) > 0.5 + CLOSE
            return None if stays else "falls"
        if self.value(standing) > CLOSE:
            return None
        return "not reached" if self.concept in standing.holds else "falls"

    def _shift(self, standing: Standing) -> Status:
        for lost in self.lost(standing):
            if abs(lost) > CLOSE:
                return "weaker" if lost > 0 else "stronger"
        return "same"
