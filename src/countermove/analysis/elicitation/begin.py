"""The beginning of an elicitation: who is asked about, of which states, and by which concept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.analysis.elicitation.focus import MoveTables
from countermove.analysis.elicitation.result import Elicitation
from countermove.analysis.elicitation.situations import SituationInquiry
from countermove.analysis.elicitation.wishes import WishInquiry
from countermove.errors import InvalidRequest, UnknownName, refuse_at_once
from countermove.model.outcome import states_where
from countermove.model.reading import concept_in, each_concept, explained_by

if TYPE_CHECKING:
    from countermove.analysis.elicitation.inquiry import Inquiry
    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker

ABOUT = ("situations", "wishes")
"""What can be compared."""

MOST_GOALS = 64
"""States at most of which is asked whether they are equilibria."""


def begin(  # noqa: PLR0913  (what `elicitation` asks for, resolved)
    view: Conflict,
    dms: Iterable[str] | None,
    about: str,
    goals: tuple[int, ...],
    concept: str | None = None,
    *,
    remarks: tuple[str, ...] = (),
) -> Elicitation:
    """Return an elicitation without answers.

    Parameters
    ----------
    view : Conflict
        The conflict from its standpoint.
    dms : iterable of str, or None
        The decision makers that are asked about; None for those without preferences, or with statements for wishes.
    about : {"situations", "wishes"}
        What is compared.
    goals : tuple of int
        The numbers of the states whose stability is asked for.
    concept : str, optional
        By which they are judged; by default the conflict's own reading.
    remarks : tuple of str
        What to say beside the answer.

    Raises
    ------
    UnknownName
        If a decision maker or the concept does not exist.
    InvalidRequest
        If nobody is left to ask about, or nothing to compare, or the concept is not defined here.
    TooLarge
        If there are too many states.
    """
    refuse(view, dms, about, concept)
    asked = asked_about(view, dms, about)
    judged = concept_in(view, concept)
    positions = tuple(goal - 1 for goal in goals)
    inquiry = _inquiry(view, about, positions, each_concept(view, concept), asked)
    put_aside = [dm for dm in (view.decision_makers[i] for i in asked) if about == "situations" and _has_wishes(dm)]
    said = tuple(f"what the file says of the preferences of {dm.name or dm.id} is put aside" for dm in put_aside)
    return Elicitation(view, about, judged.id, goals, inquiry, remarks=(*remarks, *said))


def refuse(view: Conflict, dms: Iterable[str] | None, about: str, concept: str | None) -> None:
    """Refuse what `begin` cannot begin with; parameters as there.

    Raises
    ------
    UnknownName, InvalidRequest, TooLarge
        As `begin`.
    """
    asked_about(view, dms, about)
    for each in explained_by(view, concept):
        if each.needs_options and view.graph is not None:
            raise InvalidRequest(f"{each.id} is defined by options, and {view.title!r} is a graph of states")
    MoveTables(view).refuse_large()


def _inquiry(
    view: Conflict, about: str, goals: tuple[int, ...], each: tuple[str, ...], asked: tuple[int, ...]
) -> Inquiry:
    if about == "situations":
        return SituationInquiry(view, goals, each, asked)
    return WishInquiry(view, goals, each, asked)


def asked_about(view: Conflict, dms: Iterable[str] | None, about: str) -> tuple[int, ...]:
    """Return the positions of the decision makers that are asked about, ascending.

    Raises
    ------
    UnknownName
        If one of them does not exist.
    InvalidRequest
        If there is none.
    """
    if dms is not None:
        named = [dms] if isinstance(dms, str) else [*dms]
        refuse_at_once(*(lambda each=each: view.position(each) for each in named))
        found = tuple(sorted({view.position(each) for each in named}))
        if not found:
            raise InvalidRequest("nobody is named to be asked about")
        if about == "wishes" and (few := [i for i in found if not _has_two_statements(view.decision_makers[i])]):
            ids = ", ".join(view.decision_makers[i].id for i in few)
            raise InvalidRequest(f"without two statements there is nothing to compare: {ids}")
        return found
    if about == "wishes":
        found = tuple(i for i, dm in enumerate(view.decision_makers) if _has_two_statements(dm))
        if not found:
            raise InvalidRequest(f"nobody in {view.title!r} has two statements to compare")
        return found
    found = tuple(i for i in view.movers if not _has_wishes(view.decision_makers[i]))
    if not found:
        ids = ", ".join(dm.id for dm in view.decision_makers)
        raise InvalidRequest(
            f"everybody in {view.title!r} has preferences in the file; name those to be asked about anew: {ids}"
        )
    return found


def _has_two_statements(dm: DecisionMaker) -> bool:
    return sum(map(len, dm.preferences.statements)) > 1


def _has_wishes(dm: DecisionMaker) -> bool:
    wants = dm.preferences
    return bool(wants.statements or wants.weights or wants.ranking or wants.fronts)


def goal_numbers(view: Conflict, goal: Any) -> tuple[int, ...]:
    """Return the numbers of the states that a goal names, ascending: states, patterns and conditions.

    Raises
    ------
    UnknownName
        If a text names no state.
    InvalidRequest
        If there are too many states, or none.
    """
    from countermove.model.naming import position_of
    from countermove.model.states import State

    alone = isinstance(goal, (str, int, State)) or not isinstance(goal, Iterable)
    named = [goal] if alone else [*goal]
    found: set[int] = set()
    for each in named:
        if isinstance(each, str) and view.graph is None:
            where = np.flatnonzero(states_where(view, each)).tolist()
            if not where:
                raise UnknownName(f"{each!r} holds in no state of {view.title!r}")
            found.update(k + 1 for k in where)
        else:
            found.add(position_of(view, each) + 1)
    if not found:
        raise InvalidRequest("no state is named of which to ask whether it is an equilibrium")
    if len(found) > MOST_GOALS:
        raise InvalidRequest(f"the goal names {len(found):,} states; {MOST_GOALS} are the most: name fewer of them")
    return tuple(sorted(found))
