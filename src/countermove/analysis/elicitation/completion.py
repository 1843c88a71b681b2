"""A conflict with what was learnt as preferences: rankings, or statements where variations exclude states."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from countermove.errors import InvalidConflict
from countermove.model.patch import faults_of
from countermove.model.records import Preferences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from countermove.model.conflict import Conflict

Levels = tuple[tuple[int, ...], ...]


def from_levels(conflict: Conflict, levels: Levels) -> Preferences:
    """Return preferences by which states stand on levels, most preferred first, given by position.

    A ranking names all states. Variations may exclude some of them, and refuse a ranking that names these; then
    statements describe the states of all levels but the last.

    Examples
    --------
    >>> from countermove import Conflict, DecisionMaker, Variation
    >>> one = Conflict("One", [DecisionMaker("a", options=["go"])])
    >>> from_levels(one, ((1,), (0,))).ranking
    (('Y',), ('N',))
    >>> two = one.with_(variations=[Variation("stay", remove=["go"])])
    >>> from_levels(two, ((1,), (0,))).statements[0][0].holds
    'go'
    """
    states = conflict.states
    if conflict.graph is not None:
        return Preferences(ranking=tuple(tuple(states.names[k][0] for k in level) for level in levels))
    if states.coalesced:
        return Preferences(ranking=tuple(tuple(str(k + 1) for k in level) for level in levels))
    if not conflict.variations:
        return Preferences(ranking=tuple(tuple(states.pattern(k) for k in level) for level in levels))
    return Preferences([" or ".join(_described(conflict, k) for k in level) for level in levels[:-1]])


def _described(conflict: Conflict, position: int) -> str:
    """Return a statement that holds in one state only."""
    mask = int(conflict.states.masks[position])
    parts = [name if mask >> bit & 1 else f"not {name}" for bit, name in enumerate(conflict.options)]
    return f"({' and '.join(parts)})" if len(parts) > 1 else parts[0]


def with_preferences(conflict: Conflict, wants: Mapping[int, Preferences], said: Iterable[str]) -> Conflict:
    """Return a conflict with other preferences of some decision makers, by position, and with remarks.

    Variations, and questions and published answers about them, that do not fit on it are left out, with a remark.
    """
    dms = [*conflict.decision_makers]
    for i, preferences in wants.items():
        dms[i] = replace(dms[i], preferences=preferences)
    remarks = (*conflict.remarks, *said)
    try:
        return conflict.with_(decision_makers=tuple(dms), remarks=remarks)
    except InvalidConflict:
        alone = conflict.with_(decision_makers=tuple(dms), variations=(), questions=(), published=(), standpoint="")
    fitting = [each for each in conflict.variations if not faults_of(alone, each)]
    here = {"", *(each.id for each in fitting)}
    left_out = [each.id for each in conflict.variations if each not in fitting]
    return alone.with_(
        variations=tuple(fitting),
        questions=tuple(each for each in conflict.questions if each.variation in here),
        published=tuple(each for each in conflict.published if each.variation in here),
        standpoint=conflict.standpoint if conflict.standpoint in here else "",
        remarks=(*remarks, f"left out: variations that do not fit what was learnt: {', '.join(left_out)}"),
    )
