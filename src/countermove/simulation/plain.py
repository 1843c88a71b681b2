"""The answer of `worlds` as plain values, for JSON, and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from countermove.simulation.axes import COUNTED
from countermove.simulation.shares import DIGITS

if TYPE_CHECKING:
    import pandas as pd

    from countermove.simulation.answer import Worlds
    from countermove.simulation.shares import Given
    from countermove.simulation.uncertain import Uncertain


def as_dict(found: Worlds) -> dict[str, Any]:
    """Return everything as plain values."""
    space = found.plan.space
    return {
        "conflict": found.conflict.title,
        "concept": found.concept,
        "method": "all worlds" if found.exact else "drawn",
        "seed": found.plan.seed,
        "worlds": space.count,
        "solved": found.count,
        "codings": [{"coding": each.name, "probability": round(each.probability, DIGITS)} for each in space.codings],
        "uncertain": [_thing(thing) for thing in found.uncertain],
        "states": [_state(found, position) for position in found.ordered()],
        "apart": {name: share.to_dict() for name, share in found.apart.items()},
        "expected_moves": round(found.expected_moves, DIGITS) if found.evolves else None,
        "questions": {id_: share.to_dict() for id_, share in found.questions.items()},
    }


def _thing(thing: Uncertain) -> dict[str, Any]:
    ways = [{"way": way.says, "probability": round(way.probability, DIGITS)} for way in thing.ways]
    return {"thing": thing.name, "kind": thing.kind, "ways": ways}


def _state(found: Worlds, position: int) -> dict[str, Any]:
    state = found.state(position)
    plain: dict[str, Any] = {"decimal": int(found.plan.axes.keys[position]), "on": [*state.on]}
    plain |= {"name": state.name} if state.name else {}
    plain |= {"pattern": state.pattern} if "-" in state.pattern else {}
    plain["holds"] = {id_: found.at(position, id_).to_dict() for id_ in COUNTED}
    if found.evolves:
        plain["settles"] = found.at(position).to_dict()
    if found.at(position).value:
        plain["given"] = [*map(_given, found.given_at(position))]
    return plain


def _given(each: Given) -> dict[str, Any]:
    worlds = round(each.worlds, DIGITS)
    return {"thing": each.thing, "way": each.way, "worlds": worlds, "settles": each.share.to_dict()}


def as_frame(found: Worlds) -> pd.DataFrame:
    """Return one row a state that holds anywhere."""
    import pandas as pd

    positions = found.ordered()
    columns: dict[str, Any] = {"state": [str(found.state(k)) for k in positions]}
    for what in (*COUNTED, *(["settles"] if found.evolves else [])):
        shares = [found.at(k, what) for k in positions]
        columns[what] = [share.value for share in shares]
        columns[f"{what} ±"] = [share.error for share in shares]
    return pd.DataFrame(columns, index=pd.Index(found.plan.axes.keys[positions], name="decimal"))
