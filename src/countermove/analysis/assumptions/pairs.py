"""Two assumptions at a time: the sets of two changes that break the headline where neither does alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from countermove.analysis.assumptions.singles import ChangeEffect, finding
from countermove.errors import InvalidConflict

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from countermove.analysis.assumptions.changes import Change
    from countermove.analysis.assumptions.headline import Asked
    from countermove.analysis.assumptions.singles import Checked
    from countermove.analysis.assumptions.trials import Trials


@dataclass(frozen=True, slots=True)
class Pairs:
    """What two changes at a time do.

    Attributes
    ----------
    looked_at, total : int
        How many sets of two were looked into, and how many there are; fewer if the search was broken off.
    found : tuple of ChangeEffect
        Those that break the headline, what matters most first.
    void : int
        How many sets of two leave a conflict that means nothing.
    """

    looked_at: int
    total: int
    found: tuple[ChangeEffect, ...]
    void: int = 0


def candidates(checked: Iterable[Checked]) -> tuple[Change, ...]:
    """Return the changes that the headline survives alone."""
    return tuple(each.changes[0] for one in checked for each in one.findings if each.survives)


def twos(kept: Iterable[Change]) -> Iterator[tuple[Change, Change]]:
    """Yield the sets of two changes of different assumptions."""
    return ((a, b) for a, b in combinations(kept, 2) if a.assumption != b.assumption)


def number_of(kept: Iterable[Change]) -> int:
    """Return how many sets `twos` yields.

    Examples
    --------
    >>> number_of([])
    0
    """
    times = Counter(each.assumption for each in kept)
    every = sum(times.values())
    return (every**2 - sum(each**2 for each in times.values())) // 2


def pairs(trials: Trials, asked: Asked, kept: tuple[Change, ...], progress: Callable[[int], None]) -> Pairs:
    """Return the sets of two that break the headline; two sets that make the same conflict of it are one.

    Broken off from the keyboard, it returns what it has found so far.

    Parameters
    ----------
    trials : Trials
        Tries changes.
    asked : Asked
        The headline.
    kept : tuple of Change
        Changes that it survives alone, in the order of the file.
    progress : callable
        Called with 1 after each set.
    """
    search = _Search(trials, asked)
    try:
        for two in twos(kept):
            search.look_at(two)
            progress(1)
    except KeyboardInterrupt:
        pass
    found = tuple(sorted(search.found.values(), key=lambda each: each.weight))
    return Pairs(search.looked_at, number_of(kept), found, search.void)


@dataclass(eq=False)
class _Search:
    """The search so far: what the sets that were looked at make of the headline."""

    trials: Trials
    asked: Asked
    stands: dict[Hashable, bool] = field(default_factory=dict)
    found: dict[Hashable, ChangeEffect] = field(default_factory=dict)
    looked_at: int = 0
    void: int = 0

    def look_at(self, two: tuple[Change, Change]) -> None:
        """Look into one set."""
        try:
            key = self.trials.key(two)
            if key not in self.stands:
                self.stands[key] = self.asked.stands(self.trials.trial(two))
            if not self.stands[key]:
                self.found.setdefault(self.trials.written(two), finding(self.trials, self.asked, two))
        except InvalidConflict:
            self.void += 1
        self.looked_at += 1
