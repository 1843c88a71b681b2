"""The headline of a key assumptions check: a state or the answer to a question, and its standing after a change.

Without a named headline, it is the state where the conflict most likely settles.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from countermove.analysis.assumptions.trial import judged_by, profile
from countermove.errors import InvalidRequest, NoStatusQuo, UnknownName, did_you_mean
from countermove.model.naming import position_of, start_said
from countermove.model.scope import truth

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from countermove.analysis.assumptions.trial import Trial
    from countermove.model.conflict import Conflict
    from countermove.model.provenance import Question


Measure = Literal["probability", "concepts"]

CLOSE = 1e-9
"""Probabilities that differ by less are equal."""

Status = Literal[
    "falls",
    "not reached",
    "infeasible",
    "no start",
    "never settles",
    "nothing wanted",
    "void",
    "weaker",
    "stronger",
    "same",
]

BROKEN: tuple[Status, ...] = ("falls", "not reached", "infeasible")
"""The headline does not survive."""

UNDECIDED: tuple[Status, ...] = ("no start", "never settles", "nothing wanted", "void")
"""The changed conflict does not say whether the headline survives."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The standing of a headline in one conflict.

    Attributes
    ----------
    probability : float or None
        Of a state: that the conflict settles there. Of a question: of a yes, given that the conflict settles.
        None if the conflict has no status quo; of a question also if it never settles.
    holds : tuple of str
        Of a state: the ids of the concepts under which it is an equilibrium.
    feasible : bool
        Whether the state is feasible.
    unsettled : float
        Of a question: the probability that the conflict never settles.
    """

    probability: float | None
    holds: tuple[str, ...] = ()
    feasible: bool = True
    unsettled: float = 0.0


@dataclass(frozen=True, eq=False)
class StateHeadline:
    """A state as the headline: it holds by a concept and, if it did at first, the conflict may settle there.

    Attributes
    ----------
    conflict : Conflict
        The conflict as it stands.
    position : int
        The position of the state in it, from 0.
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
        """Whether the headline survives; cheaper than `read`."""
        at = self.place(trial.conflict)
        if at is None or measure == "concepts":
            return at is not None and trial.holds(at, trial.concept)
        return (self._probability(trial, at) or 0.0) > CLOSE

    def place(self, conflict: Conflict) -> int | None:
        """Return the state's position in a changed conflict, None if infeasible; its options identify it."""
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
    """A question as the headline: its likelier answer in the states where the conflict settles."""

    question: Question

    def read(self, trial: Trial) -> Standing:
        """Return what becomes of it: the probability of a yes where the conflict settles, as in a forecast."""
        if trial.settles is None:
            return Standing(None)
        yes, settled = self._yes(trial.conflict), sum(chance for _, chance in trial.settles)
        if settled < CLOSE:
            return Standing(None, unsettled=1.0)
        said = sum(chance for at, chance in trial.settles if yes[at])
        return Standing(said / settled, unsettled=1 - settled if 1 - settled > CLOSE else 0.0)

    def _yes(self, conflict: Conflict) -> NDArray[np.bool_]:
        return truth(conflict, self.question.when, conflict.states.masks)


Headline = StateHeadline | QuestionHeadline


