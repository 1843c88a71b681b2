"""Trials of many changes on one conflict, with memoised parts.

States and moves depend on rules, conditions, reach and irreversibility only. The ranks of a decision maker depend on
the states and on its own statements. So the model builds each part once for every set of changes that touches it.
`countermove.analysis.assumptions.changes.changed` builds the same conflict in one piece.
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

Result = TypeVar("Result")

MOST_REMEMBERED = 1 << 25
"""How many ranks each memo holds at most."""


@dataclass(frozen=True, eq=False)
class Trials:
    """The trials of changes on one conflict.

    Attributes
    ----------
    conflict : Conflict
        The conflict as it stands.
    concept : str
        The id of the concept that drives the evolution.
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
        """Return the trial of the conflict with some changes.

        Raises
        ------
        InvalidConflict
            If the changes leave nothing feasible, or a ranking or the coalescing no longer fits the states.
        """
        shape, ranks = self._parts(frozenset(changes))
        moves, made = self._moves_of(shape), copy(shape)
        vars(made)["ranks"] = np.array(ranks, np.int32).reshape(len(ranks), len(shape.states))
        if moves is None or not solved_by_kernels(made, self.concept):
            return OrdinaryTrial(made, self.concept, self.engine)
        return QuickTrial(made, self.concept, self.engine, moves)

    def model_key(self, changes: Iterable[Change]) -> Hashable:
        """Return a key that is equal for changes that leave the same states, moves and ranks.

        Raises
        ------
        InvalidConflict
            As `trial`.
        """
        shape, ranks = self._parts(frozenset(changes))
        stays = tuple(option.stays for _, option in shape.owned)
        return (shape.states.members.tobytes(), stays, *(rank.astype(np.int32).tobytes() for rank in ranks))

    def text_key(self, changes: Iterable[Change]) -> Hashable:
        """Return a key that is equal for changes that write the same conflict, such as swapping two statements."""
        made = frozenset(changes)
        wants = frozenset(each for each in made if each.assumption.kind in WANTS)
        dms = {each.assumption.at[0] for each in wants}
        every, revision = self.conflict.decision_makers, revision_of(wants)
        return made - wants, frozenset((i, revised_preferences(i, every[i].preferences, revision)) for i in dms)

    def _parts(self, changes: Changes) -> tuple[Conflict, list[Ranks]]:
        """Return the conflict without changes of preferences, and each decision maker's ranks, shape (S,) each."""
        wants = frozenset(each for each in changes if each.assumption.kind in WANTS)
        shape = _result(self._shape(changes - wants))
        dms = range(len(self.conflict.decision_makers))
        own = [frozenset(each for each in wants if each.assumption.at[0] == i) for i in dms]
        return shape, [_result(self._rank(changes - wants, i, own[i])) for i in dms]

    def _shape(self, changes: Changes) -> Conflict | InvalidConflict:
        if changes not in self._shapes:
            self._limit(self._shapes)
            self._shapes[changes] = _result_or_fault(lambda: changed(self.conflict, changes))
        return self._shapes[changes]

    def _moves_of(self, shape: Conflict) -> Structure | None:
        """Return the moves of a conflict in `_shapes`; it is kept with them, so that its identity is not reused."""
        if id(shape) not in self._moves:
            self._limit(self._moves)
            self._moves[id(shape)] = shape, moves_of(shape)
        return self._moves[id(shape)][1]

    def _rank(self, shaping: Changes, dm: int, wants: Changes) -> Ranks | InvalidConflict:
        """Return a decision maker's ranks over the states that some changes leave, shape (S,)."""
        key = (shaping, dm, wants)
        if key not in self._ranks:
            self._limit(self._ranks)
            shape = _result(self._shape(shaping))
            self._ranks[key] = _result_or_fault(lambda: _ranked(shape, dm, self.conflict, wants))
        return self._ranks[key]

    def _limit(self, kept: dict[Any, Any]) -> None:
        """Clear a memo that is full."""
        if len(kept) * len(self.conflict.states) > MOST_REMEMBERED:
            kept.clear()


def _ranked(shape: Conflict, dm: int, conflict: Conflict, wants: Changes) -> Ranks:
    wanted_now = revised_preferences(dm, conflict.decision_makers[dm].preferences, revision_of(wants))
    own = replace(shape.decision_makers[dm], preferences=still_ranked(conflict, wanted_now, shape.states))
    found = rank_or_complaints(shape, own)
    if isinstance(found, list):
        raise InvalidConflict(found)
    return found


def _result_or_fault(make: Callable[[], Result]) -> Result | InvalidConflict:
    """Return the result or the complaint; both are remembered."""
    try:
        return make()
    except InvalidConflict as fault:
        return fault


def _result(made: Result | InvalidConflict) -> Result:
    """Return a remembered result; a remembered complaint is raised."""
    if isinstance(made, InvalidConflict):
        raise made
    return made
