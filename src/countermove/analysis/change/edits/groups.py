"""Sets of edits of one decision maker, or of the field of play, that no smaller set does the same as."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from countermove.analysis.change.edits.step import go_together, part_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from countermove.analysis.change.edits.step import EditStep, Steps

    Slots = Sequence[tuple[EditStep, ...]]

CLOSE = 1e-9
"""Costs that differ by less are equal."""


@dataclass(frozen=True, slots=True)
class EditPart:
    """A set of edits of one group.

    Attributes
    ----------
    cost : float
        The sum of the costs.
    steps : tuple of EditStep
        The edits.
    does : bytes
        What they do: equal for sets of the group that do the same; empty for the empty set.
    """

    cost: float
    steps: Steps
    does: bytes


NOTHING = EditPart(0.0, (), b"")


@dataclass(frozen=True, slots=True)
class Group:
    """The edits of one decision maker, or of the field of play.

    Attributes
    ----------
    parts : tuple of EditPart
        The sets that do something that no part of them does, the cheapest first.
    counts : mapping of float to int
        How many sets there are of each cost, those left out among them.
    """

    parts: tuple[EditPart, ...]
    counts: Counter[float] = field(repr=False)


def group_of(slots: Slots, most: float, does: Callable[[Steps], bytes], progress: Callable[[int], None]) -> Group:
    """Return the sets of edits up to a cost that do something that no part of them does.

    A set that does the same as a part of it is in no minimal change, whatever else is changed: the part will do.

    Parameters
    ----------
    slots : sequence of tuple of EditStep
        The edits that exclude each other, a tuple for each thing that may change.
    most : float
        The cost up to which sets are formed.
    does : callable
        From a set of edits to a key that is equal for sets that do the same.
    progress : callable
        Called with 1 after each set.
    """
    counts: Counter[float] = Counter()
    parts = []
    known: dict[bytes, list[Steps]] = {does(()): [()]}
    for cost, steps in sorted(sets_of(slots, most), key=lambda each: each[0]):
        counts[cost] += 1
        done = does(steps)
        like = known.setdefault(done, [])
        if not any(part_of(each, steps) for each in like):
            like.append(steps)
            parts.append(EditPart(cost, steps, done))
        progress(1)
    return Group(tuple(parts), counts)


def sets_of(slots: Slots, most: float) -> Iterator[tuple[float, Steps]]:
    """Yield each set of edits up to a cost that contains no contradiction, but the empty one, with its cost.

    Examples
    --------
    >>> from countermove.analysis.change.edits.step import EditStep
    >>> slots = [(EditStep("drop", ("sense", 0, k, 0), 2.0),) for k in range(3)]
    >>> [cost for cost, _ in sets_of(slots, 4.0)]
    [2.0, 4.0, 4.0, 2.0, 4.0, 2.0]
    """
    cheapest = [min(step.cost for step in variants) for variants in slots]
    waiting: list[tuple[float, int, Steps]] = [(0.0, 0, ())]
    while waiting:
        cost, first, steps = waiting.pop()
        if steps:
            yield cost, steps
        for k in range(len(slots) - 1, first - 1, -1):
            if cost + cheapest[k] > most + CLOSE:
                continue
            for step in reversed(slots[k]):
                total = round(cost + step.cost, 9)
                if total <= most + CLOSE and go_together(steps, step):
                    waiting.append((total, k + 1, (*steps, step)))


def count_of(slots: Slots, most: float) -> int:
    """Return an upper bound of the number of sets of edits up to a cost: contradictory ones are counted too.

    Examples
    --------
    >>> from countermove.analysis.change.edits.step import EditStep
    >>> slots = [(EditStep("drop", ("sense", 0, k, 0), 2.0),) for k in range(4)]
    >>> count_of(slots, 3.0), count_of(slots, 4.0)
    (5, 11)
    """
    return together([Counter(round(step.cost, 6) for step in variants) for variants in slots], most)


def together(counts: Sequence[Counter[float]], most: float) -> int:
    """Return how many ways there are to take at most one of each of some, of which so many have a cost, up to a cost.

    Examples
    --------
    >>> together([Counter({1.0: 2}), Counter({2.0: 3})], 2.0), together([Counter({1.0: 2}), Counter({2.0: 3})], 3.0)
    (6, 12)
    """
    ways = Counter({0.0: 1})
    for each in counts:
        more = Counter(ways)
        for cost, many in ways.items():
            for step, some in each.items():
                if cost + step <= most + CLOSE:
                    more[round(cost + step, 6)] += many * some
        ways = more
    return sum(ways.values())
