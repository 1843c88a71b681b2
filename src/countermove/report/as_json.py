"""Answers as JSON: one line for each key of the document, so that two of them can be compared."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from countermove.errors import TooLarge
from countermove.model.concepts import named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.model.conflict import Conflict

MOST_STATES = 200_000
SAMPLED = 200


def as_json(document: dict[str, Any]) -> str:
    """Return a document as JSON text, in plain ASCII.

    Examples
    --------
    >>> print(as_json({"conflict": "Chicken", "states": [1, 2]}))
    {
      "conflict": "Chicken",
      "states": [1, 2]
    }
    """
    lines = (f"  {json.dumps(key)}: {json.dumps(each)}" for key, each in document.items())
    return "{\n" + ",\n".join(lines) + "\n}"


def print_json(document: dict[str, Any]) -> None:
    """Print a document as JSON on standard output."""
    sys.stdout.write(as_json(document) + "\n")


def refuse_flood(conflict: Conflict, concepts: Iterable[str] | None) -> None:
    """Refuse to write out more states than anybody would read.

    Raises
    ------
    TooLarge
        Above 200,000 states, with an estimate of the output and what to do instead.
    """
    states = len(conflict.states)
    if states <= MOST_STATES:
        return
    megabytes = max(1, round(_bytes(conflict, len(named(concepts))) / 1e6))
    raise TooLarge(
        f"{conflict.title!r} has {states:,} states, as JSON up to about {megabytes:,} MB; {MOST_STATES:,} "
        "states are the most. What would help: --counts, with or without --json, or no --json at all, or in "
        "Python countermove.solve(...).where('seq'), which is an array"
    )


def _bytes(conflict: Conflict, concepts: int) -> int:
    """Return about how long the document can become, were every state stable for everybody."""
    states = len(conflict.states)
    some = range(0, states, states // SAMPLED)
    on = sum(len(json.dumps([*conflict.states[k].on])) for k in some) // len(some)
    lists = concepts * (len(conflict.decision_makers) + 1)
    return states * (on + 40 + lists * (len(str(states)) + 2))
