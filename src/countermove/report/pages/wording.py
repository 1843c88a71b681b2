"""Situations, changes and shares in words, as the parts of a report share them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.model.concepts import CONCEPTS
from countermove.report.referring import name_of
from countermove.report.words import listed, option_names, situation

if TYPE_CHECKING:
    from countermove.analysis.evolution.absorption import End
    from countermove.model.conflict import Conflict


def by(concept: str) -> str:
    """Return what a concept is called within a sentence.

    Examples
    --------
    >>> by("nash"), by("seq")
    ('Nash stability', 'sequential stability')
    """
    asked = CONCEPTS[concept]
    return f"{asked.in_words} stability" if asked.is_eponymous else asked.in_words


def changed(conflict: Conflict, start: int, to: int) -> str:
    """Return what differs between two states, given by number, as a clause for each decision maker.

    Examples
    --------
    >>> from countermove import cases
    >>> changed(cases.load("cuban-missile-crisis"), 1, 7)
    'the United States: “Blockade Cuba”; the Soviet Union: “Withdraw the missiles”'
    """
    if conflict.graph is not None:
        return situation(conflict, to - 1)[0]
    return differing(conflict, conflict.states[start - 1].pattern, conflict.states[to - 1].pattern)


def differing(conflict: Conflict, before: str, after: str) -> str:
    """Return what differs between two patterns of one conflict's options, as a clause for each decision maker."""
    letters = [*zip(conflict.owners, option_names(conflict), before, after, strict=True)]
    clauses = []
    for k, dm in enumerate(conflict.decision_makers):
        own = [(name, was, now) for owner, name, was, now in letters if owner == k and now != was]
        words = [f"“{name}”" for name, _, now in own if now == "Y"]
        words += [f"no longer “{name}”" for name, was, now in own if now == "N" and was == "Y"]
        if words:
            clauses.append(f"{name_of(conflict, dm.id)}: {listed(words)}")
    return "; ".join(clauses) or "nothing differs"


def where(conflict: Conflict, end: End) -> tuple[str, ...]:
    """Return an end in words, a line for each decision maker."""
    if end.settles:
        return situation(conflict, end.states[0] - 1)
    shown = ", ".join(map(str, end.states[:8])) + (", ..." if len(end.states) > 8 else "")
    return (f"never settles: goes round among {len(end.states):,} states ({shown})",)
