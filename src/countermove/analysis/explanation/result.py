"""What an explanation consists of: improvements, what the others make of them, and what decides for whom.

Certificates: a verdict as plain data, with what a checker needs to verify it from the conflict alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from countermove.analysis.differences import Difference, difference
from countermove.analysis.moves import moves_from
from countermove.model.concepts import CONCEPTS, Sanctions

if TYPE_CHECKING:
    from countermove.model.concepts import Concept
    from countermove.model.conflict import Conflict


MOST_LISTED = 2_000
"""How many states a certificate lists at most; above that a checker finds them itself in any case."""


@dataclass(frozen=True, slots=True)
class Move:
    """A move of one decision maker, and what decides for it between the ends.

    Attributes
    ----------
    mover : str
        The decision maker's id.
    start, to : int
        The numbers of the states, from 1.
    starts, stops : tuple of str
        The options that are turned on and off; empty in graph form.
    ends : tuple of int
        The decimals of the members that are left and reached: of coalesced states, those that differ least.
    why : Difference
        What decides between both states for the mover.
    """

    mover: str
    start: int
    to: int
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    ends: tuple[int, int]
    why: Difference

    @property
    def improves(self) -> bool:
        """Whether the mover prefers where it leads."""
        return self.why.kind != "equal" and self.why.better == self.to

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        ends = {"mover": self.mover, "from": self.start, "to": self.to}
        return ends | {"starts": [*self.starts], "stops": [*self.stops], "why": self.why.to_dict()}


@dataclass(frozen=True, slots=True)
class Sanction:
    """How the opponents punish an improvement.

    Attributes
    ----------
    moves : tuple of Move
        One after the other from the improvement's end, a shortest legal sequence; under simultaneous stability all
        from the state itself, at the same time as the improvement.
    end : int
        The number of the state that all this ends in.
    decimal : int
        Its decimal; of a coalesced state under simultaneous stability, that of the member.
    loss : Difference
        What decides for the focal decision maker between where it stood and where it ends.
    counter : int or None
        Where a countermove may follow (SMR, SSEQ), the best state that it reaches from the end; None where the focal
        decision maker cannot move.
    reply : Move or None
        The move to that state.
    afterwards : Difference or None
        What decides for the focal decision maker between where it stood and that state.
    """

    moves: tuple[Move, ...]
    end: int
    decimal: int
    loss: Difference
    counter: int | None = None
    reply: Move | None = None
    afterwards: Difference | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        plain = {"moves": [each.to_dict() for each in self.moves], "end": self.end, "loss": self.loss.to_dict()}
        after = {"reply": self.reply, "afterwards": self.afterwards}
        return plain | {"counter": self.counter} | {key: each.to_dict() for key, each in after.items() if each}


@dataclass(frozen=True, slots=True)
class Response:
    """One improvement, and what the opponents make of it.

    Attributes
    ----------
    move : Move
        The improvement.
    sanction : Sanction or None
        None if nobody can punish it.
    reach : tuple of int
        Of an improvement that nobody can punish, the numbers of all other states that the opponents can lead to from
        where it ends.
    """

    move: Move
    sanction: Sanction | None
    reach: tuple[int, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        sanction = None if self.sanction is None else self.sanction.to_dict()
        return {"improvement": self.move.to_dict(), "sanction": sanction}


@dataclass(frozen=True)
class Explanation:
    """Why a state is or is not stable for one decision maker under one concept.

    Attributes
    ----------
    conflict : Conflict
    dm, concept : str
        Ids.
    state : int
        The state's number, from 1.
    stable : bool or None
        The verdict; None where a local question is not decided.
    tempting : int
        How many improvements there are, or were found.
    answers : tuple of Response
        Stable: one for each improvement, the most preferred first. Unstable: the first that nobody can punish.
    within : int or None
        Of a local question, how many states could be looked at; None where all states are listed.
    """

    conflict: Conflict = field(repr=False)
    dm: str
    state: int
    concept: str
    stable: bool | None
    tempting: int
    answers: tuple[Response, ...]
    within: int | None = None

    @property
    def by(self) -> Concept:
        """The concept, with what it reckons with."""
        return CONCEPTS[self.concept]

    @property
    def free(self) -> Response | None:
        """The first improvement that nobody can punish; None where the state is stable."""
        return self.answers[0] if self.stable is False else None

    def certificate(self) -> dict[str, Any]:
        """Return the verdict with all that is needed to check it against the conflict, as plain data."""
        return certificate(self)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON; states are referred to by number."""
        return self.account() | {"certificate": self.certificate()}

    def account(self) -> dict[str, Any]:
        """Return what was asked and found as plain values, without the certificate."""
        asked = {"dm": self.dm, "concept": self.concept, "state": self.state, "stable": self.stable}
        return asked | {"tempting": self.tempting, "answers": [answer.to_dict() for answer in self.answers]}

    def __str__(self) -> str:
        verdict = "stable" if self.stable else "not stable"
        return f"state {self.state} is {verdict} for {self.dm} under {self.concept}"


