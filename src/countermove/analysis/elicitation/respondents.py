"""Several respondents on the same questions: the pairs on which they differ, and what each says as a coding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.errors import InvalidRequest
from countermove.model.arguments import refuse_other_kinds
from countermove.model.records import Variation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.analysis.elicitation.question import PairAnswer
    from countermove.analysis.elicitation.result import Elicitation
    from countermove.model.conflict import Conflict


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
    refuse_other_kinds(disagreements, {"elicitations": elicitations})
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


def rival_codings(elicitations: Iterable[Elicitation]) -> Conflict:
    """Return the conflict with each respondent's answers as a rival coding: a variation with a weight.

    The answers of the first are the conflict's own. Those who agree on every pair that was asked are one coding; its
    weight is their share of the respondents. `worlds` and `brief` then draw one coding in each world.

    Raises
    ------
    InvalidRequest
        If there is no respondent, they were not asked about the same conflict, or some answers leave a goal open.

    Examples
    --------
    >>> import countermove as cm
    >>> asked = cm.elicitation(cm.cases.load("garrison"), dms=["us_support"], goal=3)
    >>> one, other = asked.answered("first", by="ann"), asked.answered("second", by="bob")
    >>> [(each.name, each.weight) for each in cm.rival_codings([one, other]).variations]
    [('as bob says', 0.5)]
    """
    refuse_other_kinds(rival_codings, {"elicitations": elicitations})
    asked = [*elicitations]
    if not asked:
        raise InvalidRequest("nobody answered, so there is no coding")
    if any(each.view != asked[0].view or {*each.incomplete} != {*asked[0].incomplete} for each in asked):
        raise InvalidRequest("the respondents were not asked about the same decision makers of the same conflict")
    alike: list[list[int]] = []
    for k, each in enumerate(asked):
        group = next((group for group in alike if not disagreements([asked[group[0]], each])), None)
        if group is None:
            alike.append([k])
        else:
            group.append(k)
    base = asked[0].conflict()
    rivals = [_coding(asked[group[0]], group[0] + 1, len(group) / len(asked)) for group in alike[1:]]
    return base.with_(variations=(*base.variations, *rivals))


def _coding(asked: Elicitation, place: int, weight: float) -> Variation:
    """Return what one respondent says as a rival coding."""
    told = asked.conflict()
    wants = tuple((id_, told.decision_makers[told.position(id_)].preferences) for id_ in asked.incomplete)
    name = _name(asked, place)
    return Variation(f"respondent-{place}", f"as {name} says", preferences=wants, weight=weight)


def _name(asked: Elicitation, place: int) -> str:
    """Return who answered; the place in the list if nobody is named, or several."""
    names = {answer.by for answer in asked.answers} - {""}
    return names.pop() if len(names) == 1 else str(place)
