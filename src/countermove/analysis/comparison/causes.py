"""Which changes did it: all smallest sets of changes whose undoing brings an answer back.

A set is *a cause* of a changed answer if undoing it, and nothing else, brings the old answer back, and undoing no
part of it does. It is *enough* if the answer changes just so where it alone is made and all other changes are undone.
Answers need not change in one direction as changes are undone, so every set is tried, the small ones first, up to a
number of sets. Where that finds no cause, changes are put in one by one from the first conflict: that gives a set
from which no single change can be left out, which need not be the smallest.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TypeVar

Answer = TypeVar("Answer", bound=Hashable)
Value = Hashable
Numbers = frozenset[int]
Answers = Mapping[Answer, Value]


@dataclass(frozen=True, slots=True)
class CauseSet:
    """A smallest set of changes whose undoing brings an answer back.

    Attributes
    ----------
    changes : tuple of int
        The positions of the changes.
    enough : bool or None
        Whether these changes alone, made in the first conflict, bring the new answer; None if that is no valid
        conflict.
    smallest : bool
        Whether every part of it was tried, so that it is inclusion-minimal; otherwise only the parts with one change
        less were.
    """

    changes: tuple[int, ...]
    enough: bool | None
    smallest: bool = True

    def among(self, places: Sequence[int]) -> CauseSet:
        """Return the set by the positions of its changes in a longer list."""
        return replace(self, changes=tuple(places[k] for k in self.changes))


@dataclass(frozen=True, slots=True)
class Tried:
    """How far the search for causes went.

    Attributes
    ----------
    changes : int
        The number of changes.
    sets : int
        The number of sets of changes that were undone and answered.
    invalid : int
        How many of them leave no valid conflict.
    complete : int
        Every set of up to so many changes was tried, or has a cause within it.
    interrupted : bool
        Whether Ctrl-C ended the search.
    """

    changes: int
    sets: int
    invalid: int
    complete: int
    interrupted: bool = False

    @property
    def all(self) -> bool:
        """Whether all sets were tried, so that no cause is missing."""
        return self.complete >= self.changes


@dataclass(eq=False)
class CauseSearch:
    """The search for the causes of changed answers.

    Attributes
    ----------
    count : int
        The number of changes.
    answers : callable
        From the positions of undone changes to the answers; None if they leave no valid conflict.
    changed : mapping of answer to (value, value)
        The answers that differ, before and after.
    most : int
        The number of sets that may be tried.
    progress : callable
        Called with the number of sets that were tried, and the most there may be.
    """

    count: int
    answers: Callable[[Numbers], Answers[Hashable] | None]
    changed: Mapping[Hashable, tuple[Value, Value]]
    most: int
    progress: Callable[[int, int], None] | None = None
    _known: dict[Numbers, Answers[Hashable] | None] = field(default_factory=dict)
    _stopped: bool = False

    def run(self) -> tuple[dict[Hashable, tuple[CauseSet, ...]], Tried]:
        """Return the causes of each changed answer, the smallest first, and how far the search went.

        A keyboard interrupt ends the search; what was found until then is returned.
        """
        every = frozenset(range(self.count))
        self._known[every] = {answer: was for answer, (was, _) in self.changed.items()}
        self._known[frozenset()] = {answer: now for answer, (_, now) in self.changed.items()}
        found, complete = self._by_size()
        sets = {
            answer: tuple(self._cause(answer, each) for each in found[answer]) or self._shrunk(answer)
            for answer in self.changed
        }
        invalid = sum(each is None for each in self._known.values())
        return sets, Tried(self.count, self._tried, invalid, complete, self._stopped)

    @property
    def _tried(self) -> int:
        """The sets that were undone and answered; none and all of the changes are the two conflicts themselves."""
        return len(self._known) - 1 - (self.count > 0)

    def _by_size(self) -> tuple[dict[Hashable, list[Numbers]], int]:
        """Return the minimal sets by answer, and the size up to which every set was tried."""
        found: dict[Hashable, list[Numbers]] = {answer: [] for answer in self.changed}
        for size in range(1, self.count + 1):
            for chosen in combinations(range(self.count), size):
                undone = frozenset(chosen)
                open_ = [each for each in found if not any(known <= undone for known in found[each])]
                if not open_:
                    continue
                if self._stopped or (undone not in self._known and self._tried >= self.most):
                    return found, size - 1
                for answer in open_:
                    if self._back(answer, undone):
                        found[answer].append(undone)
        return found, self.count

    def _value(self, answer: Hashable, undone: Numbers) -> tuple[Value] | None:
        """Return an answer in brackets where some changes are undone; None if that is no valid conflict."""
        if undone not in self._known and not self._stopped:
            try:
                self._known[undone] = self.answers(undone)
            except KeyboardInterrupt:
                self._stopped = True
            if self.progress is not None:
                self.progress(self._tried, self.most)
        answers = self._known.get(undone)
        return None if answers is None else (answers.get(answer),)

    def _back(self, answer: Hashable, undone: Numbers) -> bool:
        return self._value(answer, undone) == (self.changed[answer][0],)

    def _cause(self, answer: Hashable, undone: Numbers, *, smallest: bool = True) -> CauseSet:
        alone = self._value(answer, frozenset(range(self.count)) - undone)
        enough = None if alone is None else alone == (self.changed[answer][1],)
        return CauseSet(tuple(sorted(undone)), enough, smallest)

    def _shrunk(self, answer: Hashable) -> tuple[CauseSet, ...]:
        """Return a set from which no change can be left out, found by leaving out changes; none if too many."""
        undone = frozenset(range(self.count))
        if self._stopped or self.most <= 0 or self._tried >= 2 * self.most or not self._back(answer, undone):
            return ()
        left_out = True
        while left_out:
            left_out = False
            for each in sorted(undone):
                if self._back(answer, undone - {each}):
                    undone, left_out = undone - {each}, True
        return (self._cause(answer, undone, smallest=False),)
