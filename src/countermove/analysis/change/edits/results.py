"""What is told of the sets of edits that serve: sentences, the changed conflict, its ends, its certificates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.analysis.certificate import checked
from countermove.analysis.change.edits.revised import edited, revised
from countermove.analysis.change.edits.wording import sentence
from countermove.analysis.change.goal import Stands
from countermove.analysis.change.result import Edit, LeastChange
from countermove.analysis.explain import explain
from countermove.errors import InvalidRequest, TooLarge, UnknownName
from countermove.model.outcome import states_where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from countermove.analysis.assumptions.trial import Trial
    from countermove.analysis.change.edits.step import EditStep, Steps
    from countermove.analysis.change.edits.verdicts import Verdicts
    from countermove.model.conflict import Conflict
    from countermove.model.records import Option

    Certificates = tuple[Mapping[str, Any], ...]

CLOSE = 1e-9
"""Probabilities that are smaller are none."""


def found_changes(
    verdicts: Verdicts, found: Iterable[Steps], original: Conflict | None = None
) -> tuple[LeastChange, ...]:
    """Return the changes that serve, the cheapest first; of those that write the same conflict, the first.

    Parameters
    ----------
    verdicts : Verdicts
        The conflict and the goal.
    found : iterable of Steps
        The sets of edits that serve, the cheapest first.
    original : Conflict, optional
        The conflict without the offers that it was given; changes without an offer are changes of this.
    """
    return Found(verdicts, tuple(found), original or verdicts.conflict).changes()


@dataclass(frozen=True, eq=False)
class Found:
    """The sets of edits that serve, as they are told.

    Attributes
    ----------
    verdicts : Verdicts
        The conflict and the goal.
    sets : tuple of Steps
        The sets that serve, the cheapest first.
    original : Conflict
        The conflict without offers.
    """

    verdicts: Verdicts
    sets: tuple[Steps, ...]
    original: Conflict

    def changes(self) -> tuple[LeastChange, ...]:
        """Return the changes, the cheapest first; of those that write the same conflict but for its doubts, one."""
        first: dict[str, Steps] = {}
        for steps in self.sets:
            conflict = self._made(steps, revised)
            written = repr((conflict.decision_makers, conflict.rules, conflict.status_quo))
            other = first.setdefault(written, steps)
            if (_cost(steps), _lowered(steps)) < (_cost(other), _lowered(other)):
                first[written] = steps
        return tuple(self._change(steps, self._made(steps, edited)) for steps in first.values())

    def _made(self, steps: Steps, made_by: Callable[[Conflict, Steps], Conflict]) -> Conflict:
        """Return the changed conflict, with its doubts or without."""
        offers = any(each.kind == "offer" for each in steps)
        return made_by(self.verdicts.conflict if offers else self.original, steps)

    def _change(self, steps: Steps, conflict: Conflict) -> LeastChange:
        trial = self.verdicts.trial(steps)
        ends, before = self._ends(trial), self._before
        return LeastChange(
            edits=tuple(self._edit(each) for each in steps),
            cost=_cost(steps),
            conflict=conflict,
            reached=self._reached(trial),
            came=tuple(each for each in ends if each not in before),
            went=tuple(each for each in before if each not in ends),
            certificates=self._certificates(trial.conflict, conflict),
        )

    def _edit(self, step: EditStep) -> Edit:
        conflict = self.verdicts.conflict
        ruling = {"rule", "ruled", "offer"}
        dm = "" if step.slot[0] in ruling else conflict.decision_makers[int(step.slot[1])].id
        return Edit(step.kind, dm, sentence(conflict, step), step.cost)

    @cached_property
    def _before(self) -> tuple[str, ...]:
        return self._ends(self.verdicts.trial(()))

    def _ends(self, trial: Trial) -> tuple[str, ...]:
        """Return the ends that a conflict may settle in, in words."""
        try:
            reached = [k for k, chance in trial.settles or () if chance > CLOSE]
        except (TooLarge, UnknownName):
            return ()
        return tuple(dict.fromkeys(end_words(trial.conflict, k) for k in reached))

    def _reached(self, trial: Trial) -> float | None:
        """Return the probability that a conflict settles where the goal wants it."""
        goal = self.verdicts.goal
        if not isinstance(goal, Stands):
            return None
        try:
            settles, meant = trial.settles, states_where(trial.conflict, goal.state)
        except (TooLarge, UnknownName):
            return None
        if settles is None:
            return None
        return float(sum(chance for k, chance in settles if bool(meant[k]) != goal.falls))

    def _certificates(self, solved: Conflict, conflict: Conflict) -> Certificates:
        """Return the checked certificates of the verdicts on the state that is to hold, or that falls."""
        goal = self.verdicts.goal
        if not isinstance(goal, Stands):
            return ()
        meant = np.flatnonzero(states_where(solved, goal.state)).tolist()
        for k in meant:
            try:
                found = explain(conflict, k + 1, concept=goal.concept, variation=None)
            except (TooLarge, InvalidRequest):
                return ()
            if goal.falls or all(each.stable for each in found):
                proofs = checked(conflict, (each.certificate() for each in found))
                if not goal.falls or len(meant) == 1:
                    return proofs
        return ()


def _cost(steps: Steps) -> float:
    return round(sum(each.cost for each in steps), 9)


def _lowered(steps: Steps) -> int:
    """Return how many statements are put below others: to say what comes above is plainer."""
    return sum(each.kind == "down" for each in steps)


def end_words(conflict: Conflict, position: int) -> str:
    """Return the name of the end that a state is, or what is on in it.

    Examples
    --------
    >>> from countermove import cases
    >>> crisis = cases.load("kazakhstan-2022")
    >>> end_words(crisis, 0), end_words(cases.load("chicken"), 1)
    ('Quiet handover', 'Swerve before B')
    """
    named = {each.id: " ".join(each.name.split()) or each.id for each in conflict.definitions}
    for id_ in conflict.ends:
        if states_where(conflict, id_)[position]:
            return named[id_]
    state = conflict.states[position]
    if conflict.graph is not None:
        return " ".join(state.name.split())
    on = [" ".join((each.short or each.name).split()) or each.id for each in _on(conflict, state.pattern)]
    return ", ".join(on) or "nothing is on"


def _on(conflict: Conflict, pattern: str) -> Iterable[Option]:
    return (option for (_, option), letter in zip(conflict.owned, pattern, strict=True) if letter == "Y")
