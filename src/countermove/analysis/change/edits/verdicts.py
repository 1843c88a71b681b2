"""Which sets of edits serve a goal: ranks and moves are built once, equal conflicts are judged once, in batches."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.assumptions.changes import still_ranked
from countermove.analysis.assumptions.trial import moves_of
from countermove.analysis.change.edits.revised import WANTS, revised, revision_of
from countermove.analysis.change.edits.trials import trials_of
from countermove.errors import InvalidConflict
from countermove.model.preferences import rank_or_complaints
from countermove.model.revision import revised_preferences
from countermove.model.scope import truth

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from countermove.analysis.change.edits.step import Step, Steps
    from countermove.analysis.change.goal import Goal
    from countermove.analysis.structure import Structure
    from countermove.kernels.jit import Engine
    from countermove.model.conflict import Conflict

    Ranks = NDArray[np.int32]
    Key = bytes

MOST_REMEMBERED = 1 << 25
"""How many ranks are remembered at most."""

MOST_AT_ONCE = 1 << 21
"""How many ranks are solved at once at most."""

VOID = b""
"""The key of a set that leaves no valid conflict."""


@dataclass(frozen=True, eq=False)
class Shape:
    """A conflict in which no preference is edited: its states, its moves and the ranks that it has as it stands.

    Attributes
    ----------
    conflict : Conflict
        The conflict.
    moves : Structure or None
        Its moves for the kernels of worlds; None if it does not fit them.
    key : bytes
        Equal for shapes with the same states, moves and status quo.
    """

    conflict: Conflict
    moves: Structure | None
    key: Key

    @cached_property
    def ranks(self) -> Ranks | None:
        """The ranks of all decision makers, shape (n, S); None if somebody has none."""
        try:
            return self.conflict.ranks
        except InvalidConflict:
            return None

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
    """

    conflict: Conflict
    goal: Goal
    concept: str
    engine: Engine = "plain"
    _shapes: dict[Steps, Shape | None] = field(default_factory=dict, repr=False)
    _ranks: dict[tuple[Key, int, Steps], Ranks | None] = field(default_factory=dict, repr=False)
    _met: dict[Key, bool] = field(default_factory=lambda: {VOID: False}, repr=False)

    def serving(self, sets: Sequence[Sequence[Steps]]) -> list[bool]:
        """Return for each set of edits, given as the parts of each group, whether it serves."""
        keyed = [self._keyed([step for part in parts for step in part]) for parts in sets]
        self._judge({key: (shape, rank) for key, shape, rank in keyed if key not in self._met})
        return [self._met[key] for key, _, _ in keyed]

    def does(self, dm: int, steps: Steps) -> Key:
        """Return a key that is equal for edits of one decision maker's wants that rank all states in the same way.

        They then rank the states in the same way whatever else is edited.
        """
        shape = self.widest
        rank = None if shape is None else self._rank(shape, dm, steps)
        if rank is None:
            return repr(steps).encode()
        return blake2b(rank.tobytes(), digest_size=16).digest()

    def shapes(self, steps: Steps) -> Key:
        """Return a key that is equal for edits of the field of play that leave the same states and moves."""
        shape = self._shape(steps)
        return VOID if shape is None else shape.key

    @cached_property
    def widest(self) -> Shape | None:
        """The shape with all states that some edit leaves; None if it is not valid."""
        return self._shape(())

    def _keyed(self, steps: Sequence[Step]) -> tuple[Key, Shape | None, Ranks | None]:
        """Return a key that is equal for equal conflicts, the shape, and the ranks of all, shape (n, S)."""
        shape = self._shape(tuple(each for each in steps if each.slot[0] not in WANTS))
        rank = None if shape is None else self._ranked(shape, [each for each in steps if each.slot[0] in WANTS])
        if shape is None or rank is None:
            return VOID, None, None
        own = rank[[*shape.conflict.movers]]
        return blake2b(shape.key + own.tobytes(), digest_size=16).digest(), shape, rank

    def _shape(self, steps: Steps) -> Shape | None:
        if steps not in self._shapes:
            self._limit(self._shapes)
            self._shapes[steps] = self._new_shape(steps)
        return self._shapes[steps]

    def _new_shape(self, steps: Steps) -> Shape | None:
        try:
            made = revised(self.conflict, steps)
            states = made.states
        except InvalidConflict:
            return None
        stays = repr([(option.id, option.stays) for _, option in made.owned]).encode()
        key = blake2b(states.members.tobytes() + stays + repr(made.status_quo).encode(), digest_size=16).digest()
        return Shape(made, moves_of(made), key)

    def _ranked(self, shape: Shape, wants: Iterable[Step]) -> Ranks | None:
        """Return the ranks of all decision makers, shape (n, S); None if a ranking does not fit the states."""
        own: dict[int, list[Step]] = {}
        for each in wants:
            own.setdefault(int(each.slot[1]), []).append(each)
        if shape.ranks is None:
            return None
        if not own:
            return shape.ranks
        rank = shape.ranks.copy()
        for dm, steps in own.items():
            found = self._rank(shape, dm, tuple(steps))
            if found is None:
                return None
            rank[dm] = found
        return rank

    def _rank(self, shape: Shape, dm: int, steps: Steps) -> Ranks | None:
        key = (shape.key, dm, steps)
        if key not in self._ranks:
            self._limit(self._ranks)
            wants = revised_preferences(dm, self.conflict.decision_makers[dm].preferences, revision_of(steps))
            kept = still_ranked(self.conflict, wants, shape.conflict.states)
            own = replace(shape.conflict.decision_makers[dm], preferences=kept)
            found = rank_or_complaints(shape.conflict, own, shape.held)
            self._ranks[key] = None if isinstance(found, list) else found.astype(np.int32)
        return self._ranks[key]

    def _judge(self, unknown: dict[Key, tuple[Shape | None, Ranks | None]]) -> None:
        """Judge conflicts, those of one shape in batches."""
        by_shape: dict[Key, list[Key]] = {}
        for key, (shape, _) in unknown.items():
            by_shape.setdefault(shape.key if shape else VOID, []).append(key)
        for keys in by_shape.values():
            shape = unknown[keys[0]][0]
            if shape is not None:
                for some in _chunks(keys, shape.conflict):
                    ranks = [rank for key in some if (rank := unknown[key][1]) is not None]
                    for key, trial in zip(some, trials_of(shape, ranks, self.concept, self.engine), strict=True):
                        self._met[key] = self.goal.met(trial)

    def _limit(self, kept: dict[tuple[Key, int, Steps], Ranks | None] | dict[Steps, Shape | None]) -> None:
        if len(kept) * len(self.conflict.states) > MOST_REMEMBERED:
            kept.clear()


def _chunks(keys: Sequence[Key], conflict: Conflict) -> Iterator[Sequence[Key]]:
    size = max(1, MOST_AT_ONCE // (len(conflict.states) * len(conflict.decision_makers)))
    return (keys[begin : begin + size] for begin in range(0, len(keys), size))
