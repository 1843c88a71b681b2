"""Several respondents on the same questions: the pairs on which they differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.analysis.elicitation.question import PairAnswer
    from countermove.analysis.elicitation.result import Elicitation


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A pair on which respondents differ.

    Attributes
    ----------
    dm : str
        The id of the decision maker.
    first, second : int or str
        The pair: state numbers or statements.
    says : tuple of (str, str)
        Each respondent, and its reply: "first", "second" or "same"; without a name, its position from 1.
    """

    dm: str
    first: int | str
    second: int | str
    says: tuple[tuple[str, str], ...]


def disagreements(elicitations: Iterable[Elicitation]) -> tuple[Disagreement, ...]:
    """Return the pairs that one respondent answered and on which another one differs, by answers or what follows.

    Raises
    ------
    InvalidRequest
        If a decision maker of one elicitation is not asked about in another.
    """
    asked = [*elicitations]
    pairs: dict[object, PairAnswer] = {}
    for each in asked:
        for answer in each.answers:
            pairs.setdefault(answer.question.pair, answer)
    found = []
    for answer in pairs.values():
        question = answer.question
        says = [(_name(each, k), reply) for k, each in enumerate(asked, 1) if (reply := each.reply_to(question))]
        if len({reply for _, reply in says}) > 1:
            found.append(Disagreement(question.dm, question.first, question.second, tuple(says)))
    return tuple(found)


def _name(asked: Elicitation, place: int) -> str:
    """Return who answered; the place in the list if nobody is named, or several."""
    names = {answer.by for answer in asked.answers} - {""}
    return names.pop() if len(names) == 1 else str(place)
