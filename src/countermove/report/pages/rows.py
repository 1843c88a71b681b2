"""The rows of the head of a page: ends and questions with their chances, and what turns or tells them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.report.figures.gauges import range_bar

if TYPE_CHECKING:
    from countermove.simulation.judgement.result import ChanceByReading


@dataclass(frozen=True, slots=True)
class ChanceRow:
    """An end or a question: its chance in the default reading, its range over readings, and what came of it.

    `readings` holds for each reading whether it ends there, where nothing is doubted; it is empty otherwise.
    """

    letter: str
    tone: str
    name: str
    said: str
    mark: str
    number: str
    between: str
    plot: str
    readings: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class TurnRow:
    """What makes another end the likeliest: that end, its share then, and on what it turns."""

    letter: str
    tone: str
    number: str
    clause: str
    given: str


def chance_row(chance: ChanceByReading, whole: int, named: tuple[str, str, str, str, str]) -> ChanceRow:
    """Return a row with a chance; its range holds the number that is shown, which may be rounded otherwise."""
    low, high = (round(100 * each) for each in chance.range)
    low, high = min(low, whole), max(high, whole)
    value = chance.share.value
    shown = "<1 %" if value and not whole else f"{whole} %"
    between = f"{low}-{high}" if low != high else f"{low}"
    words = f"{shown}; over readings {low} to {high} %"
    plot = range_bar(chance.range[0], value, chance.range[1], named[1] or "Q", words)
    return ChanceRow(*named, shown, between, plot)
