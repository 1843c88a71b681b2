"""The stable states of each decision maker, under any registered concept and for any form of a conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.arrays import GraphArrays, arrays_of, member_arrays
from countermove.analysis.reach import reach
from countermove.analysis.stability.definitions import definition_of
from countermove.errors import TooLarge, UnknownName
from countermove.kernels.jit import engine_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from countermove.analysis.reach import Reach
    from countermove.analysis.stability.definitions import ByOptions
    from countermove.kernels.jit import Engine
    from countermove.model.concepts import Concept
    from countermove.model.conflict import Conflict

    Stable = NDArray[np.bool_]


def stable(
    conflict: Conflict,
    concepts: Iterable[Concept],
    engine: Engine | None = None,
    *,
    left_out: list[str] | None = None,
    progress: Callable[[Concept], None] | None = None,
) -> dict[str, Stable | None]:
    """Return whether each state is stable for each decision maker, under each concept.

    Parameters
    ----------
    conflict : Conflict
        With n decision makers and S states.
    concepts : iterable of Concept
        From the registry.
    engine : {"plain", "compiled"}, optional
        How loops over states are run; by default whichever is faster.
    left_out : list of str, optional
        Receives the reason if a concept would take too long; the answer is then None.
    progress : callable, optional
        Called with each concept before it is solved.

    Returns
    -------
    dict of ndarray of bool, shape (n, S)
        By concept id; None for a concept that the conflict's form does not define.

    Raises
    ------
    TooLarge
        If a concept would take too long, and there is no `left_out`.
    UnknownName
        If a concept is registered but has no definition of stability.
    """
    who = conflict.movers
    reachable = reach(arrays_of(conflict, who), engine or engine_for(len(conflict.states.members), len(who)))
    found: dict[str, Stable | None] = {}
    for concept in concepts:
        if progress:
            progress(concept)
        try:
            moving = _by_concept(conflict, concept, reachable, engine)
            found[concept.id] = None if moving is None else _with_the_others(conflict, who, moving)
        except TooLarge as fault:
            if left_out is None:
                raise
            left_out.append(str(fault))
            found[concept.id] = None
    return found


def _with_the_others(conflict: Conflict, who: tuple[int, ...], moving: Stable) -> Stable:
    """Return a row for each decision maker, (n, S), given those of the movers; the others hold every state."""
    if len(who) == len(conflict.decision_makers):
        return moving
    where = np.ones((len(conflict.decision_makers), len(conflict.states)), np.bool_)
    where[[*who]] = moving
    return where


def _by_concept(conflict: Conflict, concept: Concept, reachable: Reach, engine: Engine | None) -> Stable | None:
    defined = definition_of(concept)
    if defined.by_options is not None:
        return _by_options(conflict, defined.by_options, engine)
    if defined.by_reach is None:
        raise UnknownName(f"the definition of the concept {concept.id!r} does not say where a state is stable")
    found = defined.by_reach(reachable)
    return found if isinstance(reachable.arrays, GraphArrays) else found[:, reachable.arrays.members]


def _by_options(conflict: Conflict, by_options: ByOptions, engine: Engine | None) -> Stable | None:
    """Return whether each state is stable for each mover; a coalesced state is stable if all its members are."""
    if conflict.graph is not None:
        return None
    arrays = member_arrays(conflict, conflict.movers)
    by_member = by_options(arrays, engine)[:, arrays.members]
    by_state = np.ones((len(arrays.rank), len(conflict.states)), np.bool_)
    for dm, members in enumerate(by_member):
        np.logical_and.at(by_state[dm], conflict.states.state_of, members)
    return by_state
