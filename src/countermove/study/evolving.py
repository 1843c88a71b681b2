"""How a conflict moves on from its status quo, and where it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.model.variation import vary

if TYPE_CHECKING:
    from countermove.analysis.evolution.answer import Evolution
    from countermove.model.conflict import Conflict


def evolve(conflict: Conflict, concept: str = "seq", *, variation: str | None = None) -> Evolution:
    """Return how a conflict moves on from its status quo, and where it ends.

    Status quo analysis (Li, Kilgour, Hipel 2005) says what legal sequences of moves, and of improvements, lead to.
    Beside it stands a probabilistic reading of our own: of the decision makers that have an improvement which is
    not sanctioned under the concept, one is drawn by tempo and takes its best one, ties shared equally. Its
    `signposts` are the events after which fewer ends are possible.

    Parameters
    ----------
    conflict : Conflict
        With a status quo.
    concept : str
        The id of a stability concept that drives an evolution.
    variation : str, optional
        Take this variation of the conflict instead.

    Returns
    -------
    Evolution

    Raises
    ------
    UnknownName
        If the concept or the variation does not exist, or the concept gives no evolution.
    InvalidConflict
        If there is no status quo.
    TooLarge
        If too many moves would have to be looked at, or listed where states are coalesced.

    Examples
    --------
    >>> from countermove import cases
    >>> evolve(cases.load("elmira")).ends
    (End(states=(5,), probability=1.0),)
    """
    from countermove.analysis.evolution.evolving import evolution

    return evolution(conflict if variation is None else vary(conflict, variation), concept)
