"""Trials of many changes on one conflict, with memoised parts.

States and moves depend on rules, conditions, reach and irreversibility only. The ranks of a decision maker depend on
the states and on its own statements. So the model builds each part once for every set of changes that touches it.
`countermove.analysis.assumptions.changes.changed` builds the same conflict in one piece.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np

from countermove.analysis.assumptions.assumption import WANTS
from countermove.analysis.assumptions.changes import changed, revision_of, still_ranked
from countermove.analysis.assumptions.trial import OrdinaryTrial, QuickTrial, moves_of, solved_by_kernels
from countermove.errors import InvalidConflict
from countermove.model.preferences import rank_or_complaints
from countermove.model.revision import revised_preferences
from countermove.model.scope import truth

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from countermove.analysis.assumptions.changes import Change
    from countermove.analysis.assumptions.trial import Trial
    from countermove.analysis.structure import Structure
    from countermove.kernels.jit import Engine
    from countermove.model.conflict import Conflict

    Rank = NDArray[np.int64]
    Ranks = NDArray[np.int32]
    Truth = NDArray[np.bool_]
    Faults = dict[int, InvalidConflict]
    Changes = frozenset[Change]

Result = TypeVar("Result")

MOST_REMEMBERED = 1 << 25
"""How many ranks each memo holds at most."""

MOST_HELD = 1 << 28
"""Up to this many statements times states the truth of all statements is remembered."""


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
    _standings: dict[Changes, tuple[Ranks, Faults]] = field(default_factory=dict, repr=False)
    _ranks: dict[tuple[Changes, int, Changes], Rank | InvalidConflict] = field(default_factory=dict, repr=False)

    def trial(self, changes: Iterable[Change]) -> Trial:
        """Return the trial of the conflict with some changes.

        Raises
        ------
        InvalidConflict
            If the changes leave nothing feasible, or a ranking or the coalescing no longer fits the states.
        """
        shape, rank = self._parts(frozenset(changes))
        if shape is self._unchanged.conflict and np.array_equal(rank[self._who], self._unchanged.rank[self._who]):
            return self._unchanged.trial
        return self._new_trial(shape, rank)

    def _new_trial(self, shape: Conflict, rank: Ranks) -> Trial:
        moves, made = self._moves_of(shape), copy(shape)
        vars(made)["ranks"] = rank
        if moves is None or not solved_by_kernels(made, self.concept):
            return OrdinaryTrial(made, self.concept, self.engine)
        return QuickTrial(made, self.concept, self.engine, moves)

    def model_key(self, changes: Iterable[Change]) -> Hashable:
        """Return a key that is equal for changes that leave the same states, moves and ranks of those who move.

        Raises
        ------
        InvalidConflict
            As `trial`.
        """
        shape, rank = self._parts(frozenset(changes))
        stays = tuple(option.stays for _, option in shape.owned)
        return shape.states.members.tobytes(), stays, rank[self._who].tobytes()

    def text_key(self, changes: Iterable[Change]) -> Hashable:
        """Return a key that is equal for changes that write the same conflict, such as swapping two statements."""
        made = frozenset(changes)
        wants = frozenset(each for each in made if each.assumption.kind in WANTS)
        dms = {each.assumption.at[0] for each in wants}
        every, revision = self.conflict.decision_makers, revision_of(wants)
        return made - wants, frozenset((i, revised_preferences(i, every[i].preferences, revision)) for i in dms)

    @cached_property
    def _who(self) -> list[int]:
        return [*self.conflict.movers]

    @cached_property
    def _unchanged(self) -> _Unchanged:
        shape, rank = self._parts(frozenset())
        return _Unchanged(shape, rank, self._new_trial(shape, rank))

    def _parts(self, changes: Changes) -> tuple[Conflict, Ranks]:
        """Return the conflict without changes of preferences, and each decision maker's ranks, shape (n, S)."""
        wants = frozenset(each for each in changes if each.assumption.kind in WANTS)
        shape = _result(self._shape(changes - wants))
        rank, faults = self._standing(changes - wants)
        if wants:
            rank, faults = rank.copy(), dict(faults)
        for i in {each.assumption.at[0] for each in wants}:
            faults.pop(i, None)
            own = frozenset(each for each in wants if each.assumption.at[0] == i)
            _enter(self._rank(changes - wants, i, own), i, rank, faults)
        if faults:
            raise faults[min(faults)]
        return shape, rank

    def _standing(self, shaping: Changes) -> tuple[Ranks, Faults]:
        """Return the ranks by unchanged preferences, shape (n, S), and the faults of those that have none."""
        if shaping not in self._standings:
            self._limit(self._standings, len(self.conflict.decision_makers))
            dms, shape = range(len(self.conflict.decision_makers)), _result(self._shape(shaping))
            rank = np.zeros((len(dms), len(shape.states)), np.int32)
            faults: Faults = {}
            for i in dms:
                _enter(self._rank(shaping, i, frozenset()), i, rank, faults)
            self._standings[shaping] = rank, faults
        return self._standings[shaping]

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

    def _rank(self, shaping: Changes, dm: int, wants: Changes) -> Rank | InvalidConflict:
        """Return a decision maker's ranks over the states that some changes leave, shape (S,)."""
        key = (shaping, dm, wants)
        if key not in self._ranks:
            self._limit(self._ranks)
            shape = _result(self._shape(shaping))
            held = None if shaping else self._held
            self._ranks[key] = _result_or_fault(lambda: _ranked(shape, dm, self.conflict, wants, held))
        return self._ranks[key]

    @cached_property
    def _held(self) -> Callable[[str], Truth] | None:
        """From a statement to its truth in the unchanged states; None if remembering all takes too much memory."""
        shape = _result(self._shape(frozenset()))
        count = sum(len(level) for dm in shape.decision_makers for level in dm.preferences.statements)
        if count * len(shape.states.members) > MOST_HELD:
            return None
        return cache(lambda text: truth(shape, text, shape.states.members))

    def _limit(self, kept: dict[Any, Any], rows: int = 1) -> None:
        """Clear a memo that is full."""
        if len(kept) * rows * len(self.conflict.states) > MOST_REMEMBERED:
            kept.clear()


class _Unchanged(NamedTuple):
    """The conflict as it stands without its variations, its ranks of shape (n, S), and its trial."""

    conflict: Conflict
    rank: Ranks
    trial: Trial


def _enter(found: Rank | InvalidConflict, dm: int, rank: Ranks, faults: dict[int, InvalidConflict]) -> None:
    """Enter the ranks of one decision maker, or what is wrong with them."""
    if isinstance(found, InvalidConflict):
        faults[dm] = found
    else:
        rank[dm] = found


def _ranked(
    shape: Conflict, dm: int, conflict: Conflict, wants: Changes, held: Callable[[str], Truth] | None
) -> Rank:
    wanted_now = revised_preferences(dm, conflict.decision_makers[dm].preferences, revision_of(wants))
    own = replace(shape.decision_makers[dm], preferences=still_ranked(conflict, wanted_now, shape.states))
    found = rank_or_complaints(shape, own, held)
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
