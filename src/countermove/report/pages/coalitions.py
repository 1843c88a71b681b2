"""What several could do together: agreements, jumps, and what no coalition overturns."""

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

SHOWN = 6


@dataclass(frozen=True, slots=True)
class MemberRow:
    """What one member does in a joint move, and what it gains."""

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
class Survival:
    """Of the equilibria by a concept, how many no coalition overturns."""

    concept: str
    equilibria: int
    left: int


def agreements(found: Coalitions) -> tuple[JointMove, ...]:
    """Return what could be agreed on from the status quo, six at most."""
    return tuple(
        JointMove(
            called(found.conflict, each.coalition),
            each.start,
            each.to,
            _parts(found, each.coalition, each.start, each.to),
            ("All have to act at once: step by step the way is barred. " if each.at_once else "")
            + f"{agreement_kept(found.conflict, each)} {lasting(found.solution, each.to)}",
        )
        for each in found.agreements[:SHOWN]
    )


def jumps(found: Coalitions, told: Collection[int]) -> tuple[JointMove, ...]:
    """Return the most telling equilibrium jumps from or to the states that are told of, six at most."""
    near = [each for each in ranked_jumps(found) if {each[0][1], each[0][2]} & {*told}]
    return tuple(_jump(found, pair, concepts) for pair, concepts in near[:SHOWN])


def _jump(found: Coalitions, pair: Pair, concepts: list[str]) -> JointMove:
    who, start, to = pair
    remark = f"Both hold by {listed(concepts)}; {none_of(len(who))} could make this move alone."
    return JointMove(called(found.conflict, who), start, to, _parts(found, who, start, to), remark)


def survivals(found: Coalitions) -> tuple[Survival, ...]:
    """Return, by concept, how many equilibria there are and how many no coalition overturns."""
    counts = ((id_, len(found.solution.equilibria(id_)), len(found.overturned(id_))) for id_ in found.concepts)
    return tuple(Survival(id_, held, held - fallen) for id_, held, fallen in counts)


def _parts(found: Coalitions, who: tuple[str, ...], start: int, to: int) -> tuple[MemberRow, ...]:
    conflict, rows = found.conflict, []
    for part in found.parts(who, start, to):
        does = move(conflict, part.starts, part.stops) or ("moves" if conflict.graph else "changes nothing")
        gains = worded(conflict, part.gains) if part.gains else "ranks this higher"
        rows.append(MemberRow(called(conflict, (part.dm,)), does, gains))
    return tuple(rows)
