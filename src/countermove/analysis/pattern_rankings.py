"""A ranking of states by patterns, asked about any states at all: it need not be listed to be looked up."""

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


@dataclass(frozen=True, eq=False)
class Ranked:
    """The levels of a ranking, the most preferred first.

    Attributes
    ----------
    conflict : Conflict
    dm : DecisionMaker
        Whose ranking it is.
    entries : tuple of tuple of (int, int)
        Per level, which options each entry is about and which of these it has on, as masks.
    """

    conflict: Conflict
    dm: DecisionMaker
    entries: tuple[tuple[tuple[int, int], ...], ...]

    @cached_property
    def mask(self) -> int:
        """The options that some entry is about."""
        mentioned = 0
        for level in self.entries:
            for care, _ in level:
                mentioned |= care
        return mentioned

    @property
    def parts(self) -> tuple[int, ...]:
        """All the options as one set: a pattern is met as a whole."""
        return (self.mask,)

    @property
    def extent(self) -> tuple[int, int]:
        """From what is not ranked to the first level."""
        return UNRANKED, len(self.entries)

    def values(self, masks: Masks) -> Values:
        """Return the levels of some states, the largest being the most preferred.

        Raises
        ------
        InvalidConflict
            If one of them is ranked twice; or not at all, where the ranking is all there is.
        """
        least, most = self.bounds(masks, 0)
        self._complain(masks, least != most, "names {} more than once")
        if not (self.dm.preferences.statements or self.dm.preferences.weights):
            self._complain(masks, most == UNRANKED, "omits {}")
        return most

    def bounds(self, masks: Masks, unknown: int) -> tuple[Values, Values]:
        """Return the lowest and the highest level that some states can have, whatever the unknown options are."""
        least, most = np.full(masks.shape, UNRANKED), np.full(masks.shape, UNRANKED)
        for depth, level in enumerate(self.entries):
            for care, value in level:
                here = ((masks ^ value) & care & ~unknown) == 0
                most[here & (most == UNRANKED)] = len(self.entries) - depth
                least[here] = len(self.entries) - depth
        return (np.full(masks.shape, UNRANKED) if self.mask & unknown else least), most

    def about(self, options: int) -> Ranked | None:
        """Return the whole of it, if one of these options matters."""
        return self if self.mask & options else None

    def _complain(self, masks: Masks, wrong: NDArray[np.bool_], what: str) -> None:
        if wrong.any():
            state = repr(words_of(self.conflict, int(masks[wrong][0])))
            path = ("decision_makers", self.dm.id, "preferences", "ranking")
            raise InvalidConflict([Complaint(f"the ranking of {self.dm.id} {what.format(state)}", path)])


def ranked(conflict: Conflict, dm: DecisionMaker) -> Ranked:
    """Return the ranking of a decision maker of a conflict in option form."""
    ranking = dm.preferences.ranking
    return Ranked(conflict, dm, tuple(tuple(entry_of(conflict, each) for each in level) for level in ranking))
