"""Claims of a conflict in words: its kind, whose it is, and what it says, by names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.errors import CountermoveError
from countermove.report.statements import worded
from countermove.report.words import dm_names, option_names, tidy, within

if TYPE_CHECKING:
    from countermove.model.citations import Claim
    from countermove.model.conflict import Conflict


def claim_in_words(conflict: Conflict, claim: Claim) -> str:
    """Return a claim in words, with its kind and decision maker.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.model.citations import claims
    >>> dilemma = cases.load("prisoners-dilemma")
    >>> [claim_in_words(dilemma, each) for each in claims(dilemma)][:2]
    ['option of A: Cooperate with B', 'wanted by A: a ranking']
    """
    names = dict(zip((dm.id for dm in conflict.decision_makers), dm_names(conflict), strict=True))
    asked = {each.id: tidy(each.short or each.asks) for each in conflict.questions}
    of, says = names.get(claim.of, claim.of), tidy(claim.says)
    words = {
        "option": lambda: f"option of {within(of)}: {_option_name(conflict, claim)}",
        "irreversible": lambda: f"cannot be undone: {_undoable(conflict, claim)}",
        "statement": lambda: f"wanted by {within(of)}: {_in_names(conflict, says)}",
        "preferences": lambda: f"wanted by {within(of)}: {says}",
        "rule": lambda: f"always so: {_in_names(conflict, says)}",
        "question": lambda: f"question: {says}",
        "answer": lambda: f"answer: {asked.get(claim.of, claim.of)} {says}",
        "variation": lambda: f"variation: {says}" + (f" ({claim.of})" if says != claim.of else ""),
    }[claim.kind]()
    varied = claim.path[0] == "variations" and claim.kind != "variation"
    return f"{words} (variation {_variation_name(conflict, str(claim.path[1]))})" if varied else words


def _option_name(conflict: Conflict, claim: Claim) -> str:
    options = dict(zip(conflict.options, option_names(conflict), strict=True))
    return options.get(claim.says) or options.get(f"{claim.of}.{claim.says}", tidy(claim.says))


def _undoable(conflict: Conflict, claim: Claim) -> str:
    id_, _, once = claim.says.partition(",")
    named = _in_names(conflict, id_)
    return f"{named},{once}" if once else named


def _in_names(conflict: Conflict, text: str) -> str:
    """Return a statement in words; as it stands if a variation brings in what the conflict lacks."""
    try:
        return worded(conflict, text)
    except (CountermoveError, KeyError):
        return text


def _variation_name(conflict: Conflict, id_: str) -> str:
    return next((tidy(each.name) for each in conflict.variations if each.id == id_ and each.name), id_)
