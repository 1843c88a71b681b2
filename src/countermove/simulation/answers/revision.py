"""Answers given once more, in place of earlier ones about the same pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from countermove.analysis.elicitation.question import PairAnswer
    from countermove.analysis.elicitation.result import Elicitation


def revised(asked: Elicitation, *answers: PairAnswer) -> Elicitation:
    """Return an elicitation with new answers, in place of those about the same pairs.

    Raises
    ------
    Contradiction
        If the answers, with the others, contradict one another.

    Examples
    --------
    >>> from countermove import cases, elicitation
    >>> from countermove.analysis.elicitation.question import PairAnswer
    >>> asked = elicitation(cases.load("elmira"), dms=["uniroyal"], goal=8).answered("same")
    >>> [each.reply for each in revised(asked, PairAnswer(asked.answers[0].question, "unknown")).answers]
    ['unknown']
    """
    again = {each.question.pair for each in answers}
    others = [each for each in asked.answers if each.question.pair not in again]
    while asked.answers:
        asked = asked.undone()
    for each in (*others, *answers):
        asked = asked.with_answer(each)
    return asked
