"""What each member of a coalition changes in a joint move, and what it gains by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from countermove.model.moves import own_mask
from countermove.model.scope import truth

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.model.conflict import Conflict


@dataclass(frozen=True, slots=True)
class Part:
    """What one member has to do with a joint move.

    Attributes
    ----------
    dm : str
        The member's id.
    starts, stops : tuple of str
        The options that it turns on and off; empty in graph form. Between coalesced states, of the members that
        differ in the fewest options.
    gains : str
        The most important statement that becomes true for it; empty if it does not go by statements, or where
        statements do not decide.
    """

    dm: str
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    gains: str


def parts(conflict: Conflict, coalition: Iterable[str], start: int, to: int) -> tuple[Part, ...]:
    """Return the part of each member in a joint move between two states, by number.

    Examples
    --------
    >>> from countermove import cases
    >>> [(each.dm, each.starts) for each in parts(cases.load("prisoners-dilemma"), ("a", "b"), 1, 4)]
    [('a', ('a.cooperate',)), ('b', ('b.cooperate',))]
    """
    left, reached = _fewest_changes(conflict, start - 1, to - 1)
    return tuple(_part(conflict, conflict.position(dm), (left, reached), start - 1, to - 1) for dm in coalition)


def _part(conflict: Conflict, dm: int, masks: tuple[int, int], start: int, to: int) -> Part:
    left, reached = masks
    own = own_mask(conflict, dm)
    starts, stops = _named(conflict, own & reached & ~left), _named(conflict, own & left & ~reached)
    return Part(conflict.decision_makers[dm].id, starts, stops, gained(conflict, dm, start, to))


def _named(conflict: Conflict, mask: int) -> tuple[str, ...]:
    return tuple(name for bit, name in enumerate(conflict.options) if mask >> bit & 1)


def _fewest_changes(conflict: Conflict, start: int, to: int) -> tuple[int, int]:
    """Return the masks of two states; of coalesced ones, the two members that differ least."""
    states = conflict.states
    if conflict.graph is not None:
        return 0, 0
    left, reached = (states.members[states.state_of == k] for k in (start, to))
    flips = np.bitwise_count(left[:, None] ^ reached[None, :])
    k, j = np.unravel_index(int(flips.argmin()), flips.shape)
    return int(left[k]), int(reached[j])


def gained(conflict: Conflict, dm: int, start: int, to: int) -> str:
    """Return the most important statement of a decision maker that becomes true between two positions.

    Returns
    -------
    str
        Empty if the most important difference makes no statement true, or there are no statements.
    """
    masks = conflict.states.masks[[start, to]]
    for level in conflict.decision_makers[dm].preferences.statements:
        held = [truth(conflict, each.holds, masks).tolist() for each in level]
        if sum(before for before, _ in held) != sum(after for _, after in held):
            won = [each.holds for each, (before, after) in zip(level, held, strict=True) if after and not before]
            return won[0] if won else ""
    return ""
