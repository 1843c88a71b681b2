"""Source by source: what is left of each conclusion without what rests on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.analysis.assumptions.changes import Change
from countermove.analysis.assumptions.headline import QuestionHeadline
from countermove.analysis.assumptions.singles import ChangeEffect, finding
from countermove.errors import InvalidConflict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from countermove.analysis.assumptions.assumption import Assumption
    from countermove.analysis.assumptions.headline import Asked
    from countermove.analysis.assumptions.trials import Trials
    from countermove.model.provenance import Source

Answers = tuple[tuple[str, float | None], ...]


@dataclass(frozen=True, slots=True)
class Without:
    """What is left when some assumptions are left out.

    Attributes
    ----------
    finding : ChangeEffect
        What becomes of the headline.
    questions : tuple of (id, probability)
        How likely a yes is to each question; None where the conflict has no start or means nothing.
    """

    finding: ChangeEffect
    questions: Answers


@dataclass(frozen=True, slots=True)
class BySource:
    """What is left of the conclusions without one source.

    Attributes
    ----------
    source : Source
        The source.
    alone : Without
        Without what rests on this source alone.
    citing : Without
        Without all that cites it, whatever else it cites.
    """

    source: Source
    alone: Without
    citing: Without

    @property
    def weight(self) -> tuple[tuple[float, ...], ...]:
        """What sources are sorted by: what matters more has less."""
        return self.alone.finding.weight, self.citing.finding.weight


def by_source(
    trials: Trials, asked: Asked, tried: Iterable[Assumption], progress: Callable[[int], None]
) -> tuple[BySource, ...]:
    """Return what is left without each source that an assumption cites, those that matter most first."""
    cited = [each for each in tried if each.evidence]
    found = []
    for source in trials.conflict.sources:
        citing = [each for each in cited if source.id in each.sources]
        if citing:
            alone = [each for each in citing if each.sources == (source.id,)]
            found.append(BySource(source, _without(trials, asked, alone), _without(trials, asked, citing)))
            progress(2)
    return tuple(sorted(found, key=lambda each: each.weight))


def _without(trials: Trials, asked: Asked, gone: Iterable[Assumption]) -> Without:
    changes = tuple(Change(each, "left out") for each in gone)
    return Without(finding(trials, asked, changes), answers(trials, changes))


def answers(trials: Trials, changes: tuple[Change, ...]) -> Answers:
    """Return how likely a yes is to each question after some changes."""
    questions = [each for each in trials.conflict.questions if not each.variation]
    try:
        trial = trials.trial(changes)
    except InvalidConflict:
        return tuple((each.id, None) for each in questions)
    return tuple((each.id, QuestionHeadline(each).read(trial).probability) for each in questions)
