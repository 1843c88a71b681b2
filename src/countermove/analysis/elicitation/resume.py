"""An elicitation read back from its JSON document, beside the conflict that it asked about."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from countermove.analysis.elicitation.begin import ABOUT, begin, goal_numbers
from countermove.analysis.elicitation.fingerprint import fingerprint
from countermove.analysis.elicitation.question import PairAnswer, PairQuestion
from countermove.errors import InvalidRequest
from countermove.model.arguments import refuse_other_kinds
from countermove.model.reading import READING
from countermove.model.variation import vary

if TYPE_CHECKING:
    from countermove.analysis.elicitation.result import Elicitation
    from countermove.model.conflict import Conflict

EXPECTED: dict[str, type | tuple[type, ...]] = {
    "about": str,
    "decision_makers": list,
    "concept": str,
    "goals": list,
    "answers": list,
}
"""The keys that a document needs, and the types of their values."""


def resume(conflict: Conflict, document: str) -> Elicitation:
    """Return an elicitation as its document says, with all its answers.

    Parameters
    ----------
    conflict : Conflict
        The conflict that was asked about, as it is read from its file.
    document : str
        What `Elicitation.to_json` returned.

    Raises
    ------
    InvalidRequest
        If the text is no such document, or the conflict has changed in what the answers depend on.
    Contradiction
        If the answers contradict one another.
    """
    refuse_other_kinds(resume, locals())
    plain = _plain(document)
    view = vary(conflict, plain.get("variation"))
    concept = None if plain["concept"] == READING else plain["concept"]
    begun = begin(view, plain["decision_makers"], plain["about"], goal_numbers(view, plain["goals"]), concept)
    if plain.get("of") != fingerprint(view, (*begun.inquiry.sizes(),), begun.about):
        raise InvalidRequest(
            f"{conflict.title!r} is not as it was when these questions were asked: its states, moves, statements or "
            "the preferences of others have changed; begin anew"
        )
    for each in plain["answers"]:
        begun = begun.with_answer(_answer(begun, each))
    return begun


def _plain(document: str) -> dict[str, Any]:
    """Return a document as plain values, checked for its keys."""
    try:
        plain = json.loads(document)
    except ValueError as fault:
        raise InvalidRequest(f"this is no document of an elicitation: {fault}") from None
    if not isinstance(plain, dict):
        raise InvalidRequest("this is no document of an elicitation: a mapping is expected")
    for key, kind in EXPECTED.items():
        if not isinstance(plain.get(key), kind):
            raise InvalidRequest(f"this is no document of an elicitation: {key!r} is missing, or of another kind")
    if plain["about"] not in ABOUT:
        raise InvalidRequest(f"'about' is {' or '.join(map(repr, ABOUT))}, not {plain['about']!r}")
    return plain


def _answer(begun: Elicitation, said: Any) -> PairAnswer:
    """Return an answer as a document has it."""
    if not isinstance(said, Mapping) or not {"dm", "first", "second", "reply"} <= {*said}:
        raise InvalidRequest(f"an answer has 'dm', 'first', 'second' and 'reply'; this one is {said!r}")
    for key in ("first", "second"):
        if type(said[key]) not in {int, str}:
            raise InvalidRequest(f"{key!r} is a state number or a statement, not {said[key]!r}")
    question = PairQuestion(str(said["dm"]), begun.about, said["first"], said["second"])
    worded = begun.ask(*begun.pair(question))
    return PairAnswer(worded, said["reply"], str(said.get("by", "")), str(said.get("on", "")))
