"""Search for the signposts of an evolution: from the arrays of a chain to frozen values with names."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.evolution.outlooks import outlooks
from countermove.analysis.evolution.signpost_moves import PossibleEnds, events, signpost_moves
from countermove.analysis.evolution.signposts import Outlook, Signpost, Signposts
from countermove.analysis.improvements import turned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from countermove.analysis.evolution.absorption import Absorption, End
    from countermove.analysis.evolution.groups import Indices
    from countermove.analysis.evolution.outlooks import Outlooks
    from countermove.analysis.evolution.signpost_moves import Events, SignpostMoves
    from countermove.model.conflict import Conflict


def signposts(conflict: Conflict, absorbed: Absorption, ends: tuple[End, ...]) -> Signposts:
    """Return the signposts of an evolution.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    absorbed : Absorption
        The absorption of its chain.
    ends : tuple of End
        The ends, in the order of `absorbed.closed`.

    Returns
    -------
    Signposts
    """
    possible = PossibleEnds(absorbed)
    told_apart = len(ends) if possible.rest is None else possible.rest
    if len(ends) == 1:
        return Signposts(ends, told_apart, ())
    observed = events(conflict, absorbed.condensation.chain)
    posts = signpost_moves(possible, observed)
    naming = _Naming(conflict, possible, observed, posts, outlooks(possible, observed, posts))
    return Signposts(ends, told_apart, naming.signposts(), posts.left_out)


@dataclass(frozen=True, eq=False)
class _Naming:
    """The signposts as arrays, and the conflict that gives them names."""

    conflict: Conflict
    possible: PossibleEnds
    observed: Events
    posts: SignpostMoves
    around: Outlooks

    def signposts(self) -> tuple[Signpost, ...]:
        """Return the signposts as frozen values."""
        order = np.argsort(self.posts.group, kind="stable")
        begin = np.searchsorted(self.posts.group[order], np.arange(1, len(self.posts.event)))
        parts = np.split(self.posts.moves[order], begin)
        return tuple(self._signpost(post, moves) for post, moves in enumerate(parts))

    def _signpost(self, post: int, moves: Indices) -> Signpost:
        chain, event, seen = self.possible.chain, self.posts.event[post], self.observed
        starts, stops, to = (int(each[event]) for each in (seen.starts, seen.stops, seen.to))
        numbers = (chain.states[each[moves]] + 1 for each in (chain.origin, chain.end))
        return Signpost(
            self.conflict.decision_makers[seen.mover[event]].id,
            *turned(self.conflict, stops, starts | stops),
            to + 1 if self.conflict.graph is not None else None,
            int(self.posts.earliest[post]),
            float(self.posts.probability[post]),
            _known(self.around.ever[post]),
            tuple(self._outlooks(post)),
            tuple(sorted(zip(*(each.tolist() for each in numbers), strict=True))),
        )

    def _outlooks(self, post: int) -> Iterator[Outlook]:
        """Yield the outlook of each end that is possible before a signpost, the most likely end first."""
        around = self.around
        for bit in np.flatnonzero(around.before[post]).tolist():
            end = None if bit == self.possible.rest else bit
            before, after, seen = (float(each[post, bit]) for each in (around.before, around.after, around.seen))
            yield Outlook(end, before, after, _known(seen))


def _known(probability: float) -> float | None:
    return None if isnan(probability) else float(probability)
