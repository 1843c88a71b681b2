"""Counting and listing the equilibria of several fronts together, without listing all combinations of their states.

Dynamic programming over the fronts. The states of a front are grouped by their frontiers, and the partial sums of
the decision makers that several fronts matter to are merged where the fronts still to come cannot tell them apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.fronts.frontiers import START, add_front, remainders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from countermove.analysis.fronts.frontiers import Bound, Frontiers, PartialSum, Points, Remainder, SeparateFronts

    Where = NDArray[np.bool_]
    Key = tuple[int, ...]
    Sums = tuple[PartialSum, ...]
    Table = tuple[NDArray[np.int64], list[int]]
    """The values of each group on a front, shape (groups, linked decision makers), and the sizes of the groups."""
    Layer = tuple[NDArray[np.int64], NDArray[np.object_]]
    """Distinct partial sums, shape (sums, linked decision makers), and how often each occurs, shape (sums,)."""

MOST_SUMS = 4_000_000
"""How many sums are formed on one front at most."""

MOST_PYTHON_SUMS = MOST_SUMS // 20
"""The same where each sum is a Python tuple."""

LARGEST_SUM = 1 << 61
"""Sums of utilities up to this fit into int64, with room to spare."""


class TooMany(Exception):
    """The partial sums over several fronts are too many."""


@dataclass(frozen=True, eq=False)
class StableCombinations:
    """The combinations of local states that are stable for everybody under one concept.

    Iteration yields them as positions of local states, and raises `TooMany` as `total` does.

    Attributes
    ----------
    separate : SeparateFronts
        The fronts.
    concept : str
        The id of a concept that composes.
    bound : {"fewest", "most"}
        Which sanctions count.
    among : sequence of ndarray of bool, shape (S,)
        By front, the local states that may take part.
    simplify : callable
        Replaces a frontier by one that makes fewer sums; by default none is replaced.
    """

    separate: SeparateFronts
    concept: str
    bound: Bound
    among: Sequence[Where]
    simplify: Callable[[Points], Points] = tuple

    @cached_property
    def total(self) -> int:
        """The number of combinations.

        Raises
        ------
        TooMany
            If the partial sums are too many.
        """
        if not all(self._groups):
            return 0
        if not self._linked:
            return prod(len(group[()]) for group in self._groups)
        return self._by_tables() if self._tables else self._by_sums()

    def __iter__(self) -> Iterator[tuple[int, ...]]:
        """Yield the combinations as positions of local states."""
        return self._combinations(0, (START,) * len(self._linked), ())

    @cached_property
    def _linked(self) -> tuple[int, ...]:
        """The decision makers to whom several fronts matter."""
        return tuple(dm for dm in self.separate.dms if len(self.separate.relevant(dm)) > 1)

    @cached_property
    def _known(self) -> dict[tuple[int, int], Frontiers]:
        return {}

    def _frontiers(self, front: int, dm: int) -> Frontiers:
        if (front, dm) not in self._known:
            found = self.separate.frontiers(front, dm, self.concept, self.bound)
            self._known[front, dm] = found.map(self.simplify)
        return self._known[front, dm]

    @cached_property
    def _groups(self) -> list[dict[Key, NDArray[np.int64]]]:
        """By front, the states that `_locally_stable` keeps, by their frontiers for the linked decision makers."""
        return [self._grouped(g, self._locally_stable(g)) for g in range(len(self.separate.fronts))]

    def _locally_stable(self, front: int) -> Where:
        """Return where nobody leaves to whom this front alone matters, shape (S,)."""
        stable = self.among[front].copy()
        for dm in self.separate.dms:
            if self.separate.relevant(dm) == (front,):
                found = self._frontiers(front, dm)
                stays = [not any(a > 0 and b > 0 for a, b in kind) for kind in found.kinds]
                stable &= np.array(stays)[found.index]
        return stable

    def _grouped(self, front: int, where: Where) -> dict[Key, NDArray[np.int64]]:
        states = np.flatnonzero(where)
        kinds = [self._frontiers(front, dm).index[states] for dm in self._linked]
        if not kinds:
            return {(): states} if len(states) else {}
        keys, which = np.unique(np.stack(kinds, axis=1), axis=0, return_inverse=True)
        which = which.reshape(-1)
        return {tuple(key): states[which == k] for k, key in enumerate(keys.tolist())}

    @cached_property
    def _remainders(self) -> list[tuple[Remainder, ...]]:
        """By front, the remainder after it, for each linked decision maker."""
        by_dm = []
        for k, dm in enumerate(self._linked):
            kinds = [
                [self._frontiers(g, dm).kinds[number] for number in {key[k] for key in group}]
                for g, group in enumerate(self._groups)
            ]
            by_dm.append(remainders(kinds))
        return [tuple(each[g] for each in by_dm) for g in range(len(self._groups))]

    def _by_sums(self) -> int:
        """Count front by front, with each partial sum a Python tuple."""
        layer: dict[Sums, int] = {(START,) * len(self._linked): 1}
        for front, group in enumerate(self._groups):
            if len(layer) * len(group) > MOST_PYTHON_SUMS:
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
        """By front, one number for each group and linked decision maker, and the sizes of the groups.

        Empty where a frontier needs pairs, or where a sum would exceed int64.
        """
        tables = []
        for front, group in enumerate(self._groups):
            kinds = [
                [self._frontiers(front, dm).kinds[k] for dm, k in zip(self._linked, key, strict=True)]
                for key in group
            ]
            if any(
                len(kind) > 1 or kind[0][0] != kind[0][1] or abs(kind[0][0]) > LARGEST_SUM
                for row in kinds
                for kind in row
            ):
                return []
            values = np.array([[kind[0][0] for kind in row] for row in kinds], np.int64)
            tables.append((values.reshape(len(group), len(self._linked)), [len(states) for states in group.values()]))
        largest = sum(int(np.abs(values).max(initial=0)) for values, _ in tables)
        return tables if largest < LARGEST_SUM else []

    def _by_tables(self) -> int:
        """Count front by front, with all partial sums in one array."""
        sums, many = np.zeros((1, len(self._linked)), np.int64), np.ones(1, np.object_)
        for (values, sizes), rest in zip(self._tables, self._remainders, strict=True):
            if len(sums) * len(values) > MOST_SUMS:
                raise TooMany
            new = (sums[:, None, :] + values[None, :, :]).reshape(-1, len(self._linked))
            count = (many[:, None] * np.array(sizes, np.object_)[None, :]).reshape(-1)
            sums, many = _merged(new, count, rest)
        return int(many.sum())

    def _step(self, front: int, sums: Sums, key: Key) -> Sums | None:
        """Return the partial sums with one more front; None if somebody certainly leaves."""
        found = []
        for dm, sum_, number, rest in zip(self._linked, sums, key, self._remainders[front], strict=True):
            new = add_front(sum_, self._frontiers(front, dm).kinds[number], rest)
            if new is None:
                return None
            found.append(new)
        return tuple(found)

    @cached_property
    def _completed(self) -> dict[tuple[int, Sums], bool]:
        return {}

    def _completes(self, front: int, sums: Sums) -> bool:
        """Whether the fronts from here on can complete a combination with these partial sums."""
        if front == len(self._groups):
            return True
        key = (front, sums)
        if key not in self._completed:
            if len(self._completed) > MOST_PYTHON_SUMS:
                raise TooMany
            steps = (self._step(front, sums, group) for group in self._groups[front])
            self._completed[key] = any(to is not None and self._completes(front + 1, to) for to in steps)
        return self._completed[key]

    def _combinations(self, front: int, sums: Sums, so_far: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if front == len(self._groups):
            yield so_far
            return
        for key, states in self._groups[front].items():
            to = self._step(front, sums, key)
            if to is not None and self._completes(front + 1, to):
                for state in states.tolist():
                    yield from self._combinations(front + 1, to, (*so_far, state))


def _merged(sums: NDArray[np.int64], many: NDArray[np.object_], rest: tuple[Remainder, ...]) -> Layer:
    """Return the distinct partial sums after rounding, and how often each occurs.

    A row in which some sum is sure to become positive is dropped: that decision maker leaves.

    Parameters
    ----------
    sums : ndarray of int64, shape (sums, linked decision makers)
        Partial sums; changed in place.
    many : ndarray of object, shape (sums,)
        How often each occurs.
    rest : tuple of Remainder
        For each linked decision maker.
    """
    left = np.ones(len(sums), np.bool_)
    for k, each in enumerate(rest):
        column = sums[:, k]
        left &= column + each.least <= 0
        if each.unit:
            column = -(-column // each.unit) * each.unit
        sums[:, k] = np.maximum(column, -each.most)  # from here on it cannot become positive

    kept, which = np.unique(sums[left], axis=0, return_inverse=True)
    total = np.zeros(len(kept), np.object_)
    np.add.at(total, which.reshape(-1), many[left])
    return kept, total
