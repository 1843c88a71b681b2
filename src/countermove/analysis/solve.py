"""The question `solve`: which states are stable, for whom, and under which concepts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.analysis.solution import Solution
from countermove.analysis.stability.stable_states import stable
from countermove.kernels.jit import PLAIN_STATES
from countermove.model.arguments import refuse_other_kinds
from countermove.model.concepts import named
from countermove.model.variation import vary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import numpy as np
    from numpy.typing import NDArray

    from countermove.kernels.jit import Engine
    from countermove.model.concepts import Concept
    from countermove.model.conflict import Conflict


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
        Ids of stability concepts; by default the usual ones that the conflict's form and size allow.
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
    if variation is not None:
        conflict = vary(conflict, variation)
    left_out: list[str] | None = [] if concepts is None else None
    wanted = named(concepts)
    composed = _composed(conflict, wanted) if engine is None else {}
    rest = [each for each in wanted if each.id not in composed]
    found = composed | (stable(conflict, rest, engine, left_out=left_out, progress=progress) if rest else {})
    found = {each.id: found[each.id] for each in wanted}
    notes = [f"left out: {reason}" for reason in left_out or ()]
    notes += [
        f"left out: {each.in_words} ({each.id}), which is defined by options, not for a graph of states"
        for each in wanted
        if each.needs_options and conflict.graph is not None
    ]
    return Solution(conflict, found, tuple(notes))


def _composed(conflict: Conflict, concepts: Iterable[Concept]) -> dict[str, NDArray[np.bool_] | None]:
    """Return the solution composed from separate fronts, by concept; empty if that is not possible or not faster."""
    from countermove.model.fronts import several_fronts

    if not several_fronts(conflict) or len(conflict.states) <= PLAIN_STATES:
        return {}
    from countermove.analysis.fronts.solve import separates, whole_solution

    return dict(whole_solution(conflict, concepts).stable) if separates(conflict) else {}
