"""The registry of stability concepts: the name, source and properties of each.

Code that depends on a concept reads its record here; only the checker of certificates keeps its own list.
`countermove.analysis.stability.definitions` computes the concepts. This file is quick to import, because conflict
files and `--help` need it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import Enum

from countermove.errors import InvalidRequest, UnknownName, did_you_mean


class Sanctions(Enum):
    """The moves of the others that can sanction an improvement."""

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
        The id, the name, and the author and year of its publication.
    says : str
        The reason why a decision maker stays, in plain words.
    test : str
        The same in two or three words, for the cell of a table.
    implies : tuple of str
        Ids of weaker concepts: a state that is stable by this one is stable by each of them.
    sanctions : Sanctions or None
        The moves of the others that can sanction an improvement. None if only the concept's definition determines
        them; verdicts by such a concept have no explanation and no search from a single state.
    countermove : bool
        Whether the decision maker may escape a sanction by one more move.
    evolves : bool
        Whether the concept drives an evolution: the end state of a move decides whether the move is credible.
    composes : bool
        Whether stability on several fronts is composed from the fronts, by `sanctions` and `countermove`.
    coalitional : bool
        Whether the concept is defined for coalitions, by `sanctions` and `countermove`.
    needs_options : bool
        Whether the concept is defined in option form only.
    by_default : bool
        Whether a request that names no concept includes it.
    each : tuple of str
        The ids of the concepts of the decision makers, in their order, if the concept judges each by its own; empty
        for a concept of the registry.
    """

    id: str
    name: str
    source: str
    says: str
    test: str = ""
    implies: tuple[str, ...] = ()
    sanctions: Sanctions | None = None
    countermove: bool = False
    evolves: bool = False
    composes: bool = False
    coalitional: bool = False
    needs_options: bool = False
    by_default: bool = False
    each: tuple[str, ...] = ()

    @property
    def credible(self) -> bool:
        """Whether sanctions consist of improvements, so that the others would sanction and not only could."""
        return self.sanctions is Sanctions.CREDIBLE

    @property
    def simultaneous(self) -> bool:
        """Whether the others answer by simultaneous improvements."""
        return self.sanctions is Sanctions.SIMULTANEOUS

    @property
    def in_turn(self) -> bool:
        """Whether the others move one after the other, or not at all; the kernels for worlds solve only these."""
        return self.sanctions in {Sanctions.NONE, Sanctions.ANY, Sanctions.CREDIBLE}

    @property
    def is_eponymous(self) -> bool:
        """Whether the concept has its author's name."""
        return self.source.startswith(self.name)

    @property
    def in_words(self) -> str:
        """The name within a sentence: in lower case, unless it is a person's.

        Examples
        --------
        >>> CONCEPTS["nash"].in_words, CONCEPTS["seq"].in_words
        ('Nash', 'sequential stability')
        """
        return self.name if self.is_eponymous else self.name[0].lower() + self.name[1:]


CONCEPTS: dict[str, Concept] = {  # by id
    concept.id: concept
    for concept in (
        Concept(
            id="nash",
            name="Nash",
            source="Nash 1950",
            says="nobody can do better by a move of its own",
            test="no threat",
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
            test="any threat",
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
            test="any threat",
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
            test="threats pay",
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
            test="threats pay",
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
            test="all at once",
            sanctions=Sanctions.SIMULTANEOUS,
            needs_options=True,
            by_default=True,
        ),
    )
}

DEFAULT_CONCEPT = "seq"
"""The id of the concept for requests that need exactly one and name none."""


def ids_of(fact: Callable[[Concept], bool]) -> tuple[str, ...]:
    """Return the ids of the concepts for which a predicate is true, in the registry's order.

    Examples
    --------
    >>> ids_of(lambda concept: concept.countermove)
    ('smr', 'sseq')
    """
    return tuple(concept.id for concept in CONCEPTS.values() if fact(concept))


def named(ids: Iterable[str] | None) -> tuple[Concept, ...]:
    """Return the concepts with these ids or names, in the registry's order.

    Parameters
    ----------
    ids : iterable of str, or None
        Ids or names, or one text with commas between them; None for the default concepts.

    Raises
    ------
    UnknownName
        If a name is not registered, or there is none.

    Examples
    --------
    >>> [concept.name for concept in named(["seq", "nash"])]
    ['Nash', 'Sequential stability']
    """
    if ids is None:
        return tuple(concept for concept in CONCEPTS.values() if concept.by_default)
    ids = ids.split(",") if isinstance(ids, str) else ids
    by_name = {concept.name.lower(): concept.id for concept in CONCEPTS.values()} | {id_: id_ for id_ in CONCEPTS}
    chosen = {by_name.get(id_.strip().lower(), id_.strip().lower()) for id_ in ids} - {""}
    for id_ in sorted(chosen - CONCEPTS.keys()):
        raise UnknownName(f"unknown concept {id_!r}{did_you_mean(id_, CONCEPTS, by_name)}")
    if not chosen:
        raise UnknownName(f"no concept is asked for; there are: {', '.join(CONCEPTS)}")
    return tuple(concept for concept in CONCEPTS.values() if concept.id in chosen)


def alternatives(key: str) -> tuple[str, ...]:
    """Return the ids between the words ``or`` of a key such as ``seq or sim``; they need not be registered.

    Under such a key a state is stable for a decision maker if it is so under one of them, as where sequential and
    simultaneous sanctions are marked side by side, decision maker by decision maker.

    Examples
    --------
    >>> alternatives("seq or sim"), alternatives("nash")
    (('seq', 'sim'), ('nash',))
    """
    return tuple(id_.strip() for id_ in f" {key} ".split(" or "))


def with_known_sanctions(id_: str) -> Concept:
    """Return the concept with this id or name, whose record must give its sanctions.

    Raises
    ------
    UnknownName
        If the concept does not exist.
    InvalidRequest
        If its record has no `sanctions`, so that its verdicts cannot be explained.

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
    """Return the ids of the concepts that no other concept among `ids` implies.

    A mixed reading, which is in no registry, implies none and is implied by none; it comes last.

    Examples
    --------
    >>> strongest(["gmr", "smr", "seq"])
    ('smr', 'seq')
    """
    implied = {weaker for id_ in ids if id_ in CONCEPTS for weaker in _implied(id_)}
    registered = (id_ for id_ in CONCEPTS if id_ in ids and id_ not in implied)
    return (*registered, *(id_ for id_ in ids if id_ not in CONCEPTS))


def _implied(id_: str) -> set[str]:
    direct = CONCEPTS[id_].implies
    return {*direct}.union(*map(_implied, direct))
