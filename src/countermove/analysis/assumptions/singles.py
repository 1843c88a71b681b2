"""Single changes: the effect of each on the headline, and the assumptions in order of importance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.analysis.assumptions.changes import Change
from countermove.analysis.assumptions.headline import BROKEN, UNDECIDED, Standing, Status
from countermove.errors import InvalidConflict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from countermove.analysis.assumptions.assumption import Assumption
    from countermove.analysis.assumptions.headline import Baseline
    from countermove.analysis.assumptions.trials import Trials

ORDER: tuple[tuple[Status, ...], ...] = (
    ("falls", "not reached"),
    ("infeasible",),
    ("no start", "never settles", "nothing wanted", "void"),
    ("weaker",),
    ("stronger",),
    ("same",),
)
"""Groups of statuses by importance; in a group the larger loss or gain comes first, then the order of the file."""

UNANSWERED: dict[Status, str] = {
    "no start": "the status quo is infeasible",
    "never settles": "the conflict goes round for ever",
}
"""Why a headline has no standing."""


@dataclass(frozen=True, slots=True)
class ChangeEffect:
    """The effect of some changes on the headline.

    Attributes
    ----------
    changes : tuple of Change
        The changes, made at once.
    status : str
        ``falls``, ``not reached`` and ``infeasible``: the headline does not survive. ``no start``, ``never settles``,
        ``nothing wanted`` and ``void``: that is undecided. ``weaker``, ``stronger``, ``same``: it survives.
    standing : Standing or None
        Its standing after the changes; None if the changed conflict is invalid.
    lost : tuple of float
        The value that is lost, by the measure of the headline and by the other one.
    reason : str
        Why it is undecided.
    """

    changes: tuple[Change, ...]
    status: Status
    standing: Standing | None
    lost: tuple[float, float] = (0.0, 0.0)
    reason: str = ""

    @property
    def survives(self) -> bool | None:
        """Whether the headline survives; None if that is undecided."""
        return None if self.status in UNDECIDED else self.status not in BROKEN

    @property
    def sort_key(self) -> tuple[float, ...]:
        """The sort key: what matters more comes first."""
        group = next(k for k, each in enumerate(ORDER) if self.status in each)
        size = self.lost if self.status != "stronger" else (-self.lost[0], -self.lost[1])
        return group, *(-round(each, 9) for each in size)


@dataclass(frozen=True, slots=True)
class Checked:
    """One assumption, with the effect of each change of it."""

    assumption: Assumption
    findings: tuple[ChangeEffect, ...]

    @property
    def sort_key(self) -> tuple[tuple[float, ...], ...]:
        """The sort key of the change that matters most; among equals, that of leaving the assumption out."""
        return self.worst.sort_key, self.findings[0].sort_key

    @property
    def worst(self) -> ChangeEffect:
        """The change that matters most."""
        return min(self.findings, key=lambda each: each.sort_key)


def effect_of(trials: Trials, baseline: Baseline, changes: Iterable[Change]) -> ChangeEffect:
    """Return the effect of some changes on the headline."""
    made = tuple(changes)
    try:
        trial = trials.trial(made)
    except InvalidConflict as fault:
        return ChangeEffect(made, "void", None, reason=fault.complaints[0].message)
    standing = baseline.headline.read(trial)
    status = baseline.status(standing)
    reason = UNANSWERED.get(status, "")
    return ChangeEffect(made, status, standing, baseline.lost(standing), reason)


def singles(
    trials: Trials, baseline: Baseline, tried: Iterable[Assumption], progress: Callable[[int], None]
) -> tuple[Checked, ...]:
    """Return the effects of changing one assumption at a time, the assumptions that matter most first.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.assumptions.headline import baseline_of
    >>> from countermove.analysis.assumptions.assumption import assumptions_of
    >>> from countermove.analysis.assumptions.trials import Trials
    >>> trials = Trials(cases.load("chicken"), "nash")
    >>> baseline = baseline_of(trials.trial(()), "a.swerve")
    >>> [first, *_] = singles(trials, baseline, assumptions_of(trials.conflict), lambda done: None)
    >>> first.assumption.name, first.worst.status
    ('in reach: a.swerve', 'infeasible')
    """
    found = []
    for each in tried:
        found.append(Checked(each, tuple(effect_of(trials, baseline, [Change(each, how)]) for how in each.hows)))
        progress(len(each.hows))
    return tuple(sorted(found, key=lambda each: each.sort_key))
