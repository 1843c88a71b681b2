"""Which headline is asked about: the state or question that is named, or the state where the conflict settles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.analysis.assumptions.asked import Asked
from countermove.analysis.assumptions.headline import QuestionHeadline, StateHeadline
from countermove.analysis.assumptions.trial import judged_by
from countermove.errors import InvalidRequest, UnknownName, did_you_mean
from countermove.model.naming import position_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from countermove.analysis.assumptions.trial import Trial
    from countermove.model.conflict import Conflict


def ask(trial: Trial, headline: str | None, ids: Collection[str] = ()) -> Asked:
    """Return what is asked about: a state, a question, or the state in which the conflict most likely settles.

    Parameters
    ----------
    trial : Trial
        The conflict as it stands.
    headline : str or None
        A question's id, or a state as `countermove.model.naming` names it.
    ids : collection of str
        Of all questions there are, those that are asked of a variation among them.

    Raises
    ------
    UnknownName
        If no question and no state is meant, or several are.
    InvalidRequest
        If there is nothing to check: no status quo, no end, or a state that does not hold.
    """
    questions = {each.id: each for each in trial.conflict.questions}
    if headline is None:
        return _state(trial, _settles(trial))
    if headline not in questions:
        return _state(trial, _named(trial.conflict, headline, ids))
    if headline in trial.conflict.bits:
        raise InvalidRequest(f"{headline!r} is a question and an option; name the state by its number or its pattern")
    _need_start(trial, f"the question {headline!r} is answered")
    found = QuestionHeadline(questions[headline])
    return Asked(found, trial.concept, found.read(trial))


def _named(conflict: Conflict, text: str, ids: Collection[str]) -> int:
    try:
        return position_of(conflict, text)
    except UnknownName as fault:
        near = f" ({text!r} is no question either{did_you_mean(text, ids)})" if ids else ""
        raise UnknownName(f"{fault}{near}") from None


def _state(trial: Trial, position: int) -> Asked:
    found = StateHeadline(trial.conflict, position)
    asked = Asked(found, trial.concept, found.read(trial))
    if trial.concept not in asked.base.holds:
        state = f"state {position + 1} ({trial.conflict.states[position]})"
        held = f"; it holds by {', '.join(asked.base.holds)}" if asked.base.holds else f", nor by {_others(trial)}"
        raise InvalidRequest(f"{state} does not hold by {trial.concept}{held}: there is nothing that could fall")
    return asked


def _others(trial: Trial) -> str:
    return ", ".join(each for each in judged_by(trial.concept) if each != trial.concept)


def _settles(trial: Trial) -> int:
    _need_start(trial, "a conflict settles somewhere")
    for position, _ in trial.settles or ():
        return position
    raise InvalidRequest(
        f"{trial.conflict.title!r} settles nowhere by {trial.concept}, but goes round; name a state, with --headline"
    )


def _need_start(trial: Trial, what: str) -> None:
    if trial.settles is None:
        raise InvalidRequest(
            f"{trial.conflict.title!r} has no status quo from which {what}; say which options are on at the start, "
            "or name a state that holds as the headline"
        )
