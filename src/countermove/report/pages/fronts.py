"""The fronts of a conflict side by side: who does what on each, what holds alone, and what holds only jointly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.model.fronts import front_conflict
from countermove.report.fronts import front_titles, linkage_sentences
from countermove.report.pages.overview import sides
from countermove.report.words import listed, situation, tidy

if TYPE_CHECKING:
    from countermove.analysis.fronts.linkage import LinkedEquilibrium
    from countermove.analysis.fronts.result import Fronts
    from countermove.model.conflict import Conflict
    from countermove.report.pages.overview import Side

SHOWN = 2
"""How many situations are told of that hold jointly only."""


@dataclass(frozen=True, slots=True)
class FrontColumn:
    """One front: what it is called, what it is about, and who decides there on what."""

    id: str
    title: str
    about: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many equilibria there are by one concept: on each front alone, together, jointly only, and fallen."""

    by: str
    alone: tuple[str, ...]
    together: str
    only: str
    fallen: str


@dataclass(frozen=True, slots=True)
class LinkageRow:
    """A situation that holds jointly only: which, by what, and why, sentence by sentence."""

    title: str
    lines: tuple[str, ...]
    reasons: tuple[str, ...]


def numbers(found: Fronts | None) -> tuple[Numbers, ...]:
    """Return how many equilibria there are, by each concept."""
    return tuple(_numbers(found, id_) for id_ in found.concepts) if found else ()


def _numbers(found: Fronts, id_: str) -> Numbers:
    alone_ = tuple(f"{int(each.where(id_).sum()):,}" for each in found.alone.values())
    fallen = f"{len(found.fallen(id_)):,}" if found.whole is not None else "-"
    return Numbers(id_, alone_, str(found.count(id_)), str(found.linked(id_)), fallen)


def links(found: Fronts | None, concept: str) -> tuple[LinkageRow, ...]:
    """Return examples of what holds jointly only by a concept."""
    if found is None or found.whole is None or concept not in found.concepts:
        return ()
    return tuple(_link(found, each, concept) for each in found.linkage(concept, SHOWN))


def _link(found: Fronts, each: LinkedEquilibrium, concept: str) -> LinkageRow:
    parts = listed(f"{k} of {front}" for front, k in zip(found.alone, each.parts, strict=True))
    title = f"State {each.state} ({parts}), which holds by {concept}"
    return LinkageRow(title, tuple(situation(found.conflict, each.state - 1)), tuple(linkage_sentences(found, each)))


def fronts(conflict: Conflict) -> tuple[FrontColumn, ...]:
    """Return the fronts, nothing for a conflict that has none.

    Examples
    --------
    >>> from countermove import cases
    >>> [column.id for column in fronts(cases.load("canal"))]
    ['north', 'south']
    """
    if conflict.joint is None:
        return ()
    called = front_titles(conflict)
    return tuple(
        FrontColumn(each.id, called[each.id], tidy(each.conflict.about), sides(front_conflict(conflict, each.id)))
        for each in conflict.joint.fronts
    )
