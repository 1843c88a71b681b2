"""Adding up frontiers front by front: sums are kept only as far as the fronts still to come can tell them apart."""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd
from typing import TYPE_CHECKING

from countermove.analysis.fronts.frontiers import NOTHING, unbeaten

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from countermove.analysis.fronts.frontiers import Points

Sum = tuple[tuple[int, int], ...] | None
"""What some fronts add up to: pairs that no other beats; none at all if the state is certainly stable; None if it is
certainly unstable."""


@dataclass(frozen=True, slots=True)
class Rest:
    """What the fronts still to come can add to either half of a pair.

    Attributes
    ----------
    least, most : int
        The least and the most that they can add.
    unit : int
        What all that they can add is a multiple of; 0 if they add nothing.
    """

    least: int = 0
    most: int = 0
    unit: int = 0

    def with_(self, kinds: Iterable[Points]) -> Rest:
        """Return the same with one more front to come, that has these frontiers."""
        values = [value for points in kinds for point in points for value in point] or [0]
        return Rest(self.least + min(values), self.most + max(values), gcd(self.unit, *values))

    def kept(self, value: int) -> int | None:
        """Return what stands for a value: none if it cannot become positive, one for all that must stay so."""
        if value + self.most <= 0:
            return None
        if value + self.least > 0:
            return 1 - self.least
        return value if not self.unit else -(-value // self.unit) * self.unit


def rests(by_front: Sequence[Iterable[Points]]) -> list[Rest]:
    """Return what is still to come after each front."""
    found = [Rest()]
    for kinds in reversed(by_front[1:]):
        found.append(found[-1].with_(kinds))
    return found[::-1][: len(by_front)]


def added(so_far: Sum, points: Points, rest: Rest) -> Sum:
    """Return a sum with one more front.

    Examples
    --------
    >>> added(((3, -1), (0, 1)), ((0, 0), (-1, 2)), Rest())
    >>> added(((0, -1),), ((0, 0), (-1, 2)), Rest())
    ()
    """
    if so_far is None or not so_far:
        return so_far
    kept: set[tuple[int, int]] = set()
    for a, b in so_far:
        for c, d in points:
            first, second = rest.kept(a + c), rest.kept(b + d)
            if first is None or second is None:
                continue
            if min(first, second) > -rest.least:
                return None
            kept.add((first, second))
    return unbeaten(kept)


START: Sum = NOTHING


def is_stable(by_front: Sequence[Points]) -> bool:
    """Whether a state with these frontiers is stable.

    Examples
    --------
    >>> is_stable([((0, 0), (2, -3)), ((0, 0), (-1, 4))])
    False
    """
    so_far: Sum = START
    for points, rest in zip(by_front, rests([[each] for each in by_front]), strict=True):
        so_far = added(so_far, points, rest)
    return so_far is not None
