"""The costs of edits: what is usual, what the caller sets, and the confidence of what an edit touches."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from countermove.errors import InvalidRequest, UnknownName, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

COSTS: dict[str, float] = {
    "move": 1.0,
    "drop": 2.0,
    "negate": 3.0,
    "add": 3.0,
    "take away": 3.0,
    "irreversible": 2.0,
    "reversible": 2.0,
    "unconditional": 2.0,
    "rule": 3.0,
    "no rule": 2.0,
    "agreement": 3.0,
    "offer": 2.0,
}
"""What each kind of edit costs if nothing else is said; a move costs this for each place."""

LEAST = 0.1
"""The confidence that counts at least: what is not believed at all is not changed for nothing."""


def costs_of(given: Mapping[str, float] | None) -> dict[str, float]:
    """Return the costs of all kinds of edits, those given in place of the usual ones.

    Raises
    ------
    UnknownName
        If there is no such kind of edit.
    InvalidRequest
        If a cost is not a positive number.

    Examples
    --------
    >>> costs_of({"drop": 1})["drop"], costs_of(None)["drop"]
    (1.0, 2.0)
    """
    for kind, cost in (given or {}).items():
        if kind not in COSTS:
            raise UnknownName(f"no edit is called {kind!r}{did_you_mean(kind, COSTS)}")
        if not (isinstance(cost, int | float) and math.isfinite(cost) and cost > 0):
            raise InvalidRequest(f"the cost of {kind!r} is {cost!r}; a cost is a number above 0")
    return COSTS | {kind: float(cost) for kind, cost in (given or {}).items()}


def times(cost: float, confidence: float | None) -> float:
    """Return a cost times the confidence of what it touches; what is certain counts once.

    Examples
    --------
    >>> times(2.0, None), times(2.0, 0.5), times(2.0, 0.0)
    (2.0, 1.0, 0.2)
    """
    return round(cost * (1.0 if confidence is None else max(confidence, LEAST)), 9)
