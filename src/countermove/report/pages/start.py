"""The start from which a report is made: the standpoint of the file, the file as it stands, or a variation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from countermove.model.variation import vary, vary_with_others, vary_with_rivals
from countermove.report.words import tidy
from countermove.simulation.judgement.judge import standpoint_of

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict

AS_IT_STANDS = "none"
"""The name of the file as it stands, where a variation is asked for."""


@dataclass(frozen=True)
class Start:
    """A start, and the conflict seen from it.

    Attributes
    ----------
    conflict : Conflict
        The conflict from this start, with the variations that can be laid on it.
    judged : Conflict
        The conflict whose judgement has this start.
    name : str
        The name of the variation; empty for the file as it stands.
    """

    conflict: Conflict = field(repr=False)
    judged: Conflict = field(repr=False)
    name: str


def start_of(conflict: Conflict, variation: str | None) -> Start:
    """Return the start that a variation names: None is the standpoint of the file, ``none`` the file as it stands.

    Raises
    ------
    UnknownName
        If the conflict has no such variation.

    Examples
    --------
    >>> from countermove import cases
    >>> crisis = cases.load("kazakhstan-2022")
    >>> start_of(crisis, None).name, start_of(crisis, "none").name
    ('as it stood on 7 January 2022', '')
    """
    own = standpoint_of(conflict)
    if variation is None and own:
        return Start(vary_with_others(conflict, own), conflict, _name(conflict, own))
    if variation is None:
        return Start(conflict, conflict, "")
    if variation == AS_IT_STANDS:
        asked = tuple(each for each in conflict.questions if not each.variation)
        plain = conflict.with_(standpoint="", questions=asked)
        return Start(plain, plain, "")
    varied = vary(conflict, variation)
    rival = any(each.id == variation and each.weight for each in conflict.variations)
    return Start(varied, varied if rival else vary_with_rivals(conflict, variation), _name(conflict, variation))


def _name(conflict: Conflict, variation: str) -> str:
    return next(tidy(each.name) or each.id for each in conflict.variations if each.id == variation)
