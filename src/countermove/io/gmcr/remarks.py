"""Remarks on a .gmcr file: one sentence for each thing in it that was read past."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from countermove.io.gmcr.faults import listed, spot
from countermove.io.gmcr.records import FLAGS, RANKINGS, FileConflict

KNOWN = {"options", "decisionMakers", "infeasibles", "coalitions", "coalitionsFull", "program", "version"}
KNOWN_OF_DM = {"name", "options", "preferences", *RANKINGS}
KNOWN_OF_OPTION = {"name", "permittedDirection"}
NOTHING: tuple[Any, ...] = (None, False, "", [], {})


def reading_remarks(data: dict[str, Any], found: FileConflict) -> tuple[str, ...]:
    """Return what the file says and the conflict does not."""
    return tuple(f"ignored: {each}." for each in _ignored(data, found))


def _ignored(data: dict[str, Any], found: FileConflict) -> Iterator[str]:
    if joined := _joined(data, found):
        yield f"coalitions that join several decision makers ({spot(joined)}); here each decides alone"
    yield from _rankings_or_statements(data, found)
    names = _names(found)
    for key, owners in _others(data["decisionMakers"], KNOWN_OF_DM).items():
        yield f"{spot((key,))} of {listed(names[k] for k in owners)}"
    for key, owners in _others(data["options"], KNOWN_OF_OPTION).items():
        yield f"{spot((key,))} of {listed(spot(('options', k)) for k in owners)}"
    yield from (f"the key {spot((key,))}" for key in _others([data], {*KNOWN, *FLAGS}))


def _joined(data: dict[str, Any], found: FileConflict) -> tuple[str, int] | None:
    """Return where the first coalition of several decision makers stands: listed, or owning their options."""
    owner = {option: k for k, dm in enumerate(found.decision_makers) for option in dm.options}
    for k, each in enumerate(_list(data.get("coalitions"))):
        if len(_list(each)) > 1:
            return "coalitions", k
    for k, each in enumerate(_list(data.get("coalitionsFull"))):
        options = _list(each.get("options")) if isinstance(each, dict) else []
        if len({owner.get(option) for option in options if isinstance(option, int)}) > 1:
            return "coalitionsFull", k
    return None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _rankings_or_statements(data: dict[str, Any], found: FileConflict) -> Iterator[str]:
    """Yield the kind of preferences that the file holds as well, and says do not apply."""
    names = _names(found)
    if found.manual:
        over = [names[k] for k, dm in enumerate(found.decision_makers) if dm.preferences]
        reason = "since manual rankings are on"
        yield from [f"the preference statements of {listed(over)}, {reason}"] if over else []
        return
    for key in RANKINGS:
        over = [names[k] for k, each in enumerate(data["decisionMakers"]) if each.get(key)]
        yield from [f"{key} of {listed(over)}, since manual rankings are off"] if over else []


def _names(found: FileConflict) -> list[str]:
    """Return what to call the decision makers: on one line, whatever the file has for a name."""
    return [" ".join(dm.name.split()) or f"DM {k}" for k, dm in enumerate(found.decision_makers, start=1)]


def _others(records: list[dict[str, Any]], known: set[str]) -> dict[str, list[int]]:
    """Return the keys that are not known here and hold something, with the records that have them."""
    others: dict[str, list[int]] = {}
    for k, record in enumerate(records):
        for key, value in record.items():
            if key not in known and value not in NOTHING:
                others.setdefault(key, []).append(k)
    return others
