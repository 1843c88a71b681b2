"""The marks of the decision makers on a figure: the short name, the colour, and how wide the label of a move is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.report.figures.abbreviating import abbreviated
from countermove.report.figures.lettering import drawable, width_of
from countermove.report.percentages import share
from countermove.report.words import dm_names

if TYPE_CHECKING:
    from countermove.analysis.excerpt.result import DrawnMove
    from countermove.model.conflict import Conflict

COLOURS = 8
SHORT, CHANCE = 11.0, 10.5
"""Font sizes."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A decision maker's mark: its short name, how wide the chip with it is, and the number of its colour."""

    short: str
    width: float
    colour: int


def marks(conflict: Conflict) -> dict[str, Mark]:
    """Return the mark of each decision maker, by id.

    Examples
    --------
    >>> from countermove import cases
    >>> [mark.short for mark in marks(cases.load("elmira")).values()]
    ['M', 'U', 'L']
    """
    short = [drawable(each) for each in abbreviated(dm_names(conflict))]
    ids = [dm.id for dm in conflict.decision_makers]
    return {
        id_: Mark(each, round(max(18.0, width_of(each, SHORT) + 10), 1), k % COLOURS)
        for k, (id_, each) in enumerate(zip(ids, short, strict=True))
    }


def chance_of(move: DrawnMove) -> str:
    """Return how likely a move is to be taken, if that is neither certain nor impossible."""
    return share(move.probability) if 0 < move.probability < 1 - 1e-9 else ""


def label_width(mark: Mark, move: DrawnMove) -> float:
    """Return how wide the label of a move is: the chip and, beside it, how likely the move is."""
    chance = chance_of(move)
    return mark.width + (width_of(chance, CHANCE) + 4 if chance else 0.0)


def kind_of(move: DrawnMove) -> str:
    """Return what kind of line a move is drawn with."""
    if not move.improves:
        return "other"
    return "taken" if move.probability else "sanctioned" if move.sanctioned else "improves"
