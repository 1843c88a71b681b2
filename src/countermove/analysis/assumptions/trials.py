"""From changes to what follows, quickly: what two changes share with others is worked out once.

States and moves depend on rules, conditions, reach and irreversibility alone, and the ranks of a decision maker on
the states and on its own statements. So each is found once for every set of changes that touches it, by the model
itself, and put together; `countermove.analysis.assumptions.changes.changed` builds the same conflict from the start.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from copy import copy
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from countermove.analysis.assumptions.assumption import WANTS
from countermove.analysis.assumptions.changes import changed, revision_of, still_ranked
from countermove.analysis.assumptions.trial import OrdinaryTrial, QuickTrial, moves_of, solved_by_kernels
from countermove.errors import InvalidConflict
from countermove.model.preferences import rank_or_complaints
from countermove.model.revision import revised_preferences

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from countermove.analysis.assumptions.changes import Change
    from countermove.analysis.assumptions.trial import Trial
    from countermove.analysis.structure import Structure
    from countermove.kernels.jit import Engine
    from countermove.model.conflict import Conflict

    Ranks = NDArray[np.int64]
    Changes = frozenset[Change]

Made = TypeVar("Made")

ROOM = 1 << 25
"""How many ranks are remembered at most."""


@dataclass(frozen=True, eq=False)
class Trials:
    """Tries changes on one conflict.

    Attributes
    ----------
    conflict : Conflict
        The conflict as it stands.
    concept : str
        The concept by which conflicts move on.
    engine : {"plain", "compiled"}
        How loops over states are run.
    """

    conflict: Conflict
    concept: str
    engine: Engine = "plain"
    _shapes: dict[Changes, Conflict | InvalidConflict] = field(default_factory=dict, repr=False)
    _moves: dict[int, tuple[Conflict, Structure | None]] = field(default_factory=dict, repr=False)
    _ranks: dict[tuple[Changes, int, Changes], Ranks | InvalidConflict] = field(default_factory=dict, repr=False)

    def trial(self, changes: Iterable[Change]) -> Trial:
        """Return the conflict with some changes, to be asked.

        Raises
        ------
        InvalidConflict
            If the changes leave nothing feasible, or a ranking or the coalescing no longer fits the states.
        """
        shape, ranks = self._parts(frozenset(changes))
        moves, made = self._moves_of(shape), copy(shape)
        vars(made)["ranks"] = np.array(ranks, np.int32).reshape(len(ranks), len(shape.states))
        if moves is None or not solved_by_kernels(self.concept):
            return OrdinaryTrial(made, self.concept, self.engine)
        return QuickTrial(made, self.concept, self.engine, moves)

    def key(self, changes: Iterable[Change]) -> Hashable:
        """Return what is equal for changes that leave the same states, moves and ranks.

        Raises
        ------
        InvalidConflict
            As `trial`.
        """
        shape, ranks = self._parts(frozenset(changes))
        stays = tuple(option.stays for _, option in shape.owned)
        return (shape.states.members.tobytes(), stays, *(rank.astype(np.int32).tobytes() for rank in ranks))

    def written(self, changes: Iterable[Change]) -> Hashable:
        """Return what is equal for changes that write the same conflict, such as one statement up, the other down."""
        made = frozenset(changes)
        wants = frozenset(each for each in made if each.assumption.kind in WANTS)
        dms = {each.assumption.at[0] for each in wants}
        every, revision = self.conflict.decision_makers, revision_of(wants)
        return made - wants, frozenset((i, revised_preferences(i, every[i].preferences, revision)) for i in dms)

    def _parts(self, changes: Changes) -> tuple[Conflict, list[Ranks]]:
        wants = frozenset(each for each in changes if each.assumption.kind in WANTS)
        shape = _given(self._shape(changes - wants))
        dms = range(len(self.conflict.decision_makers))
        own = [frozenset(each for each in wants if each.assumption.at[0] == i) for i in dms]
        return shape, [_given(self._rank(changes - wants, i, own[i])) for i in dms]

    def _shape(self, changes: Changes) -> Conflict | InvalidConflict:
        if changes not in self._shapes:
            self._make_room(self._shapes)
            self._shapes[changes] = _or_fault(lambda: changed(self.conflict, changes))
        return self._shapes[changes]

    def _moves_of(self, shape: Conflict) -> Structure | None:
        """Return the moves of one of the shapes, which live as long as these trials do."""
        if id(shape) not in self._moves:
            self._make_room(self._moves)
            self._moves[id(shape)] = shape, moves_of(shape)
        return self._moves[id(shape)][1]

    def _rank(self, shaping: Changes, dm: int, wants: Changes) -> Ranks | InvalidConflict:
        """Return a decision maker's ranks over the states that some changes leave."""
        key = (shaping, dm, wants)
        if key not in self._ranks:
            self._make_room(self._ranks)
            shape = _given(self._shape(shaping))
            self._ranks[key] = _or_fault(lambda: _ranked(shape, dm, self.conflict, wants))
        return self._ranks[key]

    def _make_room(self, kept: dict[Any, Any]) -> None:
        if len(kept) * len(self.conflict.states) > ROOM:
            kept.clear()


def _ranked(shape: Conflict, dm: int, conflict: Conflict, wants: Changes) -> Ranks:
    wanted_now = revised_preferences(dm, conflict.decision_makers[dm].preferences, revision_of(wants))
    own = replace(shape.decision_makers[dm], preferences=still_ranked(conflict, wanted_now, shape.states))
    found = rank_or_complaints(shape, own)
    if isinstance(found, list):
        raise InvalidConflict(found)
    return found


def _or_fault(make: Callable[[], Made]) -> Made | InvalidConflict:
    """Return what is made, or what keeps it from being made, which is as well worth remembering."""
    try:
        return make()
    except InvalidConflict as fault:
        return fault


def _given(made: Made | InvalidConflict) -> Made:
    if isinstance(made, InvalidConflict):
        raise made
    return made
