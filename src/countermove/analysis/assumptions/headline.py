"""The headline: a state that holds, or a question with its likelier answer; and whether it survives a change.

The headline that is asked about: how it stands, and what a change makes of it.

Which headline is asked about: the state or question that is named, or the state where the conflict settles.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from countermove.analysis.assumptions.trial import judged_by, profile
from countermove.errors import InvalidRequest, UnknownName, did_you_mean
from countermove.model.naming import position_of
from countermove.model.scope import truth

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from countermove.analysis.assumptions.trial import Trial
    from countermove.model.conflict import Conflict
    from countermove.model.provenance import Question


Measure = Literal["probability", "concepts"]

CLOSE = 1e-9

Status = Literal["falls", "not reached", "infeasible", "no start", "void", "weaker", "stronger", "same"]

BROKEN: tuple[Status, ...] = ("falls", "not reached", "infeasible")

UNASKED: tuple[Status, ...] = ("no start", "void")


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


def ask(trial: Trial, headline: str | None, ids: Collection[str] = ()) -> Asked:
    """Return what is asked about: a state, a question, or the state in which the conflict most likely settles.

    Parameters
    ----------
    trial : Trial
        The conflict as it stands.
    headline : str or None
        A question's id, or a state as `countermove.model.naming` names it.
    ids : collection of str
        Of all questions there are, those that are asked of a variation among them.

    Raises
    ------
    UnknownName
        If no question and no state is meant, or several are.
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
    found = QuestionHeadline(questions[headline])
    return Asked(found, trial.concept, found.read(trial))


def _named(conflict: Conflict, text: str, ids: Collection[str]) -> int:
    try:
        return position_of(conflict, text)
    except UnknownName as fault:
        near = f" ({text!r} is no question either{did_you_mean(text, ids)})" if ids else ""
        raise UnknownName(f"{fault}{near}") from None


def _state(trial: Trial, position: int) -> Asked:
    found = StateHeadline(trial.conflict, position)
    asked = Asked(found, trial.concept, found.read(trial))
    if trial.concept not in asked.base.holds:
        state = f"state {position + 1} ({trial.conflict.states[position]})"
        held = f"; it holds by {', '.join(asked.base.holds)}" if asked.base.holds else f", nor by {_others(trial)}"
        raise InvalidRequest(f"{state} does not hold by {trial.concept}{held}: there is nothing that could fall")
    return asked


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
        raise InvalidRequest(
            f"{trial.conflict.title!r} has no status quo from which {what}; say which options are on at the start, "
            "or name a state that holds as the headline"
        )
