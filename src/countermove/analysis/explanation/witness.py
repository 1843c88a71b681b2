"""Certificates: a verdict as plain data, with what a checker needs to verify it from the conflict alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from countermove.analysis.explanation.account import MOST_LISTED
from countermove.model.concepts import Sanctions

if TYPE_CHECKING:
    from countermove.analysis.explanation.account import Answer, Explanation


def certificate(explanation: Explanation) -> dict[str, Any]:
    """Return the certificate of a verdict.

    States are numbers from 1. Under simultaneous stability they are decimals (bit 0 the first option), since there
    a coalesced state is looked at member by member.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.study import explain
    >>> explain(cases.load("prisoners-dilemma"), "4", "a")[0].certificate()["improvements"]
    [{'to': 3, 'sanction': [{'mover': 'b', 'to': 1}]}]
    """
    form = _simultaneous if explanation.by.simultaneous else _sequential
    return {
        "state": explanation.state,
        "dm": explanation.dm,
        "concept": explanation.concept,
        "verdict": "stable" if explanation.stable else "unstable",
        "improvements": [form(explanation, answer) for answer in explanation.answers],
    }


def _sequential(explanation: Explanation, answer: Answer) -> dict[str, Any]:
    if answer.sanction is None:
        few = len(answer.reach) <= MOST_LISTED
        listed = {} if explanation.by.sanctions is Sanctions.NONE else {"reach": [*answer.reach] if few else None}
        return {"to": answer.move.to, "sanction": None, **listed}
    path = [{"mover": each.mover, "to": each.to} for each in answer.sanction.moves]
    countered = {"counter": answer.sanction.counter} if explanation.by.countermove else {}
    return {"to": answer.move.to, "sanction": path, **countered}


def _simultaneous(_: Explanation, answer: Answer) -> dict[str, Any]:
    left, reached = answer.move.ends
    others = None
    if answer.sanction is not None:
        others = [{"mover": each.mover, "to": each.ends[1]} for each in answer.sanction.moves]
    return {"from": left, "to": reached, "others": others}
