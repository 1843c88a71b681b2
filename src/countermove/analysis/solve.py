"""The question `solve`: which states are stable, for whom, and under which concepts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.solution import Solution
from countermove.analysis.stability.stable_states import stable
from countermove.kernels.jit import PLAIN_STATES
from countermove.model.arguments import refuse_other_kinds
from countermove.model.concepts import CONCEPTS
from countermove.model.reading import concepts_in
from countermove.model.variation import vary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from countermove.kernels.jit import Engine
    from countermove.model.concepts import Concept
    from countermove.model.conflict import Conflict

    Stable = NDArray[np.bool_]


def solve(
    conflict: Conflict,
    concepts: Iterable[str] | None = None,
    *,
    variation: str | None = None,
    engine: Engine | None = None,
    progress: Callable[[Concept], None] | None = None,
) -> Solution:
    """Return which states are stable, for whom, and under which concepts.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    concepts : iterable of str, optional
        Ids of stability concepts, and ``reading`` for the conflict's own reading; by default the usual ones that the
        conflict's form and size allow, and the reading.
    variation : str, optional
        Solve this variation of the conflict instead.
    engine : {"plain", "compiled"}, optional
        How loops over states are run; by default whichever is faster. Both give the same answer.
    progress : callable, optional
        Called with each concept before it is solved.

    Returns
    -------
    Solution

    Raises
    ------
    UnknownName
        If a concept or the variation does not exist.
    TooLarge
        If a concept given in `concepts` would take too long.

    Examples
    --------
    >>> from countermove import cases
    >>> [str(state) for state in solve(cases.load("prisoners-dilemma")).equilibria("nash")]
    ['nothing is on']
    """
    refuse_other_kinds(solve, locals())
    conflict = vary(conflict, variation)
    left_out: list[str] | None = [] if concepts is None else None
    wanted = concepts_in(conflict, concepts)
    needed = _needed(wanted)
    composed = _composed(conflict, needed) if engine is None else {}
    rest = [each for each in needed if each.id not in composed]
    found = composed | (stable(conflict, rest, engine, left_out=left_out, progress=progress) if rest else {})
    found = {each.id: _mixed(found, each.each) if each.each else found[each.id] for each in wanted}
    notes = [f"left out: {reason}" for reason in left_out or ()]
    notes += [
        f"left out: {each.in_words} ({each.id}), which is defined by options, not for a graph of states"
        for each in wanted
        if each.needs_options and conflict.graph is not None
    ]
    notes += [
        f"left out: {each.in_words} ({each.id}), of which one concept is left out"
        for each in wanted
        if each.each and found[each.id] is None
    ]
    return Solution(conflict, found, tuple(notes))


def _needed(wanted: Iterable[Concept]) -> tuple[Concept, ...]:
    """Return concepts of the registry: for a mixed reading those of the decision makers, each once."""
    ids = {id_ for concept in wanted for id_ in concept.each or (concept.id,)}
    return tuple(concept for id_, concept in CONCEPTS.items() if id_ in ids)


def _mixed(found: Mapping[str, Stable | None], each: Sequence[str]) -> Stable | None:
    """Return whether each state is stable for each decision maker by its own concept; None if one has no answer."""
    rows: list[NDArray[np.bool_]] = []
    for dm, id_ in enumerate(each):
        if (where := found[id_]) is None:
            return None
        rows.append(where[dm])
    return np.stack(rows)


def _composed(conflict: Conflict, concepts: Iterable[Concept]) -> dict[str, Stable | None]:
    """Return the solution composed from separate fronts, by concept; empty if that is not possible or not faster."""
    from countermove.model.fronts import several_fronts

    if not several_fronts(conflict) or len(conflict.states) <= PLAIN_STATES:
        return {}
    from countermove.analysis.fronts.solve import separates, whole_solution

    return dict(whole_solution(conflict, concepts).stable) if separates(conflict) else {}
