"""The reading of a conflict: the stability concept by which each decision maker is judged.

If all have the same concept, the reading is that concept. Otherwise it is *mixed*: a state is stable for a decision
maker if it is so by the decision maker's own concept, and an equilibrium if it is stable for everybody (Ge et al.
2023). A mixed reading has the id ``reading``; its record belongs to one conflict and stands in no registry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from countermove.errors import Complaint, DocumentPath, did_you_mean
from countermove.model.concepts import CONCEPTS, DEFAULT_CONCEPT, Concept, named, with_known_sanctions

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict

READING = "reading"
"""The id of a mixed reading, and the name by which a request asks for the conflict's own reading."""

MOST_NAMED = 4
"""Maximum decision makers that the words of a mixed reading name for each concept."""


def concepts_of(conflict: Conflict) -> tuple[str, ...]:
    """Return the id of each decision maker's concept, in their order.

    Examples
    --------
    >>> from countermove import Conflict, DecisionMaker, Option
    >>> a = DecisionMaker(id="a", options=(Option(id="go"),), concept="nash")
    >>> concepts_of(Conflict(title="t", decision_makers=(a, DecisionMaker(id="b"))))
    ('nash', 'seq')
    """
    return tuple(dm.concept or DEFAULT_CONCEPT for dm in conflict.decision_makers)


def reading_of(conflict: Conflict) -> Concept:
    """Return the reading of a conflict: the concept that all share, or the mixed reading.

    Examples
    --------
    >>> from countermove import Conflict, DecisionMaker, Option
    >>> a = DecisionMaker(id="a", options=(Option(id="go"),), concept="nash")
    >>> reading_of(Conflict(title="t", decision_makers=(a,))).id
    'nash'
    >>> reading_of(Conflict(title="t", decision_makers=(a, DecisionMaker(id="b", name="Bo")))).says
    'each goes by its own concept, a by nash and Bo by seq'
    """
    own = concepts_of(conflict)
    if len({*own}) == 1:
        return CONCEPTS[own[0]]
    return Concept(
        id=READING,
        name="The reading of the file",
        source="Ge et al. 2023",
        says=f"each goes by its own concept, {_in_words(conflict, own)}",
        evolves=all(CONCEPTS[id_].evolves for id_ in own),
        needs_options=any(CONCEPTS[id_].needs_options for id_ in own),
        by_default=True,
        each=own,
    )


def named_reading(conflict: Conflict) -> str | None:
    """Return the id of the one concept that a file names as its reading; None if it names none, or several.

    Examples
    --------
    >>> from countermove import cases
    >>> named_reading(cases.load("elmira")) is None
    True
    """
    own = reading_of(conflict)
    return own.id if not own.each and any(dm.concept for dm in conflict.decision_makers) else None


def _in_words(conflict: Conflict, own: tuple[str, ...]) -> str:
    parts = [f"{_names(conflict, own, id_)} by {id_}" for id_ in CONCEPTS if id_ in own]
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _names(conflict: Conflict, own: tuple[str, ...], concept: str) -> str:
    """Return the names of the decision makers with a concept, the first few of many."""
    pairs = zip(conflict.decision_makers, own, strict=True)
    names = [re.sub(r"^The ", "the ", " ".join((dm.name or dm.id).split())) for dm, id_ in pairs if id_ == concept]
    if len(names) > MOST_NAMED:
        names = [*names[: MOST_NAMED - 1], f"{len(names) - MOST_NAMED + 1} others"]
    return " and ".join([", ".join(names[:-1])] * (len(names) > 1) + names[-1:])


def concept_in(conflict: Conflict, id_: str | None) -> Concept:
    """Return the concept with this id or name.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    id_ : str or None
        An id or a name; ``reading`` and None mean the reading of the conflict.

    Raises
    ------
    UnknownName
        If there is no such concept.

    Examples
    --------
    >>> from countermove import cases
    >>> concept_in(cases.load("elmira"), None).id, concept_in(cases.load("elmira"), "Nash").id
    ('seq', 'nash')
    """
    if id_ is None or id_.strip().lower() == READING:
        return reading_of(conflict)
    [concept] = named([id_])
    return concept


