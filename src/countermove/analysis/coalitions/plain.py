"""The answer about coalitions as plain values."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.coalitions.result import Coalition, Coalitions


def as_dict(found: Coalitions) -> dict[str, Any]:
    """Return an answer as plain values; states are referred to by number."""
    conflict, concepts = found.conflict, found.concepts
    start = conflict.status_quo_number
    return {
        "conflict": conflict.title,
        "decision_makers": [dm.id for dm in conflict.decision_makers],
        "states": len(conflict.states),
        "status_quo": start,
        "coalitions": [_coalition(each, start) for each in found.each],
        "equilibria": {id_: _numbers(found.solution.where(id_)) for id_ in concepts},
        "universal": {id_: _numbers(found.universal[id_]) for id_ in concepts},
        "overturned": {
            id_: [{"state": number, "by": [*map(list, who)]} for number, who in found.overturned(id_).items()]
            for id_ in concepts
        },
        "jumps": {
            id_: [{"coalition": [*each.coalition], "from": each.start, "to": each.to, "joint_only": each.joint_only}
                  for each in found.jumps(id_)]
            for id_ in concepts
        },
        "agreements": [asdict(each) | {"kept": each.kept} for each in found.agreements],
    }  # fmt: skip


def _coalition(each: Coalition, start: int | None) -> dict[str, Any]:
    return {
        "members": [*each.members],
        "improvements": len(each.improvements),
        "improvements_from_status_quo": None if start is None else [*each.improvements_from(start)],
        "stable": {id_: _numbers(where) for id_, where in each.stable.items()},
    }


def _numbers(where: NDArray[np.bool_]) -> list[int]:
    numbers: list[int] = (np.flatnonzero(where) + 1).tolist()
    return numbers
