"""How many equilibria several fronts have together, and which: without going through their combinations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.fronts.frontiers import START, added, rests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from countermove.analysis.fronts.frontiers import Boards, Bound, Frontiers, Points, Rest, Sum

    Where = NDArray[np.bool_]
    Key = tuple[int, ...]
    Sums = tuple[Sum, ...]
    Table = tuple[NDArray[np.int64], list[int]]
    Layer = tuple[NDArray[np.int64], NDArray[np.object_]]

MOST_SUMS = 4_000_000
"""How many sums are formed on one front before counting gives up."""
ROOM = 1 << 61


class TooMany(Exception):
    """The sums over several fronts are too many to be kept apart."""


@dataclass(frozen=True, eq=False)
class Count:
    """The combinations of local states that are stable for everybody under one concept.

    Attributes
    ----------
    boards : Boards
    concept : str
    bound : {"fewest", "most"}
        Which sanctions count.
    among : sequence of ndarray of bool, shape (S,)
        By front, the local states of which the combinations are to consist.
    seen_as : callable
        From what a decision maker can bring about on a front to what is taken for it, where sums would be too many.
    """

    boards: Boards
    concept: str
    bound: Bound
    among: Sequence[Where]
    seen_as: Callable[[Points], Points] = tuple

    @cached_property
    def _linked(self) -> tuple[int, ...]:
        """The decision makers to whom several fronts matter."""
        return tuple(dm for dm in self.boards.dms if len(self.boards.where(dm)) > 1)

    @cached_property
    def _seen(self) -> dict[tuple[int, int], Frontiers]:
        return {}

    def _frontiers(self, front: int, dm: int) -> Frontiers:
        if (front, dm) not in self._seen:
            found = self.boards.frontiers(front, dm, self.concept, self.bound)
            self._seen[front, dm] = found.seen_as(self.seen_as)
        return self._seen[front, dm]

    @cached_property
    def _groups(self) -> list[dict[Key, NDArray[np.int64]]]:
        """By front, the states that are stable for those of this front alone, by how they look to the others."""
        return [self._grouped(g, self._calm(g)) for g in range(len(self.boards.fronts))]

    def _calm(self, front: int) -> Where:
        calm = self.among[front].copy()
        for dm in self.boards.dms:
            if self.boards.where(dm) == (front,):
                found = self._frontiers(front, dm)
                stable = [not any(a > 0 and b > 0 for a, b in kind) for kind in found.kinds]
                calm &= np.array(stable)[found.index]
        return calm

    def _grouped(self, front: int, where: Where) -> dict[Key, NDArray[np.int64]]:
        states = np.flatnonzero(where)
        looks = [self._frontiers(front, dm).index[states] for dm in self._linked]
        if not looks:
            return {(): states} if len(states) else {}
        keys, which = np.unique(np.stack(looks, axis=1), axis=0, return_inverse=True)
        which = which.reshape(-1)
        return {tuple(key): states[which == k] for k, key in enumerate(keys.tolist())}

    @cached_property
    def _rests(self) -> list[tuple[Rest, ...]]:
        """After each front, what is still to come for each linked decision maker."""
        by_dm = []
        for k, dm in enumerate(self._linked):
            kinds = [
                [self._frontiers(g, dm).kinds[number] for number in {key[k] for key in group}]
                for g, group in enumerate(self._groups)
            ]
            by_dm.append(rests(kinds))
        return [tuple(each[g] for each in by_dm) for g in range(len(self._groups))]

    @cached_property
    def total(self) -> int:
        """How many combinations there are.

        Raises
        ------
        TooMany
            If the sums are too many.
        """
        if not all(self._groups):
            return 0
        if not self._linked:
            return prod(len(group[()]) for group in self._groups)
        return self._by_tables() if self._tables else self._by_sums()

    def _by_sums(self) -> int:
        """Go through the fronts with every sum that so far can be told apart."""
        layer: dict[Sums, int] = {(START,) * len(self._linked): 1}
        for front, group in enumerate(self._groups):
            if len(layer) * len(group) > MOST_SUMS // 20:
                raise TooMany
            new: dict[Sums, int] = {}
            for sums, many in layer.items():
                for key, states in group.items():
                    if (to := self._step(front, sums, key)) is not None:
                        new[to] = new.get(to, 0) + many * len(states)
            layer = new
        return sum(layer.values())

    @cached_property
    def _tables(self) -> list[Table]:
        """By front, the single numbers that stand for each group, and how many states it has.

        Empty where pairs are needed, or where a number would not fit a machine word.
        """
        tables = []
        for front, group in enumerate(self._groups):
            kinds = [
                [self._frontiers(front, dm).kinds[k] for dm, k in zip(self._linked, key, strict=True)]
                for key in group
            ]
            if any(
                len(kind) > 1 or kind[0][0] != kind[0][1] or abs(kind[0][0]) > ROOM for row in kinds for kind in row
            ):
                return []
            values = np.array([[kind[0][0] for kind in row] for row in kinds], np.int64)
            tables.append((values.reshape(len(group), len(self._linked)), [len(states) for states in group.values()]))
        largest = sum(int(np.abs(values).max(initial=0)) for values, _ in tables)
        return tables if largest < ROOM else []

    def _by_tables(self) -> int:
        """Go through the fronts where every sum is one number: many sums at once."""
        sums, many = np.zeros((1, len(self._linked)), np.int64), np.ones(1, np.object_)
        for (values, sizes), rest in zip(self._tables, self._rests, strict=True):
            if len(sums) * len(values) > MOST_SUMS:
                raise TooMany
            new = (sums[:, None, :] + values[None, :, :]).reshape(-1, len(self._linked))
            count = (many[:, None] * np.array(sizes, np.object_)[None, :]).reshape(-1)
            sums, many = _together(new, count, rest)
        return int(many.sum())

    def _step(self, front: int, sums: Sums, key: Key) -> Sums | None:
        """Return the sums with one more front; None if somebody would certainly leave."""
        found = []
        for dm, sum_, number, rest in zip(self._linked, sums, key, self._rests[front], strict=True):
            new = added(sum_, self._frontiers(front, dm).kinds[number], rest)
            if new is None:
                return None
            found.append(new)
        return tuple(found)

    @cached_property
    def _memory(self) -> dict[tuple[int, Sums], bool]:
        return {}

    def _goes_on(self, front: int, sums: Sums) -> bool:
        """Whether the fronts from here on can complete a combination with these sums."""
        if front == len(self._groups):
            return True
        asked = (front, sums)
        if asked not in self._memory:
            if len(self._memory) > MOST_SUMS // 20:
                raise TooMany
            steps = (self._step(front, sums, key) for key in self._groups[front])
            self._memory[asked] = any(to is not None and self._goes_on(front + 1, to) for to in steps)
        return self._memory[asked]

    def __iter__(self) -> Iterator[tuple[int, ...]]:
        """Yield the combinations as positions of local states."""
        return self._walked(0, (START,) * len(self._linked), ())

    def _walked(self, front: int, sums: Sums, so_far: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if front == len(self._groups):
            yield so_far
            return
        for key, states in self._groups[front].items():
            to = self._step(front, sums, key)
            if to is not None and self._goes_on(front + 1, to):
                for state in states.tolist():
                    yield from self._walked(front + 1, to, (*so_far, state))


def _together(sums: NDArray[np.int64], many: NDArray[np.object_], rest: tuple[Rest, ...]) -> Layer:
    """Return the sums that can still be told apart, and how often each occurs."""
    left = np.ones(len(sums), np.bool_)
    for k, each in enumerate(rest):
        column = sums[:, k]
        left &= column + each.least <= 0
        if each.unit:
            column = -(-column // each.unit) * each.unit
        sums[:, k] = np.maximum(column, -each.most)  # nothing can make it positive any more
    kept, which = np.unique(sums[left], axis=0, return_inverse=True)
    total = np.zeros(len(kept), np.object_)
    np.add.at(total, which.reshape(-1), many[left])
    return kept, total
