"""The section on coalitions: agreements, equilibrium jumps, and coalition stability."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.report.coalitions import agreement_kept, lasting, ranked_jumps
from countermove.report.pages.joint import end_state
from countermove.report.statements import worded
from countermove.report.words import called, listed, move, none_of

if TYPE_CHECKING:
    from countermove.analysis.coalitions.result import Coalitions
    from countermove.report.coalitions import Pair
    from countermove.report.pages.answers import Findings

MOST_SHOWN, MOST_JUMPS = 1, 1
"""Maximum number of agreements, and of jumps."""

KEPT = ("outright", "by threat", "not kept")
"""How agreements are kept, the best first."""


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
    start: str
    to: str
    parts: tuple[MemberRow, ...]
    remark: str


@dataclass(frozen=True, slots=True)
class SurvivalRow:
    """The number of equilibria by a concept, and of those that no coalition overturns."""

    concept: str
    equilibria: int
    left: int


def agreement_rows(found: Findings, joint: Coalitions) -> tuple[JointMove, ...]:
    """Return the agreements from the status quo, at most two; those that are kept come first."""
    return tuple(
        JointMove(
            called(joint.conflict, each.coalition),
            f"{found.names.of(each.start).name}",
            f"{found.names.of(each.to)}",
            _member_rows(joint, each.coalition, each.start, each.to),
            ("All have to act at once: step by step the way is barred. " if each.at_once else "")
            + f"{agreement_kept(joint.conflict, each)} {lasting(joint.solution, each.to)}",
        )
        for each in sorted(joint.agreements, key=lambda each: KEPT.index(each.kept))[:MOST_SHOWN]
    )


def jump_rows(found: Findings, joint: Coalitions) -> tuple[JointMove, ...]:
    """Return equilibrium jumps that start or end in a state of the report, by rank, at most one.

    A jump from the likeliest end comes first.
    """
    told, first = {k + 1 for k in found.told}, end_state(found)
    near = [each for each in ranked_jumps(joint) if {each[0][1], each[0][2]} & told]
    near.sort(key=lambda each: each[0][1] != first)
    return tuple(_jump(found, joint, pair, concepts) for pair, concepts in near[:MOST_JUMPS])


def _jump(found: Findings, joint: Coalitions, pair: Pair, concepts: list[str]) -> JointMove:
    members, start, to = pair
    remark = f"Both hold by {listed(concepts)}; {none_of(len(members))} could make this move alone."
    rows = _member_rows(joint, members, start, to)
    return JointMove(
        called(joint.conflict, members), f"{found.names.of(start)}", f"{found.names.of(to)}", rows, remark
    )


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
