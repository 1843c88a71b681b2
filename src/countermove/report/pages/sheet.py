"""The brief: one printed sheet, with as much below the judgement as there is room for."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING

from countermove.report.pages.assumptions import source_rows
from countermove.report.words import count_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from countermove.report.pages.answers import Findings
    from countermove.report.pages.evolution import CardRow
    from countermove.report.pages.judgement import Head
    from countermove.report.pages.readings import ReadingPanel

LINES = 72.0
"""Lines of a sheet, with some room to spare for wider letters."""

WIDE, HALF, CARD, PANEL = 108, 50, 21, 17
"""Letters on a line: of the sheet, of a column, of a card, of a panel."""

IN_A_ROW = 4
"""Cards in a row."""


def ground(found: Findings) -> tuple[str, ...]:
    """Return how good the ground of the judgement is, in sentences."""
    return tuple(_ground(found))


def _ground(found: Findings) -> Iterator[str]:
    rows, claims = source_rows(found.grounds), len(found.grounds.claims)
    if not rows:
        yield "The file cites no source."
    elif rows[0].cited:
        most = f"{rows[0].title} ({rows[0].grade}): {rows[0].cited} of {claims:,} claims cite it"
        yield f"Of {count_of(len(rows), 'source')} one carries most: {most}, {rows[0].alone} of them it alone."
    yield f"{len(found.grounds.bare):,} of {count_of(claims, 'claim')} name no evidence."
    judged = found.judged
    if judged and judged.likeliest and judged.likeliest.came_about:
        yield f"That {judged.likeliest.letter} came about does not prove the account."


def first_way(ways: Sequence[CardRow]) -> tuple[CardRow, ...]:
    """Return the course to the likeliest end, without what could follow it if that takes a second row of cards."""
    first = ways[:1]
    return tuple(
        replace(way, cards=tuple(card for card in way.cards if not card.joint or len(way.cards) <= IN_A_ROW))
        for way in first
    )


def fitting(head: Head | None, ways: Iterable[CardRow], panels: Iterable[ReadingPanel], said: str) -> dict[str, bool]:
    """Return which parts a sheet has room for below the judgement.

    The ground goes first, then the readings, then the reasons on the cards, then the cards.
    """
    cards = [card for way in ways for card in way.cards]
    plain = _cards([(card.who, card.does, "") for card in cards])
    heights = {
        "cards": plain,
        "reasons": _cards([(card.who, card.does, card.why) for card in cards]) - plain,
        "readings": _panels([*panels]),
        "ground": 4.0 + _lines(said, WIDE),
    }
    left, fits = LINES - (_head(head) if head else 20.0), {}
    for part, height in heights.items():
        fits[part] = height <= left and (height > 0 or part == "reasons")
        left -= height if fits[part] else 0.0
    return fits


def _lines(text: str, room: int) -> float:
    return float(ceil(len(text) / room))


def _head(head: Head) -> float:
    """Return the lines that the judgement takes, by estimate."""
    top = 2.0 + 1.8 * _lines(head.lead, 58) + sum(_lines(each, WIDE) for each in (" ".join(head.more), head.reasons))
    top += 0.9 * _lines(" ".join(head.how), WIDE)
    ends = sum(0.4 + _lines(f"{row.name} {row.mark}", 30) + 0.9 * _lines(row.said, 36) for row in head.ends)
    asked = sum(0.4 + _lines(f"{row.name} {row.mark}", 32) for row in head.questions) + _lines(head.why_not, HALF)
    turns = sum(0.4 + _lines(f"{row.clause}{row.given}", HALF) for row in (*head.turns, *head.signs))
    others = sum(0.4 + _lines(row.clause, HALF) for row in head.others)
    others += sum(0.4 + _lines(each, HALF) for each in (*head.freeing, head.published) if each)
    return top + max(ends + others, asked + turns) + 5.0 + 1.4 * bool(head.signs)


def _cards(cards: list[tuple[str, str, str]]) -> float:
    """Return the lines of cards, four beside each other."""
    high = [
        1.6 + _lines(who, CARD) + 1.05 * _lines(does, CARD) + 0.9 * _lines(why, CARD + 2) for who, does, why in cards
    ]
    return sum(max(high[k : k + IN_A_ROW]) for k in range(0, len(high), IN_A_ROW)) + 3.5 if high else 0.0


def _panels(panels: list[ReadingPanel]) -> float:
    """Return the lines of the small multiples, five beside each other."""
    if not panels:
        return 0.0
    return 3.5 + max(_lines(each.name, PANEL) + 2.1 * len(each.bars) for each in panels)
