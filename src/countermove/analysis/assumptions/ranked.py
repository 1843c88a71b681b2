"""Rankings of states after a change: without the states that are gone, and by pattern, since numbers shift."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from countermove.model.records import Preferences

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker, Rule
    from countermove.model.states import StateSpace


def rankings_kept(
    conflict: Conflict, dms: tuple[DecisionMaker, ...], rules: tuple[Rule, ...]
) -> tuple[DecisionMaker, ...]:
    """Return the decision makers, with the states in their rankings that are still feasible."""
    if conflict.graph is not None or not any(dm.preferences.ranking for dm in dms):
        return dms
    unranked = tuple(replace(dm, preferences=Preferences()) for dm in dms)
    bare = {"status_quo": None, "variations": (), "published": ()}
    left = conflict.with_(decision_makers=unranked, rules=rules, **bare).states
    return tuple(replace(dm, preferences=still_ranked(conflict, dm.preferences, left)) for dm in dms)


def still_ranked(conflict: Conflict, wants: Preferences, left: StateSpace) -> Preferences:
    """Return what somebody wants, with its ranking in patterns of states that are left: numbers may shift."""
    if conflict.graph is not None or not wants.ranking:
        return wants
    said = (tuple(p for entry in level for p in _patterns(conflict, entry, left)) for level in wants.ranking)
    return replace(wants, ranking=tuple(level for level in said if level))


def _patterns(conflict: Conflict, entry: str, left: StateSpace) -> list[str]:
    """Return the states that an entry of a ranking names, as patterns, as far as they are left."""
    states = conflict.states
    patterns = (states.pattern(int(k)) for k in states.find(entry))
    if not states.options:
        return [entry]
    return [each for each in patterns if _matches(each, left)]


def _matches(pattern: str, left: StateSpace) -> bool:
    care = sum(1 << k for k, letter in enumerate(pattern) if letter != "-")
    value = sum(1 << k for k, letter in enumerate(pattern) if letter == "Y")
    return bool(((left.members & care) == value).any())
