"""Where each decision maker is stable, under any of the registered concepts, in any form of a conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.arrays import GraphArrays, lower, lower_members
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
    """Return where each decision maker is stable under each concept.

    Parameters
    ----------
    conflict : Conflict
        With n decision makers and S states.
    concepts : iterable of Concept
        From the registry.
    engine : {"plain", "compiled"}, optional
        How loops over states are run; by default whichever answers sooner.
    left_out : list of str, optional
        Takes the reason why a concept would take too long; its answer is then None.
    progress : callable, optional
        Called with each concept before it is looked into.

    Returns
    -------
    dict of ndarray of bool, shape (n, S)
        By concept id; None for a concept that the conflict's form does not define.

    Raises
    ------
    TooLarge
        If a concept would take too long, and there is no `left_out`.
    UnknownName
        If a concept is registered, but not defined.
    """
    arrays = lower(conflict)
    runs = engine or engine_for(len(conflict.states.members))
    around = reach(arrays, runs)
    found: dict[str, Stable | None] = {}
    for concept in concepts:
        if progress:
            progress(concept)
        try:
            found[concept.id] = _by_concept(conflict, concept, around)
        except TooLarge as fault:
            if left_out is None:
                raise
            left_out.append(str(fault))
            found[concept.id] = None
    return found


def _by_concept(conflict: Conflict, concept: Concept, around: Reach) -> Stable | None:
    defined = definition_of(concept)
    if defined.by_options is not None:
        return _by_options(conflict, defined.by_options, around.engine)
    if defined.by_reach is None:
        raise UnknownName(f"the definition of the concept {concept.id!r} does not say where a state is stable")
    found = defined.by_reach(around)
    return found if isinstance(around.arrays, GraphArrays) else found[:, around.arrays.members]


def _by_options(conflict: Conflict, by_options: ByOptions, engine: Engine) -> Stable | None:
    """Return where each decision maker is stable; a coalesced state is stable if all its members are."""
    if conflict.graph is not None:
        return None
    arrays = lower_members(conflict)
    by_member = by_options(arrays, engine)[:, arrays.members]
    by_state = np.ones((len(arrays.rank), len(conflict.states)), np.bool_)
    for dm, members in enumerate(by_member):
        np.logical_and.at(by_state[dm], conflict.states.state_of, members)
    return by_state
