"""The effects of leaving out a source: on the headline and on the answers to the questions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from countermove.analysis.assumptions.changes import Change
from countermove.analysis.assumptions.headline import QuestionHeadline
from countermove.analysis.assumptions.singles import ChangeEffect, effect_of
from countermove.errors import InvalidConflict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from countermove.analysis.assumptions.assumption import Assumption
    from countermove.analysis.assumptions.headline import Baseline
    from countermove.analysis.assumptions.trials import Trials
    from countermove.model.provenance import Source

Answers = tuple[tuple[str, float | None], ...]
"""Question ids with the probability of a yes; None if the conflict is invalid or has no status quo."""


@dataclass(frozen=True, slots=True)
class Without:
    """The effects of leaving out some assumptions.

    Attributes
    ----------
    finding : ChangeEffect
        The effect on the headline.
    questions : tuple of (id, probability)
        The probability of a yes to each question; None if the conflict has no status quo or is invalid.
    idle : tuple of str
        The ids of the decision makers that then want nothing, and wanted something before.
    """

    finding: ChangeEffect
    questions: Answers
    idle: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BySource:
    """The effects of leaving out one source.

    Attributes
    ----------
    source : Source
        The source.
    alone : Without
        Without the assumptions that cite only this source.
    citing : Without
        Without all assumptions that cite it.
    """

    source: Source
    alone: Without
    citing: Without

    @property
    def sort_key(self) -> tuple[tuple[float, ...], ...]:
        """The sort key: what matters more comes first."""
        return self.alone.finding.sort_key, self.citing.finding.sort_key


def by_source(
    trials: Trials, baseline: Baseline, tried: Iterable[Assumption], progress: Callable[[int], None]
) -> tuple[BySource, ...]:
    """Return the effects of leaving out each cited source, those that matter most first."""
    cited = [each for each in tried if each.evidence]
    found = []
    for source in trials.conflict.sources:
        citing = [each for each in cited if source.id in each.sources]
        if citing:
            alone = [each for each in citing if each.sources == (source.id,)]
            found.append(BySource(source, _without(trials, baseline, alone), _without(trials, baseline, citing)))
            progress(2)
    return tuple(sorted(found, key=lambda each: each.sort_key))


def _without(trials: Trials, baseline: Baseline, gone: Iterable[Assumption]) -> Without:
    """Return the effects of leaving out some assumptions.

    A headline that stays while somebody wants nothing any more has not survived: nothing is said against it.
    """
    changes = tuple(Change(each, "left out") for each in gone)
    found, idle = effect_of(trials, baseline, changes), _idle(trials, changes)
    if idle and found.survives:
        reason = f"nothing is wanted any more by {', '.join(idle)}"
        found = replace(found, status="nothing wanted", reason=reason)
    return Without(found, answers(trials, changes), idle)


def _idle(trials: Trials, changes: tuple[Change, ...]) -> tuple[str, ...]:
    """Return the ids of the decision makers whose states all tie after some changes, and did not before."""
    try:
        ranks = trials.trial(changes).conflict.ranks
    except InvalidConflict:
        return ()
    named = zip(trials.conflict.decision_makers, trials.conflict.ranks, ranks, strict=True)
    return tuple(dm.id for dm, before, now in named if before.max() > before.min() and now.max() == now.min())


def answers(trials: Trials, changes: tuple[Change, ...]) -> Answers:
    """Return the probability of a yes to each question after some changes."""
    questions = [each for each in trials.conflict.questions if not each.variation]
    try:
        trial = trials.trial(changes)
    except InvalidConflict:
        return tuple((each.id, None) for each in questions)
    return tuple((each.id, QuestionHeadline(each).read(trial).probability) for each in questions)
