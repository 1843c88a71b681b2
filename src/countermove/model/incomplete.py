"""What is known of a ranking: pairs that are surely preferred, pairs that are surely equal, and pairs left open.

The knowledge is a preorder over numbered things, states or statements. Its *completions* are the weak orders that
agree with it: rankings of all things, in which things may be tied. A completion may tie a pair that is left open,
because "same" is a possible answer; it may not tie a pair that is surely preferred, nor part a pair that is equal.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

from countermove.errors import Contradiction

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Relations = NDArray[np.bool_]

Relation = Literal["above", "below", "same", "at least"]
"""How the first of two things stands to the second; ``at least`` leaves open whether it is above or the same."""

Said = tuple[int, int, Relation]
"""Two things, by position, and how the first stands to the second."""

OPPOSITE: dict[Relation, Relation] = {"above": "below", "below": "above", "same": "same"}


@dataclass(frozen=True)
class IncompleteRanking:
    """What is known of the ranking of some things: answers, and all that follows from them.

    Attributes
    ----------
    size : int
        The number of things, S.
    said : tuple of (int, int, relation)
        The answers: two positions, and how the first stands to the second.

    Examples
    --------
    >>> known = IncompleteRanking(4).with_answer(0, 1, "above").with_answer(1, 2, "same")
    >>> known.relation(0, 2), known.relation(2, 0), known.relation(0, 3)
    ('above', 'below', None)
    >>> known.with_answer(2, 0, "above")
    Traceback (most recent call last):
    ...
    countermove.errors.Contradiction: 3 above 1 contradicts: 1 above 2, 2 same as 3
    """

    size: int
    said: tuple[Said, ...] = ()

    @cached_property
    def _known(self) -> tuple[Relations, Relations]:
        """Whether the first is surely above the second, and surely at least as high; both shapes (S, S)."""
        known = np.zeros((self.size, self.size), np.bool_), np.eye(self.size, dtype=np.bool_)
        for first, second, relation in self.said:
            known = _closed(*known, first, second, relation)
        return known

    @property
    def above(self) -> Relations:
        """Whether the first thing is surely preferred to the second, shape (S, S)."""
        return self._known[0]

    @property
    def at_least(self) -> Relations:
        """Whether the first thing is surely preferred to the second or equal, shape (S, S)."""
        return self._known[1]

    def relation(self, first: int, second: int) -> Relation | None:
        """Return how the first of two things surely stands to the second; None if that is open."""
        above, at_least = self._known
        if above[first, second] or above[second, first]:
            return "above" if above[first, second] else "below"
        if at_least[first, second]:
            return "same" if at_least[second, first] else "at least"
        return None

    def reasons(self, first: int, second: int) -> tuple[Said, ...]:
        """Return the fewest answers from which it follows how two things stand to each other; none if that is open.

        Examples
        --------
        >>> known = IncompleteRanking(3).with_answer(0, 1, "above").with_answer(2, 1, "same")
        >>> known.reasons(2, 0)
        ((0, 1, 'above'), (2, 1, 'same'))
        """
        relation = self.relation(first, second)
        if relation is None:
            return ()
        high, low = (second, first) if relation == "below" else (first, second)
        found = _chain(self.said, high, low, strict=relation in {"above", "below"})
        back = _chain(self.said, low, high, strict=False) if relation == "same" else ()
        return tuple(dict.fromkeys((*(found or ()), *(back or ()))))

    def is_open(self, first: int, second: int) -> bool:
        """Return whether it is not known which of two things is preferred, or that they are equal."""
        return self.relation(first, second) in {None, "at least"}

    def open_pairs(self) -> int:
        """Return the number of pairs of which nothing follows from the answers."""
        at_least = self.at_least
        return int((~(at_least | at_least.T)).sum()) // 2

    def with_answer(self, first: int, second: int, relation: Relation) -> IncompleteRanking:
        """Return what is known after one more answer.

        Raises
        ------
        Contradiction
            If the answer contradicts the others; its `cycle` holds those that do not go together, this one last.
        """
        above, at_least = self._known
        contradicted = {
            "above": at_least[second, first],
            "below": at_least[first, second],
            "same": above[first, second] or above[second, first],
            "at least": above[second, first],
        }
        if contradicted[relation]:
            raise _contradiction(self, (first, second, relation))
        more = IncompleteRanking(self.size, (*self.said, (first, second, relation)))
        vars(more)["_known"] = _closed(above, at_least, first, second, relation)
        return more

    def levels(self) -> tuple[tuple[int, ...], ...]:
        """Return a completion, most preferred first: each thing as low as the answers allow.

        Examples
        --------
        >>> IncompleteRanking(4).with_answer(0, 1, "above").levels()
        ((0,), (1, 2, 3))
        """
        height = np.zeros(self.size, np.int64)
        above, at_least = self._known
        for each in np.argsort(at_least.sum(axis=1), kind="stable").tolist():
            height[each] = max(height[at_least[each]].max(), (height[above[each]] + 1).max(initial=0))
        return tuple(tuple(np.flatnonzero(height == h).tolist()) for h in sorted({*height.tolist()}, reverse=True))


def _closed(
    above: Relations, at_least: Relations, first: int, second: int, relation: Relation
) -> tuple[Relations, Relations]:
    """Return the transitive closure of what is known and one more answer; all shapes (S, S)."""
    if relation == "below":
        return _closed(above, at_least, second, first, "above")
    if relation == "same":
        return _closed(*_closed(above, at_least, first, second, "at least"), second, first, "at least")
    over, under = at_least[:, first], at_least[second]
    new = np.outer(over, under)
    strict = new if relation == "above" else np.outer(above[:, first], under) | np.outer(over, above[second])
    return above | strict, at_least | new


def _contradiction(known: IncompleteRanking, last: Said) -> Contradiction:
    """Return the contradiction between an answer and others: the shortest chain of answers that says otherwise."""
    first, second, relation = last
    ways = {
        "above": [(second, first)],
        "below": [(first, second)],
        "same": [(first, second), (second, first)],
        "at least": [(second, first)],
    }
    strict = relation in {"same", "at least"}
    chains = [_chain(known.said, *way, strict=strict) for way in ways[relation]]
    chain = next(each for each in chains if each is not None)
    words = ", ".join(_worded(*each) for each in chain)
    return Contradiction(f"{_worded(*last)} contradicts: {words}", (*chain, last))


def _worded(first: int, second: int, relation: Relation) -> str:
    words = {"same": "same as", "at least": "at least as high as"}.get(relation, relation)
    return f"{first + 1} {words} {second + 1}"


def _chain(said: tuple[Said, ...], start: int, end: int, *, strict: bool) -> tuple[Said, ...] | None:
    """Return the fewest answers by which `start` is at least as high as `end`, or surely above; None without."""
    steps: dict[int, list[tuple[int, bool, Said]]] = {}
    for each in said:
        first, second, relation = each
        downward = [(second, first)] if relation == "below" else [(first, second)]
        downward += [(second, first)] if relation == "same" else []
        for high, low in downward:
            steps.setdefault(high, []).append((low, relation in {"above", "below"}, each))
    chains: dict[tuple[int, bool], tuple[Said, ...]] = {(start, False): ()}
    waiting = deque(chains)
    while waiting:
        here, was_strict = waiting.popleft()
        if here == end and (was_strict or not strict):
            return chains[here, was_strict]
        for low, is_strict, each in steps.get(here, ()):
            there = low, was_strict or is_strict
            if there not in chains:
                chains[there] = (*chains[here, was_strict], each)
                waiting.append(there)
    return None