@dataclass(frozen=True, eq=False)
class Baseline:
    """A headline before any change.

    Attributes
    ----------
    headline : StateHeadline or QuestionHeadline
        The headline.
    concept : str
        The id of the concept by which states hold and the conflict evolves.
    base : Standing
        The standing of the headline.
    """

    headline: Headline = field(repr=False)
    concept: str
    base: Standing

    @property
    def kind(self) -> Literal["state", "question"]:
        """The kind of the headline."""
        return "question" if isinstance(self.headline, QuestionHeadline) else "state"

    @property
    def answer(self) -> bool | None:
        """The likelier answer to a question, yes if both are equally likely; None for a state."""
        return None if self.kind == "state" else (self.base.probability or 0.0) >= 0.5 - CLOSE

    @property
    def most(self) -> int:
        """The largest value by the measure: the number of concepts, or a probability of one."""
        return len(judged_by(self.concept)) if self.measure == "concepts" else 1

    @property
    def measure(self) -> Measure:
        """The measure: a probability, or the number of concepts by which a state holds where nothing settles."""
        reached = (self.base.probability or 0.0) > CLOSE
        return "probability" if reached or self.kind == "question" else "concepts"

    def value(self, standing: Standing) -> float:
        """Return the value of the headline in a standing, by the measure."""
        if self.measure == "concepts":
            return float(len(standing.holds))
        yes = standing.probability or 0.0
        return 1.0 - yes if self.answer is False and standing.probability is not None else yes

    def lost(self, standing: Standing) -> tuple[float, float]:
        """Return the value that is lost, by the measure and by the other one; negative for a gain."""
        falls = self.value(self.base) - self.value(standing)
        if self.kind == "question":
            return falls, 0.0
        if self.measure == "concepts":
            return falls, (self.base.probability or 0.0) - (standing.probability or 0.0)
        return falls, float(len(self.base.holds) - len(standing.holds))

    def status(self, standing: Standing) -> Status:
        """Return the status of the headline after a change."""
        if not standing.feasible:
            return "infeasible"
        if self.measure == "concepts":
            broken: Status | None = None if self.concept in standing.holds else "falls"
        elif standing.probability is None:
            broken = "never settles" if standing.unsettled else "no start"
        else:
            broken = self._unlikely(standing)
        return broken or self._shift(standing)

    def stands(self, trial: Trial) -> bool:
        """Whether the headline survives; cheaper than `status`."""
        if isinstance(self.headline, StateHeadline):
            return self.headline.stands(trial, self.measure)
        return self.status(self.headline.read(trial)) not in (*BROKEN, *UNDECIDED)

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


def baseline_of(trial: Trial, headline: str | None, ids: Collection[str] = ()) -> Baseline:
    """Return the headline of a conflict and its standing.

    Parameters
    ----------
    trial : Trial
        The conflict as it stands.
    headline : str or None
        A question's id, or a state as `countermove.model.naming` names it; by default the state where the conflict
        most likely settles.
    ids : collection of str
        The ids of all questions, for suggestions when a name is unknown.

    Raises
    ------
    UnknownName
        If the name fits no question and no state, or several states.
    InvalidRequest
        If there is nothing to check: no status quo, no end, or a state that does not hold.
    """
    questions = {each.id: each for each in trial.conflict.questions}
    if headline is None:
        return _state(trial, _settles(trial))
    if headline not in questions:
        return _state(trial, _named(trial.conflict, headline, ids))
    if headline in trial.conflict.bits:
        raise InvalidRequest(f"{headline!r} is a question and an option; name the state by its number or its pattern")
    _need_start(trial, f"the question {headline!r} is answered")
    _settles(trial)
    found = QuestionHeadline(questions[headline])
    return Baseline(found, trial.concept, found.read(trial))


def _named(conflict: Conflict, text: str, ids: Collection[str]) -> int:
    try:
        return position_of(conflict, text)
    except UnknownName as fault:
        near = f" ({text!r} is no question either{did_you_mean(text, ids)})" if ids else ""
        raise UnknownName(f"{fault}{near}") from None


def _state(trial: Trial, position: int) -> Baseline:
    found = StateHeadline(trial.conflict, position)
    baseline = Baseline(found, trial.concept, found.read(trial))
    if trial.concept not in baseline.base.holds:
        state = f"state {position + 1} ({trial.conflict.states[position]})"
        held = (
            f"; it holds by {', '.join(baseline.base.holds)}" if baseline.base.holds else f", nor by {_others(trial)}"
        )
        raise InvalidRequest(f"{state} does not hold by {trial.concept}{held}: there is nothing that could fall")
    return baseline


def _others(trial: Trial) -> str:
    return ", ".join(each for each in judged_by(trial.concept) if each != trial.concept)


def _settles(trial: Trial) -> int:
    _need_start(trial, "a conflict settles somewhere")
    for position, _ in trial.settles or ():
        return position
    raise InvalidRequest(
        f"{trial.conflict.title!r} settles nowhere by {trial.concept}, but goes round; name a state, with --headline"
    )


def _need_start(trial: Trial, what: str) -> None:
    if trial.settles is None:
        raise NoStatusQuo(
            f"{trial.conflict.title!r} has no status quo from which {what}; say {start_said(trial.conflict)}, "
            "or name a state that holds as the headline"
        )
