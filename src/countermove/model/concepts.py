"""The registry of stability concepts: what each is called, where it comes from, and what it reckons with.

Whatever depends on a concept asks its record; only the checker of certificates has a list of its own. How a concept
is computed stands in `countermove.analysis.stability.definitions`. This file is cheap to import: conflict files and
`--help` need to know the concepts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import Enum

from countermove.errors import InvalidRequest, UnknownName, did_you_mean


class Sanctions(Enum):
    """Which moves of the others can punish an improvement."""

    NONE = "none"
    ANY = "any moves, one after the other"
    CREDIBLE = "improvements of those who make them, one after the other"
    SIMULTANEOUS = "improvements made at the same time"


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
    sanctions : Sanctions or None
        Which moves of the others can punish an improvement. None for a concept of another kind, which only its
        definition knows: its verdicts are neither explained nor searched for one by one.
    countermove : bool
        Whether the decision maker may escape from a punishment by one more move.
    evolves : bool
        Whether a move is credible or not by the state that it leads to, so that the concept drives an evolution.
    composes : bool
        Whether stability is composed over fronts, in the way that `sanctions` and `countermove` say.
    coalitional : bool
        Whether it is defined for coalitions, in the way that `sanctions` and `countermove` say.
    needs_options : bool
        Whether it is not defined for a graph of states.
    by_default : bool
        Whether it is asked for where no concept is named.
    """

    id: str
    name: str
    source: str
    says: str
    implies: tuple[str, ...] = ()
    sanctions: Sanctions | None = None
    countermove: bool = False
    evolves: bool = False
    composes: bool = False
    coalitional: bool = False
    needs_options: bool = False
    by_default: bool = False

    @property
    def credible(self) -> bool:
        """Whether those who punish have to gain by each of their moves: they would punish, not only could."""
        return self.sanctions is Sanctions.CREDIBLE

    @property
    def simultaneous(self) -> bool:
        """Whether the others answer at the same time."""
        return self.sanctions is Sanctions.SIMULTANEOUS

    @property
    def in_turn(self) -> bool:
        """Whether the others answer, if at all, one after the other: all that the kernels for worlds can solve."""
        return self.sanctions in {Sanctions.NONE, Sanctions.ANY, Sanctions.CREDIBLE}

    @property
    def is_eponymous(self) -> bool:
        """Whether it is named after its author alone."""
        return self.source.startswith(self.name)

    @property
    def in_words(self) -> str:
        """The name within a sentence; that of a person keeps its capital.

        Examples
        --------
        >>> CONCEPTS["nash"].in_words, CONCEPTS["seq"].in_words
        ('Nash', 'sequential stability')
        """
        return self.name if self.is_eponymous else self.name[0].lower() + self.name[1:]


CONCEPTS: dict[str, Concept] = {
    concept.id: concept
    for concept in (
        Concept(
            id="nash",
            name="Nash",
            source="Nash 1950",
            says="nobody can do better by a move of its own",
            implies=("sseq", "sim"),
            sanctions=Sanctions.NONE,
            evolves=True,
            composes=True,
            coalitional=True,
            by_default=True,
        ),
        Concept(
            id="gmr",
            name="General metarationality",
            source="Howard 1971",
            says="the others could punish every improvement, at whatever cost to themselves",
            sanctions=Sanctions.ANY,
            evolves=True,
            composes=True,
            coalitional=True,
            by_default=True,
        ),
        Concept(
            id="smr",
            name="Symmetric metarationality",
            source="Howard 1971",
            says="the others could punish every improvement, and no countermove escapes",
            implies=("gmr",),
            sanctions=Sanctions.ANY,
            countermove=True,
            evolves=True,
            composes=True,
            coalitional=True,
            by_default=True,
        ),
        Concept(
            id="seq",
            name="Sequential stability",
            source="Fraser and Hipel 1979",
            says="the others would punish every improvement, gaining by each step",
            implies=("gmr",),
            sanctions=Sanctions.CREDIBLE,
            evolves=True,
            composes=True,
            coalitional=True,
            by_default=True,
        ),
        Concept(
            id="sseq",
            name="Symmetric sequential stability",
            source="Rêgo and Vieira 2017",
            says="the others would punish every improvement, gaining by each step, and no countermove escapes",
            implies=("seq", "smr"),
            sanctions=Sanctions.CREDIBLE,
            countermove=True,
            evolves=True,
            composes=True,
            by_default=True,
        ),
        Concept(
            id="sim",
            name="Simultaneous stability",
            source="Fraser and Hipel 1979",
            says="every improvement is spoilt if others improve at the same time",
            sanctions=Sanctions.SIMULTANEOUS,
            needs_options=True,
            by_default=True,
        ),
    )
}

DEFAULT_CONCEPT = "seq"
"""The concept by which a question is answered that needs one and names none."""


def ids_of(fact: Callable[[Concept], bool]) -> tuple[str, ...]:
    """Return the ids of the concepts of which something is true, in the registry's order.

    Examples
    --------
    >>> ids_of(lambda concept: concept.countermove)
    ('smr', 'sseq')
    """
    return tuple(concept.id for concept in CONCEPTS.values() if fact(concept))


def named(ids: Iterable[str] | None) -> tuple[Concept, ...]:
    """Return the concepts with these ids or names, those by default for None, in the registry's order.

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
        return tuple(concept for concept in CONCEPTS.values() if concept.by_default)
    ids = ids.split(",") if isinstance(ids, str) else ids
    by_name = {concept.name.lower(): concept.id for concept in CONCEPTS.values()} | {id_: id_ for id_ in CONCEPTS}
    asked = {by_name.get(id_.strip().lower(), id_.strip().lower()) for id_ in ids} - {""}
    for id_ in sorted(asked - CONCEPTS.keys()):
        raise UnknownName(f"unknown concept {id_!r}{did_you_mean(id_, CONCEPTS, by_name)}")
    if not asked:
        raise UnknownName(f"no concept is asked for; there are: {', '.join(CONCEPTS)}")
    return tuple(concept for concept in CONCEPTS.values() if concept.id in asked)


def with_known_sanctions(id_: str) -> Concept:
    """Return the concept with this id or name, if its record says which moves of the others can punish.

    Raises
    ------
    UnknownName
        If it does not exist.
    InvalidRequest
        If only its definition knows what punishes: then no verdict can be explained, nor searched for from its state.

    Examples
    --------
    >>> with_known_sanctions("smr").sanctions
    <Sanctions.ANY: 'any moves, one after the other'>
    """
    [concept] = named([id_])
    if concept.sanctions is None:
        these = ", ".join(ids_of(lambda each: each.sanctions is not None))
        raise InvalidRequest(f"why a state holds by {concept.id!r} cannot be explained; it can by: {these}")
    return concept


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
