"""Regions: options of the others that hang together, each of which can be searched without the rest.

While the others answer, the options of the focal decision maker stand still. Options of the others hang together
where a rule is about both, where both matter for one statement of the focal decision maker and, if the others only
answer by improvements, where both matter for one of those who own them. A legal sequence of moves falls apart into
one for each region, and any such sequences, one after the other, make a legal one. So the states that the others
can lead to are all combinations of what they can lead to in each region, and a region that the focal decision maker
does not care about need not be searched at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from countermove.analysis.asking.ground import Ground


@dataclass(frozen=True, slots=True)
class Region:
    """Options of the others that hang together.

    Attributes
    ----------
    options : int
    bears : int
        All options that decide on what the others can do with these.
    """

    options: int
    bears: int


def regions(ground: Ground, who: int, state: int, *, improving: bool, symmetric: bool) -> tuple[Region, ...]:
    """Return the regions that matter for a focal decision maker who leaves a state.

    Parameters
    ----------
    ground : Ground
    who : int
        The focal decision maker.
    state : int
        Options that are settled there hang together with nothing.
    improving : bool
        Whether the others only answer by improvements (SEQ, SSEQ).
    symmetric : bool
        Whether a countermove may follow (SMR, SSEQ): to that everything matters at once, so there is one region.
    """
    bearing = [*_bearing(ground, who, improving=improving)]
    cares = [part for level in ground.worths[who].levels for part in level.parts]
    if symmetric:
        cares = [ground.worths[who].mask | _all([rule.mask for rule in ground.rules], ground.own[who])]
    return tuple(gathered(ground, who, state, bearing, cares))


def gathered(ground: Ground, who: int, state: int, bearing: list[int], cares: list[int]) -> Iterator[Region]:
    """Yield the options of the others that hang together by some sets, where they share any with `cares`."""
    free = ~(ground.own[who] | ground.settled(state)) & (1 << len(ground.conflict.options)) - 1
    for each in _joined(one & free for one in (*bearing, *cares)):
        if each & _all(cares, -1):
            yield Region(each, _all(bearing, each) | each)


def _bearing(ground: Ground, who: int, *, improving: bool) -> Iterator[int]:
    """Yield sets of options that decide together on what the others can do."""
    yield from (rule.mask for rule in ground.rules)
    for dm in ground.dms:
        if improving and dm != who and ground.worths[dm].mask:
            yield ground.own[dm] | ground.worths[dm].mask


def _all(sets: Iterable[int], options: int) -> int:
    """Return all sets that share something with some options, as one."""
    found = 0
    for each in sets:
        found |= each if each & options else 0
    return found


def _joined(sets: Iterable[int]) -> list[int]:
    """Return sets of which those that share something are joined."""
    apart: list[int] = []
    for each in sets:
        joined = each
        for other in [other for other in apart if other & joined]:
            apart.remove(other)
            joined |= other
        if joined:
            apart.append(joined)
    return apart
