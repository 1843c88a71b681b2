"""From where a chain ends to the signposts that tell its ends apart."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.evolution.outlooks import outlooks
from countermove.analysis.evolution.signpost_moves import Possible, events, marks
from countermove.analysis.evolution.signposts import Outlook, Signpost, Signposts
from countermove.analysis.improvements import turned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countermove.analysis.evolution.absorption import Absorption, End
    from countermove.analysis.evolution.groups import Indices
    from countermove.analysis.evolution.outlooks import Outlooks
    from countermove.analysis.evolution.signpost_moves import Events, Marks
    from countermove.model.conflict import Conflict


def signposts(conflict: Conflict, absorbed: Absorption, ends: tuple[End, ...]) -> Signposts:
    """Return the signposts of an evolution.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    absorbed : Absorption
        Where its chain ends.
    ends : tuple of End
        The same, as `Evolution.ends` has it.

    Returns
    -------
    Signposts
    """
    possible = Possible(absorbed)
    told_apart = len(ends) if possible.rest is None else possible.rest
    if len(ends) == 1:
        return Signposts(ends, told_apart, ())
    seen = events(conflict, absorbed.flow.chain)
    marked = marks(possible, seen)
    found = _Found(conflict, possible, seen, marked, outlooks(possible, seen, marked))
    return Signposts(ends, told_apart, found.signposts(), marked.left_out)


@dataclass(frozen=True, eq=False)
class _Found:
    """What has been found, as arrays."""

    conflict: Conflict
    possible: Possible
    seen: Events
    marked: Marks
    around: Outlooks

    def signposts(self) -> tuple[Signpost, ...]:
        """Return the same in the conflict's own words."""
        order = np.argsort(self.marked.group, kind="stable")
        begin = np.searchsorted(self.marked.group[order], np.arange(1, len(self.marked.event)))
        parts = np.split(self.marked.moves[order], begin)
        return tuple(self._signpost(mark, moves) for mark, moves in enumerate(parts))

    def _signpost(self, mark: int, moves: Indices) -> Signpost:
        chain, event = self.possible.absorbed.flow.chain, self.marked.event[mark]
        starts, stops, to = (int(each[event]) for each in (self.seen.starts, self.seen.stops, self.seen.to))
        numbers = (chain.states[each[moves]] + 1 for each in (chain.origin, chain.end))
        return Signpost(
            self.conflict.decision_makers[self.seen.mover[event]].id,
            *turned(self.conflict, stops, starts | stops),
            to + 1 if self.conflict.graph is not None else None,
            int(self.marked.earliest[mark]),
            float(self.marked.probability[mark]),
            _known(self.around.ever[mark]),
            tuple(self._outlooks(mark)),
            tuple(sorted(zip(*(each.tolist() for each in numbers), strict=True))),
        )

    def _outlooks(self, mark: int) -> Iterator[Outlook]:
        """Yield the outlook of each end that is possible before a signpost, the likeliest end first."""
        around = self.around
        for bit in np.flatnonzero(around.before[mark]).tolist():
            end = None if bit == self.possible.rest else bit
            before, after, seen = (float(each[mark, bit]) for each in (around.before, around.after, around.seen))
            yield Outlook(end, before, after, _known(seen))


def _known(probability: float) -> float | None:
    return None if isnan(probability) else float(probability)
