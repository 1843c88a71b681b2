"""Names of groups of ends: the condition that the file names, or the fewest options that tell groups apart.

The fewest options are an exact set cover: each option that a group has on, or off, in all of its states excludes some
states of the others; together they have to exclude all.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict
    from countermove.simulation.judgement.ends import EndGroup

    OptionValue = tuple[int, int]

MOST_LITERALS = 4
"""Options of a name at most."""


def group_names(conflict: Conflict, groups: Sequence[EndGroup], letters: NDArray[np.int8]) -> tuple[str, ...]:
    """Return a name for each group of ends.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    groups : sequence of EndGroup
        The groups, over K states.
    letters : ndarray of int8, shape (K, m)
        For each state and option 1 if it is on, 0 if it is off, and -1 if both occur.
    """
    named = {each.id: each.name or each.id for each in conflict.definitions}
    every = np.logical_or.reduce([each.members for each in groups])
    return tuple(
        named[each.id] if each.id else REST if each.rest else _told_apart(conflict, each, every, letters)
        for each in groups
    )


REST = "other ends"


def option_words(conflict: Conflict) -> tuple[str, ...]:
    """Return the short name of each option, or else its name or id, bit 0 first."""
    return tuple(option.short or option.name or option.id for _, option in conflict.owned)


def _told_apart(conflict: Conflict, group: EndGroup, every: NDArray[np.bool_], letters: NDArray[np.int8]) -> str:
    """Return a group's name from the fewest options that tell it from the others, or from its first state."""
    if conflict.graph is not None:
        return " or ".join(name or id_ for name, id_ in _graph_names(conflict, group))
    own, others = letters[group.members], letters[every & ~group.members]
    telling = [(bit, value) for bit, value in _literals(conflict, own) if (others[:, bit] != value).any()]
    if not len(others):
        return _whole(conflict, own[0])
    literals = _fewest(telling, others)
    words = option_words(conflict)
    on, off = ([words[bit] for bit, value in literals if value == wanted] for wanted in (1, 0))
    return "; ".join(part for part in (", ".join(on), f"without {' or '.join(off)}" if off else "") if part) or REST


def _whole(conflict: Conflict, letters: NDArray[np.int8]) -> str:
    """Return what is on in a state that is the only end."""
    on = [word for word, letter in zip(option_words(conflict), letters.tolist(), strict=True) if letter == 1]
    return ", ".join(on) or "nothing is on"


def _graph_names(conflict: Conflict, group: EndGroup) -> list[tuple[str, str]]:
    return [(name, id_) for k, (id_, name) in enumerate(conflict.states.names) if group.members[k]]


def _literals(conflict: Conflict, own: NDArray[np.int8]) -> list[OptionValue]:
    """Return what all states of a group share: options on first, those that were off at the start before others."""
    start = {conflict.bits[name] for name in conflict.status_quo or ()}
    shared = [(bit, int(own[0, bit])) for bit in range(own.shape[1]) if own[0, bit] >= 0 and len({*own[:, bit]}) == 1]
    return sorted(shared, key=lambda each: (each[1] == 0, (each[0] in start) == (each[1] == 1), each[0]))


def _fewest(literals: list[OptionValue], others: NDArray[np.int8]) -> list[OptionValue]:
    """Return the fewest literals of which each other state breaks one; the most telling ones if no few do."""
    breaks = [others[:, bit] == 1 - value for bit, value in literals]
    for size in range(1, min(MOST_LITERALS, len(literals)) + 1):
        for chosen in combinations(range(len(literals)), size):
            if np.logical_or.reduce([breaks[k] for k in chosen]).all():
                return [literals[k] for k in chosen]
    most = sorted(range(len(literals)), key=lambda k: -int(breaks[k].sum()))[:MOST_LITERALS]
    return [literals[k] for k in sorted(most)]
