"""The section on fronts: each front, the numbers of equilibria, and examples of linkage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.model.fronts import front_conflict
from countermove.report.fronts import front_titles, linkage_sentences
from countermove.report.pages.overview import decision_makers
from countermove.report.short_words import headed_state
from countermove.report.words import listed, situation, tidy

if TYPE_CHECKING:
    from countermove.analysis.fronts.linkage import LinkedEquilibrium
    from countermove.analysis.fronts.result import Fronts
    from countermove.model.conflict import Conflict
    from countermove.report.pages.overview import DecisionMakerRow

MOST_SHOWN = 2
"""Maximum number of examples of states that hold only jointly."""


@dataclass(frozen=True, slots=True)
class FrontColumn:
    """A front: its title, its description, and its decision makers with their options."""

    id: str
    title: str
    about: str
    sides: tuple[DecisionMakerRow, ...]


@dataclass(frozen=True, slots=True)
class EquilibriumCounts:
    """The numbers of equilibria by one concept.

    `alone` has one number for each front, `together` is that of the joint conflict. `only` counts states that hold
    only jointly, `fallen` combinations of equilibria that do not hold jointly.
    """

    by: str
    alone: tuple[str, ...]
    together: str
    only: str
    fallen: str


@dataclass(frozen=True, slots=True)
class LinkageRow:
    """A state that holds only jointly, with the reasons as sentences."""

    title: str
    lines: tuple[str, ...]
    reasons: tuple[str, ...]


def equilibrium_counts(found: Fronts | None) -> tuple[EquilibriumCounts, ...]:
    """Return the numbers of equilibria for each concept; empty without fronts."""
    return tuple(_counts(found, id_) for id_ in found.concepts) if found else ()


def _counts(found: Fronts, id_: str) -> EquilibriumCounts:
    alone_ = tuple(f"{int(each.where(id_).sum()):,}" for each in found.alone.values())
    fallen = f"{len(found.fallen(id_)):,}" if found.whole is not None else "-"
    return EquilibriumCounts(id_, alone_, str(found.count(id_)), str(found.linked(id_)), fallen)


def linkage_rows(found: Fronts | None, concept: str) -> tuple[LinkageRow, ...]:
    """Return examples of states that hold only jointly by a concept."""
    if found is None or found.whole is None or concept not in found.concepts:
        return ()
    return tuple(_linkage_row(found, each, concept) for each in found.linkage(concept, MOST_SHOWN))


def _linkage_row(found: Fronts, each: LinkedEquilibrium, concept: str) -> LinkageRow:
    parts = listed(f"{k} of {front}" for front, k in zip(found.alone, each.parts, strict=True))
    title = f"{headed_state(found.conflict, each.state)} ({parts}), which holds by {concept}"
    return LinkageRow(title, tuple(situation(found.conflict, each.state - 1)), tuple(linkage_sentences(found, each)))


def front_columns(conflict: Conflict) -> tuple[FrontColumn, ...]:
    """Return the fronts of a conflict; empty without fronts.

    Examples
    --------
    >>> from countermove import cases
    >>> [column.id for column in front_columns(cases.load("canal"))]
    ['north', 'south']
    """
    if conflict.joint is None:
        return ()
    titles = front_titles(conflict)
    return tuple(
        FrontColumn(
            each.id, titles[each.id], tidy(each.conflict.about), decision_makers(front_conflict(conflict, each.id))
        )
        for each in conflict.joint.fronts
    )
