"""Pairs of changes: those that break the headline although it survives each change alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from countermove.analysis.assumptions.singles import ChangeEffect, effect_of
from countermove.errors import InvalidConflict

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from countermove.analysis.assumptions.changes import Change
    from countermove.analysis.assumptions.headline import Baseline
    from countermove.analysis.assumptions.singles import Checked
    from countermove.analysis.assumptions.trials import Trials


@dataclass(frozen=True, slots=True)
class Pairs:
    """The effects of two changes at a time.

    Attributes
    ----------
    looked_at, total : int
        The number of pairs that were tried, and of all; they differ if the search was interrupted.
    found : tuple of ChangeEffect
        The pairs that break the headline, those that matter most first.
    void : int
        The number of pairs that leave an invalid conflict.
    """

    looked_at: int
    total: int
    found: tuple[ChangeEffect, ...]
    void: int = 0


def surviving_changes(checked: Iterable[Checked]) -> tuple[Change, ...]:
    """Return the changes that the headline survives alone."""
    return tuple(each.changes[0] for one in checked for each in one.findings if each.survives)


def change_pairs(kept: Iterable[Change]) -> Iterator[tuple[Change, Change]]:
    """Yield the pairs of changes of different assumptions."""
    return ((a, b) for a, b in combinations(kept, 2) if a.assumption != b.assumption)


def pair_count(kept: Iterable[Change]) -> int:
    """Return the number of pairs that `change_pairs` yields.

    Examples
    --------
    >>> pair_count([])
    0
    """
    times = Counter(each.assumption for each in kept)
    every = sum(times.values())
    return (every**2 - sum(each**2 for each in times.values())) // 2


def breaking_pairs(
    trials: Trials, baseline: Baseline, kept: tuple[Change, ...], progress: Callable[[int], None]
) -> Pairs:
    """Return the pairs that break the headline; of pairs that write the same conflict, the first.

    A keyboard interrupt ends the search; the result holds what was found so far.

    Parameters
    ----------
    trials : Trials
        The changed conflicts.
    baseline : Baseline
        The headline before any change.
    kept : tuple of Change
        The changes that it survives alone, in the order of the file.
    progress : callable
        Called with 1 after each pair.
    """
    search = _Search(trials, baseline)
    try:
        for two in change_pairs(kept):
            search.test(two)
            progress(1)
    except KeyboardInterrupt:
        pass
    found = tuple(sorted(search.found.values(), key=lambda each: each.sort_key))
    return Pairs(search.looked_at, pair_count(kept), found, search.void)


@dataclass(eq=False)
class _Search:
    """The state of the search: results by changed conflict, so that equal conflicts are solved once."""

    trials: Trials
    baseline: Baseline
    stands: dict[Hashable, bool] = field(default_factory=dict)
    found: dict[Hashable, ChangeEffect] = field(default_factory=dict)
    looked_at: int = 0
    void: int = 0

    def test(self, two: tuple[Change, Change]) -> None:
        """Try one pair and note its effect."""
        try:
            key = self.trials.model_key(two)
            if key not in self.stands:
                self.stands[key] = self.baseline.stands(self.trials.trial(two))
            if not self.stands[key]:
                self.found.setdefault(self.trials.text_key(two), effect_of(self.trials, self.baseline, two))
        except InvalidConflict:
            self.void += 1
        self.looked_at += 1
