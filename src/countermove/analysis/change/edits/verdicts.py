"""Which sets of edits serve a goal: ranks and moves are built once, equal conflicts are judged once, in batches."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.analysis.assumptions.changes import still_ranked
from countermove.analysis.assumptions.trial import moves_of
from countermove.analysis.change.edits.groups import NOTHING, EditPart
from countermove.analysis.change.edits.revised import WANTS, revised, revision_of, words_on
from countermove.analysis.change.edits.trials import trials_of
from countermove.analysis.coalitions.agreements import joint_flips
from countermove.errors import InvalidConflict
from countermove.model.preferences import rank_or_complaints
from countermove.model.revision import Revision, revised_preferences
from countermove.model.scope import truth

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from countermove.analysis.assumptions.trial import Trial
    from countermove.analysis.change.edits.step import Steps
    from countermove.analysis.change.goal import Goal
    from countermove.analysis.structure import Structure
    from countermove.kernels.jit import Engine
    from countermove.model.conflict import Conflict
    from countermove.model.records import Preferences

    Ranks = NDArray[np.int32]
    Key = bytes

MOST_REMEMBERED = 1 << 25
"""How many ranks are remembered at most."""

MOST_AT_ONCE = 1 << 21
"""How many ranks are solved at once at most."""

VOID = b"void"
"""What edits do that leave no valid conflict."""


@dataclass(frozen=True, eq=False)
class EditedShape:
    """A conflict in which no preference is edited: its states, its moves and the ranks that it has as it stands.

    Attributes
    ----------
    conflict : Conflict
        The conflict.
    moves : Structure or None
        Its moves for the kernels of worlds; None if it does not fit them.
    key : bytes
        Equal for shapes with the same states, moves and status quo.
    agreed : (members, start, end) or None
        The coalition that agreed on the status quo, and the positions from which and to which it moves jointly.
    """

    conflict: Conflict
    moves: Structure | None
    key: Key
    agreed: tuple[tuple[int, ...], int, int] | None = None

    def kept(self, rank: Ranks) -> bool:
        """Whether every member prefers what the coalition agreed on, given the ranks of all, shape (n, S)."""
        if self.agreed is None:
            return True
        members, start, end = self.agreed
        return all(rank[i, end] > rank[i, start] for i in members)

    @cached_property
    def held(self) -> Callable[[str], NDArray[np.bool_]]:
        """From a statement to its truth in the members of the states."""
        return cache(lambda text: truth(self.conflict, text, self.conflict.states.members))


@dataclass(frozen=True, eq=False)
class Verdicts:
    """The verdicts on sets of edits of one conflict.

    Attributes
    ----------
    conflict : Conflict
        The conflict as it stands.
    goal : Goal
        What is asked of the changed conflict.
    concept : str
        The id of the concept that drives its evolution.
    engine : {"plain", "compiled"}
        How loops over states are run.
    dms : tuple of int
        The positions of the decision makers whose wants are edited, in the order of the groups; the field of play is
        the last group.
    wider : tuple of EditStep
        All edits of the field of play that make more states feasible.
    """

    conflict: Conflict
    goal: Goal
    concept: str
    engine: Engine
    dms: tuple[int, ...]
    wider: Steps = ()
    _shapes: dict[Steps, EditedShape | None] = field(default_factory=dict, repr=False)
    _ranks: dict[tuple[Key, int, Key], Ranks | None] = field(default_factory=dict, repr=False)
    _joint: dict[tuple[Key, tuple[int, ...]], NDArray[np.bool_]] = field(default_factory=dict, repr=False)
    _met: dict[tuple[Key, ...], bool] = field(default_factory=dict, repr=False)

    def serving(self, sets: Sequence[Sequence[EditPart]]) -> list[bool]:
        """Return for each set of edits, given as the parts of each group, whether it serves."""
        keyed = [(tuple([part.does for part in parts]), parts) for parts in sets]
        self._judge({key: parts for key, parts in keyed if key not in self._met})
        return [self._met[key] for key, _ in keyed]

    def does(self, dm: int, steps: Steps) -> Key:
        """Return a key that is equal for edits of one decision maker's wants that rank all states in the same way.

        They then rank the states in the same way whatever else is edited.
        """
        shape = self.widest
        rank = None if shape is None else self._new_rank(shape, dm, steps)
        if shape is None or rank is None:
            return repr(steps).encode()
        key = blake2b(rank.tobytes(), digest_size=16).digest()
        self._limit(self._ranks)
        self._ranks[shape.key, dm, key] = rank
        return key

    def shapes(self, steps: Steps) -> Key:
        """Return a key that is equal for edits of the field of play that leave the same states and moves."""
        shape = self._shape(steps)
        return VOID if shape is None else shape.key

    @cached_property
    def widest(self) -> EditedShape | None:
        """The shape with all states that some edit leaves; None if it is not valid."""
        return self._shape(self.wider) or self._shape(())

    def trial(self, steps: Steps) -> Trial:
        """Return the solution of the conflict with some edits that leave it valid."""
        shape = self._shape(tuple(each for each in steps if each.slot[0] not in WANTS))
        assert shape is not None  # noqa: S101  (the caller keeps valid ones only)
        own = [tuple(each for each in steps if each.slot[0] in WANTS and each.slot[1] == dm) for dm in self.dms]
        rank = self._ranked(shape, [EditPart(0.0, each, repr(each).encode() if each else b"") for each in own])
        assert rank is not None  # noqa: S101  (the caller keeps valid ones only)
        return next(trials_of(shape, [rank], self.concept, self.engine))

    def _shape(self, steps: Steps) -> EditedShape | None:
        if steps not in self._shapes:
            self._limit(self._shapes)
            self._shapes[steps] = self._new_shape(steps)
        return self._shapes[steps]

    def _new_shape(self, steps: Steps) -> EditedShape | None:
        if any(each.kind == "agreement" for each in steps):
            return self._agreed(steps)
        try:
            made = revised(self.conflict, steps)
            states = made.states
        except InvalidConflict:
            return None
        stays = repr([(option.id, option.stays) for _, option in made.owned]).encode()
        key = blake2b(states.members.tobytes() + stays + repr(made.status_quo).encode(), digest_size=16).digest()
        return EditedShape(made, moves_of(made), key)

    def _agreed(self, steps: Steps) -> EditedShape | None:
        """Return the shape after an agreement: the coalition has moved jointly from the status quo."""
        agreed = [each for each in steps if each.kind == "agreement"]
        shape = self._shape(tuple(each for each in steps if each.kind != "agreement"))
        if shape is None or len(agreed) > 1 or shape.conflict.status_quo_number is None:
            return None
        conflict, mask = shape.conflict, agreed[0].amount
        at, start = np.flatnonzero(conflict.states.masks == mask), shape.conflict.status_quo_number - 1
        members = tuple(int(each) for each in agreed[0].slot[1:])
        if not len(at) or not self._together(shape, members, start)[at[0]]:
            return None
        made, end = copy(conflict), int(at[0])
        vars(made).update(status_quo=words_on(conflict, mask), status_quo_number=end + 1)
        moves = shape.moves and replace(shape.moves, start=end)
        key = blake2b(shape.key + repr((members, end)).encode(), digest_size=16).digest()
        return EditedShape(made, moves, key, (members, start, end))

    def _together(self, shape: EditedShape, members: tuple[int, ...], start: int) -> NDArray[np.bool_]:
        """Return the states that a coalition reaches jointly from the status quo, shape (S,)."""
        key = (shape.key, members)
        if key not in self._joint:
            self._limit(self._joint)
            self._joint[key] = joint_flips(shape.conflict, members, start)
        return self._joint[key]

    def _ranked(self, shape: EditedShape, parts: Sequence[EditPart]) -> Ranks | None:
        """Return the ranks of all decision makers, shape (n, S); None if a ranking does not fit the states."""
        edited = dict(zip(self.dms, parts, strict=False))
        found: list[Ranks] = []
        for dm in range(len(self.conflict.decision_makers)):
            part = edited.get(dm, NOTHING)
            rank = self._rank(shape, dm, part.does, part.steps)
            if rank is None:
                return None
            found.append(rank)
        return np.concatenate(found).reshape(len(found), -1)

    def _rank(self, shape: EditedShape, dm: int, does: Key, steps: Steps) -> Ranks | None:
        key = (shape.key, dm, does)
        if key not in self._ranks:
            self._limit(self._ranks)
            self._ranks[key] = self._new_rank(shape, dm, steps)
        return self._ranks[key]

    def _new_rank(self, shape: EditedShape, dm: int, steps: Steps) -> Ranks | None:
        """Return the ranks of a decision maker with some edits of its wants, shape (S,)."""
        wants = revised_preferences(dm, self._certain[dm], revision_of(steps))
        kept = still_ranked(self.conflict, wants, shape.conflict.states)
        own = replace(shape.conflict.decision_makers[dm], preferences=kept)
        found = rank_or_complaints(shape.conflict, own, shape.held)
        return None if isinstance(found, list) else found.astype(np.int32)

    @cached_property
    def _certain(self) -> list[Preferences]:
        """What each decision maker wants as it stands, without doubts."""
        every = self.conflict.decision_makers
        return [revised_preferences(i, dm.preferences, Revision()) for i, dm in enumerate(every)]

    def _judge(self, unknown: dict[tuple[Key, ...], Sequence[EditPart]]) -> None:
        """Judge conflicts, those of one shape in batches."""
        by_shape: dict[Steps, list[tuple[Key, ...]]] = {}
        for key, parts in unknown.items():
            field_of_play = parts[-1].steps if len(parts) > len(self.dms) else ()
            by_shape.setdefault(field_of_play, []).append(key)
        for steps, keys in by_shape.items():
            shape = self._shape(steps)
            if shape is None:
                self._met.update(dict.fromkeys(keys, False))
            else:
                self._judge_shape(shape, {key: unknown[key] for key in keys})

    def _judge_shape(self, shape: EditedShape, unknown: dict[tuple[Key, ...], Sequence[EditPart]]) -> None:
        for some in _chunks([*unknown], shape.conflict):
            ranked = [(key, self._ranked(shape, unknown[key])) for key in some]
            valid = [(key, rank) for key, rank in ranked if rank is not None and shape.kept(rank)]
            trials = trials_of(shape, [rank for _, rank in valid], self.concept, self.engine)
            self._met.update({key: False for key, _ in ranked})
            self._met.update({key: self.goal.met(trial) for (key, _), trial in zip(valid, trials, strict=True)})

    def _limit(self, kept: dict[Any, Any]) -> None:
        """Clear a memo that is full."""
        if len(kept) * len(self.conflict.states) > MOST_REMEMBERED:
            kept.clear()


def _chunks(keys: Sequence[tuple[Key, ...]], conflict: Conflict) -> Iterator[Sequence[tuple[Key, ...]]]:
    size = max(1, MOST_AT_ONCE // (len(conflict.states) * len(conflict.decision_makers)))
    return (keys[begin : begin + size] for begin in range(0, len(keys), size))
