"""The section on coalitions: agreements, equilibrium jumps, and coalition stability."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.report.coalitions import agreement_kept, lasting, ranked_jumps
from countermove.report.statements import worded
from countermove.report.words import called, listed, move, none_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from countermove.analysis.coalitions.result import Coalitions
    from countermove.report.coalitions import Pair

MOST_SHOWN = 6
"""Maximum number of agreements, and of jumps."""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """The part of one member in a joint move, and its gains."""

    dm: str
    does: str
    gains: str


@dataclass(frozen=True, slots=True)
class JointMove:
    """A joint move of a coalition: an agreement from the status quo, or an equilibrium jump."""

    who: str
    start: int
    to: int
    parts: tuple[MemberRow, ...]
    remark: str


@dataclass(frozen=True, slots=True)
class SurvivalRow:
    """The number of equilibria by a concept, and of those that no coalition overturns."""

    concept: str
    equilibria: int
    left: int


def agreement_rows(found: Coalitions) -> tuple[JointMove, ...]:
    """Return the agreements from the status quo, at most six."""
    return tuple(
        JointMove(
            called(found.conflict, each.coalition),
            each.start,
            each.to,
            _member_rows(found, each.coalition, each.start, each.to),
            ("All have to act at once: step by step the way is barred. " if each.at_once else "")
            + f"{agreement_kept(found.conflict, each)} {lasting(found.solution, each.to)}",
        )
        for each in found.agreements[:MOST_SHOWN]
    )


def jump_rows(found: Coalitions, states: Collection[int]) -> tuple[JointMove, ...]:
    """Return equilibrium jumps that start or end in a state of the report, by rank, at most six.

    `states` holds the numbers of these states.
    """
    near = [each for each in ranked_jumps(found) if {each[0][1], each[0][2]} & {*states}]
    return tuple(_jump(found, pair, concepts) for pair, concepts in near[:MOST_SHOWN])


def _jump(found: Coalitions, pair: Pair, concepts: list[str]) -> JointMove:
    members, start, to = pair
    remark = f"Both hold by {listed(concepts)}; {none_of(len(members))} could make this move alone."
    return JointMove(called(found.conflict, members), start, to, _member_rows(found, members, start, to), remark)


def survival_rows(found: Coalitions) -> tuple[SurvivalRow, ...]:
    """Return, for each concept, the number of equilibria and of those that no coalition overturns."""
    counts = ((id_, len(found.solution.equilibria(id_)), len(found.overturned(id_))) for id_ in found.concepts)
    return tuple(SurvivalRow(id_, held, held - fallen) for id_, held, fallen in counts)


def _member_rows(found: Coalitions, members: tuple[str, ...], start: int, to: int) -> tuple[MemberRow, ...]:
    conflict, rows = found.conflict, []
    for part in found.parts(members, start, to):
        does = move(conflict, part.starts, part.stops) or ("moves" if conflict.graph else "changes nothing")
        gains = worded(conflict, part.gains) if part.gains else "ranks this higher"
        rows.append(MemberRow(called(conflict, (part.dm,)), does, gains))
    return tuple(rows)
