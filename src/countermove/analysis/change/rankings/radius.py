"""The radius of a verdict: the least change of rankings that ends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from countermove.analysis.change.rankings.counting import INDEPENDENT
from countermove.analysis.change.rankings.levels import nearest_stable, nearest_unstable
from countermove.analysis.change.rankings.replies import upper_sets
from countermove.analysis.change.rankings.sentences import ranking_edits
from countermove.analysis.moves import walk
from countermove.errors import refuse_at_once
from countermove.model.naming import position_of
from countermove.model.reading import explained_by
from countermove.model.variation import vary

if TYPE_CHECKING:
    from countermove.analysis.change.rankings.levels import Shift
    from countermove.analysis.change.result import Edit
    from countermove.model.concepts import Concept
    from countermove.model.conflict import Conflict
    from countermove.model.naming import StateName


@dataclass(frozen=True, slots=True)
class OwnRadius:
    """The least change of one decision maker's ranking that turns its own verdict, the others' rankings unchanged.

    Attributes
    ----------
    dm : str
        The id of the decision maker.
    stable : bool
        Whether the state is stable for it.
    distance : float or None
        The Kemeny-Snell distance to a nearest ranking with the other verdict; None if no ranking has it.
    edits : tuple of Edit
        What would have to change, in sentences.
    """

    dm: str
    stable: bool
    distance: float | None
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Radius:
    """The radius of a verdict on a state.

    Attributes
    ----------
    state : int
        The state's number, from 1.
    concept : str or None
        The concept as asked for; None for the reading of the conflict.
    holds : bool
        Whether the state is an equilibrium.
    own : tuple of OwnRadius
        For each decision maker that can move.
    distance : float or None
        The least distance, over all decision makers together, at which the verdict turns; None if none is known.
    exact : bool
        Whether nothing closer turns it. Otherwise somebody's change might turn another's verdict at less: it may
        give up a sanction, or find one (SEQ, SSEQ, SIM).
    edits : tuple of Edit
        What would have to change at that distance, in sentences.
    """

    state: int
    concept: str | None
    holds: bool
    own: tuple[OwnRadius, ...]
    distance: float | None
    exact: bool
    edits: tuple[Edit, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        own = [
            {
                "dm": each.dm,
                "stable": each.stable,
                "distance": each.distance,
                "edits": [one.says for one in each.edits],
            }
            for each in self.own
        ]
        what = {"state": self.state, "concept": self.concept, "holds": self.holds, "own": own}
        return what | {"distance": self.distance, "exact": self.exact, "edits": [each.says for each in self.edits]}


def radius(
    conflict: Conflict, state: StateName, concept: str | None = None, *, variation: str | None = None
) -> Radius:
    """Return the least change of rankings that ends an equilibrium, or makes a state one.

    The answer has a closed form and takes no search.

    Parameters
    ----------
    conflict : Conflict
        The conflict; all its states are listed.
    state : StateName
        The state, as `countermove.explain` reads it.
    concept : str, optional
        The id of a stability concept; by default each decision maker's own, by the conflict's reading.
    variation : str, optional
        Ask of this variation of the conflict instead.

    Returns
    -------
    Radius

    Raises
    ------
    UnknownName
        If there is no such state, concept or variation.
    InvalidRequest
        If the registry does not say what sanctions under the concept.
    TooLarge
        If too many combinations of simultaneous moves would have to be gone through.

    Examples
    --------
    >>> from countermove import cases
    >>> found = radius(cases.load("syria-iraq-1975"), 2, "gmr")
    >>> found.holds, found.distance, found.exact
    (False, 0.5, True)
    >>> found.edits[0].says
    'Syria would have to find Release more water (2) as good as Escalate and Attack (6)'
    """
    conflict = vary(conflict, variation)
    refuse_at_once(lambda: explained_by(conflict, concept), lambda: position_of(conflict, state))
    by, at, moves = explained_by(conflict, concept), position_of(conflict, state), walk(conflict)
    families = {who: upper_sets(moves, conflict.ranks, who, at, by[who].id) for who in conflict.movers}
    stable = {who: nearest_stable(conflict.ranks[who], each) for who, each in families.items()}
    turned = {
        who: shift if shift.halves else nearest_unstable(conflict.ranks[who], families[who])
        for who, shift in stable.items()
    }
    own = tuple(_own(conflict, who, not stable[who].halves, shift) for who, shift in turned.items())
    return _together(conflict, at, concept, own, [by[who] for who in conflict.movers])


def _own(conflict: Conflict, who: int, stable: bool, shift: Shift | None) -> OwnRadius:  # noqa: FBT001  (a verdict)
    dm = conflict.decision_makers[who].id
    if shift is None:
        return OwnRadius(dm, stable, None, ())
    return OwnRadius(dm, stable, shift.distance, ranking_edits(conflict, who, shift.rank))


def _together(
    conflict: Conflict, at: int, concept: str | None, own: tuple[OwnRadius, ...], by: list[Concept]
) -> Radius:
    """Return the radius over all decision makers: all unstable verdicts have to turn, or one stable one."""
    holds = all(each.stable for each in own)
    apart = len(own) == 1 or all(each.sanctions in INDEPENDENT for each in by)
    if holds:
        known = [each for each in own if each.distance is not None]
        turned = [min(known, key=lambda each: each.distance or 0.0)] if known else []
    else:
        turned = [each for each in own if not each.stable]
    distance = sum(each.distance or 0.0 for each in turned) if turned else None
    exact = apart or distance == 0.5
    return Radius(at + 1, concept, holds, own, distance, exact, tuple(one for each in turned for one in each.edits))
