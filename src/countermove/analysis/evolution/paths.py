"""The steps of a shortest path, in the conflict's own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.analysis.changes import changes

if TYPE_CHECKING:
    from countermove.analysis.evolution.attainment import Attainment
    from countermove.model.conflict import Conflict


@dataclass(frozen=True, slots=True)
class Step:
    """A move on a path: the decision maker's id, the states' numbers, and the options it starts and stops."""

    dm: str
    start: int
    to: int
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()


def path(conflict: Conflict, found: Attainment, number: int) -> tuple[Step, ...]:
    """Return the shortest path to a state that is attained.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.evolution.attaining import attain
    >>> elmira = cases.load("elmira")
    >>> path(elmira, attain(elmira, 0, improving=False), 9)
    (Step(dm='uniroyal', start=1, to=9, starts=('abandon',), stops=('delay',)),)
    """
    ids = [dm.id for dm in conflict.decision_makers]
    return tuple(
        Step(ids[dm], start + 1, end + 1, *changes(conflict, dm, start, end))
        for dm, start, end in found.path(number - 1)
    )
