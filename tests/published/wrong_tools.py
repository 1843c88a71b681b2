"""F1 to F9: conflicts of our own making on which existing tools answer wrongly; every verdict computed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from oracle import OptionForm
from published.case import Case, Option, Setting
from published.notation import feasible, mask

DATA = Path(__file__).parent.parent / "data" / "where-tools-go-wrong.json"


def wrong_tools() -> list[Case]:
    """Return all conflicts of the file."""
    return [_case(entry) for entry in json.loads(DATA.read_text(encoding="utf-8"))]


def _case(entry: Mapping[str, Any]) -> Case:
    setting = _setting(entry)
    return Case(
        id=entry["name"].lower(),
        source=f"ours; {entry['note']}; {entry['gmcrplus_wrong']}",
        provenance="computed",
        setting=setting,
        equilibria={concept: " ".join(states) for concept, states in entry["equilibria"].items()},
        stable={concept: _by_dm(setting.dms, lists) for concept, lists in entry["stable"].items()},
    )


def _by_dm(dms: Sequence[str], lists: Sequence[Sequence[str]]) -> dict[str, str]:
    return {dm: " ".join(states) for dm, states in zip(dms, lists, strict=True)}


def _setting(entry: Mapping[str, Any]) -> Setting:
    dms = tuple(f"DM {number}" for number in range(1, entry["dms"] + 1))
    owner = tuple(entry["option_owner"])
    names = {pattern: frozenset({mask(pattern)}) for pattern in entry["states"]}
    states = feasible(len(owner), " ".join(entry["infeasible"]))
    rank = tuple(dict(zip(map(mask, entry["states"]), row, strict=True)) for row in entry["rank_payoff"])
    form = OptionForm(owner, ("both",) * len(owner), states, rank, len(dms))
    options = tuple(Option(dms[dm], f"option {number}") for number, dm in enumerate(owner, start=1))
    return Setting(dms, form, names, options)
