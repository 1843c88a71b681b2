"""What rests on which source."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from countermove.analysis.grounds import Grounds
    from countermove.model.conflict import Conflict


def sources(conflict: Conflict) -> Grounds:
    """Return what rests on which source, and what rests on nothing.

    Parameters
    ----------
    conflict : Conflict
        The conflict.

    Returns
    -------
    Grounds

    Examples
    --------
    >>> from countermove import cases
    >>> print(sources(cases.load("prisoners-dilemma")))
    Prisoner's dilemma: 4 claims, 0 sources, 4 claims without evidence
    """
    from countermove.analysis.grounds import grounds_of

    return grounds_of(conflict)
