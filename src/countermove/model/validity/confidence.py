"""What is uncertain: numbers from 0 to 1, weights that add up to no more than 1, orders that mean something."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from countermove.errors import Complaint, DocumentPath

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict, DecisionMaker, Preferences

MOST_IN_ANY_ORDER = 6
"""How many statements in a row may stand in any order: 720 orders."""

SLACK = 1e-9


def confidence_complaints(conflict: Conflict) -> Iterator[Complaint]:
    """Yield numbers that are no probabilities, and orders that cannot be uncertain."""
    for path, number in _numbers(conflict):
        if number is not None and not 0 <= number <= 1:
            message = f"a {path[-1]} of {number:g}; it is a probability, a number from 0 to 1"
            yield Complaint(message, path)
    weights = [each.weight or 0.0 for each in conflict.variations]
    if all(0 <= each <= 1 for each in weights) and sum(weights) > 1 + SLACK:
        message = f"the weights of the variations add up to {sum(weights):g}; what is left of 1 is the conflict's own"
        yield Complaint(message, ("variations",))
    for dm in conflict.decision_makers:
        yield from order_complaints(dm, dm.preferences, ("decision_makers", dm.id, "preferences"))


def _numbers(conflict: Conflict) -> Iterator[tuple[DocumentPath, float | None]]:
    for k, rule in enumerate(conflict.rules):
        yield ("feasible", k, "confidence"), rule.confidence
    for dm in conflict.decision_makers:
        at: DocumentPath = ("decision_makers", dm.id)
        for option in dm.options:
            yield (*at, "options", option.id, "confidence"), option.confidence
            yield ("irreversible", option.id, "confidence"), option.stays_confidence
        yield (*at, "preferences", "confidence"), dm.preferences.confidence
        for k, level in enumerate(dm.preferences.statements):
            for j, statement in enumerate(level):
                inside: DocumentPath = (k, j) if len(level) > 1 else (k,)
                yield (*at, "preferences", *inside, "confidence"), statement.confidence
    for variation in conflict.variations:
        yield ("variations", variation.id, "weight"), variation.weight


def order_complaints(dm: DecisionMaker, wants: Preferences, path: DocumentPath) -> Iterator[Complaint]:
    """Yield statements of one decision maker whose order cannot be uncertain."""
    for k, level in enumerate(wants.statements):
        if any(each.order for each in level) and (k == 0 or len(level) > 1):
            why = "there is none before the first" if k == 0 else "it stands in a list of equal importance"
            text = next(each.holds for each in level if each.order)
            message = f"the order of {text!r} cannot be uncertain: {why} ({dm.id})"
            yield Complaint(message, (*path, k))
    for first, behind in in_any_order(wants):
        if behind - first > MOST_IN_ANY_ORDER:
            message = f"{behind - first} statements of {dm.id} in a row may stand in any order"
            yield Complaint(f"{message}; {MOST_IN_ANY_ORDER} are the most", (*path, first))


def in_any_order(wants: Preferences) -> list[tuple[int, int]]:
    """Return where the runs of statements that may stand in any order begin and end (one behind the last).

    Examples
    --------
    >>> from countermove import Preferences, Statement
    >>> listed = [("a", None), ("b", "uncertain"), ("c", "uncertain"), ("d", None)]
    >>> in_any_order(Preferences(statements=tuple((Statement(holds=text, order=how),) for text, how in listed)))
    [(0, 3)]
    """
    tied = [k > 0 and level[0].order is not None for k, level in enumerate(wants.statements)]
    begin = [k for k, is_tied in enumerate(tied) if not is_tied]
    return [(first, behind) for first, behind in pairwise([*begin, len(tied)]) if behind - first > 1]
