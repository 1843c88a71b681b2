"""What of a judgement fits on the first screen, of a phone and of a laptop, by estimate.

Heights are estimated from letters on a line, for letters as wide as those of DejaVu Sans, which are wide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from countermove.report.pages.judgement import Head
    from countermove.report.pages.rows import ChanceRow, TurnRow

PHONE, LAPTOP = 844, 900
"""Heights of the two screens in pixels."""

LIMITS = (
    (5, 4, 4, 3),
    (5, 4, 3, 3),
    (5, 4, 3, 2),
    (5, 4, 2, 2),
    (5, 4, 2, 1),
    (4, 4, 2, 1),
    (4, 3, 2, 1),
    (3, 3, 2, 1),
    (3, 2, 2, 1),
    (3, 2, 1, 1),
    (2, 2, 1, 1),
    (2, 1, 1, 1),
    (2, 1, 1, 0),
)
"""Ends, questions, turns and signs that are shown, the most first."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen: its height, and for each kind of text the letters on a line, the height of a line and of the rest."""

    height: int
    top: int
    lead: tuple[int, int, int]
    more: tuple[int, int, int]
    how: tuple[int, int, int]
    end: tuple[int, int, int]
    said: tuple[int, int, int]
    question: tuple[int, int, int]
    turn: tuple[int, int, int]
    cap: int


ON_A_PHONE = Screen(
    PHONE, 46, (33, 22, 8), (52, 17, 1), (1, 0, 0), (33, 16, 6), (1, 0, 0), (37, 16, 6), (45, 16, 5), 27
)
ON_A_LAPTOP = Screen(
    LAPTOP, 46, (70, 32, 14), (128, 23, 4), (155, 19, 3), (34, 19, 9), (44, 16, 0), (37, 19, 9), (60, 20, 9), 36
)


def fits(head: Head) -> bool:
    """Whether a judgement is whole on the first screen, of a phone and of a laptop."""
    top, left, right = _parts(head, ON_A_PHONE)
    if top + left + right > PHONE:
        return False
    top, left, right = _parts(head, ON_A_LAPTOP)
    return top + max(left, right) <= LAPTOP


def _parts(head: Head, screen: Screen) -> tuple[int, int, int]:
    """Return the heights of the top and of the two columns."""
    top = screen.top + _high(head.lead, screen.lead) + _high(" ".join(head.how), screen.how)
    top += sum(
        _high(each, screen.more) for each in (" ".join(head.more), f"{head.confidence} {head.reasons}") if each
    )
    left = (
        screen.cap * (bool(head.ends) + bool(head.others) + bool(head.freeing))
        + _ends(head.ends, screen)
        + _turns(head.others, screen)
    )
    left += screen.said[1] * (bool(head.shared) + bool(head.more_ends))
    left += sum(_high(each, screen.turn) for each in (*head.freeing, head.published) if each)
    right = screen.cap * (bool(head.questions) + bool(head.turns) + bool(head.signs) + bool(head.why_not))
    right += sum(_high(f"{row.name} {row.mark}", screen.question) for row in head.questions)
    right += _high(head.why_not, screen.turn) * bool(head.why_not) + _turns((*head.turns, *head.signs), screen)
    return top, left, right


def _ends(rows: Sequence[ChanceRow], screen: Screen) -> int:
    named = sum(_high(f"{row.letter} {row.name} {row.mark}", screen.end) for row in rows)
    return named + sum(_high(row.said, screen.said) for row in rows if row.said)


def _turns(rows: Sequence[TurnRow], screen: Screen) -> int:
    given = screen.said[1]
    return sum(_high(f"{row.number} {row.clause} {row.given if given else ''}", screen.turn) for row in rows)


def _high(text: str, kind: tuple[int, int, int]) -> int:
    letters, line, rest = kind
    return len(wrap(text, letters)) * line + rest if line else 0
