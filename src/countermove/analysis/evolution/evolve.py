"""The question `evolve`: status quo analysis, the ends of a conflict, and their probabilities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.evolution.absorption import absorb, ends
from countermove.analysis.evolution.attainment import attain
from countermove.analysis.evolution.chain import credible, explore
from countermove.analysis.evolution.result import Evolution
from countermove.errors import Complaint, InvalidConflict, UnknownName
from countermove.model.arguments import refuse_other_kinds
from countermove.model.concepts import CONCEPTS, ids_of
from countermove.model.naming import start_said
from countermove.model.reading import READING, concept_in, concepts_of
from countermove.model.variation import vary

if TYPE_CHECKING:
    from countermove.analysis.evolution.absorption import End
    from countermove.model.concepts import Concept
    from countermove.model.conflict import Conflict


def evolve(conflict: Conflict, concept: str | None = None, *, variation: str | None = None) -> Evolution:
    """Return how a conflict moves on from its status quo, and where it ends.

    Status quo analysis (Li, Kilgour, Hipel 2005) finds the states that legal sequences of moves, and of improvements,
    lead to. Beside it stands a probabilistic reading of our own. One of the decision makers that have an improvement
    which is not sanctioned under the concept is drawn by tempo. It takes its best one, ties shared equally. The
    `signposts` of the result are the events after which fewer ends are possible.

    Parameters
    ----------
    conflict : Conflict
        With a status quo.
    concept : str, optional
        The id of a stability concept that drives an evolution; by default the conflict's own reading, by which each
        decision maker goes by its own concept.
    variation : str, optional
        The variation of the conflict to take instead.

    Returns
    -------
    Evolution

    Raises
    ------
    UnknownName
        If the concept or the variation does not exist, or the concept drives no evolution.
    InvalidConflict
        If there is no status quo.
    TooLarge
        If a search looks at too many moves, or states are coalesced and their moves are too many to list.

    Examples
    --------
    >>> from countermove import cases
    >>> evolve(cases.load("elmira")).ends
    (End(states=(5,), probability=1.0),)
    """
    refuse_other_kinds(evolve, locals())
    conflict = vary(conflict, variation)
    by, number = evolving_concept(conflict, concept), conflict.status_quo_number
    if number is None:
        message = f"{conflict.title!r} has no status quo to move on from; say {start_said(conflict)}"
        raise InvalidConflict([Complaint(message, ("status_quo",))])
    moves = credible(conflict, by)
    absorbed = absorb(explore(conflict, number - 1, moves))
    return Evolution(
        conflict,
        by.id,
        number,
        np.logical_and.reduce(moves.stable, axis=0),
        attain(conflict, number - 1, improving=True),
        attain(conflict, number - 1, improving=False),
        ends(absorbed),
        absorbed.moves,
        moves,
        absorbed,
    )


def settle(conflict: Conflict, concept: Concept) -> tuple[tuple[End, ...], float]:
    """Return the ends of a conflict from its status quo and the expected number of moves, as `evolve` finds them.

    Parameters
    ----------
    conflict : Conflict
        With a status quo.
    concept : Concept
        A concept that drives an evolution.

    Raises
    ------
    TooLarge
        If a search looks at too many moves.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.model.concepts import CONCEPTS
    >>> settle(cases.load("elmira"), CONCEPTS["seq"])
    ((End(states=(5,), probability=1.0),), 1.0)
    """
    number = conflict.status_quo_number
    assert number is not None  # noqa: S101  (see the parameters)
    absorbed = absorb(explore(conflict, number - 1, credible(conflict, concept)))
    return ends(absorbed), absorbed.moves


def evolving_concept(conflict: Conflict, id_: str | None) -> Concept:
    """Return the concept of an id, or the conflict's reading for None, if it drives an evolution.

    A concept does if the state that a move leads to decides whether the move is sanctioned.

    Raises
    ------
    UnknownName
        If the concept does not exist or drives no evolution.
    InvalidConflict
        If none is named and the conflict's reading drives no evolution; the complaint is about the reading.
    """
    concept = concept_in(conflict, id_)
    if concept.evolves:
        return concept
    these = ", ".join(ids_of(lambda each: each.evolves))
    if id_ is None:
        message = (
            f"there is no evolution by the file's reading, {_idle(conflict)}; change it, or name a concept: {these}"
        )
        raise InvalidConflict([Complaint(message, (READING,))])
    if concept.each:
        raise UnknownName(f"there is no evolution by the file's reading, {_idle(conflict)}; name one of: {these}")
    raise UnknownName(f"there is no evolution under {concept.id!r}; there is one under: {these}")


def _idle(conflict: Conflict) -> str:
    """Return the first decision maker whose concept drives no evolution, in a clause."""
    own = zip(conflict.decision_makers, concepts_of(conflict), strict=True)
    return next(f"where {dm.id} goes by {id_!r}" for dm, id_ in own if not CONCEPTS[id_].evolves)
