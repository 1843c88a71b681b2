"""The question that a report answers, and the answer in three sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.model.concepts import CONCEPTS, Sanctions
from countermove.report.pages.compared import held, likeliest
from countermove.report.pages.wording import by, changed
from countermove.report.percentages import share
from countermove.report.words import count_of, listed, situation, tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from countermove.analysis.evolution.absorption import End
    from countermove.analysis.evolution.result import Evolution
    from countermove.report.pages.findings import Findings


def question(found: Findings) -> str:
    """Return what is asked: where it goes from the status quo, and what holds."""
    start = found.conflict.status_quo_number
    if start is None:
        return "Which situations hold in this conflict, by whose reckoning, and why?"
    where = "; ".join(situation(found.conflict, start - 1))
    return f"The status quo is state {start} ({where}). Where does it go from there, and which situations hold?"


def answer(found: Findings) -> tuple[str, ...]:
    """Return the answer: where it ends, what holds, and what that depends on."""
    return tuple(each for each in (_goes(found), _holds(found), _depends(found)) if each)


def _goes(found: Findings) -> str:
    evolution = found.evolution
    if evolution is None:
        return (
            "" if found.conflict.status_quo is not None else "No status quo is given, so where it goes is not asked."
        )
    if evolution.ends[0].states == (evolution.status_quo,):
        return f"It stays where it is: the status quo holds by {by(found.concept)}."
    first = [end for end in evolution.ends if end.probability >= evolution.ends[0].probability - 1e-9]
    said = listed((_end(evolution, end) for end in first), "or")
    others = evolution.ends[len(first) :]
    likely = "most likely " if others else ""
    chance = "" if len(evolution.ends) == 1 else f", {'each ' * (len(first) > 1)}{share(first[0].probability)}"
    also = f"; {_others(others)}" if others else ""
    return f"If everybody takes the best improvement that is not sanctioned, it {likely}{said}{chance}{also}."


def _end(evolution: Evolution, end: End) -> str:
    if not end.settles:
        return f"never settles but goes round among {count_of(len(end.states), 'state')}"
    to = end.states[0]
    return f"ends in state {to} ({changed(evolution.conflict, evolution.status_quo, to)})"


def _others(others: Sequence[End]) -> str:
    if len(others) > 4:
        return f"{len(others):,} other ends are possible, none likelier than {share(others[0].probability)}"
    said = [
        f"state {end.states[0]} ({share(end.probability)})"
        if end.settles
        else f"no end at all ({share(end.probability)})"
        for end in others
    ]
    return f"also possible {'are' if len(said) > 1 else 'is'} {listed(said)}"


def _holds(found: Findings) -> str:
    solution, concept = found.solution, found.concept
    total = count_of(len(found.conflict.states), "state")
    counts = {id_: int(solution.where(id_).sum()) for id_ in solution.concepts}
    if not counts[concept]:
        others = int(np.logical_or.reduce([solution.where(id_) for id_ in solution.concepts]).sum())
        also = (
            f"; {others:,} hold{'s' * (others == 1)} by another concept" if others else ", nor by any other concept"
        )
        return f"Of {total} none holds by {by(concept)}{also}."
    nash = counts.get("nash", 0)
    held_ = f"Of {total}, {counts[concept]:,} {'holds' if counts[concept] == 1 else 'hold'} by {by(concept)}"
    if CONCEPTS[concept].sanctions is Sanctions.NONE:
        return f"{held_}: nobody gains by leaving, whatever the others would do next."
    which = "all" if nash == counts[concept] else f"{nash:,}" if nash else "none"
    return f"{held_}, {which} of them even if nobody feared what the others would do next (Nash)."


def _depends(found: Findings) -> str:
    """Return which variations lead to another end, or where nothing ends, to another set of equilibria."""
    if not found.variations:
        return ""
    ends = likeliest(found.evolution)
    base = held(found.solution, found.concept) if not ends else set()
    other = [
        each for each in found.variations if (each.likeliest() != ends if ends else each.held(found.concept) != base)
    ]
    names = [f"“{tidy(each.variation.name or each.variation.id)}”" for each in other]
    what = "where it most likely ends" if ends else "what holds"
    if not other:
        return f"None of the {len(found.variations)} variations changes {what}."
    many = f"{len(other)} of {count_of(len(found.variations), 'variation')}"
    return f"{what[0].upper()}{what[1:]} depends on the assumptions: {many} would change it ({listed(names)})."
