"""The registry of stability concepts: what each is called, where it comes from, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.analysis.stability import definitions
from countermove.errors import UnknownName, did_you_mean

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from countermove.analysis.reach import Reach

    Stable = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Concept:
    """A stability concept.

    Attributes
    ----------
    id, name, source : str
        What it is called, and by whom it was published.
    says : str
        The concept in plain words: why a decision maker stays.
    implies : tuple of str
        The concepts under which a state is stable whenever it is under this one.
    by_reach : callable or None
        From a `Reach` to where each decision maker is stable; None where the concept needs options.
    prospects : callable or None
        From a `Reach` and a decision maker's position to the rank that it can count on after moving to each state.
    """

    id: str
    name: str
    source: str
    says: str
    implies: tuple[str, ...]
    by_reach: Callable[[Reach], Stable] | None
    prospects: Callable[[Reach, int], NDArray[np.int32]] | None


CONCEPTS: dict[str, Concept] = {
    concept.id: concept
    for concept in (
        Concept(
            "nash",
            "Nash",
            "Nash 1950",
            "nobody can do better by a move of its own",
            ("sseq", "sim"),
            definitions.nash,
            definitions.nash_prospects,
        ),
        Concept(
            "gmr",
            "General metarationality",
            "Howard 1971",
            "the others could punish every improvement, at whatever cost to themselves",
            (),
            definitions.gmr,
            definitions.gmr_prospects,
        ),
        Concept(
            "smr",
            "Symmetric metarationality",
            "Howard 1971",
            "the others could punish every improvement, and no countermove escapes",
            ("gmr",),
            definitions.smr,
            definitions.smr_prospects,
        ),
        Concept(
            "seq",
            "Sequential stability",
            "Fraser and Hipel 1979",
            "the others would punish every improvement, gaining by each step",
            ("gmr",),
            definitions.seq,
            definitions.seq_prospects,
        ),
        Concept(
            "sseq",
            "Symmetric sequential stability",
            "Rêgo and Vieira 2017",
            "the others would punish every improvement, gaining by each step, and no countermove escapes",
            ("seq", "smr"),
            definitions.sseq,
            definitions.sseq_prospects,
        ),
        Concept(
            "sim",
            "Simultaneous stability",
            "Fraser and Hipel 1979",
            "every improvement is spoilt if others improve at the same time",
            (),
            None,
            None,
        ),
    )
}


def named(ids: Iterable[str] | None) -> tuple[Concept, ...]:
    """Return the concepts with these ids or names, all of them for None, in the registry's order.

    Raises
    ------
    UnknownName
        If an id is not registered.

    Examples
    --------
    >>> [concept.name for concept in named(["seq", "nash"])]
    ['Nash', 'Sequential stability']
    """
    if ids is None:
        return tuple(CONCEPTS.values())
    ids = ids.split(",") if isinstance(ids, str) else ids
    by_name = {concept.name.lower(): concept.id for concept in CONCEPTS.values()}
    asked = {by_name.get(id_.strip().lower(), id_.strip().lower()) for id_ in ids} - {""}
    for id_ in sorted(asked - CONCEPTS.keys()):
        raise UnknownName(f"unknown concept {id_!r}{did_you_mean(id_, CONCEPTS, by_name)}")
    if not asked:
        raise UnknownName(f"no concept is asked for; there are: {', '.join(CONCEPTS)}")
    return tuple(concept for concept in CONCEPTS.values() if concept.id in asked)


def strongest(ids: Collection[str]) -> tuple[str, ...]:
    """Return those of some concepts that no other of them implies.

    Examples
    --------
    >>> strongest(["gmr", "smr", "seq"])
    ('smr', 'seq')
    """
    implied = {weaker for id_ in ids for weaker in _implied(id_)}
    return tuple(id_ for id_ in CONCEPTS if id_ in ids and id_ not in implied)


def _implied(id_: str) -> set[str]:
    direct = CONCEPTS[id_].implies
    return {*direct}.union(*map(_implied, direct))
