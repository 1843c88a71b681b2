"""The answer about coalitions as plain values, and as a table for a notebook."""

from __future__ import annotations

from dataclasses import asdict
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from countermove.analysis.coalitions.result import Coalition, Coalitions

SHOWN = 50


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


def as_html(found: Coalitions) -> str:
    """Return what a notebook shows: the agreements, the jumps that no member could make alone, and what survives."""
    title, frame = found.conflict.title, found.to_frame()
    tables = [
        (f"{title}: what could be agreed on from the status quo", _agreed(found)),
        (f"{title}: equilibrium jumps", frame[frame["joint only"]].drop(columns="joint only")),
        (f"{title}: what survives", _surviving(found)),
    ]
    return "".join(_table(*each) for each in tables)


def _table(caption: str, frame: pd.DataFrame) -> str:
    import pandas as pd

    cut = f" (the first {SHOWN} of {len(frame):,})" if len(frame) > SHOWN else ""
    with pd.option_context("display.max_colwidth", None):
        rows = frame.head(SHOWN).to_html(index=False) if len(frame) else "<p>None.</p>"
    return f"<p><b>{escape(caption + cut)}</b></p>{rows}"


def _agreed(found: Coalitions) -> pd.DataFrame:
    import pandas as pd

    states = found.conflict.states
    rows = [(", ".join(each.coalition), each.to, str(states[each.to - 1]), each.kept) for each in found.agreements]
    return pd.DataFrame(rows, columns=["coalition", "to", "what is on there", "kept"])


def _surviving(found: Coalitions) -> pd.DataFrame:
    import pandas as pd

    counts = [(id_, len(found.solution.equilibria(id_)), len(found.overturned(id_))) for id_ in found.concepts]
    rows = [(id_, held, held - fallen) for id_, held, fallen in counts]
    return pd.DataFrame(rows, columns=["concept", "equilibria", "left by no coalition"])
