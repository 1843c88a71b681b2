"""From one draw to an ordinary conflict: the slow way, by the words of the model, that the fast one has to equal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from countermove.model.conflict import Conflict
from countermove.model.records import Preferences
from countermove.model.revision import Revision, feasible_status_quo, revised_decision_makers, revised_rules
from countermove.model.states import class_members

if TYPE_CHECKING:
    from countermove.simulation.uncertain import Alternative, Kind, Uncertain

    Drawn = Sequence[tuple[Uncertain, Alternative]]


def realised(conflict: Conflict, things: Sequence[Uncertain], ways: Sequence[Alternative]) -> Conflict:
    """Return a conflict in which nothing is uncertain: each thing is in one way.

    Parameters
    ----------
    conflict : Conflict
        The conflict, one coding of it.
    things : sequence of Uncertain
        What is uncertain in it.
    ways : sequence of Alternative
        One for each.

    Returns
    -------
    Conflict
        Without questions, variations and published answers. It has no status quo where its own is infeasible in this
        world, and coalesces only what there is.

    Raises
    ------
    InvalidConflict
        If nothing is feasible in this world, or its rankings no longer fit its states.
    """
    revision = _revision([*zip(things, ways, strict=True)])
    dms = revised_decision_makers(conflict, revision)
    bare = conflict.with_(
        rules=revised_rules(conflict, revision),
        decision_makers=tuple(replace(dm, preferences=Preferences()) for dm in dms),
        status_quo=None,
        coalesce=(),
        questions=(),
        variations=(),
        published=(),
    )
    return bare.with_(
        decision_makers=dms,
        status_quo=feasible_status_quo(bare, conflict.status_quo),
        coalesce=tuple(entry for entry in conflict.coalesce if class_members(bare, entry, bare.states.members).any()),
    )


def _revision(drawn: Drawn) -> Revision:
    """Return how one draw rewrites its conflict."""

    def untrue(kind: Kind) -> frozenset[tuple[int, ...]]:
        return frozenset(thing.at for thing, way in drawn if thing.kind == kind and not way.value)

    return Revision(
        rules=untrue("rule"),
        withheld=untrue("option"),
        reversible=untrue("irreversible"),
        dropped=untrue("statement"),
        unranked=untrue("ranking"),
        levels=_reordered(drawn),
    )


def _reordered(drawn: Drawn) -> frozenset[tuple[tuple[int, ...], int]]:
    """Return the place of each level in an order that is drawn; a way has the levels in their new order."""
    return frozenset(
        ((thing.at[0], thing.at[1] + level), thing.at[1] + place)
        for thing, way in drawn
        if isinstance(way.value, tuple)
        for place, level in enumerate(way.value)
    )