def move(conflict: Conflict, who: int, start: int, end: int) -> Move:
    """Return the move of a decision maker between two states, given by position.

    Examples
    --------
    >>> from countermove import cases
    >>> move(cases.load("prisoners-dilemma"), 0, 3, 2).stops
    ('a.cooperate',)
    """
    return described(conflict, who, (start, end), _members(conflict, who, start, end))


def _members(conflict: Conflict, who: int, start: int, end: int) -> tuple[int, int]:
    """Return the members that a move leaves and reaches: of coalesced states, those that differ least."""
    if not conflict.states.coalesced:
        return int(conflict.states.masks[start]), int(conflict.states.masks[end])
    rows = moves_from(conflict, who, start)
    _, left, flip = rows[rows[:, 0] == end][0].tolist()
    return left, left ^ flip


def described(conflict: Conflict, who: int, states: tuple[int, int], ends: tuple[int, int]) -> Move:
    """Return a move given by the positions of its states and, in option form, the masks of its ends."""
    start, to = states
    options = [*enumerate(conflict.options)]
    starts = tuple(name for bit, name in options if ends[1] & ~ends[0] & 1 << bit)
    stops = tuple(name for bit, name in options if ends[0] & ~ends[1] & 1 << bit)
    why = difference(conflict, who, to, start)
    return Move(conflict.decision_makers[who].id, start + 1, to + 1, starts, stops, ends, why)


def certificate(explanation: Explanation) -> dict[str, Any]:
    """Return the certificate of a verdict.

    States are numbers from 1. Under simultaneous stability they are decimals (bit 0 the first option), since there
    a coalesced state is looked at member by member.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.explain import explain
    >>> explain(cases.load("prisoners-dilemma"), "4", "a")[0].certificate()["improvements"]
    [{'to': 3, 'sanction': [{'mover': 'b', 'to': 1}]}]
    """
    form = _simultaneous if explanation.by.simultaneous else _sequential
    return {
        "state": explanation.state,
        "dm": explanation.dm,
        "concept": explanation.concept,
        "verdict": "stable" if explanation.stable else "unstable",
        "improvements": [form(explanation, answer) for answer in explanation.answers],
    }


def _sequential(explanation: Explanation, answer: Response) -> dict[str, Any]:
    if answer.sanction is None:
        few = len(answer.reach) <= MOST_LISTED
        listed = {} if explanation.by.sanctions is Sanctions.NONE else {"reach": [*answer.reach] if few else None}
        return {"to": answer.move.to, "sanction": None, **listed}
    path = [{"mover": each.mover, "to": each.to} for each in answer.sanction.moves]
    countered = {"counter": answer.sanction.counter} if explanation.by.countermove else {}
    return {"to": answer.move.to, "sanction": path, **countered}


def _simultaneous(_: Explanation, answer: Response) -> dict[str, Any]:
    left, reached = answer.move.ends
    others = None
    if answer.sanction is not None:
        others = [{"mover": each.mover, "to": each.ends[1]} for each in answer.sanction.moves]
    return {"from": left, "to": reached, "others": others}
