"""From a conflict with a status quo to the answer of `evolve`.

How a conflict moves on from its status quo, and where it ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.evolution.absorption import absorb, ends
from countermove.analysis.evolution.attainment import attain
from countermove.analysis.evolution.chain import credible, explore
from countermove.analysis.evolution.result import Evolution
from countermove.errors import Complaint, InvalidConflict, UnknownName
from countermove.model.concepts import ids_of, named
from countermove.model.variation import vary

if TYPE_CHECKING:
    from countermove.model.concepts import Concept
    from countermove.model.conflict import Conflict


def evolution(conflict: Conflict, concept: str) -> Evolution:
    """Return how a conflict moves on from its status quo; see `countermove.evolve`."""
    asked, number = evolving_concept(concept), conflict.status_quo_number
    if number is None:
        message = f"{conflict.title!r} has no status quo to move on from; say which options are on at the start"
        raise InvalidConflict([Complaint(message, ("status_quo",))])
    moves = credible(conflict, asked)
    absorbed = absorb(explore(conflict, number - 1, moves))
    return Evolution(
        conflict,
        asked.id,
        number,
        np.logical_and.reduce(moves.stable, axis=0),
        attain(conflict, number - 1, improving=True),
        attain(conflict, number - 1, improving=False),
        ends(absorbed),
        absorbed.moves,
        moves,
        absorbed,
    )


def evolving_concept(id_: str) -> Concept:
    """Return a concept, if it tells by the state that a move leads to whether the move is sanctioned.

    Raises
    ------
    UnknownName
        If it does not, or does not exist.
    """
    [concept] = named([id_])
    if not concept.evolves:
        these = ", ".join(ids_of(lambda each: each.evolves))
        raise UnknownName(f"there is no evolution under {concept.id!r}; there is one under: {these}")
    return concept


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
    return evolution(conflict if variation is None else vary(conflict, variation), concept)
