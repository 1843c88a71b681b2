"""From the text of a goal to the goal, with the names of one conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.analysis.change.goal import AllGoals, Answered, Leads, LikelyEnough, Stands, Throughout
from countermove.analysis.change.language import goals_in
from countermove.analysis.change.places import condition_of, place_of
from countermove.analysis.evolution.evolve import evolving_concept
from countermove.errors import InvalidRequest, NoStatusQuo, UnknownName, did_you_mean
from countermove.model.concepts import CONCEPTS
from countermove.model.reading import concept_in, each_concept

if TYPE_CHECKING:
    from collections.abc import Callable

    from countermove.analysis.change.goal import Goal
    from countermove.analysis.change.language import Asked
    from countermove.model.conflict import Conflict


def goal_of(conflict: Conflict, text: str, concept: str | None = None) -> Goal:
    """Return the goal that a text asks of a conflict.

    Parameters
    ----------
    conflict : Conflict
        The conflict as it stands.
    text : str
        The goal; see `countermove.analysis.change.language`.
    concept : str, optional
        The id of the concept of goals that name none; by default the conflict's own reading.

    Raises
    ------
    InvalidRequest
        If the text is no goal.
    UnknownName
        If it names nothing that the conflict has, or a goal about ends has no status quo to start from.

    Examples
    --------
    >>> from countermove import cases
    >>> goal_of(cases.load("elmira"), "8 holds by nash").concept
    'nash'
    >>> [each.text for each in goal_of(cases.load("elmira"), "8 holds and never abandon").goals]
    ['8 holds', 'never abandon']
    """
    found = tuple(_goal(conflict, each, concept) for each in goals_in(text))
    return found[0] if len(found) == 1 else AllGoals(" and ".join(each.text for each in found), found)


def _goal(conflict: Conflict, asked: Asked, concept: str | None) -> Goal:
    if asked.kind in {"holds", "falls"}:
        by = _concept(conflict, asked.concept or concept)
        return Stands(asked.text, _place(conflict, asked), by, asked.kind == "falls")
    _refuse_without_start(conflict, asked, concept)
    if asked.kind in {"always", "never"}:
        return Throughout(asked.text, _condition(conflict, asked), asked.kind == "never")
    if asked.kind == "yes":
        return Answered(asked.text, _question(conflict, asked), asked.share)
    end = _place(conflict, asked)
    ends = conflict.ends if end in conflict.ends else ()
    return (
        Leads(asked.text, end, ends)
        if asked.kind == "likeliest"
        else LikelyEnough(asked.text, end, asked.share, ends)
    )


def _concept(conflict: Conflict, concept: str | None) -> str:
    """Return the id of a concept that the conflict's form defines.

    Raises
    ------
    UnknownName
        If there is none of this name, or it needs options and there are none.
    """
    by = concept_in(conflict, concept)
    needing = [each for each in each_concept(conflict, by.id) if CONCEPTS[each].needs_options]
    if conflict.graph is not None and needing:
        raise UnknownName(f"{needing[0]} is defined by options, not for a graph of states; name another concept")
    return by.id


def _refuse_without_start(conflict: Conflict, asked: Asked, concept: str | None) -> None:
    evolving_concept(conflict, concept)
    if conflict.status_quo is None:
        raise NoStatusQuo(
            f"{conflict.title!r} has no status quo, so that it ends nowhere, as {asked.text!r} needs it; say which "
            "options are on at the start, or ask that a state holds"
        )


def _place(conflict: Conflict, asked: Asked) -> str:
    return _told(conflict, asked, place_of)


def _condition(conflict: Conflict, asked: Asked) -> str:
    return _told(conflict, asked, condition_of if conflict.graph is None else place_of)


def _told(conflict: Conflict, asked: Asked, name: Callable[[Conflict, str], str]) -> str:
    """Return what the subject of a goal names; a complaint says in which goal it stands."""
    try:
        return name(conflict, asked.subject)
    except UnknownName as fault:
        raise UnknownName(f"the goal {asked.text!r}: {fault}") from None


def _question(conflict: Conflict, asked: Asked) -> str:
    """Return the condition of a question.

    Raises
    ------
    UnknownName
        If the conflict has no such question, or does not ask it from this start.
    """
    known = {each.id: each for each in conflict.questions}
    if asked.subject not in known:
        hint = did_you_mean(asked.subject, known) or "; the file asks none"
        raise UnknownName(f"the goal {asked.text!r}: there is no question {asked.subject!r}{hint}")
    question = known[asked.subject]
    if question.variation:
        raise InvalidRequest(
            f"the goal {asked.text!r}: the file asks {asked.subject!r} from {question.variation!r}; take that start, "
            f"as with --variation {question.variation}"
        )
    return question.when
