"""How many upper sets of each size make a state stable: exact counts without listing the sets.

The count branches on one state after the other, preferred or not, and remembers what is left to decide. Where every
reply is one state, inclusion and exclusion over the improvements is quicker, since most of their unions coincide.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import comb
from typing import TYPE_CHECKING

from countermove.errors import TooLarge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from countermove.analysis.change.rankings.replies import UpperSets

    Condition = tuple[int, frozenset[frozenset[int]]]

MOST_REMEMBERED = 1 << 17
"""The most partial results that one count keeps."""

MOST_STATES = 600
"""The most states that a count branches on."""

DECIDED = -1
"""The end of a move that is an improvement in any case."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """The number of feasible upper sets among some states, by size.

    Attributes
    ----------
    states : frozenset of int
        The states that matter.
    counts : tuple of int
        The number of feasible sets with 0, 1, ... of them.
    """

    states: frozenset[int]
    counts: tuple[int, ...]


def feasible_sizes(family: UpperSets, progress: Callable[[int], None] | None = None) -> Sizes:
    """Return the number of feasible upper sets by size, among the states that matter.

    Raises
    ------
    TooLarge
        If too many partial results would have to be kept.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.change.rankings.replies import upper_sets
    >>> from countermove.analysis.moves import walk
    >>> syria = cases.load("syria-iraq-1975")
    >>> feasible_sizes(upper_sets(walk(syria), syria.ranks, 0, 1, "gmr")).counts
    (1, 4, 4, 0, 0)
    """
    open_ = [each for each in family.temptations if frozenset() not in each.replies]
    states = frozenset({each.end for each in open_}.union(*(reply for each in open_ for reply in each.replies)))
    count = _Count(family, len(states), progress)
    if all(len(reply) == 1 for each in open_ for reply in each.replies):
        needed = ({each.end}.union(*each.replies) for each in open_)
        return Sizes(states, count.without(map(frozenset, needed)))
    if len(states) > MOST_STATES:
        raise TooLarge(count.too_many())
    conditions = frozenset((each.end, frozenset(each.replies)) for each in open_)
    return Sizes(states, _padded(count.sizes(conditions, states), len(states) + 1))


@dataclass(eq=False)
class _Count:
    """A count that keeps its partial results."""

    family: UpperSets
    total: int
    progress: Callable[[int], None] | None
    known: dict[frozenset[Condition], tuple[frozenset[int], tuple[int, ...]]] = field(default_factory=dict)

    def without(self, needed: Iterable[frozenset[int]]) -> tuple[int, ...]:
        """Return the number of sets by size that contain none of some sets, by inclusion and exclusion."""
        unions: Counter[frozenset[int]] = Counter({frozenset(): 1})
        for each in sorted({*needed}, key=lambda one: (len(one), sorted(one))):
            for union, sign in [*unions.items()]:
                unions[union | each] -= sign
            unions = Counter({union: sign for union, sign in unions.items() if sign})
            self._refuse(len(unions))
        counts = [0] * (self.total + 1)
        for union, sign in unions.items():
            for more in range(self.total - len(union) + 1):
                counts[len(union) + more] += sign * comb(self.total - len(union), more)
        return tuple(counts)

    def sizes(self, conditions: frozenset[Condition], free: frozenset[int]) -> tuple[int, ...]:
        """Return the number of feasible sets by size among the states that are still free."""
        if any(end == DECIDED and not replies for end, replies in conditions):
            return ()
        mentioned, counts = self._by_conditions(conditions)
        return _times(counts, _binomial(len(free) - len(mentioned)))

    def _by_conditions(self, conditions: frozenset[Condition]) -> tuple[frozenset[int], tuple[int, ...]]:
        if conditions not in self.known:
            self._refuse(len(self.known))
            states = _mentioned(conditions)
            self.known[conditions] = states, self._branched(conditions, states)
        return self.known[conditions]

    def _branched(self, conditions: frozenset[Condition], states: frozenset[int]) -> tuple[int, ...]:
        if not states:
            return (1,)
        chosen, rest = _next(conditions), states
        above = self.sizes(_with(conditions, chosen), rest - {chosen})
        below = self.sizes(_without(conditions, chosen), rest - {chosen})
        return _plus((0, *above), below)

    def _refuse(self, kept: int) -> None:
        if self.progress is not None:
            self.progress(kept)
        if kept > MOST_REMEMBERED:
            raise TooLarge(self.too_many())

    def too_many(self) -> str:
        """Return the refusal, with what would help."""
        return (
            f"the {self.total:,} states that matter for this verdict under {self.family.concept} combine in more "
            f"than {MOST_REMEMBERED:,} ways, too many to count the rankings exactly. What would help: another "
            "concept (nash is always quick), or fewer options"
        )


def _mentioned(conditions: frozenset[Condition]) -> frozenset[int]:
    ends = {end for end, _ in conditions if end != DECIDED}
    return frozenset(ends.union(*(reply for _, replies in conditions for reply in replies)))


def _next(conditions: frozenset[Condition]) -> int:
    """Return the state to branch on: the end of a move, or else the state that most replies share."""
    ends = [end for end, _ in conditions if end != DECIDED]
    if ends:
        return min(ends)
    times = Counter(k for _, replies in conditions for reply in replies for k in reply)
    return min(times, key=lambda k: (-times[k], k))


def _with(conditions: frozenset[Condition], chosen: int) -> frozenset[Condition]:
    """Return what is left to decide if a state is preferred."""
    return frozenset(
        (DECIDED if end == chosen else end, frozenset(reply for reply in replies if chosen not in reply))
        for end, replies in conditions
    )


def _without(conditions: frozenset[Condition], chosen: int) -> frozenset[Condition]:
    """Return what is left to decide if a state is not preferred."""
    left = ((end, frozenset(reply - {chosen} for reply in replies)) for end, replies in conditions if end != chosen)
    return frozenset(each for each in left if frozenset() not in each[1])


def _binomial(number: int) -> tuple[int, ...]:
    return tuple(comb(number, k) for k in range(number + 1))


def _times(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    product = [0] * max(0, len(one) + len(other) - 1)
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            product[i + j] += a * b
    return tuple(product)


def _plus(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    size = max(len(one), len(other))
    return tuple(a + b for a, b in zip(_padded(one, size), _padded(other, size), strict=True))


def _padded(counts: tuple[int, ...], size: int) -> tuple[int, ...]:
    return counts + (0,) * (size - len(counts))
