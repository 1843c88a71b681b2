"""Explanations as data: improvements, sanctions, the statements that decide, and the certificate of the verdict.

A certificate is plain data from which a checker can verify the verdict against the conflict alone.
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
"""The most states of a reach that a certificate lists; a checker computes the reach in any case."""


@dataclass(frozen=True, slots=True)
class Move:
    """A move of one decision maker, with the reason why it prefers one end.

    Attributes
    ----------
    mover : str
        The decision maker's id.
    start, to : int
        The numbers of the states, from 1.
    starts, stops : tuple of str
        The options that are turned on and off; empty in graph form.
    ends : (int, int)
        The decimals of the members that are left and reached; for coalesced states, the pair with the fewest changes.
    why : Difference
        The difference between both states for the mover.
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
        """Whether the mover prefers the state that it moves to."""
        return self.why.kind != "equal" and self.why.better == self.to

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        ends = {"mover": self.mover, "from": self.start, "to": self.to}
        return ends | {"starts": [*self.starts], "stops": [*self.stops], "why": self.why.to_dict()}


@dataclass(frozen=True, slots=True)
class Sanction:
    """The opponents' sanction of an improvement.

    Attributes
    ----------
    moves : tuple of Move
        A shortest legal sequence from the end of the improvement. Under simultaneous stability, moves from the start
        of the improvement.
    end : int
        The number of the state that the sanction ends in.
    decimal : int
        The decimal of that state; under simultaneous stability, of the member.
    loss : Difference
        The difference between the start and the end for the focal decision maker.
    counter : int or None
        Under SMR and SSEQ, the number of the best state that a countermove reaches; None if there is no countermove.
    reply : Move or None
        The countermove to that state.
    afterwards : Difference or None
        The difference between the start and that state for the focal decision maker.
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
    """One improvement, and the opponents' response to it.

    Attributes
    ----------
    move : Move
        The improvement.
    sanction : Sanction or None
        None if the improvement is not sanctioned.
    reach : tuple of int
        If it is not sanctioned, the numbers of all other states that the opponents can reach from its end.
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
        The verdict; None if a local search did not decide it.
    tempting : int
        The number of improvements; in a local search, of those found.
    answers : tuple of Response
        If stable, one for each improvement, most preferred first. If unstable, the first without a sanction.
    within : int or None
        The budget of a local search, in states; None if all states are listed.
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
        """The concept, from the registry."""
        return CONCEPTS[self.concept]

    @property
    def free(self) -> Response | None:
        """The first improvement without a sanction; None unless the state is unstable."""
        return self.answers[0] if self.stable is False else None

    def certificate(self) -> dict[str, Any]:
        """Return the certificate of the verdict: plain data that a checker can verify against the conflict."""
        return certificate(self)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON; states are numbers."""
        return self.account() | {"certificate": self.certificate()}

    def account(self) -> dict[str, Any]:
        """Return everything but the certificate as plain values."""
        heading = {"dm": self.dm, "concept": self.concept, "state": self.state, "stable": self.stable}
        return heading | {"tempting": self.tempting, "answers": [answer.to_dict() for answer in self.answers]}

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
    return move_between(conflict, who, (start, end), _members(conflict, who, start, end))


def _members(conflict: Conflict, who: int, start: int, end: int) -> tuple[int, int]:
    """Return the masks of the members that a move leaves and reaches; the pair with the fewest changes."""
    if not conflict.states.coalesced:
        return int(conflict.states.masks[start]), int(conflict.states.masks[end])
    rows = moves_from(conflict, who, start)
    _, left, flip = rows[rows[:, 0] == end][0].tolist()
    return left, left ^ flip


def move_between(conflict: Conflict, who: int, states: tuple[int, int], ends: tuple[int, int]) -> Move:
    """Return a move, given by the positions of its states and the masks of its ends."""
    start, to = states
    options = [*enumerate(conflict.options)]
    starts = tuple(name for bit, name in options if ends[1] & ~ends[0] & 1 << bit)
    stops = tuple(name for bit, name in options if ends[0] & ~ends[1] & 1 << bit)
    why = difference(conflict, who, to, start)
    return Move(conflict.decision_makers[who].id, start + 1, to + 1, starts, stops, ends, why)


def certificate(explanation: Explanation) -> dict[str, Any]:
    """Return the certificate of a verdict.

    States are numbers from 1. Under simultaneous stability they are decimals (bit 0 is the first option), since the
    members of a coalesced state are treated one by one.

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
