"""The situations that came to hold or hold no longer, each once, with its concepts and causes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.report.short_words import short_names
from countermove.report.words import tidy

if TYPE_CHECKING:
    from countermove.analysis.comparison.causes import CauseSet
    from countermove.model.conflict import Conflict
    from countermove.simulation.comparison.result import Comparison


@dataclass(frozen=True, slots=True)
class TurnedSituation:
    """A situation in words, the concepts by which its verdict changed in one direction by the same causes."""

    what: str
    gone: bool
    concepts: tuple[str, ...]
    causes: tuple[CauseSet, ...]


def turned_situations(found: Comparison) -> tuple[TurnedSituation, ...]:
    """Return the situations whose verdicts changed, those by most concepts first.

    Examples
    --------
    >>> from countermove import DecisionMaker, loads
    >>> was = loads({"title": "t", "decision_makers": {"a": {"options": ["go"], "preferences": ["go"]}}})
    >>> now = was.with_(decision_makers=[DecisionMaker("a", options=["go"], preferences=["not go"])])
    >>> from countermove.simulation.comparison.compare import compare
    >>> [(each.what, each.gone) for each in turned_situations(compare(was, now))]
    [('“nothing is on”', False), ('“go”', True)]
    """
    together: dict[tuple[tuple[str, ...], bool, tuple[CauseSet, ...]], list[str]] = {}
    for each in found.verdicts:
        together.setdefault((each.situation, bool(each.before), each.causes), []).append(each.id)
    told = [
        TurnedSituation(_named(found.after.conflict, situation), gone, tuple(concepts), causes)
        for (situation, gone, causes), concepts in together.items()
    ]
    return tuple(sorted(told, key=lambda each: (-len(each.concepts), each.gone)))


def _named(conflict: Conflict, situation: tuple[str, ...]) -> str:
    """Return the options that are on, in quotation marks."""
    if conflict.graph is not None:
        names = dict(conflict.graph.states)
        return f"“{', '.join(tidy(names.get(each, '')) or each for each in situation)}”"
    words, bits = short_names(conflict), conflict.bits
    on = [words[bit] for bit in sorted(bits[name] for name in situation if name in bits)]
    if any(name.endswith("?") for name in situation):
        return f"“{', '.join(on)}”, whatever else is on" if on else "whatever is on"
    return f"“{', '.join(on) or 'nothing is on'}”"
