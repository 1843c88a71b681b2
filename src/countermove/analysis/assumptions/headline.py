"""The headline: a state that holds, or a question with its likelier answer; and whether it survives a change."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from countermove.analysis.assumptions.trial import profile
from countermove.model.scope import truth

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.assumptions.trial import Trial
    from countermove.model.conflict import Conflict
    from countermove.model.provenance import Question

Measure = Literal["probability", "concepts"]

CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Standing:
    """What becomes of a headline in one conflict.

    Attributes
    ----------
    probability : float or None
        Of the state: that the conflict settles there. Of a question: that it settles where the answer is yes. None
        where the conflict has no status quo to move on from.
    holds : tuple of str
        Of the state: the concepts under which it is an equilibrium.
    feasible : bool
        Whether the state can come about at all.
    """

    probability: float | None
    holds: tuple[str, ...] = ()
    feasible: bool = True


@dataclass(frozen=True, eq=False)
class StateHeadline:
    """That a state holds by a concept and, if it was so to begin with, that the conflict may settle there.

    Attributes
    ----------
    conflict : Conflict
        The conflict as it stands.
    position : int
        Of the state in it.
    """

    conflict: Conflict = field(repr=False)
    position: int

    def read(self, trial: Trial) -> Standing:
        """Return what becomes of it."""
        at = self.place(trial.conflict)
        if at is None:
            return Standing(None if trial.conflict.status_quo is None else 0.0, feasible=False)
        return Standing(self._probability(trial, at), profile(trial, at))

    def stands(self, trial: Trial, measure: Measure) -> bool:
        """Whether it survives; less work than to `read` it."""
        at = self.place(trial.conflict)
        if at is None or measure == "concepts":
            return at is not None and trial.holds(at, trial.concept)
        return (self._probability(trial, at) or 0.0) > CLOSE

    def place(self, conflict: Conflict) -> int | None:
        """Return the state's position in a changed conflict: states are known by what is on in them."""
        if conflict.graph is not None:
            return self.position
        states = self.conflict.states
        members = states.members[states.state_of == self.position]
        at = np.flatnonzero(np.isin(conflict.states.members, members))
        return int(conflict.states.state_of[at[-1]]) if len(at) else None

    def _probability(self, trial: Trial, at: int) -> float | None:
        if trial.settles is None:
            return None
        return dict(trial.settles).get(at, 0.0)


@dataclass(frozen=True, eq=False)
class QuestionHeadline:
    """The likelier answer to a question, in the states where the conflict settles."""

    question: Question

    def read(self, trial: Trial) -> Standing:
        """Return what becomes of it."""
        if trial.settles is None:
            return Standing(None)
        yes = self._yes(trial.conflict)
        return Standing(sum(chance for at, chance in trial.settles if yes[at]))

    def _yes(self, conflict: Conflict) -> NDArray[np.bool_]:
        return truth(conflict, self.question.when, conflict.states.masks)


Headline = StateHeadline | QuestionHeadline
