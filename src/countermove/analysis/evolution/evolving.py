"""From a conflict with a status quo to the answer of `evolve`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.evolution.absorption import absorb
from countermove.analysis.evolution.answer import Evolution
from countermove.analysis.evolution.attaining import attain
from countermove.analysis.evolution.chain import explore
from countermove.analysis.evolution.credible import credible
from countermove.analysis.evolution.ends import ends
from countermove.errors import Complaint, InvalidConflict, UnknownName
from countermove.model.concepts import ids_of, named

if TYPE_CHECKING:
    from countermove.model.concepts import Concept
    from countermove.model.conflict import Conflict


def evolution(conflict: Conflict, concept: str) -> Evolution:
    """Return how a conflict moves on from its status quo; see `countermove.study.evolve`."""
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
