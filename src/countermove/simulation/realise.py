"""The ordinary conflict of one world: a draw applied to its coding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from countermove.model.conflict import Conflict
from countermove.model.records import Preferences
from countermove.model.revision import Revision, feasible_status_quo, revised_decision_makers, revised_rules
from countermove.model.states import class_members

if TYPE_CHECKING:
    from countermove.errors import InvalidConflict
    from countermove.simulation.uncertain import Alternative, Kind, Uncertainty

    Drawn = Sequence[tuple[Uncertainty, Alternative]]


def realised(
    conflict: Conflict, uncertainties: Sequence[Uncertainty], alternatives: Sequence[Alternative]
) -> Conflict:
    """Return the conflict in which each uncertainty has one alternative.

    Parameters
    ----------
    conflict : Conflict
        The conflict, one coding of it.
    uncertainties : sequence of Uncertainty
        Its uncertainties.
    alternatives : sequence of Alternative
        One alternative for each uncertainty.

    Returns
    -------
    Conflict
        Without questions, variations and published answers. It has no status quo if that is infeasible in this world.
        It coalesces only states that are feasible.

    Raises
    ------
    InvalidConflict
        If no state is feasible, or a ranking does not fit the states.
    """
    revision = _revision([*zip(uncertainties, alternatives, strict=True)])
    dms = revised_decision_makers(conflict, revision)
    bare = conflict.with_(
        rules=revised_rules(conflict, revision),
        decision_makers=tuple(replace(dm, preferences=Preferences()) for dm in dms),
        status_quo=None,
        coalesce=(),
        questions=(),
        variations=(),
        standpoint="",
        published=(),
    )
    return bare.with_(
        decision_makers=dms,
        status_quo=feasible_status_quo(bare, conflict.status_quo),
        coalesce=tuple(entry for entry in conflict.coalesce if class_members(bare, entry, bare.states.members).any()),
    )


def nothing_is_feasible(fault: InvalidConflict) -> bool:
    """Whether a conflict was refused because no state is feasible."""
    return any(each.message.startswith("no state is feasible") for each in fault.complaints)


def _revision(drawn: Drawn) -> Revision:
    """Return the revision of the conflict by one draw."""

    def untrue(kind: Kind) -> frozenset[tuple[int, ...]]:
        return frozenset(
            uncertainty.at for uncertainty, alternative in drawn if uncertainty.kind == kind and not alternative.value
        )

    return Revision(
        rules=untrue("rule"),
        withheld=untrue("option"),
        reversible=untrue("irreversible"),
        dropped=untrue("statement"),
        unranked=untrue("ranking"),
        levels=_reordered(drawn),
    )


def _reordered(drawn: Drawn) -> frozenset[tuple[tuple[int, ...], int]]:
    """Return the new position of each level of a drawn order, by decision maker and level."""
    return frozenset(
        ((uncertainty.at[0], uncertainty.at[1] + level), uncertainty.at[1] + place)
        for uncertainty, alternative in drawn
        if isinstance(alternative.value, tuple)
        for place, level in enumerate(alternative.value)
    )