def each_concept(conflict: Conflict, id_: str | None) -> tuple[str, ...]:
    """Return the ids of the concepts of the decision makers, in their order, by a concept or a reading.

    Raises
    ------
    UnknownName
        If there is no such concept.

    Examples
    --------
    >>> from countermove import cases
    >>> each_concept(cases.load("chicken"), "smr")
    ('smr', 'smr')
    """
    concept = concept_in(conflict, id_)
    return concept.each or (concept.id,) * len(conflict.decision_makers)


def of_movers(conflict: Conflict, id_: str | None) -> tuple[str, ...]:
    """Return the ids of the concepts of `Conflict.movers`, in their order, by a concept or a reading.

    Raises
    ------
    UnknownName
        If there is no such concept.

    Examples
    --------
    >>> from countermove import Conflict, DecisionMaker, Option
    >>> b = DecisionMaker(id="b", options=(Option(id="go"),), concept="nash")
    >>> of_movers(Conflict(title="t", decision_makers=(DecisionMaker(id="a", concept="gmr"), b)), None)
    ('nash',)
    """
    each = each_concept(conflict, id_)
    return tuple(each[i] for i in conflict.movers)


def concepts_in(conflict: Conflict, ids: Iterable[str] | None) -> tuple[Concept, ...]:
    """Return the concepts with these ids or names, in the registry's order, a mixed reading last.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    ids : iterable of str, or None
        As in `countermove.model.concepts.named`; ``reading`` means the reading of the conflict. None means the
        default concepts, and the reading of the conflict.

    Raises
    ------
    UnknownName
        If a name is not registered, or there is none.

    Examples
    --------
    >>> from countermove import cases
    >>> [each.id for each in concepts_in(cases.load("elmira"), "reading,nash")]
    ['nash', 'seq']
    """
    asked = ids.split(",") if isinstance(ids, str) else ids if ids is None else [*ids]
    own = reading_of(conflict)
    if asked is None:
        found = {each.id: each for each in (*named(None), own)}
    else:
        rest = [each for each in asked if each.strip().lower() != READING]
        wanted = named(rest) if rest or len(rest) == len(asked) else ()
        found = {each.id: each for each in (*wanted, *([own] if len(rest) < len(asked) else []))}
    ordered = tuple(found[id_] for id_ in CONCEPTS if id_ in found)
    return (*ordered, *(each for each in found.values() if each.each))


def explained_by(conflict: Conflict, id_: str | None) -> tuple[Concept, ...]:
    """Return the concept by which verdicts are explained, for each decision maker.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    id_ : str or None
        As in `concept_in`. By a mixed reading each decision maker has its own concept.

    Raises
    ------
    UnknownName
        If there is no such concept.
    InvalidRequest
        If the record of a concept has no `sanctions`, so that its verdicts cannot be explained.

    Examples
    --------
    >>> from countermove import cases
    >>> [each.id for each in explained_by(cases.load("chicken"), "smr")]
    ['smr', 'smr']
    """
    return tuple(map(with_known_sanctions, each_concept(conflict, id_)))


def reading_complaints(conflict: Conflict) -> Iterator[Complaint]:
    """Yield a complaint for each concept of a decision maker that does not exist, or that graphs do not define."""
    dms = conflict.decision_makers
    shared = len({dm.concept for dm in dms}) == 1
    for dm in dms[:1] if shared else dms:
        at: DocumentPath = (READING, dm.id)
        if dm.concept and dm.concept not in CONCEPTS:
            yield unknown_concept(dm.concept, at)
        elif dm.concept and CONCEPTS[dm.concept].needs_options and conflict.graph is not None:
            yield Complaint(f"{dm.concept} is defined by options, not for a graph of states; read it by another", at)


def unknown_concept(id_: str, at: DocumentPath) -> Complaint:
    """Return the complaint that the concept of a reading does not exist."""
    return Complaint(f"unknown stability concept {id_!r} (in reading){did_you_mean(id_, CONCEPTS)}", at)
