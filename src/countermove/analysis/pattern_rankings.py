"""Rankings by state patterns: the level of any state, computed from its mask without a list of states."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from countermove.errors import Complaint, InvalidConflict
from countermove.model.naming import entry_of, words_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.local.statements import Masks
    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker

    Values = NDArray[np.int64]

UNRANKED = 0
"""The level of a state that no pattern matches."""


@dataclass(frozen=True, eq=False)
class PatternRanking:
    """A ranking of one decision maker, as a level of preference keys.

    Attributes
    ----------
    conflict : Conflict
    dm : DecisionMaker
        The decision maker whose ranking it is.
    entries : tuple of tuple of (int, int)
        For each level, most preferred first, its patterns: the mask of the options that the pattern fixes, and the
        mask of those that it fixes as on.
    """

    conflict: Conflict
    dm: DecisionMaker
    entries: tuple[tuple[tuple[int, int], ...], ...]

    @cached_property
    def mask(self) -> int:
        """The mask of the options that some pattern fixes."""
        mentioned = 0
        for level in self.entries:
            for fixed, _ in level:
                mentioned |= fixed
        return mentioned

    @property
    def parts(self) -> tuple[int, ...]:
        """The mask of the only term: a pattern counts as a whole."""
        return (self.mask,)

    @property
    def extent(self) -> tuple[int, int]:
        """The bounds of all levels: 0 for states without a rank, and the first level."""
        return UNRANKED, len(self.entries)

    def values(self, masks: Masks) -> Values:
        """Return the levels of some states; both shapes (S,), the largest level is the most preferred.

        Raises
        ------
        InvalidConflict
            If a state is ranked twice, or if it has no rank and the decision maker has no other preferences.
        """
        least, most = self.bounds(masks, 0)
        self._complain(masks, least != most, "names {} more than once")
        if not (self.dm.preferences.statements or self.dm.preferences.weights):
            self._complain(masks, most == UNRANKED, "omits {}")
        return most

    def bounds(self, masks: Masks, unknown: int) -> tuple[Values, Values]:
        """Return the lowest and the highest level over all settings of the unknown options; all shapes (S,)."""
        least, most = np.full(masks.shape, UNRANKED), np.full(masks.shape, UNRANKED)
        for depth, level in enumerate(self.entries):
            for fixed, on in level:
                here = ((masks ^ on) & fixed & ~unknown) == 0
                most[here & (most == UNRANKED)] = len(self.entries) - depth
                least[here] = len(self.entries) - depth
        return (np.full(masks.shape, UNRANKED) if self.mask & unknown else least), most

    def restricted_to(self, options: int) -> PatternRanking | None:
        """Return the whole ranking if it depends on one of these options, and None otherwise."""
        return self if self.mask & options else None

    def _complain(self, masks: Masks, wrong: NDArray[np.bool_], fault: str) -> None:
        if wrong.any():
            state = repr(words_of(self.conflict, int(masks[wrong][0])))
            path = ("decision_makers", self.dm.id, "preferences", "ranking")
            raise InvalidConflict([Complaint(f"the ranking of {self.dm.id} {fault.format(state)}", path)])


def pattern_ranking(conflict: Conflict, dm: DecisionMaker) -> PatternRanking:
    """Return the ranking of a decision maker of a conflict in option form."""
    ranking = dm.preferences.ranking
    return PatternRanking(conflict, dm, tuple(tuple(entry_of(conflict, each) for each in level) for level in ranking))
