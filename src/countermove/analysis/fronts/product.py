"""Composed answers written out on all overall states, in the order of their numbers, where these can be listed."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.fronts.frontiers import Boards, Bound, Frontiers

    Where = NDArray[np.bool_]

MOST_CHOICES = 64
ROOM = 1 << 61


def stable_on_product(boards: Boards, dm: int, concept: str) -> Where | None:
    """Return where a decision maker is stable, shape (S,); None if the fronts alone do not say it at little cost."""
    fewest = _by_bound(boards, dm, concept, "fewest")
    most = _by_bound(boards, dm, concept, "most")
    if fewest is None or most is None or not np.array_equal(fewest, most):
        return None
    return fewest


def _by_bound(boards: Boards, dm: int, concept: str, bound: Bound) -> Where | None:
    where = boards.where(dm)
    found = [boards.frontiers(g, dm, concept, bound) for g in where]
    most = [max(len(kind) for kind in each.kinds) for each in found]
    if prod(most) > MOST_CHOICES or _largest(found) > ROOM:
        return None
    sizes = [board.size for board in boards.fronts]
    shape = [size if g in where else 1 for g, size in enumerate(sizes)]
    leaves = np.zeros(shape[::-1], np.bool_)
    for choice in product(*(range(each) for each in most)):
        a, b = (_total(found, choice, half, where, len(sizes)) for half in (0, 1))
        leaves |= (a > 0) & (b > 0)
    stable: Where = np.broadcast_to(~leaves, sizes[::-1]).reshape(-1)
    return stable


def _largest(found: list[Frontiers]) -> int:
    """Return the most that the halves of pairs can add up to, in either direction."""
    return sum(max(abs(value) for kind in each.kinds for point in kind for value in point) for each in found)


def _total(
    found: list[Frontiers], choice: tuple[int, ...], half: int, where: tuple[int, ...], fronts: int
) -> NDArray[np.int64]:
    """Return the sum of one half of a choice of pairs; the first front's states vary fastest."""
    total = np.zeros([1] * fronts, np.int64)
    for each, k, g in zip(found, choice, where, strict=True):
        values = np.array([kind[min(k, len(kind) - 1)][half] for kind in each.kinds], np.int64)[each.index]
        total = total + values.reshape([-1 if axis == fronts - 1 - g else 1 for axis in range(fronts)])
    return total
