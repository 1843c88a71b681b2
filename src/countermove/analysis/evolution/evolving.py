"""From a conflict with a status quo to the answer of `evolve`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.concepts import CONCEPTS, named
from countermove.analysis.evolution.absorption import absorb
from countermove.analysis.evolution.answer import End, Evolution
from countermove.analysis.evolution.attainment import attain
from countermove.analysis.evolution.chain import credible, explore
from countermove.errors import Complaint, InvalidConflict, UnknownName

if TYPE_CHECKING:
    from countermove.analysis.concepts import Concept
    from countermove.analysis.evolution.absorption import Absorption
    from countermove.analysis.evolution.chain import Chain
    from countermove.model.conflict import Conflict


def evolution(conflict: Conflict, concept: str) -> Evolution:
    """Return how a conflict moves on from its status quo; see `countermove.study.evolve`."""
    asked, number = evolving_concept(concept), conflict.status_quo_number
    if number is None:
        message = f"{conflict.title!r} has no status quo to move on from; say which options are on at the start"
        raise InvalidConflict([Complaint(message, ("status_quo",))])
    moves = credible(conflict, asked)
    chain = explore(conflict, number - 1, moves)
    absorbed = absorb(chain)
    return Evolution(
        conflict,
        asked.id,
        number,
        np.logical_and.reduce(moves.stable, axis=0),
        attain(conflict, number - 1, improving=True),
        attain(conflict, number - 1, improving=False),
        ends(chain, absorbed),
        absorbed.moves,
    )


def evolving_concept(id_: str) -> Concept:
    """Return the concept, if it tells by the state that a move leads to whether the move is sanctioned.

    Raises
    ------
    UnknownName
        If there is no such concept, or it is none by which there is an evolution.
    """
    [concept] = named([id_])
    if concept.prospects is None:
        usable = ", ".join(each.id for each in CONCEPTS.values() if each.prospects)
        raise UnknownName(f"there is no evolution under {concept.id!r}; there is one under: {usable}")
    return concept


def ends(chain: Chain, absorbed: Absorption) -> tuple[End, ...]:
    """Return the ends, the likeliest first, then by number."""
    order = np.argsort(absorbed.component, kind="stable")
    numbers, component = chain.states[order] + 1, absorbed.component[order]
    begin = np.searchsorted(component, absorbed.closed)
    behind = np.searchsorted(component, absorbed.closed, side="right")
    members = [tuple(sorted(numbers[b:e].tolist())) for b, e in zip(begin, behind, strict=True)]
    ends = [End(*each) for each in zip(members, absorbed.probability.tolist(), strict=True)]
    return tuple(sorted(ends, key=lambda end: (-round(end.probability, 9), end.states)))
