"""The answer of `coalitions`: improvements, stability, equilibrium jumps and agreements; also as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.analysis.coalitions.agreements import moves_of_members
from countermove.errors import UnknownName, did_you_mean
from countermove.model.reading import reading_of

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from countermove.analysis.coalitions.agreements import Agreement, MemberMove
    from countermove.analysis.solution import Solution
    from countermove.model.conflict import Conflict


@dataclass(frozen=True, slots=True)
class Jump:
    """An equilibrium jump: an improvement of a coalition from one equilibrium to another.

    Attributes
    ----------
    coalition : tuple of str
        The ids of the members.
    start, to : int
        The numbers of the two equilibria.
    joint_only : bool
        Whether no member can make this move alone.
    """

    coalition: tuple[str, ...]
    start: int
    to: int
    joint_only: bool


@dataclass(frozen=True, eq=False)
class Coalition:
    """One coalition: its improvements and its stability, in a conflict with S states.

    Attributes
    ----------
    members : tuple of str
        The ids of its decision makers.
    improvements : ndarray of int32, shape (P, 2)
        State positions from and to: a legal sequence of the members leads there, and every member prefers the end.
    alone : ndarray of bool, shape (P,)
        Whether some member can make each improvement by one move of its own.
    stable : mapping of str to ndarray of bool, shape (S,)
        By concept id, the states that are stable for the coalition.
    """

    members: tuple[str, ...]
    improvements: NDArray[np.int32] = field(repr=False)
    alone: NDArray[np.bool_] = field(repr=False)
    stable: Mapping[str, NDArray[np.bool_]] = field(repr=False)

    def improvements_from(self, number: int) -> tuple[int, ...]:
        """Return the numbers of the ends of the improvements from a state, given by number."""
        ends = self.improvements[self.improvements[:, 0] == number - 1, 1]
        return tuple((ends + 1).tolist())


@dataclass(frozen=True, eq=False)
class Coalitions:
    """The coalitions of a conflict with S states, under some concepts.

    Attributes
    ----------
    solution : Solution
        The equilibria of the same conflict, under the same concepts.
    each : tuple of Coalition
        The coalitions, of two members or more, the smallest first.
    universal : mapping of str to ndarray of bool, shape (S,)
        By concept id, the states that are stable for each decision maker alone and for each of these coalitions. If
        `each` has all coalitions, this is universal coalition stability.
    agreements : tuple of Agreement
        The agreements of each coalition in the status quo.
    """

    solution: Solution = field(repr=False)
    each: tuple[Coalition, ...]
    universal: Mapping[str, NDArray[np.bool_]] = field(repr=False)
    agreements: tuple[Agreement, ...]

    @property
    def conflict(self) -> Conflict:
        """The conflict."""
        return self.solution.conflict

    @property
    def concepts(self) -> tuple[str, ...]:
        """The ids of the concepts."""
        return tuple(self.universal)

    def of(self, *dms: str) -> Coalition:
        """Return the coalition of some decision makers, given by ids or names.

        Raises
        ------
        UnknownName
            If a decision maker does not exist, or the coalition is not among `each`.
        """
        wanted = {self.conflict.decision_makers[self.conflict.position(dm)].id for dm in dms}
        for each in self.each:
            if {*each.members} == wanted:
                return each
        known = [", ".join(each.members) for each in self.each]
        ids = ", ".join(sorted(wanted))
        raise UnknownName(f"the coalition {ids!r} was not looked into{did_you_mean(ids, known)}")

    def overturned(self, concept: str) -> dict[int, tuple[tuple[str, ...], ...]]:
        """Return, by the number of each equilibrium under a concept, the coalitions for which it is not stable.

        Equilibria that are stable for all coalitions are left out.

        Raises
        ------
        UnknownName
            If the concept is not among `concepts`.
        """
        self._refuse_unknown(concept)
        found = {
            state.number: tuple(each.members for each in self.each if not each.stable[concept][state.number - 1])
            for state in self.solution.equilibria(concept)
        }
        return {number: who for number, who in found.items() if who}

    def jumps(self, concept: str) -> tuple[Jump, ...]:
        """Return the equilibrium jumps under a concept (Kilgour, Hipel, Fang, Peng 2001).

        Raises
        ------
        UnknownName
            If the concept is not among `concepts`.
        """
        self._refuse_unknown(concept)
        holds = self.solution.where(concept)
        return tuple(jump for each in self.each for jump in _jumps(each, holds))

    def parts(self, coalition: tuple[str, ...], start: int, to: int) -> tuple[MemberMove, ...]:
        """Return the part of each member in a joint move between two states, given by number.

        Raises
        ------
        UnknownName
            If a decision maker of the coalition does not exist.
        """
        return moves_of_members(self.conflict, coalition, start, to)

    def _refuse_unknown(self, concept: str) -> None:
        if concept not in self.universal:
            raise UnknownName(f"there is no answer under {concept!r}{did_you_mean(concept, self.concepts)}")

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the conflict lacks of its file, what may change its meaning, and that a mixed reading is left out."""
        mixed = ("left out: the reading of the file; the members of a coalition go by different concepts",)
        return self.conflict.remarks + mixed * bool(reading_of(self.conflict).each)

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain values, for JSON; improvements from the status quo only."""
        return as_dict(self)

    def to_frame(self) -> pd.DataFrame:
        """Return a table of the jumps: concept, coalition, states, and whether no member can make it alone."""
        import pandas as pd

        rows = [
            (concept, ", ".join(each.coalition), each.start, each.to, each.joint_only)
            for concept in self.concepts
            for each in self.jumps(concept)
        ]
        return pd.DataFrame(rows, columns=["concept", "coalition", "from", "to", "joint only"])


def _jumps(each: Coalition, holds: NDArray[np.bool_]) -> list[Jump]:
    at = np.flatnonzero(holds[each.improvements].all(axis=1))
    pairs = zip((each.improvements[at] + 1).tolist(), each.alone[at].tolist(), strict=True)
    return [Jump(each.members, start, to, not alone) for (start, to), alone in pairs]


def as_dict(found: Coalitions) -> dict[str, Any]:
    """Return the answer of `coalitions` as plain values; states are given by number."""
    conflict, concepts = found.conflict, found.concepts
    start = conflict.status_quo_number
    return {
        "conflict": conflict.title,
        "variation": conflict.variation or None,
        "remarks": [*found.remarks],
        "decision_makers": [dm.id for dm in conflict.decision_makers],
        "states": len(conflict.states),
        "status_quo": start,
        "coalitions": [_coalition(each, start) for each in found.each],
        "equilibria": {id_: _numbers(found.solution.where(id_)) for id_ in concepts},
        "universal": {id_: _numbers(found.universal[id_]) for id_ in concepts},
        "overturned": {
            id_: [{"state": number, "by": [*map(list, who)]} for number, who in found.overturned(id_).items()]
            for id_ in concepts
        },
        "jumps": {
            id_: [{"coalition": [*each.coalition], "from": each.start, "to": each.to, "joint_only": each.joint_only}
                  for each in found.jumps(id_)]
            for id_ in concepts
        },
        "agreements": [asdict(each) | {"kept": each.kept} for each in found.agreements],
    }  # fmt: skip


def _coalition(each: Coalition, start: int | None) -> dict[str, Any]:
    return {
        "members": [*each.members],
        "improvements": len(each.improvements),
        "improvements_from_status_quo": None if start is None else [*each.improvements_from(start)],
        "stable": {id_: _numbers(where) for id_, where in each.stable.items()},
    }


def _numbers(where: NDArray[np.bool_]) -> list[int]:
    numbers: list[int] = (np.flatnonzero(where) + 1).tolist()
    return numbers
