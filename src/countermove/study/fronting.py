"""What holds on each front of a conflict, and on all together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.model.variation import vary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.analysis.fronts.answer import Fronts
    from countermove.model.conflict import Conflict


def fronts(conflict: Conflict, concepts: Iterable[str] | None = None, *, variation: str | None = None) -> Fronts:
    """Return what holds on each front alone and on all together, and what the fronts change for one another.

    Where nothing crosses the fronts but decision makers that take part in several of them, the answer is composed
    from the fronts (He, Kilgour, Hipel, Bashar 2013, with results of our own), and their states are never listed
    together unless they are few.

    Parameters
    ----------
    conflict : Conflict
        With fronts.
    concepts : iterable of str, optional
        Ids of stability concepts that are composed over fronts; by default all but simultaneous stability.
    variation : str, optional
        Take this variation of the conflict instead.

    Returns
    -------
    Fronts

    Raises
    ------
    InvalidConflict
        If the conflict has no fronts.
    UnknownName
        If a concept or the variation does not exist, or fronts are not compared by a concept.
    TooLarge
        If something crosses the fronts, and there are too many states to list them together.

    Examples
    --------
    >>> from countermove import cases
    >>> fronts(cases.load("canal"), ["nash", "seq"])
    <Fronts of 'A canal, both fronts (invented)': north, south; 64 states; nash 1, seq 6>
    """
    from countermove.analysis.fronts.answer import composing_concepts, fronts_answer

    return fronts_answer(conflict if variation is None else vary(conflict, variation), composing_concepts(concepts))
