"""An evolution as plain values, for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.analysis.evolution.answer import Evolution

DIGITS = 12

MOST_PATHS = 1_000
"""To how many equilibria paths are written: of those that improvements lead to, and of those that only moves do."""


def document(found: Evolution) -> dict[str, Any]:
    """Return everything as plain values; states are referred to by number."""
    written = _written(found)
    equilibria = (np.flatnonzero(found.equilibria) + 1).tolist()
    ways = {number: found.way(number) for number in equilibria}
    return {
        "conflict": found.conflict.title,
        "concept": found.concept,
        "status_quo": found.status_quo,
        "tempo": {dm.id: dm.tempo for dm in found.conflict.decision_makers},
        "distance": {
            "improvements": found.by_improvements.distance.tolist(),
            "moves": found.by_moves.distance.tolist(),
        },
        "equilibria": [
            {
                "state": number,
                "attained_by": way,
                "path": _path(found, number) if number in written or not way else None,
            }
            for number, way in ways.items()
        ],
        "paths_left_out": sum(way is not None for way in ways.values()) - len(written),
        "ends": [
            {"states": [*end.states], "settles": end.settles, "probability": round(end.probability, DIGITS)}
            for end in found.ends
        ],
        "expected_moves": round(found.expected_moves, DIGITS),
        **found.signposts.to_dict(),
    }


def _written(found: Evolution) -> set[int]:
    """Return the numbers of the equilibria to which paths are written."""
    improving, moving = (each.distance >= 0 for each in (found.by_improvements, found.by_moves))
    ways: Iterable[Any] = (found.equilibria & improving, found.equilibria & moving & ~improving)
    return {number for way in ways for number in (np.flatnonzero(way)[:MOST_PATHS] + 1).tolist()}


def _path(found: Evolution, number: int) -> list[dict[str, Any]]:
    return [
        {"dm": each.dm, "from": each.start, "to": each.to, "starts": [*each.starts], "stops": [*each.stops]}
        for each in found.path(number)
    ]
