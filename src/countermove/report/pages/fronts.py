"""The fronts of a conflict side by side: who does what on each, as if there were no other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.model.fronts import alone
from countermove.report.crossing import front_titles
from countermove.report.pages.form import sides
from countermove.report.words import tidy

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict
    from countermove.report.pages.form import Side


@dataclass(frozen=True, slots=True)
class FrontColumn:
    """One front: what it is called, what it is about, and who decides there on what."""

    id: str
    title: str
    about: str
    sides: tuple[Side, ...]


def fronts(conflict: Conflict) -> tuple[FrontColumn, ...]:
    """Return the fronts, nothing for a conflict that has none.

    Examples
    --------
    >>> from countermove import cases
    >>> [column.id for column in fronts(cases.load("canal"))]
    ['north', 'south']
    """
    if conflict.joint is None:
        return ()
    called = front_titles(conflict)
    return tuple(
        FrontColumn(each.id, called[each.id], tidy(each.conflict.about), sides(alone(conflict, each.id)))
        for each in conflict.joint.fronts
    )
