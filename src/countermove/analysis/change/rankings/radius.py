"""The radius of a verdict: the least change of rankings that ends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.analysis.change.rankings.demands import StateVerdicts
from countermove.analysis.change.rankings.levels import nearest_stable, nearest_unstable
from countermove.analysis.change.rankings.orders import distance
from countermove.analysis.change.rankings.sentences import RankingSentences
from countermove.analysis.change.rankings.stand_in import stand_in
from countermove.analysis.moves import walk
from countermove.errors import refuse_at_once
from countermove.model.arguments import refuse_other_kinds
from countermove.model.naming import position_of
from countermove.model.reading import explained_by
from countermove.model.variation import vary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.change.rankings.levels import Shift
    from countermove.analysis.change.result import Edit
    from countermove.model.conflict import Conflict
    from countermove.model.naming import StateName

    Ranks = NDArray[np.int32]


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
    refuse_other_kinds(radius, locals())
    conflict = vary(conflict, variation)
    refuse_at_once(lambda: explained_by(conflict, concept), lambda: position_of(conflict, state))
    concepts = tuple(each.id for each in explained_by(conflict, concept))
    return _radius(StateVerdicts(walk(conflict), position_of(conflict, state), concepts), concept)


def _radius(verdicts: StateVerdicts, concept: str | None) -> Radius:
    conflict, say = verdicts.walk.conflict, RankingSentences(verdicts.walk.conflict)
    shifts = {who: _turned(verdicts, who) for who in conflict.movers}
    own = tuple(_own(conflict, say, who, *shift) for who, shift in shifts.items())
    holds = all(each.stable for each in own)
    turned = stand_in(verdicts, conflict.ranks, frozenset(conflict.movers), falls=holds)
    if turned is None:
        stuck = not any(verdicts.family(who, conflict.ranks).temptations for who in conflict.movers)
        return Radius(verdicts.state + 1, concept, holds, own, None, verdicts.independent or stuck, ())
    moved = [who for who in conflict.movers if not np.array_equal(turned[who], conflict.ranks[who])]
    total = sum(distance(conflict.ranks[who], turned[who]) for who in moved)
    edits = tuple(one for who in moved for one in say.edits(who, turned[who]))
    exact = verdicts.independent or len(conflict.movers) == 1 or total == 0.5
    return Radius(verdicts.state + 1, concept, holds, own, total, exact, edits)


def _turned(verdicts: StateVerdicts, who: int) -> tuple[bool, Shift | None]:
    """Return whether the state is stable for a decision maker, and its nearest ranking with the other verdict."""
    rank, ranks = verdicts.walk.conflict.ranks[who], verdicts.walk.conflict.ranks
    family = verdicts.family(who, ranks)
    shift = nearest_stable(rank, family)
    return (False, shift) if shift.halves else (True, nearest_unstable(rank, family))


def _own(conflict: Conflict, say: RankingSentences, who: int, stable: bool, shift: Shift | None) -> OwnRadius:  # noqa: FBT001  (a verdict)
    dm = conflict.decision_makers[who].id
    if shift is None:
        return OwnRadius(dm, stable, None, ())
    return OwnRadius(dm, stable, shift.distance, say.edits(who, shift.rank))
