"""The likeliest end of a conflict and the answers to its questions, as the judgement has them, to be compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.comparison.texts import full_names
from countermove.analysis.evolution.evolve import evolving_concept
from countermove.simulation.judgement.readings import Readings, concepts_beside
from countermove.simulation.one_pass import plans_by, worlds_by
from countermove.simulation.result import ALMOST_NONE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from countermove.analysis.comparison.answers import EndKey
    from countermove.model.conflict import Conflict
    from countermove.simulation.judgement.result import JudgedEnd, JudgedQuestion, Judgement

NEVER, OTHER = "(never settles)", "(other ends)"
"""That a conflict never settles, and an end that a file with named ends does not name."""


@dataclass(frozen=True)
class LikeliestAnswers:
    """What is compared of a judgement.

    Attributes
    ----------
    end : str or tuple of str
        The likeliest end.
    yes : mapping of str to (bool or None)
        By question, whether a yes has at least one half; None if it is not answered.
    """

    end: EndKey
    yes: Mapping[str, bool | None]


@dataclass(frozen=True)
class Judging:
    """How conflicts are judged: by the concept that was asked for, or by each one's own reading; draws and seed."""

    concept: str | None
    count: int
    seed: int


@dataclass(frozen=True)
class EndKeys:
    """How ends of two conflicts are matched.

    Attributes
    ----------
    named : bool
        Whether both files name their ends, which are then known by these names.
    common : sequence of str
        The options of both, as ``dm.option``; without any, ends are known by all options.
    """

    named: bool
    common: Sequence[str]

    def of(self, conflict: Conflict, id_: str, decimal: int) -> EndKey:
        """Return what an end is known by, given the id of its condition and its likeliest state."""
        if self.named:
            return id_ or OTHER
        if conflict.graph is not None:
            return (conflict.states.names[decimal][0],)
        on = {name for bit, name in enumerate(full_names(conflict)) if decimal >> bit & 1}
        return tuple(name for name in self.common if name in on) if self.common else tuple(sorted(on))

    def of_end(self, conflict: Conflict, end: JudgedEnd) -> EndKey:
        """Return what an end of a judgement on a conflict is known by."""
        return self.of(conflict, end.id, end.decimals[0])


def answers_of(judged: Judgement, conflict: Conflict, keys: EndKeys) -> LikeliestAnswers:
    """Return what is compared of a judgement, by the ids of a conflict whose options have the same order."""
    end = NEVER if judged.likeliest is None else keys.of_end(conflict, judged.likeliest)
    return LikeliestAnswers(end, {each.question.id: _yes(each) for each in judged.questions})


def _yes(asked: JudgedQuestion) -> bool | None:
    return at_least_half(asked.chance.share.value) if asked.answered else None


def at_least_half(share: float) -> bool:
    """Whether a share is one half or more, as far as floating point can tell."""
    return share >= 0.5 - 1e-9


def likeliest_answers(conflict: Conflict, keys: EndKeys, judging: Judging) -> LikeliestAnswers:
    """Return what is compared of the judgement on a conflict, without the rest of that judgement.

    Raises
    ------
    InvalidConflict
        If the conflict has no worlds of its own.
    TooLarge
        If there are too many worlds or states.
    """
    by = evolving_concept(conflict, judging.concept).id
    plans = plans_by(conflict, concepts_beside(conflict, by), judging.count, judging.seed)
    made = Readings(conflict, by, worlds_by(plans))
    answered = made.moves and bool(made.settles[by].sum() > ALMOST_NONE)
    yes = {id_: at_least_half(made.chance_of(id_, where).share.value) for id_, where in made.axes.questions}
    return LikeliestAnswers(_likeliest(made, keys), {id_: each if answered else None for id_, each in yes.items()})


def _likeliest(made: Readings, keys: EndKeys) -> EndKey:
    k = made.leaders[made.concept]
    if k < 0:
        return NEVER
    group, own = made.groups[k], made.settles[made.concept]
    weight = own if own[group.members].any() else made.ever
    inside = np.flatnonzero(group.members & (weight > 0))
    first = inside[np.argsort(-weight[inside], kind="stable")][0]
    return keys.of(made.view, group.id, int(made.axes.keys[first]))
