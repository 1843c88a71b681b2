"""The effects of leaving out a source: on the headline and on the answers to the questions."""

from __future__ import annotations

from dataclasses import dataclass
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
    """

    finding: ChangeEffect
    questions: Answers


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
    changes = tuple(Change(each, "left out") for each in gone)
    return Without(effect_of(trials, baseline, changes), answers(trials, changes))


def answers(trials: Trials, changes: tuple[Change, ...]) -> Answers:
    """Return the probability of a yes to each question after some changes."""
    questions = [each for each in trials.conflict.questions if not each.variation]
    try:
        trial = trials.trial(changes)
    except InvalidConflict:
        return tuple((each.id, None) for each in questions)
    return tuple((each.id, QuestionHeadline(each).read(trial).probability) for each in questions)
