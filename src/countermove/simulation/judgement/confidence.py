"""The confidence in a judgement: low, moderate or high, by points for what weakens it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.model.provenance import Evidence, Source

Level = Literal["none", "low", "moderate", "high"]

Reason = Literal["spread", "linchpins", "sources", "unsettled", "coalition"]


@dataclass(frozen=True, slots=True)
class Confidence:
    """How far a judgement can be relied on.

    Attributes
    ----------
    level : {"none", "low", "moderate", "high"}
    reasons : tuple of (reason, points)
        What weakens it, the weightiest first.
    """

    level: Level
    reasons: tuple[tuple[Reason, int], ...]


def confidence(points: dict[Reason, int], *, doubted: bool, moves: bool) -> Confidence:
    """Return the confidence from points of 0 to 2 for each reason.

    Up to 1 point is high and up to 3 is moderate. Any reason with 2 points forbids high, and so does an account in
    which nothing is doubted.

    Parameters
    ----------
    points : dict of str to int
        By reason.
    doubted : bool
        Whether anything in the account is uncertain.
    moves : bool
        Whether the conflict leaves its status quo in any world.

    Examples
    --------
    >>> confidence({"spread": 0, "linchpins": 1}, doubted=True, moves=True).level
    'high'
    >>> confidence({"spread": 2, "linchpins": 0}, doubted=True, moves=True).level
    'moderate'
    """
    total, worst = sum(points.values()), max(points.values(), default=0)
    level: Level = "high" if total <= 1 and worst < 2 and doubted else "moderate" if total <= 3 else "low"
    given = ((reason, number) for reason, number in points.items() if number)
    return Confidence(level if moves else "none", tuple(sorted(given, key=lambda each: -each[1])))


def spread_points(shares: Iterable[float], others_lead: int) -> int:
    """Return the points for the range of a share over readings, and for readings by which another end leads."""
    given = [*shares]
    width = 100 * (max(given, default=0.0) - min(given, default=0.0))
    return 2 if others_lead or width > 25 else 1 if width > 10 else 0


def linchpin_points(number: int) -> int:
    """Return the points for a number of linchpins."""
    return 0 if number < 2 else 1 if number < 4 else 2


def unsettled_points(share: float) -> int:
    """Return the points for the share of worlds that never settle."""
    return 0 if share < 0.05 else 1 if share <= 0.2 else 2


def source_points(grade: str, *, disputed: bool) -> int:
    """Return the points for the best source of an assumption, by its admiralty grade; none counts as the worst.

    Examples
    --------
    >>> source_points("B2", disputed=False), source_points("C3", disputed=False), source_points("", disputed=False)
    (0, 1, 2)
    """
    letter, figure = grade[:1], grade[1:2]
    if disputed or not grade or letter in "DEF" or figure in {"4", "5", "6"}:
        return 2
    return 1 if letter == "C" or figure == "3" else 0


def best_grade(evidence: Iterable[Evidence], sources: Iterable[Source]) -> tuple[str, bool]:
    """Return the best grade among the cited sources, and whether that citation is disputed; empty without a grade."""
    by_id = {each.id: each for each in sources}
    graded = [(by_id[each.source].grade, each.disputed) for each in evidence if by_id[each.source].grade]
    return min(graded, key=lambda each: (source_points(each[0], disputed=each[1]), each), default=("", False))
