"""Answers between the journal, where states have patterns, and an elicitation, where they have numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.analysis.elicitation.question import PairAnswer, PairQuestion
from countermove.errors import Contradiction, InvalidRequest, UnknownName
from countermove.io.answer_journal import KeptAnswer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.analysis.elicitation.result import Elicitation


def kept(answer: PairAnswer, asked: Elicitation) -> KeptAnswer:
    """Return an answer as the journal keeps it."""
    question = answer.question
    first, second = (thing_name(asked, each) for each in (question.first, question.second))
    return KeptAnswer.model_validate(
        {
            "dm": question.dm,
            "about": question.about,
            "first": first,
            "second": second,
            "reply": answer.reply,
            "on": answer.on,
        }
    )


def thing_name(asked: Elicitation, thing: int | str) -> str:
    """Return the pattern or id of a state by its number; a statement is its own name.

    Examples
    --------
    >>> from countermove import cases, elicitation
    >>> thing_name(elicitation(cases.load("elmira"), dms=["uniroyal"]), 9)
    '-NNY-'
    """
    if isinstance(thing, str):
        return thing
    states = asked.view.states
    return states.names[thing - 1][0] if asked.view.graph is not None else states[thing - 1].pattern


def concerns(asked: Elicitation, answer: KeptAnswer) -> bool:
    """Whether an answer is about a decision maker and a kind of thing that an elicitation asks about."""
    return answer.about == asked.about and answer.dm in asked.incomplete


def resumed(asked: Elicitation, answers: Iterable[KeptAnswer], by: str) -> Elicitation:
    """Return an elicitation after the kept answers that concern it.

    Parameters
    ----------
    asked : Elicitation
        The elicitation before its first question.
    answers : iterable of KeptAnswer
    by : str
        Who gave them.

    Raises
    ------
    InvalidRequest
        If the conflict no longer has what an answer is about, or the answers contradict one another.
    """
    for each in answers:
        if not concerns(asked, each):
            continue
        try:
            first, second = (_thing(asked, name) for name in (each.first, each.second))
            question = PairQuestion(each.dm, each.about, first, second)
            asked = asked.with_answer(PairAnswer(question, each.reply, by, each.on))
        except UnknownName as fault:
            raise InvalidRequest(f"an answer of {by} about {each.dm} fits the file no longer: {fault}") from None
        except Contradiction as fault:
            raise InvalidRequest(f"the journal contradicts itself ({by}): {fault}") from None
    return asked


def _thing(asked: Elicitation, name: str) -> int | str:
    if asked.about == "wishes":
        return name
    found = asked.view.states.find(name)
    if len(found) != 1:
        raise UnknownName(f"{name!r} means {len(found)} states")
    return int(found[0]) + 1
