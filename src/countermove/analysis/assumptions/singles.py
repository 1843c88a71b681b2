"""One assumption at a time: what each change makes of the headline, and which assumptions matter most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.analysis.assumptions.changes import Change
from countermove.analysis.assumptions.headline import BROKEN, UNASKED, Standing, Status
from countermove.errors import InvalidConflict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from countermove.analysis.assumptions.assumption import Assumption
    from countermove.analysis.assumptions.headline import Asked
    from countermove.analysis.assumptions.trials import Trials

ORDER: tuple[tuple[Status, ...], ...] = (
    ("falls", "not reached"),
    ("infeasible",),
    ("no start", "void"),
    ("weaker",),
    ("stronger",),
    ("same",),
)
"""What matters more comes first; within a group, more that falls or is gained, then the order of the file."""


@dataclass(frozen=True, slots=True)
class ChangeEffect:
    """What some changes make of the headline.

    Attributes
    ----------
    changes : tuple of Change
        What is changed, all at once.
    status : str
        ``falls``, ``not reached`` and ``infeasible``: it does not survive. ``no start`` and ``void``: it cannot be
        asked. ``weaker``, ``stronger``, ``same``: it survives.
    standing : Standing or None
        What becomes of it; None where the changed conflict means nothing.
    lost : tuple of float
        How much falls: by the measure of the headline, and by the other one.
    reason : str
        Why it cannot be asked.
    """

    changes: tuple[Change, ...]
    status: Status
    standing: Standing | None
    lost: tuple[float, float] = (0.0, 0.0)
    reason: str = ""

    @property
    def survives(self) -> bool | None:
        """Whether the headline survives; None where it cannot be asked."""
        return None if self.status in UNASKED else self.status not in BROKEN

    @property
    def weight(self) -> tuple[float, ...]:
        """What findings are sorted by: what matters more has less."""
        group = next(k for k, each in enumerate(ORDER) if self.status in each)
        size = self.lost if self.status != "stronger" else (-self.lost[0], -self.lost[1])
        return group, *(-round(each, 9) for each in size)


@dataclass(frozen=True, slots=True)
class Checked:
    """One assumption, with what each change of it makes of the headline."""

    assumption: Assumption
    findings: tuple[ChangeEffect, ...]

    @property
    def weight(self) -> tuple[tuple[float, ...], ...]:
        """That of the change that matters most; among equals, that of leaving it out."""
        return self.worst.weight, self.findings[0].weight

    @property
    def worst(self) -> ChangeEffect:
        """The change that matters most."""
        return min(self.findings, key=lambda each: each.weight)


def finding(trials: Trials, asked: Asked, changes: Iterable[Change]) -> ChangeEffect:
    """Return what some changes make of the headline."""
    made = tuple(changes)
    try:
        trial = trials.trial(made)
    except InvalidConflict as fault:
        return ChangeEffect(made, "void", None, reason=fault.complaints[0].message)
    standing = asked.headline.read(trial)
    status = asked.status(standing)
    reason = "the status quo is infeasible" if status == "no start" else ""
    return ChangeEffect(made, status, standing, asked.lost(standing), reason)


def singles(
    trials: Trials, asked: Asked, tried: Iterable[Assumption], progress: Callable[[int], None]
) -> tuple[Checked, ...]:
    """Return what becomes of the headline, one assumption at a time, those that matter most first.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.assumptions.headline import ask
    >>> from countermove.analysis.assumptions.assumption import assumptions_of
    >>> from countermove.analysis.assumptions.trials import Trials
    >>> trials = Trials(cases.load("chicken"), "nash")
    >>> asked = ask(trials.trial(()), "a.swerve")
    >>> [first, *_] = singles(trials, asked, assumptions_of(trials.conflict), lambda done: None)
    >>> first.assumption.name, first.worst.status
    ('in reach: a.swerve', 'infeasible')
    """
    found = []
    for each in tried:
        found.append(Checked(each, tuple(finding(trials, asked, [Change(each, how)]) for how in each.hows)))
        progress(len(each.hows))
    return tuple(sorted(found, key=lambda each: each.weight))
